//! What keeping a market refuses: parts of it that somebody relies on.

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarketRefusal {
    /// A round is giving the stall out.
    #[error("stall {stall} stands in round {round}")]
    StallInRound { stall: String, round: String },
    /// Somebody has the stall, or is offered it, on days ahead: by their codes.
    #[error("stall {stall} is held by {codes:?}")]
    StallHeld { stall: String, codes: Vec<String> },
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
