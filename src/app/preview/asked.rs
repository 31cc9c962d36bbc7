//! What is kept of a preview: what was asked, and what came of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::preview::{Report, Variant};

/// Whose applications take part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum PreviewList {
    /// Those that this round accepted so far: the list as it would be frozen now.
    Accepted {},
    /// Those that are not decided yet with them, as if all were accepted.
    UndecidedToo {},
    /// Those that another round accepted, for rules that nobody has applied under yet.
    OfRound { round: String },
}

/// The rules of the round and each of these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    pub list: PreviewList,
    pub draws: u32,
    /// The seeds come from it.
    pub number: u32,
    pub variants: Vec<Variant>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreviewResult {
    /// When the applications were read.
    pub listed_at: DateTime<Utc>,
    /// Nothing for trading times that nobody asked for.
    pub times: Vec<TimeReport>,
}

/// What the rules do in one trading time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeReport {
    /// The code of the trading time.
    pub time: String,
    pub report: Report,
}
