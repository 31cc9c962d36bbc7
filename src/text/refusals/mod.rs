//! Refusals as sentences: the fact, then the reason, then the way on.
//!
//! The words stand in `refusals.ftl`; here is only which of them, and what goes into them.

mod fields;
mod import;
mod market;
mod market_day;
mod people;
mod round;
mod rules;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::kinds::Language;

pub use fields::{field_said, field_sentence};
pub use import::{import_said, import_sentence};
pub use rules::{rules_sentence, rules_warning_sentence};

use super::labels::{Labelled, label};
use super::{Arg, Value, dates, say_with};
use crate::domain::Refusal;
use crate::domain::idempotency::IdempotencyRefusal;

/// A refusal as a reader and a program take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Stable, the same in every language: the key of the words without `refusal-`.
    pub code: &'static str,
    pub text: String,
}

/// Why something was not done, and what to do instead. Times are those of the market's zone.
pub fn sentence(lang: Language, zone: Tz, refusal: &Refusal) -> String {
    said(lang, zone, refusal).text
}

/// The same with its code.
pub fn said(lang: Language, zone: Tz, refusal: &Refusal) -> Said {
    let voice = Voice { lang, zone };
    match refusal {
        Refusal::Round(refusal) => round::round(voice, *refusal),
        Refusal::Draw(refusal) => round::draw(voice, *refusal),
        Refusal::Preview(refusal) => round::preview(voice, *refusal),
        Refusal::Objection(refusal) => round::objection(voice, *refusal),
        Refusal::Application(refusal) => people::application(voice, *refusal),
        Refusal::Offer(refusal) => people::offer(voice, *refusal),
        Refusal::Waiting(refusal) => people::waiting(voice, *refusal),
        Refusal::Holding(refusal) => people::holding(voice, *refusal),
        Refusal::Idempotency(IdempotencyRefusal::KeyOfAnotherRequest) => {
            voice.say("refusal-key-of-another-request", &[])
        }
        Refusal::Notice(refusal) => people::notice(voice, *refusal),
        Refusal::MarketDay(refusal) => market_day::market_day(voice, refusal),
        Refusal::Attestation(refusal) => people::attestation(voice, *refusal),
        Refusal::Market(refusal) => market::market(voice, refusal),
        Refusal::Merge(refusal) => people::merge(voice, refusal),
        Refusal::Edit(refusal) => market::edit(voice, *refusal),
        Refusal::Erasure(refusal) => people::erasure(voice, refusal),
        Refusal::Rules(error) => rules::rules(voice, error),
    }
}

/// In which language, and in whose time.
#[derive(Clone, Copy)]
struct Voice {
    lang: Language,
    zone: Tz,
}

impl Voice {
    fn say(self, key: &'static str, args: &[Arg<'_>]) -> Said {
        Said::new(self.lang, key, args)
    }

    fn say_state<K: Labelled>(self, key: &'static str, state: K) -> Said {
        self.say(key, &[("state", label(self.lang, state).into())])
    }

    fn say_count(self, key: &'static str, count: usize) -> Said {
        self.say(key, &[("count", count.into())])
    }

    fn say_moment(self, key: &'static str, at: DateTime<Utc>) -> Said {
        let moment = dates::deadline(self.lang, self.zone, at);
        self.say(key, &[("moment", moment.into())])
    }

    fn say_day(self, key: &'static str, date: NaiveDate) -> Said {
        let day: Value<'_> = dates::day(self.lang, date).into();
        self.say(key, &[("day", day)])
    }
}

impl Said {
    fn new(lang: Language, key: &'static str, args: &[Arg<'_>]) -> Self {
        Self {
            code: key.split_once('-').map_or(key, |(_, code)| code),
            text: say_with(lang, key, args),
        }
    }
}

/// What somebody wrote, said back to them: not longer than it takes to know it again, and
/// without characters that nobody sees.
fn echoed(written: &str) -> String {
    const LONGEST: usize = 40;
    let mut shown: String = written
        .chars()
        .filter(|character| !character.is_control())
        .take(LONGEST)
        .collect();
    if written.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}
