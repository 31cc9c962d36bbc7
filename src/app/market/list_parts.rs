//! Which zones, categories or trading times a list shows.

use crate::store::listing::PartFilter;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListParts {
    pub market: String,
    /// The one with this code.
    pub code: Option<String>,
    pub with_retired: bool,
}

impl ListParts {
    pub(super) fn filter(&self) -> PartFilter {
        PartFilter {
            code: self.code.clone(),
            with_retired: self.with_retired,
        }
    }
}
