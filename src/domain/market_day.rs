//! One market day given out for itself: until when vendors may change their minds, and when what
//! is free that day is drawn among those on standby.

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, Timelike, Utc};
use chrono_tz::Tz;
use entity::kinds::{AbsenceState, DrawState, StandbyState};

use super::calendar::resolve;
use super::draw::Draw;

/// Lists close so long before the market opens.
const CLOSES_BEFORE: Duration = Duration::hours(3);
/// Nobody is asked to be awake for a market that opens before noon: its lists close the evening
/// before, at this hour.
const EVENING_HOUR: u32 = 18;
/// So long there is time to call out digits; then the day is drawn without them.
const DIGITS_TAKEN_FOR: Duration = Duration::hours(1);

/// A market day, and how far its draw has come; `None` while its lists are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarketDay {
    pub date: NaiveDate,
    pub opens_at_utc: DateTime<Utc>,
    pub zone: Tz,
    pub draw: Option<DrawState>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarketDayRefusal {
    #[error("the lists of this day closed at {until}")]
    TooLate { until: DateTime<Utc> },
    #[error("the list is open until {until}")]
    ListStillOpen { until: DateTime<Utc> },
    #[error("the list of this day is fixed")]
    ListFixed,
    #[error("the market has opened")]
    HasOpened,
    #[error("nobody stands by")]
    NobodyStandsBy,
    #[error("digits are taken until {until}")]
    DigitsStillTaken { until: DateTime<Utc> },
    #[error("no round gives out stalls on this day")]
    NoRound,
    #[error("holds no stall on this day")]
    HoldsNothing,
    #[error("has stall {stall} on this day")]
    HasStall { stall: String },
    #[error("absent already")]
    AlreadyAbsent,
    #[error("not absent")]
    NotAbsent,
    #[error("on standby already")]
    AlreadyStandingBy,
    #[error("not on standby")]
    NotStandingBy,
    #[error("the application is not accepted")]
    NotAccepted,
    #[error("the registration is suspended")]
    Suspended,
    #[error("wished for nothing in this trading time")]
    NoWishes,
}

impl MarketDay {
    /// Absences and standby are taken until then.
    pub fn lists_close_at(&self) -> DateTime<Utc> {
        let opens = self.opens_at_utc.with_timezone(&self.zone);
        if opens.hour() >= 12 {
            return self.opens_at_utc - CLOSES_BEFORE;
        }
        let eve = self.date.checked_sub_days(Days::new(1));
        let evening = NaiveTime::from_hms_opt(EVENING_HOUR, 0, 0).unwrap_or_default();
        resolve(eve.unwrap_or(self.date).and_time(evening), self.zone)
    }

    /// From then on the day is drawn even if nobody called out digits.
    pub fn drawn_without_digits_from(&self) -> DateTime<Utc> {
        self.lists_close_at() + DIGITS_TAKEN_FOR
    }

    /// Whether somebody may still say that they stay away, or that they would come.
    pub fn takes_changes(&self, now: DateTime<Utc>) -> Result<(), MarketDayRefusal> {
        let until = self.lists_close_at();
        if self.draw.is_some() {
            return Err(MarketDayRefusal::ListFixed);
        }
        if now > until {
            return Err(MarketDayRefusal::TooLate { until });
        }
        Ok(())
    }

    /// Never early, since everyone was told the time, and not when it is of no use any more.
    pub fn freeze(&self, now: DateTime<Utc>, standing_by: usize) -> Result<Draw, MarketDayRefusal> {
        let until = self.lists_close_at();
        if self.draw.is_some() {
            return Err(MarketDayRefusal::ListFixed);
        }
        if now <= until {
            return Err(MarketDayRefusal::ListStillOpen { until });
        }
        if now >= self.opens_at_utc {
            return Err(MarketDayRefusal::HasOpened);
        }
        if standing_by == 0 {
            return Err(MarketDayRefusal::NobodyStandsBy);
        }
        Ok(Draw::frozen())
    }

    /// Whether the day may be drawn although nobody called out digits.
    pub fn goes_without_digits(&self, now: DateTime<Utc>) -> Result<(), MarketDayRefusal> {
        let until = self.drawn_without_digits_from();
        if now < until {
            return Err(MarketDayRefusal::DigitsStillTaken { until });
        }
        Ok(())
    }
}

/// Says that they will not come. `None`: they never said so for this day.
pub fn announce_absence(state: Option<AbsenceState>) -> Result<AbsenceState, MarketDayRefusal> {
    match state {
        Some(AbsenceState::Announced) => Err(MarketDayRefusal::AlreadyAbsent),
        Some(AbsenceState::TakenBack) | None => Ok(AbsenceState::Announced),
    }
}

pub fn take_back_absence(state: Option<AbsenceState>) -> Result<AbsenceState, MarketDayRefusal> {
    match state {
        Some(AbsenceState::Announced) => Ok(AbsenceState::TakenBack),
        Some(AbsenceState::TakenBack) | None => Err(MarketDayRefusal::NotAbsent),
    }
}

pub fn join_standby(state: Option<StandbyState>) -> Result<StandbyState, MarketDayRefusal> {
    match state {
        None | Some(StandbyState::Left) => Ok(StandbyState::StandingBy),
        Some(_) => Err(MarketDayRefusal::AlreadyStandingBy),
    }
}

pub fn leave_standby(state: Option<StandbyState>) -> Result<StandbyState, MarketDayRefusal> {
    only_while_standing_by(state, StandbyState::Left)
}

/// What the day's draw said.
pub fn settle_standby(state: StandbyState, placed: bool) -> Result<StandbyState, MarketDayRefusal> {
    let settled = if placed {
        StandbyState::Placed
    } else {
        StandbyState::NotPlaced
    };
    only_while_standing_by(Some(state), settled)
}

fn only_while_standing_by(
    state: Option<StandbyState>,
    next: StandbyState,
) -> Result<StandbyState, MarketDayRefusal> {
    match state {
        Some(StandbyState::StandingBy) => Ok(next),
        _ => Err(MarketDayRefusal::NotStandingBy),
    }
}
