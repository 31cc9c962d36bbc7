//! The dates that a call announces, so that everyone knows what happens when.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::calendar::Term;
use super::round::RoundRefusal;

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

impl AnnouncedDates {
    /// One after the other, and all of them before the term is under way.
    pub fn check(&self, term: Term, zone: Tz) -> Result<(), RoundRefusal> {
        let applications_until = self.applications_until_utc.with_timezone(&zone);
        let dates = [
            applications_until.date_naive(),
            self.list_on,
            self.freeze_on,
            self.draw_on,
            self.result_on,
            self.final_on,
            term.from(),
        ];
        if dates.is_sorted() {
            Ok(())
        } else {
            Err(RoundRefusal::DatesOutOfOrder)
        }
    }
}
