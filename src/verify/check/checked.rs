//! What a check says, as values.

use std::collections::BTreeMap;

use crate::engine::{PoolStanding, ProblemError, Reason, Shortage};

/// What was checked, what is wrong, and what could not be decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many things were compared at each point.
    pub counts: BTreeMap<Point, u32>,
    pub wrong: Vec<Finding>,
    pub undecided: Vec<Undecided>,
}

impl Checked {
    /// Nothing is wrong; something may still be undecided.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.wrong.is_empty()
    }
}

/// A part of the rules of the draw, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// The problem is well formed, and the outcome answers it. Counts: statements.
    Files,
    /// Everyone on the list has one entry, and every stall one owner at most. Counts: entries.
    List,
    /// Point 1. Counts: positions.
    Order,
    /// Point 2. Counts: questions whether promises can be kept together.
    Promises,
    /// Point 3. Counts: choices of one stall.
    Choosing,
    /// Point 4. Counts: choices of several.
    Blocks,
    /// Point 5. Counts: offers of what was left.
    Left,
    /// Point 6. Counts: questions for one stall more.
    Extras,
    /// Point 7. Counts: questions whether a cap is full.
    Caps,
    /// Which wish was met. Counts: entries.
    Preferences,
    /// The numbers in the waiting lists. Counts: standings.
    Waiting,
    /// Counts: entries.
    Reasons,
    /// Counts: stalls.
    Unfilled,
    /// Counts: certificates, and pools that need one.
    Shortages,
}

/// Something that the outcome should not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub point: Point,
    pub pool: Option<String>,
    /// Whose entry it is.
    pub code: Option<String>,
    pub wrong: Wrong,
}

/// What was said, and what should have been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The problem itself says nothing that could be checked.
    Problem(ProblemError),
    Version {
        said: u32,
        should: u32,
    },
    ProblemSha256 {
        said: String,
        should: String,
    },
    /// Someone on the list has no entry.
    NoEntry,
    /// The entry of somebody who is not on the list.
    UnknownEntry,
    SecondEntry,
    /// The entry stands behind one that should follow it.
    EntryOutOfOrder,
    UnknownStall {
        stall: String,
    },
    /// Someone else, or the same entry, was given this stall, too.
    StallTwice {
        stall: String,
    },
    /// What they got in a turn or as extras; nothing for nothing.
    Place {
        said: Option<Place>,
        should: Option<Place>,
    },
    Preference {
        said: Option<u32>,
        should: Option<u32>,
    },
    Standings {
        said: Vec<PoolStanding>,
        should: Vec<PoolStanding>,
    },
    Reason {
        said: Box<Reason>,
        should: Box<Reason>,
    },
    /// It says that the bound of work decided something, where there was nothing to search.
    Bounded,
    Unfilled {
        said: Vec<String>,
        should: Vec<String>,
    },
    /// A certificate that is not true; what its stalls do prove, if anything.
    Shortage {
        said: Box<Shortage>,
        should: Option<Box<Shortage>>,
    },
    /// The certificate stands behind one that should follow it, or is there twice.
    ShortageOutOfOrder {
        said: Box<Shortage>,
    },
    /// Not everyone can be given what they need, and no certificate says why.
    NoShortage,
}

/// The stalls that someone got, and in which pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub pool: String,
    pub stalls: Vec<String>,
}

/// Something that was not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    pub point: Point,
    pub pool: Option<String>,
    pub code: Option<String>,
    pub why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The outcome says that the bound of work decided something here.
    Bounded,
    /// The checker's own search reached its bound.
    Search,
    /// It depends on something before it that was not decided.
    Follows,
}

/// Where findings are gathered.
#[derive(Debug, Default)]
pub(super) struct Report {
    checked: Checked,
}

impl Report {
    pub(super) fn count(&mut self, point: Point) {
        self.count_many(point, 1);
    }

    pub(super) fn count_many(&mut self, point: Point, many: usize) {
        let many = u32::try_from(many).unwrap_or(u32::MAX);
        let count = self.checked.counts.entry(point).or_default();
        *count = count.saturating_add(many);
    }

    pub(super) fn wrong(
        &mut self,
        point: Point,
        pool: Option<&str>,
        code: Option<&str>,
        wrong: Wrong,
    ) {
        self.checked.wrong.push(Finding {
            point,
            pool: pool.map(str::to_owned),
            code: code.map(str::to_owned),
            wrong,
        });
    }

    pub(super) fn undecided(
        &mut self,
        point: Point,
        pool: Option<&str>,
        code: Option<&str>,
        why: Why,
    ) {
        let undecided = Undecided {
            point,
            pool: pool.map(str::to_owned),
            code: code.map(str::to_owned),
            why,
        };
        if !self.checked.undecided.contains(&undecided) {
            self.checked.undecided.push(undecided);
        }
    }

    pub(super) fn finish(self) -> Checked {
        self.checked
    }
}
