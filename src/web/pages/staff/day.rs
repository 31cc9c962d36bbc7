//! One market day for the staff; for day staff and for print, stall and vendor alone.

use askama::Template;
use entity::kinds::{DrawState, StandbyState};

use crate::app::market_day::StallUse;
use crate::web::form::Errors;
use crate::web::layout::{Frame, Link, Tone};

/// `GET /staff/m/{slug}/days/{time}/{date}`.
#[derive(Debug, Template)]
#[template(path = "staff/day.html")]
pub struct DayPage {
    pub frame: Frame,
    /// Its own address: what is done to the day is posted below it.
    pub href: String,
    /// "3 月 5 日 周五 17:00 · 周末夜市".
    pub name: String,
    /// The days that lie ahead.
    pub days: Vec<Link>,
    pub step: DayStage,
    pub is_operator: bool,
    pub stalls: Vec<StallRow>,
    pub standby: Vec<StandbyRow>,
    pub free: usize,
    pub absent: usize,
    /// What the draw can be checked with: a name and a value each.
    pub checking: Vec<(String, String)>,
    pub typed: String,
    pub errors: Errors,
}

/// What the day waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayStage {
    /// Lists are open until then, in words.
    Open {
        until: String,
    },
    /// They are closed, and somebody stands by: the job fixes the list at once.
    Closed,
    /// Nobody stood by.
    NothingToDraw,
    /// The list is fixed; digits are taken until then, in words.
    AwaitingDigits {
        until: String,
    },
    Drawing {
        state: DrawState,
    },
    Drawn,
}

#[derive(Clone, Debug)]
pub struct StallRow {
    pub code: String,
    /// Empty when nobody is there.
    pub vendor: String,
    pub usage: StallUse,
    /// Somebody holds it whose absence can be noted or taken back.
    pub can_change: bool,
}

#[derive(Clone, Debug)]
pub struct StandbyRow {
    pub code: String,
    pub vendor: String,
    pub state: StandbyState,
    /// The stall and why, once drawn.
    pub result: String,
    pub can_leave: bool,
}

impl DayPage {
    fn counts(&self) -> String {
        let frame = &self.frame;
        let stalls = frame.say2("day-counts", ("free", self.free), ("absent", self.absent));
        let standing = frame.say1("day-standing-by", "count", self.standby.len());
        format!("{stalls} {standing}")
    }

    const fn is_open(&self) -> bool {
        matches!(self.step, DayStage::Open { .. })
    }
}

impl StallRow {
    fn is_absent(&self) -> bool {
        self.usage == StallUse::Absent
    }
}

impl StandbyRow {
    const fn tone(&self) -> Tone {
        match self.state {
            StandbyState::Placed => Tone::Good,
            _ => Tone::Neutral,
        }
    }
}

/// `GET /staff/m/{slug}/days/{time}/{date}/list`, and all that day staff see.
#[derive(Debug, Template)]
#[template(path = "staff/day_list.html")]
pub struct DayListPage {
    pub frame: Frame,
    pub name: String,
    pub days: Vec<Link>,
    /// Stall and vendor.
    pub rows: Vec<(String, String)>,
}

/// `GET /staff/m/{slug}/days` when no day lies ahead.
#[derive(Debug, Template)]
#[template(path = "staff/days_empty.html")]
pub struct NoDaysPage {
    pub frame: Frame,
}
