//! Every letter in both languages, as a person reads it.

use entity::kinds::Language;
use expect_test::expect_file;
use starstall::notice::write_html;
use starstall::text::message::Message;
use starstall::text::notices::{Frame, Letter, Part, letter};

use super::samples;

const LANGUAGES: [Language; 2] = [Language::ZhCn, Language::En];

fn write(lang: Language, message: &Message) -> Letter {
    let market = samples::names("锦绣星光市集", "Jinxiu Starlight Market");
    let place = samples::names(
        "郑州市 · 盛润路与锦绣街交口",
        "Zhengzhou, Shengrun Road at Jinxiu Street",
    );
    let frame = Frame {
        market: &market,
        place: &place,
        time_zone: chrono_tz::Asia::Shanghai,
        person: "李梅",
        code: Some("7Q4M-2K9D"),
        link: Some("https://market.example/a/secret"),
        deadline: None,
        now: samples::at("2026-11-24T02:00:00Z"),
    };
    letter(lang, message, &frame)
}

#[test]
fn every_message_is_a_letter_in_both_languages() {
    for (name, message) in samples::messages() {
        let letters = LANGUAGES.map(|lang| {
            let letter = write(lang, &message);
            format!(
                "{}: {}\n\n{}",
                lang.as_str(),
                letter.subject,
                letter.plain()
            )
        });
        let file = format!("./letters/{name}.txt");
        expect_file![file].assert_eq(&letters.join("\n========\n\n"));
    }
}

#[test]
fn every_sentence_has_its_words() {
    for (name, message) in samples::messages() {
        for lang in LANGUAGES {
            let letter = write(lang, &message);
            let all = letter.subject.clone() + &letter.plain();
            assert!(!all.contains('⟦'), "{name} in {}: {all}", lang.as_str());
        }
    }
}

#[test]
fn both_parts_of_a_mail_say_the_same() {
    for (name, message) in samples::messages() {
        for lang in LANGUAGES {
            let letter = write(lang, &message);
            let html = write_html(&letter);
            let said = letter.body.iter().flat_map(|part| match part {
                Part::Fact(text) | Part::Text(text) => vec![text],
                Part::Rows(rows) => rows
                    .iter()
                    .flat_map(|(name, value)| [name, value])
                    .collect(),
            });
            for text in said.chain(&letter.foot) {
                let escaped = text.replace('"', "&#34;").replace('\'', "&#39;");
                assert!(html.contains(&escaped), "{name} lacks {text}");
            }
        }
    }
}

#[test]
fn a_letter_is_a_page_of_its_own() {
    let (_, message) = samples::messages().remove(8);
    let html = write_html(&write(Language::ZhCn, &message));
    expect_file!["./letters/offer_made.html"].assert_eq(&html);
}

#[test]
fn what_people_wrote_stays_text() {
    let message = Message::RoundCancelled {
        round: samples::names("第二期", "Round 2"),
        reason: "<script>alert(1)</script>".to_owned(),
    };
    let html = write_html(&write(Language::ZhCn, &message));
    assert!(!html.contains("<script>"), "{html}");
}

#[test]
fn no_subject_tells_a_group_or_a_pool() {
    let telling = [
        "爱心",
        "普通摊位",
        "残",
        "低保",
        "特困",
        "困难",
        "免费",
        "认定",
        "社区",
        "charity",
        "love",
        "open stall",
        "disab",
        "low",
        "income",
        "hardship",
        "free",
        "attest",
        "confirmation",
    ];
    for (name, message) in samples::messages() {
        for lang in LANGUAGES {
            let subject = write(lang, &message).subject.to_lowercase();
            for word in telling {
                assert!(!subject.contains(word), "{name}: {subject} tells {word}");
            }
        }
    }
}

#[test]
fn a_further_copy_of_an_offer_says_the_deadline_that_runs() {
    let market = samples::names("锦绣星光市集", "Jinxiu Starlight Market");
    let frame = Frame {
        market: &market,
        place: &market,
        time_zone: chrono_tz::Asia::Shanghai,
        person: "李梅",
        code: None,
        link: None,
        deadline: Some(samples::at("2026-11-26T16:00:00Z")),
        now: samples::at("2026-11-26T02:00:00Z"),
    };
    let copy = letter(Language::ZhCn, &samples::offer_made(false), &frame).plain();
    assert!(
        copy.contains("请在 11 月 26 日 周四 24:00 前答复"),
        "{copy}"
    );
    assert!(!copy.contains("您有 3 天"), "{copy}");
}
