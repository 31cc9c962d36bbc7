//! What was asked of a file, and what the answer was.

use super::fault::Fault;
use crate::verify::bundle::{Became, Part};
use crate::verify::check::Checked;
use crate::verify::sources::SeedWeakness;
use crate::verify::{Commitment, Hex32, PublicCorrection};

/// One file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examined {
    /// `market/round/trading time`; a problem and its outcome do not know it.
    pub draw: Option<String>,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub question: Question,
    pub answer: Answer,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Is the file as it was made?
    Whole { sha256: Hex32 },
    /// Is this the commitment to what is said to be committed?
    Commitment { commitment: Commitment },
    /// Does the seed follow from the commitment and what the sources said?
    Seed { seed: Option<Hex32> },
    /// Could nobody choose the seed?
    Chance { values: usize },
    /// Are the lottery numbers of each pool in order, and the waiting numbers?
    Numbers {
        numbers: usize,
        /// Pools in which tier or rank comes before the lottery: their order is not public.
        ranked: Vec<String>,
    },
    /// Does what became of the codes add up?
    Codes { codes: usize },
    /// Which entries were mended or taken out after freezing?
    Corrections { corrections: Vec<PublicCorrection> },
    /// Do the applications and their salts give the root that was committed to?
    Leaves { leaves: usize },
    /// Are stalls, pools, caps and placement those that were committed to?
    Rules,
    /// Does the engine, run again, give the same bytes?
    Again,
    /// Does the outcome follow from the problem, by a checker that shares nothing with the engine?
    Check { checked: Box<Checked> },
    /// Is the public bundle made of this auditor's bundle?
    Same,
    /// Does the leaf of the receipt lead to its root?
    Path { index: u64, tree_size: u64 },
    /// Was that root committed to?
    Published { commitment: Commitment },
    /// What became of the numbers of a receipt's owner?
    Own {
        code: String,
        became: Option<Part>,
        found: Vec<Found>,
    },
    /// Was the round cancelled?
    Cancelled { reason: String },
}

/// One's own number in a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub pool: String,
    /// From 1.
    pub position: usize,
    pub of: usize,
    pub lottery: Hex32,
    pub became: Became,
    pub waiting: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Right,
    Wrong(Vec<Fault>),
    /// Nothing is wrong, but this has to be known.
    Weak(Vec<SeedWeakness>),
    Unchecked(Missing),
}

/// What was not there to be checked against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Chance has not spoken, or the round was cancelled before.
    Seed,
    /// The round was cancelled before it was drawn.
    Outcome,
    /// A commitment or a bundle of the draw.
    Published,
    /// A public bundle of the draw.
    PublicBundle,
    /// The whole problem, which the auditor has.
    AuditorBundle,
    /// Leaves that do not fit the commitment, a list that is not well formed: told before.
    Problem,
    /// The checker could not decide everything.
    Undecided,
}

impl Step {
    /// Right when there are no faults.
    pub(super) fn of(question: Question, faults: Vec<Fault>) -> Self {
        let answer = if faults.is_empty() {
            Answer::Right
        } else {
            Answer::Wrong(faults)
        };
        Self { question, answer }
    }

    pub(super) fn unchecked(question: Question, missing: Missing) -> Self {
        let answer = Answer::Unchecked(missing);
        Self { question, answer }
    }

    pub fn is_wrong(&self) -> bool {
        matches!(self.answer, Answer::Wrong(_))
    }
}

impl Examined {
    pub fn is_wrong(&self) -> bool {
        self.steps.iter().any(Step::is_wrong)
    }
}
