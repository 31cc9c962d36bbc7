//! For how long what is kept, by kind of data: a setting of the market, with defaults.

use serde::{Deserialize, Serialize};

/// What is kept for a time of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DataKind {
    /// Confirmations of hardship, from their end, refusal or withdrawal on.
    Hardship,
    /// Persons who never held a stall, from the end of the last term for which they applied on.
    Applicants,
    /// Persons who held a stall, from the last day of their last holding on.
    Vendors,
    /// The bodies of notices, from when they were written on.
    Notices,
    /// Previews of draws.
    Previews,
    /// The addresses of requests in the audit.
    Addresses,
}

/// Whole days, one number for each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Retention {
    pub hardship: u32,
    pub applicants: u32,
    pub vendors: u32,
    pub notices: u32,
    pub previews: u32,
    pub addresses: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            hardship: 30,
            applicants: 180,
            vendors: 1095,
            notices: 365,
            previews: 90,
            addresses: 180,
        }
    }
}

impl DataKind {
    /// The most sensitive first.
    pub const ALL: [Self; 6] = [
        Self::Hardship,
        Self::Applicants,
        Self::Vendors,
        Self::Notices,
        Self::Previews,
        Self::Addresses,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hardship => "hardship",
            Self::Applicants => "applicants",
            Self::Vendors => "vendors",
            Self::Notices => "notices",
            Self::Previews => "previews",
            Self::Addresses => "addresses",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl Retention {
    /// Ten years, which is more than anything here is needed for.
    pub const MOST_DAYS: u32 = 3653;

    pub const fn days(self, kind: DataKind) -> u32 {
        match kind {
            DataKind::Hardship => self.hardship,
            DataKind::Applicants => self.applicants,
            DataKind::Vendors => self.vendors,
            DataKind::Notices => self.notices,
            DataKind::Previews => self.previews,
            DataKind::Addresses => self.addresses,
        }
    }

    /// With another number of days for one kind.
    #[must_use]
    pub const fn keeping(mut self, kind: DataKind, days: u32) -> Self {
        match kind {
            DataKind::Hardship => self.hardship = days,
            DataKind::Applicants => self.applicants = days,
            DataKind::Vendors => self.vendors = days,
            DataKind::Notices => self.notices = days,
            DataKind::Previews => self.previews = days,
            DataKind::Addresses => self.addresses = days,
        }
        self
    }
}
