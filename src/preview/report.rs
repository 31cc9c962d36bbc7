//! What a preview says: figures for groups of people, under each of the rules.

use serde::{Deserialize, Serialize};

use super::classes::Who;
use super::variant::Variant;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    pub version: u32,
    pub engine_version: String,
    /// The seeds come from it.
    pub number: u64,
    pub draws: u32,
    pub applicants: u32,
    pub stalls: u32,
    pub variants: Vec<VariantReport>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VariantReport {
    pub variant: Variant,
    /// Stalls of pools that admit only groups.
    pub reserved: u32,
    /// How many stalls such pools gave out; not told where hardship is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserved_given: Option<Figure>,
    /// Stalls that nobody got.
    pub unfilled: Figure,
    /// Nothing for groups that are too small to be told of.
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub who: Who,
    pub people: u32,
    pub placed: Figure,
    /// The chance of one of them, in thousandths: the mean of those placed by their number.
    pub chance_permille: u64,
    /// Its standard error.
    pub chance_error_permille: u64,
    /// Those who named a wish.
    pub wishing: u32,
    pub first_wish: Figure,
    pub any_wish: Figure,
}

/// A count over all draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// In thousandths, as the next two.
    pub mean_milli: u64,
    /// The standard error of the mean: how far so many draws can be trusted.
    pub error_milli: u64,
    /// The standard deviation: how far one draw lies from the mean.
    pub deviation_milli: u64,
    pub least: u32,
    pub most: u32,
}

impl Report {
    /// For people to read, and programs.
    #[must_use]
    pub fn to_json_pretty(&self) -> String {
        // Strings, integers and lists always serialise.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl VariantReport {
    #[must_use]
    pub fn row(&self, who: &Who) -> Option<&Row> {
        self.rows.iter().find(|row| row.who == *who)
    }
}

/// Thousandths as a decimal number with so many places, three at most.
#[must_use]
pub fn decimal(milli: u64, places: u32) -> String {
    let places = places.min(3);
    let unit = 10_u64.pow(3 - places);
    let rounded = milli.saturating_add(unit / 2) / unit;
    let scale = 10_u64.pow(places);
    let (whole, rest) = (rounded / scale, rounded % scale);
    match places {
        0 => whole.to_string(),
        _ => format!("{whole}.{rest:0width$}", width = places as usize),
    }
}
