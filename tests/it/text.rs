//! The words: they are found in both languages, and arguments go in bare.

use entity::kinds::Language;
use starstall::text::{find, say};

#[test]
fn a_sentence_is_found_in_both_languages() {
    assert_eq!(say(Language::ZhCn, "site-name"), "星摊");
    assert_eq!(say(Language::En, "site-name"), "Starstall");
    assert_eq!(find(Language::En, "no-such-key", &[]), None);
    assert_eq!(say(Language::En, "no-such-key"), "⟦no-such-key⟧");
}

mod as_people_say_it {
    use chrono::{NaiveDate, TimeDelta, Weekday};
    use entity::kinds::Language::{self, En, ZhCn};
    use starstall::text::{dates, money};

    #[test]
    fn a_date_has_its_weekday() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 12).unwrap();
        assert_eq!(dates::day(ZhCn, date), "11 月 12 日 周四");
        assert_eq!(dates::day(En, date), "Thu 12 November");
        let at = date.and_hms_opt(18, 5, 0).unwrap();
        assert_eq!(dates::moment(ZhCn, at), "11 月 12 日 周四 18:05");
        assert_eq!(dates::moment(En, at), "Thu 12 November, 18:05");
    }

    #[test]
    fn a_term_says_a_year_once() {
        let from = NaiveDate::from_ymd_opt(2026, 10, 2).unwrap();
        let to = NaiveDate::from_ymd_opt(2026, 12, 27).unwrap();
        assert_eq!(
            dates::term(ZhCn, from, to),
            "2026 年 10 月 2 日至 12 月 27 日"
        );
        assert_eq!(dates::term(En, from, to), "2 October to 27 December 2026");
        let to = NaiveDate::from_ymd_opt(2027, 2, 28).unwrap();
        assert_eq!(
            dates::term(ZhCn, from, to),
            "2026 年 10 月 2 日至 2027 年 2 月 28 日"
        );
    }

    #[test]
    fn a_deadline_is_also_said_in_words() {
        let now = NaiveDate::from_ymd_opt(2026, 11, 12)
            .unwrap()
            .and_hms_opt(9, 0, 0)
            .unwrap()
            .and_utc();
        let left = |lang: Language, minutes| {
            dates::time_left(lang, now, now + TimeDelta::minutes(minutes))
        };
        assert_eq!(left(ZhCn, 51 * 60), "还有 2 天 3 小时");
        assert_eq!(left(En, 51 * 60 + 59), "2 days 3 hours left");
        assert_eq!(left(En, 24 * 60), "1 day left");
        assert_eq!(left(ZhCn, 61), "还有 1 小时 1 分钟");
        assert_eq!(left(ZhCn, 0), "已截止");
    }

    #[test]
    fn days_in_sequence_are_a_span() {
        let weekend = [Weekday::Sun, Weekday::Fri, Weekday::Sat];
        assert_eq!(dates::weekdays(ZhCn, &weekend), "周五到周日");
        assert_eq!(dates::weekdays(En, &weekend), "Friday to Sunday");
        assert_eq!(
            dates::weekdays(ZhCn, &[Weekday::Mon, Weekday::Wed]),
            "周一、周三"
        );
        assert_eq!(dates::spoken_clock(ZhCn, 17 * 60), "傍晚五点");
        assert_eq!(dates::spoken_clock(ZhCn, 19 * 60 + 30), "晚上七点半");
        assert_eq!(dates::clock_span(20 * 60, 270), "20:00–00:30");
    }

    #[test]
    fn money_keeps_its_fen() {
        assert_eq!(money::amount(3_000), "¥30.00");
        assert_eq!(money::amount(-125_050), "−¥1,250.50");
        assert_eq!(money::fee(ZhCn, 0), "免费");
    }
}
