use chrono::{Datelike, Duration, NaiveDate, Weekday};
use chrono_tz::Tz;
use expect_test::expect;
use proptest::prelude::*;
use starstall::domain::calendar::*;

use super::{at, day};

fn term(from: &str, to: &str) -> Term {
    Term::new(day(from), day(to)).unwrap()
}

fn spec(days: &[&str], starts_at_minute: u32, duration_minutes: u32) -> TradingTimeSpec {
    let days = Weekdays::parse(days.iter().copied()).unwrap();
    TradingTimeSpec::new(days, starts_at_minute, duration_minutes).unwrap()
}

fn listed(term: Term, spec: &TradingTimeSpec, zone: Tz) -> String {
    let lines: Vec<String> = market_days(term, spec, zone)
        .iter()
        .map(|span| {
            format!(
                "{} {} – {}",
                span.date.format("%a %F"),
                span.opens_at_utc.format("%F %H:%MZ"),
                span.closes_at_utc.format("%F %H:%MZ")
            )
        })
        .collect();
    lines.join("\n")
}

#[test]
fn market_days_are_the_dates_of_a_trading_time_within_the_term() {
    let evenings = spec(&["fri", "sat", "sun"], 17 * 60, 300);
    expect![[r#"
        Fri 2026-12-04 2026-12-04 09:00Z – 2026-12-04 14:00Z
        Sat 2026-12-05 2026-12-05 09:00Z – 2026-12-05 14:00Z
        Sun 2026-12-06 2026-12-06 09:00Z – 2026-12-06 14:00Z
        Fri 2026-12-11 2026-12-11 09:00Z – 2026-12-11 14:00Z"#]]
    .assert_eq(&listed(
        term("2026-12-01", "2026-12-11"),
        &evenings,
        Tz::Asia__Shanghai,
    ));
    assert_eq!(
        market_days(
            term("2026-12-01", "2026-12-01"),
            &evenings,
            Tz::Asia__Shanghai
        ),
        []
    );
}

#[test]
fn a_clock_change_moves_a_skipped_time_forward_and_takes_the_first_of_two() {
    let nights = spec(&["sun"], 2 * 60 + 30, 60);
    // Clocks go from 02:00 to 03:00 on 29 March 2026 and from 03:00 back to 02:00 on 25 October.
    expect![[r#"
        Sun 2026-03-29 2026-03-29 01:00Z – 2026-03-29 02:00Z
        Sun 2026-04-05 2026-04-05 00:30Z – 2026-04-05 01:30Z"#]]
    .assert_eq(&listed(
        term("2026-03-29", "2026-04-05"),
        &nights,
        Tz::Europe__Berlin,
    ));
    expect![[r#"
        Sun 2026-10-25 2026-10-25 00:30Z – 2026-10-25 01:30Z
        Sun 2026-11-01 2026-11-01 01:30Z – 2026-11-01 02:30Z"#]]
    .assert_eq(&listed(
        term("2026-10-25", "2026-11-01"),
        &nights,
        Tz::Europe__Berlin,
    ));
}

#[test]
fn a_deadline_is_the_end_of_the_day_so_many_days_later() {
    let shanghai = |delivered: &str, days| deadline_after(at(delivered), days, Tz::Asia__Shanghai);
    assert_eq!(
        shanghai("2026-11-24T01:00:00Z", 3),
        at("2026-11-27T16:00:00Z")
    );
    // 23:59 and 00:00 in Zhengzhou are two days.
    assert_eq!(
        shanghai("2026-11-24T15:59:59Z", 3),
        at("2026-11-27T16:00:00Z")
    );
    assert_eq!(
        shanghai("2026-11-24T16:00:00Z", 3),
        at("2026-11-28T16:00:00Z")
    );
    assert_eq!(
        shanghai("2026-11-24T01:00:00Z", 0),
        at("2026-11-24T16:00:00Z")
    );
    // In Beirut midnight itself was skipped on 29 March 2026: the day ended as 01:00 began.
    assert_eq!(
        local_end_of_day(day("2026-03-28"), Tz::Asia__Beirut),
        at("2026-03-28T22:00:00Z")
    );
}

#[test]
fn trading_times_overlap_when_they_share_a_minute_of_the_week() {
    let evening = spec(&["fri", "sat", "sun"], 17 * 60, 300);
    let overlaps = |other: &TradingTimeSpec| {
        let answer = trading_times_overlap(&evening, other);
        assert_eq!(answer, trading_times_overlap(other, &evening));
        answer
    };
    assert!(overlaps(&evening));
    assert!(overlaps(&spec(&["sat"], 16 * 60, 61)));
    assert!(
        !overlaps(&spec(&["sat"], 16 * 60, 60)),
        "one begins as the other ends"
    );
    assert!(!overlaps(&spec(&["sat"], 22 * 60, 60)));
    assert!(!overlaps(&spec(
        &["mon", "tue", "wed", "thu"],
        17 * 60,
        300
    )));
    let past_midnight = spec(&["sun"], 22 * 60, 180);
    assert!(trading_times_overlap(
        &past_midnight,
        &spec(&["mon"], 0, 60)
    ));
    assert!(!trading_times_overlap(
        &past_midnight,
        &spec(&["mon"], 60, 60)
    ));
}

#[test]
fn what_cannot_be_a_term_or_a_trading_time_is_refused() {
    assert_eq!(
        Term::new(day("2026-12-02"), day("2026-12-01")),
        Err(CalendarError::EndsBeforeItBegins)
    );
    assert!(Term::new(NaiveDate::MIN, NaiveDate::MAX).is_err());
    assert_eq!(Weekdays::new([]), Err(CalendarError::NoWeekday));
    assert_eq!(
        Weekdays::parse(["fri", "someday"]),
        Err(CalendarError::NotAWeekday)
    );
    let friday = Weekdays::new([Weekday::Fri]).unwrap();
    assert_eq!(
        TradingTimeSpec::new(friday, 1440, 60),
        Err(CalendarError::StartOutsideDay)
    );
    assert!(TradingTimeSpec::new(friday, 0, 0).is_err());
    assert!(TradingTimeSpec::new(friday, 0, u32::MAX).is_err());
    let kept = serde_json::to_string(&Weekdays::parse(["Sunday", "fri"]).unwrap()).unwrap();
    assert_eq!(kept, r#"["fri","sun"]"#);
    assert!(serde_json::from_str::<Weekdays>("[]").is_err());
}

/// Zones with and without clock changes, at half hours, at midnight and by half an hour.
const ZONES: [Tz; 7] = [
    Tz::Asia__Shanghai,
    Tz::Europe__Berlin,
    Tz::America__New_York,
    Tz::Asia__Kolkata,
    Tz::Asia__Beirut,
    Tz::Australia__Lord_Howe,
    Tz::America__Santiago,
];

fn any_date() -> impl Strategy<Value = NaiveDate> {
    (0_i64..4000).prop_map(|days| day("2020-01-01") + Duration::days(days))
}

fn any_spec() -> impl Strategy<Value = TradingTimeSpec> {
    (
        1_u8..128,
        0_u32..1440,
        1..=TradingTimeSpec::MAX_DURATION_MINUTES,
    )
        .prop_map(|(set, starts_at_minute, duration_minutes)| {
            let days = (0..7).filter(|bit| set & (1 << bit) != 0);
            let days = days.map(|bit| Weekday::try_from(bit).unwrap());
            TradingTimeSpec::new(
                Weekdays::new(days).unwrap(),
                starts_at_minute,
                duration_minutes,
            )
            .unwrap()
        })
}

proptest! {
    #[test]
    fn market_days_follow_each_other_without_overlap(
        from in any_date(), length in 0_i64..400, spec in any_spec(), zone in prop::sample::select(&ZONES[..]),
    ) {
        let term = Term::new(from, from + Duration::days(length)).unwrap();
        let spans = market_days(term, &spec, zone);
        let expected = term.dates().filter(|date| spec.weekdays().contains(date.weekday()));
        prop_assert_eq!(spans.iter().map(|span| span.date).collect::<Vec<_>>(), expected.collect::<Vec<_>>());
        for span in &spans {
            let length = span.closes_at_utc - span.opens_at_utc;
            prop_assert_eq!(length, Duration::minutes(i64::from(spec.duration_minutes())));
            let local = span.opens_at_utc.with_timezone(&zone).naive_local();
            let wall = span.date.and_time(chrono::NaiveTime::MIN) + Duration::minutes(i64::from(spec.starts_at_minute()));
            prop_assert!(local >= wall && local - wall <= Duration::hours(1));
        }
        for pair in spans.windows(2) {
            prop_assert!(pair[0].closes_at_utc <= pair[1].opens_at_utc);
        }
    }

    #[test]
    fn a_deadline_leaves_at_least_its_days_and_less_than_one_more(
        minutes in 0_i64..5_000_000, days in 0_u32..60, zone in prop::sample::select(&ZONES[..]),
    ) {
        let delivered = at("2020-01-01T00:00:00Z") + Duration::minutes(minutes);
        let deadline = deadline_after(delivered, days, zone);
        let whole_days = Duration::days(i64::from(days));
        prop_assert!(deadline - delivered > whole_days - Duration::hours(1));
        prop_assert!(deadline - delivered <= whole_days + Duration::hours(25));
        let local_before = (deadline - Duration::seconds(1)).with_timezone(&zone).date_naive();
        prop_assert_eq!(local_before, delivered.with_timezone(&zone).date_naive() + whole_days);
    }

    #[test]
    fn weekly_times_that_do_not_overlap_never_meet_on_a_market_day(one in any_spec(), other in any_spec()) {
        let term = Term::new(day("2026-11-02"), day("2026-11-29")).unwrap();
        let meets = |one: &MarketDaySpan, other: &MarketDaySpan| {
            one.opens_at_utc < other.closes_at_utc && other.opens_at_utc < one.closes_at_utc
        };
        let ours = market_days(term, &one, Tz::Asia__Shanghai);
        let theirs = market_days(term, &other, Tz::Asia__Shanghai);
        let met = ours.iter().any(|a| theirs.iter().any(|b| meets(a, b)));
        prop_assert_eq!(met, trading_times_overlap(&one, &other));
    }
}
