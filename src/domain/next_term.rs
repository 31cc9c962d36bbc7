//! The same round again for the next term: where its dates go, and what cannot come along.

use chrono::{Datelike, Duration, NaiveDate};
use chrono_tz::Tz;
use serde::Serialize;

use super::announced::AnnouncedDates;
use super::calendar::{CalendarError, Term, resolve};
use super::rules::RoundRules;
use super::seed::{DrandChain, SeedOrigin};
use super::values::Label;

const DAYS_A_WEEK: i64 = 7;

/// A part of a round that its copy does not have, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum LeftOut {
    /// It is not in use any more.
    RetiredTradingTime {
        trading_time: String,
    },
    RetiredStall {
        stall: String,
    },
    /// Freezing would leave it out as well, as long as the block stands.
    BlockedStall {
        stall: String,
        /// The last blocked day; open-ended when absent.
        until: Option<NaiveDate>,
    },
    /// Its stalls were not given out before, so nobody has said in which pool they are.
    NewStall {
        stall: String,
    },
    /// Nobody can sell it any more.
    CapOfRetiredCategory {
        category: Label,
    },
}

/// The next term when nobody says another: whole months after whole months; else as many days, from
/// the first day after this term that has its weekday.
///
/// # Errors
/// When the calendar ends.
pub fn term_after(term: Term) -> Result<Term, CalendarError> {
    let next = term.to().succ_opt().ok_or(CalendarError::OutOfReach)?;
    if is_whole_months(term) {
        return term_from(term, next);
    }
    let days = (next - term.from()).num_days();
    let weeks = days.div_euclid(DAYS_A_WEEK) + i64::from(days.rem_euclid(DAYS_A_WEEK) > 0);
    term_from(term, moved(term.from(), weeks * DAYS_A_WEEK)?)
}

/// As long as this term, in months where both are whole months, from another day on.
///
/// # Errors
/// When the calendar ends.
pub fn term_from(term: Term, from: NaiveDate) -> Result<Term, CalendarError> {
    if is_whole_months(term) && from.day() == 1 {
        let months = chrono::Months::new(months_of(term));
        let after = from.checked_add_months(months);
        let to = after.and_then(|after| after.pred_opt());
        return Term::new(from, to.ok_or(CalendarError::OutOfReach)?);
    }
    let length = (term.to() - term.from()).num_days();
    Term::new(from, moved(from, length)?)
}

/// How far deadlines move from one term to another: by whole weeks, so that they keep their weekdays,
/// and never nearer to their term.
pub fn days_between(old: Term, new: Term) -> i64 {
    let days = (new.from() - old.from()).num_days();
    days.div_euclid(DAYS_A_WEEK) * DAYS_A_WEEK
}

impl AnnouncedDates {
    /// So many days later, at the same time of the day.
    ///
    /// # Errors
    /// When the calendar ends.
    pub fn moved(self, days: i64, zone: Tz) -> Result<Self, CalendarError> {
        let until = self.applications_until_utc.with_timezone(&zone);
        let on = moved(until.date_naive(), days)?;
        Ok(Self {
            applications_until_utc: resolve(on.and_time(until.time()), zone),
            list_on: moved(self.list_on, days)?,
            freeze_on: moved(self.freeze_on, days)?,
            draw_on: moved(self.draw_on, days)?,
            result_on: moved(self.result_on, days)?,
            final_on: moved(self.final_on, days)?,
        })
    }
}

impl RoundRules {
    /// The same rules for a draw so many days later: sources of the seed that name a day name a
    /// later one.
    ///
    /// # Errors
    /// When the calendar ends.
    pub fn moved(mut self, days: i64) -> Result<Self, CalendarError> {
        for source in &mut self.seed_sources {
            source.from.move_by(days)?;
            if let Some(fallback) = &mut source.fallback {
                fallback.move_by(days)?;
            }
        }
        Ok(self)
    }
}

impl SeedOrigin {
    fn move_by(&mut self, days: i64) -> Result<(), CalendarError> {
        match self {
            Self::CeremonyDigits {} => {}
            Self::PublicLottery { on, .. } => *on = moved(*on, days)?,
            Self::DrandRound { chain, round } => {
                let later = days.checked_mul(rounds_a_day(*chain));
                let later = later.and_then(|later| round.checked_add_signed(later));
                *round = later.ok_or(CalendarError::OutOfReach)?;
            }
        }
        Ok(())
    }
}

const fn rounds_a_day(chain: DrandChain) -> i64 {
    const SECONDS_A_DAY: i64 = 24 * 60 * 60;
    SECONDS_A_DAY / chain.period_seconds()
}

fn is_whole_months(term: Term) -> bool {
    let next = term.to().succ_opt();
    term.from().day() == 1 && next.is_some_and(|next| next.day() == 1)
}

fn months_of(term: Term) -> u32 {
    let count = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
    u32::try_from(count(term.to()) - count(term.from()) + 1).unwrap_or(1)
}

fn moved(date: NaiveDate, days: i64) -> Result<NaiveDate, CalendarError> {
    let later = Duration::try_days(days).and_then(|by| date.checked_add_signed(by));
    later.ok_or(CalendarError::OutOfReach)
}
