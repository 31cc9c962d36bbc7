//! When the lists of a market day close, and what may still be said about it.

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use entity::kinds::{AbsenceState, DrawState, StandbyState};
use starstall::domain::market_day::{
    MarketDay, MarketDayRefusal, announce_absence, join_standby, leave_standby, settle_standby,
    take_back_absence,
};

fn at(instant: &str) -> DateTime<Utc> {
    instant.parse().unwrap()
}

fn day(opens_at: &str, zone: Tz) -> MarketDay {
    let opens_at_utc = at(opens_at);
    MarketDay {
        date: opens_at_utc.with_timezone(&zone).date_naive(),
        opens_at_utc,
        zone,
        draw: None,
    }
}

#[test]
fn lists_close_three_hours_before_a_market_of_the_afternoon() {
    let evening = day("2027-03-05T09:00:00Z", Tz::Asia__Shanghai);
    assert_eq!(evening.lists_close_at(), at("2027-03-05T06:00:00Z"));
    let noon = day("2027-03-05T04:00:00Z", Tz::Asia__Shanghai);
    assert_eq!(noon.lists_close_at(), at("2027-03-05T01:00:00Z"));
}

#[test]
fn lists_close_at_six_the_evening_before_a_market_of_the_morning() {
    let morning = day("2027-03-05T23:00:00Z", Tz::Asia__Shanghai);
    assert_eq!(morning.date.to_string(), "2027-03-06");
    assert_eq!(morning.lists_close_at(), at("2027-03-05T10:00:00Z"));
    let midnight = day("2027-03-05T16:00:00Z", Tz::Asia__Shanghai);
    assert_eq!(midnight.lists_close_at(), at("2027-03-05T10:00:00Z"));
    // Clocks go forward in the night between: six is still six.
    let berlin = day("2027-03-28T06:00:00Z", Tz::Europe__Berlin);
    assert_eq!(berlin.lists_close_at(), at("2027-03-27T17:00:00Z"));
}

#[test]
fn no_list_closes_earlier_than_the_job_looks_ahead() {
    for hour in 0..24 {
        let opens = at("2027-03-05T16:00:00Z") + Duration::hours(hour);
        let day = day(&opens.to_rfc3339(), Tz::Asia__Shanghai);
        assert!(opens - day.lists_close_at() < Duration::hours(20), "{hour}");
        assert!(day.drawn_without_digits_from() < opens, "{hour}");
    }
}

#[test]
fn until_the_last_moment_vendors_may_change_their_minds() {
    let evening = day("2027-03-05T09:00:00Z", Tz::Asia__Shanghai);
    let until = evening.lists_close_at();
    let second = Duration::seconds(1);
    assert_eq!(evening.takes_changes(until), Ok(()));
    let late = Err(MarketDayRefusal::TooLate { until });
    assert_eq!(evening.takes_changes(until + second), late);
    let still_open = Err(MarketDayRefusal::ListStillOpen { until });
    assert_eq!(evening.freeze(until, 3), still_open);
    assert!(evening.freeze(until + second, 3).is_ok());
    let nobody = Err(MarketDayRefusal::NobodyStandsBy);
    assert_eq!(evening.freeze(until + second, 0), nobody);
    let opened = Err(MarketDayRefusal::HasOpened);
    assert_eq!(evening.freeze(evening.opens_at_utc, 3), opened);
    for state in DrawState::all() {
        let fixed = MarketDay {
            draw: Some(state),
            ..evening
        };
        assert_eq!(fixed.takes_changes(until), Err(MarketDayRefusal::ListFixed));
        let again = fixed.freeze(until + second, 3);
        assert_eq!(again, Err(MarketDayRefusal::ListFixed));
    }
}

#[test]
fn digits_are_waited_for_an_hour() {
    let evening = day("2027-03-05T09:00:00Z", Tz::Asia__Shanghai);
    let until = evening.lists_close_at() + Duration::hours(1);
    let waits = Err(MarketDayRefusal::DigitsStillTaken { until });
    assert_eq!(
        evening.goes_without_digits(until - Duration::seconds(1)),
        waits
    );
    assert_eq!(evening.goes_without_digits(until), Ok(()));
}

#[test]
fn an_absence_is_announced_and_taken_back_in_turn() {
    use AbsenceState as S;
    assert_eq!(announce_absence(None), Ok(S::Announced));
    assert_eq!(announce_absence(Some(S::TakenBack)), Ok(S::Announced));
    let twice = Err(MarketDayRefusal::AlreadyAbsent);
    assert_eq!(announce_absence(Some(S::Announced)), twice);
    assert_eq!(take_back_absence(Some(S::Announced)), Ok(S::TakenBack));
    for state in [None, Some(S::TakenBack)] {
        assert_eq!(take_back_absence(state), Err(MarketDayRefusal::NotAbsent));
    }
}

#[test]
fn whoever_stands_by_leaves_or_is_drawn_once() {
    use StandbyState as S;
    for state in [None].into_iter().chain(S::all().map(Some)) {
        let is_on = state == Some(S::StandingBy);
        assert_eq!(leave_standby(state).is_ok(), is_on);
        let may_join = matches!(state, None | Some(S::Left));
        assert_eq!(join_standby(state).is_ok(), may_join);
        if let Some(state) = state {
            assert_eq!(settle_standby(state, true).is_ok(), is_on);
        }
    }
    assert_eq!(settle_standby(S::StandingBy, true), Ok(S::Placed));
    assert_eq!(settle_standby(S::StandingBy, false), Ok(S::NotPlaced));
}
