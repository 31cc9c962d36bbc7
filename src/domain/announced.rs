//! The dates that a call announces, so that everyone knows what happens when.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Local dates of the market, but for the one deadline that is kept to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnouncedDates {
    pub applications_until_utc: DateTime<Utc>,
    pub list_on: NaiveDate,
    pub freeze_on: NaiveDate,
    pub draw_on: NaiveDate,
    pub result_on: NaiveDate,
    pub final_on: NaiveDate,
}
