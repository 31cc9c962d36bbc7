use std::collections::BTreeMap;
use std::fmt::{Debug, Display};

use entity::kinds::Language;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use starstall::domain::values::*;
use starstall::domain::{FieldError, FieldErrors};

/// Each raw text and what it becomes, or why not.
fn check<T: Display, E: Debug>(parse: fn(&str) -> Result<T, E>, raws: &[&str], expected: &Expect) {
    let lines: Vec<String> = raws
        .iter()
        .map(|raw| match parse(raw) {
            Ok(value) => format!("{raw:?} → {:?}", value.to_string()),
            Err(error) => format!("{raw:?} ✗ {error:?}"),
        })
        .collect();
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn an_email_address_is_one_that_a_server_takes() {
    check(
        EmailAddress::parse,
        &[
            " Wang.Li@Example.CN ",
            "wang＠example．cn",
            "wang+stall@mail.example.com",
            "",
            "　",
            "wang",
            "wang@example",
            "@example.cn",
            "a..b@example.cn",
            "wang li@example.cn",
            "wang@-example.cn",
            "wang@example.c",
            "王@example.cn",
            "wang@example.cn\r\nBcc: all@example.cn",
            "wang\u{200b}@example.cn",
            "a@b@example.cn",
        ],
        &expect![[r#"
            " Wang.Li@Example.CN " → "Wang.Li@example.cn"
            "wang＠example．cn" → "wang@example.cn"
            "wang+stall@mail.example.com" → "wang+stall@mail.example.com"
            "" ✗ Text(Empty)
            "\u{3000}" ✗ Text(Empty)
            "wang" ✗ NoAt
            "wang@example" ✗ Domain
            "@example.cn" ✗ Local
            "a..b@example.cn" ✗ Local
            "wang li@example.cn" ✗ Local
            "wang@-example.cn" ✗ Domain
            "wang@example.c" ✗ Domain
            "王@example.cn" ✗ Local
            "wang@example.cn\r\nBcc: all@example.cn" ✗ Text(Hidden { character: '\r' })
            "wang\u{200b}@example.cn" ✗ Text(Hidden { character: '\u{200b}' })
            "a@b@example.cn" ✗ Local"#]],
    );
}

#[test]
fn a_phone_number_is_kept_with_its_country() {
    check(
        Phone::parse,
        &[
            "13800138000",
            "138 0013 8000",
            "１３８－００１３－８０００",
            "+86 138-0013-8000",
            "0086 13800138000",
            "8613800138000",
            "12800138000",
            "1380013800",
            "0371 6595 1234",
            "+86 371 6595 1234",
            "+44 (0)20 7946 0958",
            "+1 345 678 9012",
            "+0 123 4567",
            "+12345",
            "138OO138000",
            "",
            "+",
        ],
        &expect![[r#"
            "13800138000" → "+8613800138000"
            "138 0013 8000" → "+8613800138000"
            "１３８－００１３－８０００" → "+8613800138000"
            "+86 138-0013-8000" → "+8613800138000"
            "0086 13800138000" → "+8613800138000"
            "8613800138000" → "+8613800138000"
            "12800138000" ✗ NotAMobile
            "1380013800" ✗ NotAMobile
            "0371 6595 1234" ✗ NotAMobile
            "+86 371 6595 1234" ✗ NotAMobile
            "+44 (0)20 7946 0958" → "+442079460958"
            "+1 345 678 9012" → "+13456789012"
            "+0 123 4567" ✗ NotInternational
            "+12345" ✗ NotInternational
            "138OO138000" ✗ NotDigits
            "" ✗ Text(Empty)
            "+" ✗ NotDigits"#]],
    );
    assert_eq!(
        Phone::parse("13800138000").unwrap().spaced(),
        "138 0013 8000"
    );
    assert_eq!(
        Phone::parse("+442079460958").unwrap().spaced(),
        "+442079460958"
    );
}

#[test]
fn a_name_is_one_visible_line() {
    let long = "王".repeat(PersonName::MAX + 1);
    check(
        PersonName::parse,
        &[
            "  王　小明 ",
            "Anna-Lena O’Neill",
            "古丽·买买提",
            "",
            " \u{3000}\t",
            "\u{3164}",
            "王\u{0}明",
            "王\n明",
            "\u{202e}明小王",
            "王\u{2066}明",
            &long,
        ],
        &expect![[r#"
            "  王\u{3000}小明 " → "王 小明"
            "Anna-Lena O’Neill" → "Anna-Lena O’Neill"
            "古丽·买买提" → "古丽·买买提"
            "" ✗ Empty
            " \u{3000}\t" ✗ Empty
            "ㅤ" ✗ Hidden { character: 'ㅤ' }
            "王\0明" ✗ Hidden { character: '\0' }
            "王\n明" ✗ Hidden { character: '\n' }
            "\u{202e}明小王" ✗ Hidden { character: '\u{202e}' }
            "王\u{2066}明" ✗ Hidden { character: '\u{2066}' }
            "王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王" ✗ TooLong { max: 60 }"#]],
    );
}

#[test]
fn a_note_keeps_its_lines_and_nothing_hidden() {
    check(
        Note::parse,
        &[
            " one \r\n two\tthree \rfour\n\n",
            "\n \n",
            "one\u{0}",
            "one\u{1b}[31m",
            "one\u{2028}two",
        ],
        &expect![[r#"
            " one \r\n two\tthree \rfour\n\n" → "one\n two three\nfour"
            "\n \n" ✗ Empty
            "one\0" ✗ Hidden { character: '\0' }
            "one\u{1b}[31m" ✗ Hidden { character: '\u{1b}' }
            "one\u{2028}two" ✗ Hidden { character: '\u{2028}' }"#]],
    );
    let longest = "字".repeat(Note::MAX);
    assert_eq!(Note::parse(&longest).unwrap().as_str(), longest);
    let too_long = "字".repeat(Note::MAX + 1);
    assert_eq!(
        Note::parse(&too_long),
        Err(TextError::TooLong { max: Note::MAX })
    );
}

#[test]
fn a_label_is_letters_digits_and_single_dashes() {
    check(
        Label::parse,
        &[
            "A01",
            " hot-food ",
            "Ａ０１",
            "",
            "A 01",
            "A_01",
            "烤串",
            "-A",
            "A-",
            "A--1",
            "ABCDEFGHIJKLMNOP",
            "ABCDEFGHIJKLMNOPQ",
            "A01\u{0}",
        ],
        &expect![[r#"
            "A01" → "A01"
            " hot-food " → "hot-food"
            "Ａ０１" → "A01"
            "" ✗ Empty
            "A 01" ✗ Character { character: ' ' }
            "A_01" ✗ Character { character: '_' }
            "烤串" ✗ Character { character: '烤' }
            "-A" ✗ Dash
            "A-" ✗ Dash
            "A--1" ✗ Dash
            "ABCDEFGHIJKLMNOP" → "ABCDEFGHIJKLMNOP"
            "ABCDEFGHIJKLMNOPQ" ✗ TooLong { max: 16 }
            "A01\0" ✗ Character { character: '\0' }"#]],
    );
}

#[test]
fn a_slug_is_lower_case() {
    check(
        Slug::parse,
        &["Jinxiu-Starlight", "ab", "锦绣", "a/b", "..", "jinxiu-"],
        &expect![[r#"
            "Jinxiu-Starlight" → "jinxiu-starlight"
            "ab" ✗ TooShort { min: 3 }
            "锦绣" ✗ Character { character: '锦' }
            "a/b" ✗ Character { character: '/' }
            ".." ✗ Character { character: '.' }
            "jinxiu-" ✗ Dash"#]],
    );
}

#[test]
fn an_application_code_forgives_how_it_is_typed() {
    check(
        ApplicationCode::parse,
        &[
            "7Q4M-2K9D",
            "7q4m2k9d",
            " 7q4m 2k9d ",
            "７Ｑ４Ｍ－２Ｋ９Ｄ",
            "OIL0-1111",
            "7Q4M-2K9",
            "7Q4M-2K9DD",
            "7Q4M-2K9U",
            "",
        ],
        &expect![[r#"
            "7Q4M-2K9D" → "7Q4M-2K9D"
            "7q4m2k9d" → "7Q4M-2K9D"
            " 7q4m 2k9d " → "7Q4M-2K9D"
            "７Ｑ４Ｍ－２Ｋ９Ｄ" → "7Q4M-2K9D"
            "OIL0-1111" → "0110-1111"
            "7Q4M-2K9" ✗ Length
            "7Q4M-2K9DD" ✗ Length
            "7Q4M-2K9U" ✗ Character { character: 'U' }
            "" ✗ Length"#]],
    );
    assert_eq!(ApplicationCode::from_random([0; 5]).as_str(), "0000-0000");
    assert_eq!(ApplicationCode::from_random([255; 5]).as_str(), "ZZZZ-ZZZZ");
    assert_eq!(
        ApplicationCode::from_random([1, 2, 3, 4, 5]).as_str(),
        "0410-6105"
    );
}

#[test]
fn money_is_read_in_yuan_and_kept_in_fen() {
    check(
        Fen::parse_yuan,
        &[
            "12",
            "12.5",
            "12.50",
            "¥1,200.05",
            "30 元",
            "０",
            "-1",
            "−1",
            "12.345",
            "12.",
            ".5",
            "",
            "一百",
            "10000000",
            "10000001",
            "99999999999999999999",
            "1e3",
            "+5",
        ],
        &expect![[r#"
            "12" → "12.00"
            "12.5" → "12.50"
            "12.50" → "12.50"
            "¥1,200.05" → "1200.05"
            "30 元" → "30.00"
            "０" → "0.00"
            "-1" ✗ Negative
            "−1" ✗ Negative
            "12.345" ✗ NotAnAmount
            "12." → "12.00"
            ".5" ✗ NotAnAmount
            "" ✗ NotAnAmount
            "一百" ✗ NotAnAmount
            "10000000" → "10000000.00"
            "10000001" ✗ TooLarge { max_yuan: 10000000 }
            "99999999999999999999" ✗ TooLarge { max_yuan: 10000000 }
            "1e3" ✗ NotAnAmount
            "+5" ✗ NotAnAmount"#]],
    );
    assert_eq!(Fen::new(-1205).to_string(), "-12.05");
    assert_eq!(Fen::new(i64::MAX).checked_add(Fen::new(1)), None);
    assert_eq!(Fen::new(i64::MAX).checked_times(2), None);
    assert_eq!(Fen::new(3000).checked_times(3), Some(Fen::new(9000)));
}

#[test]
fn digits_of_a_ceremony_know_how_weak_they_are() {
    check(
        CeremonyDigits::parse,
        &[
            "0 4 7 1 9 2",
            "０４７１９２",
            "04719",
            "04719a",
            "0-4-7、1,9 2",
            "",
        ],
        &expect![[r#"
            "0 4 7 1 9 2" → "047192"
            "０４７１９２" → "047192"
            "04719" ✗ TooFew { min: 6 }
            "04719a" ✗ NotADigit { character: 'a' }
            "0-4-7、1,9 2" → "047192"
            "" ✗ TooFew { min: 6 }"#]],
    );
    assert_eq!([6, 38, 39].map(CeremonyDigits::bits_of), [19, 126, 129]);
    assert_eq!(CeremonyDigits::bits_of(CeremonyDigits::MAX), 664);
    assert!(CeremonyDigits::parse(&"7".repeat(CeremonyDigits::MAX + 1)).is_err());
}

#[test]
fn a_lottery_may_be_as_short_as_lotteries_are() {
    check(
        CeremonyDigits::parse_lottery,
        &["3 0 7", "7"],
        &expect![[r#"
            "3 0 7" → "307"
            "7" ✗ TooFew { min: 2 }"#]],
    );
}

#[test]
fn the_randomness_of_a_beacon_is_32_bytes_in_hex() {
    let bytes = "8430AF445106F217B174B06C3D97BF2FAE3A7CC56F0D4ED5F1F8C2D9F0E5A1B2";
    assert_eq!(
        DrandRandomness::parse(&format!(" {bytes}\n"))
            .unwrap()
            .as_str(),
        bytes.to_lowercase()
    );
    check(
        DrandRandomness::parse,
        &["8430af", "0x84", ""],
        &expect![[r#"
            "8430af" ✗ Length { found: 6 }
            "0x84" ✗ NotHex { character: 'x' }
            "" ✗ Length { found: 0 }"#]],
    );
}

#[test]
fn a_secret_link_is_known_by_its_hash_and_never_prints_itself() {
    let link = SecretLink::from_random([171; 16]);
    assert_eq!(link.reveal(), "ab".repeat(16));
    expect!["d2f9fa9d99bb30b2b67fc6b0ea2694f345c0961596e0fd82561010b4f7570c2d"]
        .assert_eq(&link.hash());
    assert_eq!(
        SecretLink::parse(&" AB".repeat(16).replace(' ', "")).unwrap(),
        link
    );
    assert_eq!(SecretLink::parse("ab"), Err(SecretError));
    assert_eq!(SecretLink::parse(&"gg".repeat(16)), Err(SecretError));
    let ticket = Ticket::from_random([171; 16]);
    let printed = format!(
        "{link:?} {ticket:?} {:?}",
        Password::parse("correct horse").unwrap()
    );
    assert_eq!(
        printed,
        "SecretLink(hidden) Ticket(hidden) Password(hidden)"
    );
}

#[test]
fn a_password_is_long_rather_than_odd() {
    let parse = |raw: &str| Password::parse(raw).map(|password| password.reveal().to_owned());
    assert_eq!(
        parse(" 一句只有我自己知道的话 "),
        Ok(" 一句只有我自己知道的话 ".to_owned())
    );
    assert_eq!(parse("short"), Err(PasswordError::TooShort { min: 10 }));
    assert_eq!(parse("abababababab"), Err(PasswordError::TooPlain));
    assert_eq!(parse("correct\nhorse"), Err(PasswordError::Control));
    assert_eq!(
        parse(&"abc".repeat(43)),
        Err(PasswordError::TooLong { max: 128 })
    );
}

#[test]
fn a_name_falls_back_to_chinese_then_to_any() {
    let both =
        Names::parse([("zh-CN", "锦绣星光市集"), ("en", "Jinxiu Starlight Market")]).unwrap();
    assert_eq!(both.get(Language::En), "Jinxiu Starlight Market");
    let chinese = Names::parse([("zh-CN", "锦绣星光市集"), ("en", " ")]).unwrap();
    assert_eq!(chinese.get(Language::En), "锦绣星光市集");
    let other = Names::parse([("ug", "بازار")]).unwrap();
    assert_eq!(other.get(Language::ZhCn), "بازار");
    assert_eq!(Names::parse([("en", "")]), Err(NamesError::None));
    assert!(matches!(
        Names::parse([("English", "x")]),
        Err(NamesError::Tag { .. })
    ));
    assert!(matches!(
        Names::parse([("en", "a\u{0}")]),
        Err(NamesError::Text { .. })
    ));
    let kept = serde_json::to_string(&both).unwrap();
    assert_eq!(serde_json::from_str::<Names>(&kept).unwrap(), both);
    assert!(serde_json::from_str::<Names>("{}").is_err());
}

#[test]
fn a_value_comes_back_from_a_file_only_through_its_parser() {
    let read: Result<BTreeMap<Label, Ticket>, _> =
        serde_json::from_str(r#"{"A 01": "00000000000000000000000000000000"}"#);
    expect!["' ' is not a letter A to Z, a digit or a dash at line 1 column 7"]
        .assert_eq(&read.unwrap_err().to_string());
}

#[test]
fn a_form_tells_everything_that_is_wrong_at_once_and_in_order() {
    let mut errors = FieldErrors::default();
    let email = errors.check("email", EmailAddress::parse("wang"));
    let name = errors.check("name", PersonName::parse("王小明"));
    let blank = errors.check_optional("phone", " ", Phone::parse);
    let phone = errors.check_optional("phone", "12", Phone::parse);
    errors.add("phone", FieldError::Missing);
    errors.add(
        format!("wish-{}", 2),
        FieldError::Unknown {
            value: "Z99".into(),
        },
    );
    assert_eq!((email, blank, phone), (None, None, None));
    assert_eq!(name.unwrap().as_str(), "王小明");
    let fields: Vec<String> = errors.iter().map(|(f, e)| format!("{f}: {e:?}")).collect();
    expect![[r#"
        email: Email(NoAt)
        phone: Phone(NotAMobile)
        wish-2: Unknown { value: "Z99" }"#]]
    .assert_eq(&fields.join("\n"));
    assert_eq!(errors.clone().finish(), Err(errors));
    assert_eq!(FieldErrors::default().finish(), Ok(()));
}

proptest! {
    #[test]
    fn what_was_parsed_parses_again_to_itself(raw in any::<String>(), digits in "[0-9+() -]{0,20}") {
        fn again<T: Display + PartialEq + Debug, E: Debug>(parse: fn(&str) -> Result<T, E>, raw: &str) {
            if let Ok(value) = parse(raw) {
                assert_eq!(parse(&value.to_string()).unwrap(), value);
            }
        }
        again(PersonName::parse, &raw);
        again(TradingName::parse, &raw);
        again(Note::parse, &raw);
        again(Label::parse, &raw);
        again(Slug::parse, &raw);
        again(EmailAddress::parse, &raw);
        again(EmailAddress::parse, &format!("{raw}@example.cn"));
        again(ApplicationCode::parse, &raw);
        again(CeremonyDigits::parse, &digits);
        again(Phone::parse, &digits);
    }

    #[test]
    fn every_code_from_chance_is_read_back_and_no_two_bits_share_one(bits in any::<[u8; 5]>(), other in any::<[u8; 5]>()) {
        let code = ApplicationCode::from_random(bits);
        prop_assert_eq!(&ApplicationCode::parse(&code.as_str().to_lowercase()).unwrap(), &code);
        prop_assert_eq!(ApplicationCode::from_random(other) == code, bits == other);
    }

    #[test]
    fn fen_are_read_back_from_what_is_shown(fen in 0_i64..1_000_000_000) {
        prop_assert_eq!(Fen::parse_yuan(&Fen::new(fen).to_string()), Ok(Fen::new(fen)));
    }
}
