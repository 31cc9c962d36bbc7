//! Which state of a row somebody has seen.

use std::fmt;

use serde::{Deserialize, Serialize};

/// 1 for a new row, one more with each edit. Whoever edits says which one they looked at, so that
/// nobody overwrites a colleague's change unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revision(i32);

impl Revision {
    pub const FIRST: Self = Self(1);

    pub const fn new(number: i32) -> Self {
        Self(number)
    }

    pub const fn number(self) -> i32 {
        self.0
    }

    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}
