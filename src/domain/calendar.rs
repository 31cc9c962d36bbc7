//! Weeks, terms and deadlines in a market's own time.
//!
//! Wall time is resolved to an instant in one place: a time that a clock change skips
//! becomes the first moment after it, one that happens twice is its first occurrence.

use chrono::{
    DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, TimeZone, Utc, Weekday,
};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

const MINUTES_A_DAY: u32 = 24 * 60;
const MINUTES_A_WEEK: u32 = 7 * MINUTES_A_DAY;
/// No clock change has skipped more than a whole day.
const LONGEST_GAP_MINUTES: i64 = 26 * 60;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    #[error("ends before it begins")]
    EndsBeforeItBegins,
    #[error("longer than {max_days} days")]
    TermTooLong { max_days: i64 },
    #[error("no weekday")]
    NoWeekday,
    #[error("not a weekday such as fri")]
    NotAWeekday,
    #[error("does not begin between 00:00 and 23:59")]
    StartOutsideDay,
    #[error("does not last between 1 and {max_minutes} minutes")]
    Duration { max_minutes: u32 },
    /// Later than dates can be written.
    #[error("no such date")]
    OutOfReach,
}

/// The days for which stalls are given out, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    from: NaiveDate,
    to: NaiveDate,
}

impl Term {
    pub const MAX_DAYS: i64 = 1100;

    pub fn new(from: NaiveDate, to: NaiveDate) -> Result<Self, CalendarError> {
        if to < from {
            return Err(CalendarError::EndsBeforeItBegins);
        }
        if (to - from).num_days() >= Self::MAX_DAYS {
            return Err(CalendarError::TermTooLong {
                max_days: Self::MAX_DAYS,
            });
        }
        Ok(Self { from, to })
    }

    pub fn from(self) -> NaiveDate {
        self.from
    }

    pub fn to(self) -> NaiveDate {
        self.to
    }

    pub fn contains(self, date: NaiveDate) -> bool {
        self.from <= date && date <= self.to
    }

    pub fn dates(self) -> impl Iterator<Item = NaiveDate> {
        self.from
            .iter_days()
            .take_while(move |date| *date <= self.to)
    }
}

/// A set of weekdays, at least one; in files `["fri", "sat", "sun"]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct Weekdays(u8);

impl Weekdays {
    pub fn new(days: impl IntoIterator<Item = Weekday>) -> Result<Self, CalendarError> {
        let set = days.into_iter().fold(0, |set, day| set | bit_of(day));
        if set == 0 {
            return Err(CalendarError::NoWeekday);
        }
        Ok(Self(set))
    }

    /// Reads words such as `fri` or `Friday`.
    pub fn parse<'raw>(words: impl IntoIterator<Item = &'raw str>) -> Result<Self, CalendarError> {
        let days: Result<Vec<Weekday>, _> = words
            .into_iter()
            .map(|word| word.trim().parse::<Weekday>())
            .collect();
        Self::new(days.map_err(|_| CalendarError::NotAWeekday)?)
    }

    pub fn contains(self, day: Weekday) -> bool {
        self.0 & bit_of(day) != 0
    }

    /// From Monday to Sunday.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        ALL_WEEKDAYS
            .into_iter()
            .filter(move |day| self.contains(*day))
    }
}

impl TryFrom<Vec<String>> for Weekdays {
    type Error = CalendarError;

    fn try_from(words: Vec<String>) -> Result<Self, Self::Error> {
        Self::parse(words.iter().map(String::as_str))
    }
}

impl From<Weekdays> for Vec<String> {
    fn from(days: Weekdays) -> Self {
        days.iter()
            .map(|day| day.to_string().to_lowercase())
            .collect()
    }
}

/// A weekly time of a market: these days, from this minute of the day, for so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TradingTimeSpec {
    weekdays: Weekdays,
    starts_at_minute: u32,
    duration_minutes: u32,
}

impl TradingTimeSpec {
    /// Short of a day by more than a clock change, so that no day runs into the next.
    pub const MAX_DURATION_MINUTES: u32 = 20 * 60;

    pub fn new(
        weekdays: Weekdays,
        starts_at_minute: u32,
        duration_minutes: u32,
    ) -> Result<Self, CalendarError> {
        if starts_at_minute >= MINUTES_A_DAY {
            return Err(CalendarError::StartOutsideDay);
        }
        if !(1..=Self::MAX_DURATION_MINUTES).contains(&duration_minutes) {
            return Err(CalendarError::Duration {
                max_minutes: Self::MAX_DURATION_MINUTES,
            });
        }
        Ok(Self {
            weekdays,
            starts_at_minute,
            duration_minutes,
        })
    }

    pub fn weekdays(&self) -> Weekdays {
        self.weekdays
    }

    pub fn starts_at_minute(&self) -> u32 {
        self.starts_at_minute
    }

    pub fn duration_minutes(&self) -> u32 {
        self.duration_minutes
    }
}

/// One date of one trading time, as instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MarketDaySpan {
    pub date: NaiveDate,
    pub opens_at_utc: DateTime<Utc>,
    pub closes_at_utc: DateTime<Utc>,
}

/// Every date of the term on which this trading time takes place, in order.
pub fn market_days(term: Term, spec: &TradingTimeSpec, zone: Tz) -> Vec<MarketDaySpan> {
    term.dates()
        .filter(|date| spec.weekdays.contains(date.weekday()))
        .map(|date| span_of(date, spec, zone))
        .collect()
}

/// Whether two weekly times share a moment of some week.
pub fn trading_times_overlap(one: &TradingTimeSpec, other: &TradingTimeSpec) -> bool {
    starts_in_week(one).any(|start| {
        starts_in_week(other).any(|other_start| {
            minutes_until(start, other_start) < one.duration_minutes
                || minutes_until(other_start, start) < other.duration_minutes
        })
    })
}

/// The end of the day that is so many days after the one on which something was delivered.
pub fn deadline_after(delivered_at: DateTime<Utc>, days: u32, zone: Tz) -> DateTime<Utc> {
    let delivered_on = delivered_at.with_timezone(&zone).date_naive();
    let last_day = delivered_on
        .checked_add_days(Days::new(u64::from(days)))
        .unwrap_or(delivered_on);
    local_end_of_day(last_day, zone)
}

/// 24:00 on this date.
pub fn local_end_of_day(date: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let next = date.succ_opt().unwrap_or(date);
    resolve(next.and_time(chrono::NaiveTime::MIN), zone)
}

/// The instant of a wall time: see the head of this file for what clock changes do.
pub fn resolve(wall_time: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    (0..=LONGEST_GAP_MINUTES)
        .find_map(|minutes| {
            let later = wall_time.checked_add_signed(Duration::minutes(minutes))?;
            zone.from_local_datetime(&later).earliest()
        })
        .map_or_else(|| wall_time.and_utc(), |found| found.with_timezone(&Utc))
}

const ALL_WEEKDAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

fn bit_of(day: Weekday) -> u8 {
    1 << day.num_days_from_monday()
}

fn span_of(date: NaiveDate, spec: &TradingTimeSpec, zone: Tz) -> MarketDaySpan {
    let midnight = date.and_time(chrono::NaiveTime::MIN);
    let opens_at = midnight + Duration::minutes(i64::from(spec.starts_at_minute));
    let opens_at_utc = resolve(opens_at, zone);
    MarketDaySpan {
        date,
        opens_at_utc,
        closes_at_utc: opens_at_utc + Duration::minutes(i64::from(spec.duration_minutes)),
    }
}

fn starts_in_week(spec: &TradingTimeSpec) -> impl Iterator<Item = u32> {
    spec.weekdays
        .iter()
        .map(|day| day.num_days_from_monday() * MINUTES_A_DAY + spec.starts_at_minute)
}

/// How long after one minute of the week another comes round.
fn minutes_until(from: u32, to: u32) -> u32 {
    (to + MINUTES_A_WEEK - from) % MINUTES_A_WEEK
}
