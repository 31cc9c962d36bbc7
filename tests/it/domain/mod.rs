//! The pure rules: values, calendar, the rules of a round, lifecycles, and their words.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes its snapshots so"
)]

mod calendar;
mod fit;
mod lifecycles;
mod market_day;
mod next_term;
mod people_lifecycles;
mod rules;
mod seed;
mod values;
mod words;

use chrono::{DateTime, NaiveDate, Utc};
use starstall::domain::values::Note;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn note(text: &str) -> Note {
    Note::parse(text).unwrap()
}
