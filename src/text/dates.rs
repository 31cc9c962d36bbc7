//! Dates, times and deadlines as people say them. `now` is always handed in.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc, Weekday};
use chrono_tz::Tz;
use entity::kinds::Language;

use super::{say, say_with};

/// "11 月 12 日 周四" · "Thu 12 November".
pub fn day(lang: Language, date: NaiveDate) -> String {
    let weekday = weekday(lang, date.weekday());
    match lang {
        Language::ZhCn => format!("{} 月 {} 日 {weekday}", date.month(), date.day()),
        Language::En => format!("{weekday} {} {}", date.day(), month(date)),
    }
}

/// "11 月 12 日" · "12 November": where there is no room for the day of the week.
pub fn short_day(lang: Language, date: NaiveDate) -> String {
    match lang {
        Language::ZhCn => format!("{} 月 {} 日", date.month(), date.day()),
        Language::En => format!("{} {}", date.day(), month(date)),
    }
}

/// "2026 年 11 月 12 日" · "12 November 2026".
pub fn full_day(lang: Language, date: NaiveDate) -> String {
    let short = short_day(lang, date);
    match lang {
        Language::ZhCn => format!("{} 年 {short}", date.year()),
        Language::En => format!("{short} {}", date.year()),
    }
}

/// "11 月 12 日 周四 18:00" · "Thu 12 November, 18:00", in the wall time that it is given.
pub fn moment(lang: Language, at: NaiveDateTime) -> String {
    let separator = match lang {
        Language::ZhCn => " ",
        Language::En => ", ",
    };
    format!(
        "{}{separator}{}",
        day(lang, at.date()),
        clock(at.hour() * 60 + at.minute())
    )
}

/// A deadline in the market's own time; one at midnight belongs to the day that ends:
/// "11 月 12 日 周四 24:00" · "Thu 12 November, 24:00".
pub fn deadline(lang: Language, zone: Tz, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&zone).naive_local();
    let is_midnight = local.hour() == 0 && local.minute() == 0 && local.second() == 0;
    match local.date().pred_opt() {
        Some(day_before) if is_midnight => {
            moment(lang, day_before.and_time(local.time())).replace("00:00", "24:00")
        }
        _ => moment(lang, local),
    }
}

/// From the first to the last day of a term, the year said once where it is the same.
pub fn term(lang: Language, from: NaiveDate, to: NaiveDate) -> String {
    let same_year = from.year() == to.year();
    match lang {
        Language::ZhCn if same_year => {
            format!("{}至 {}", full_day(lang, from), short_day(lang, to))
        }
        Language::ZhCn => format!("{}至 {}", full_day(lang, from), full_day(lang, to)),
        Language::En if same_year => format!("{} to {}", short_day(lang, from), full_day(lang, to)),
        Language::En => format!("{} to {}", full_day(lang, from), full_day(lang, to)),
    }
}

/// How long until a deadline: "还有 2 天 3 小时" · "2 days 3 hours left".
pub fn time_left(lang: Language, now: DateTime<Utc>, deadline: DateTime<Utc>) -> String {
    let left = deadline - now;
    if left <= TimeDelta::zero() {
        return say(lang, "time-over");
    }
    say_with(
        lang,
        "time-left",
        &[("duration", duration(lang, left).into())],
    )
}

/// "2 天 3 小时" · "2 days 3 hours": the two largest units that say something.
pub fn duration(lang: Language, length: TimeDelta) -> String {
    let (days, hours, minutes) = (
        length.num_days(),
        length.num_hours() % 24,
        length.num_minutes() % 60,
    );
    let parts = match (days, hours) {
        (0, 0) => vec![("time-minutes", minutes.max(1))],
        (0, _) => vec![("time-hours", hours), ("time-minutes", minutes)],
        _ => vec![("time-days", days), ("time-hours", hours)],
    };
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| say_with(lang, key, &[("count", count.into())]))
        .collect();
    said.join(" ")
}

/// "17:00", from minutes after midnight; past midnight it goes on with 00:30.
pub fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

/// "17:00–22:00".
pub fn clock_span(starts_at_minute: u32, duration_minutes: u32) -> String {
    format!(
        "{}–{}",
        clock(starts_at_minute),
        clock(starts_at_minute + duration_minutes)
    )
}

/// "傍晚五点" in Chinese; English keeps the clock, "17:00".
pub fn spoken_clock(lang: Language, minute: u32) -> String {
    const HOURS: [&str; 13] = [
        "零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
    ];
    let (hour, rest) = (minute / 60 % 24, minute % 60);
    let half = match rest {
        0 => "点",
        30 => "点半",
        _ => return clock(minute),
    };
    let numeral = HOURS
        .get(if hour > 12 { hour - 12 } else { hour } as usize)
        .unwrap_or(&"");
    match lang {
        Language::ZhCn => format!("{}{numeral}{half}", part_of_day(hour)),
        Language::En => clock(minute),
    }
}

/// "周五到周日" · "Friday to Sunday"; days that do not follow each other are listed.
pub fn weekdays(lang: Language, days: &[Weekday]) -> String {
    let mut days = days.to_vec();
    days.sort_by_key(Weekday::num_days_from_monday);
    days.dedup();
    let names: Vec<String> = days.iter().map(|day| long_weekday(lang, *day)).collect();
    let in_sequence = days.windows(2).all(|pair| match pair {
        [one, next] => one.succ() == *next,
        _ => true,
    });
    match (names.as_slice(), in_sequence) {
        ([only], _) => only.clone(),
        ([first, .., last], true) if days.len() > 2 => say_with(
            lang,
            "days-from-to",
            &[
                ("first", first.as_str().into()),
                ("last", last.as_str().into()),
            ],
        ),
        _ => names.join(&say(lang, "days-separator")),
    }
}

fn weekday(lang: Language, day: Weekday) -> String {
    match lang {
        Language::ZhCn => long_weekday(lang, day),
        Language::En => long_weekday(lang, day).chars().take(3).collect(),
    }
}

fn long_weekday(lang: Language, day: Weekday) -> String {
    say(lang, &format!("weekday-{}", day.to_string().to_lowercase()))
}

const fn part_of_day(hour: u32) -> &'static str {
    match hour {
        0..=4 => "凌晨",
        5..=8 => "早上",
        9..=11 => "上午",
        12 => "中午",
        13..=16 => "下午",
        17..=18 => "傍晚",
        _ => "晚上",
    }
}

fn month(date: NaiveDate) -> String {
    say(Language::En, &format!("month-{}", date.month()))
}
