//! What keeping a market refuses: parts of it that somebody relies on.

use chrono::NaiveDate;

/// Somebody who has a stall on days on which it is to be blocked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolderConcerned {
    pub code: String,
    pub market_days: u32,
    /// The first of them, and the last.
    pub from: NaiveDate,
    pub until: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarketRefusal {
    /// A round is giving the stall out.
    #[error("stall {stall} stands in round {round}")]
    StallInRound { stall: String, round: String },
    /// Somebody has the stall, or is offered it, on days ahead: by their codes.
    #[error("stall {stall} is held by {codes:?}")]
    StallHeld { stall: String, codes: Vec<String> },
    /// These have it on the days of a block, and it was not said where each of them goes.
    #[error("stall {stall} is held by {holders:?}")]
    HoldersConcerned {
        stall: String,
        holders: Vec<HolderConcerned>,
    },
    /// It stands on a list that is being drawn.
    #[error("stall {stall} stands on the fixed list of round {round}")]
    ListFixed { stall: String, round: String },
    /// What is free on this day is promised to those on standby.
    #[error("{date} is being drawn")]
    DayBeingDrawn { date: NaiveDate },
    #[error("zone {zone} has stalls {stalls:?}")]
    ZoneHasStalls { zone: String, stalls: Vec<String> },
    /// These stalls take nothing else, or not everything.
    #[error("category {category} stands on stalls {stalls:?}")]
    CategoryOnStalls {
        category: String,
        stalls: Vec<String>,
    },
    /// Its rules cap it, or somebody applied with it.
    #[error("category {category} stands in round {round}")]
    CategoryInRound { category: String, round: String },
    #[error("trading time {time} stands in round {round}")]
    TradingTimeInRound { time: String, round: String },
    /// Every date and deadline of its rounds is in it.
    #[error("the time zone is fixed by round {round}")]
    TimeZoneFixed { round: String },
}
