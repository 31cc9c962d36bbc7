//! What can be wrong with a file of a draw.

use crate::engine::ProblemError;
use crate::verify::{Commitment, Hex32};

/// Each says what stands there, and what should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the digest of what stands in the file is {should}, not {said}")]
    Digest { said: Hex32, should: Hex32 },
    #[error("the commitment document has the digest {should}, not {said}")]
    Commitment {
        said: Commitment,
        should: Commitment,
    },
    #[error("{sources} sources, but {values} values")]
    ValueCount { sources: usize, values: usize },
    #[error("value {number} is said to come from a fallback that the commitment does not name")]
    NoFallback { number: usize },
    #[error(
        "value {number} is nothing that its source says: drand says 64 hex digits, others decimal digits"
    )]
    ValueForm { number: usize },
    #[error("the seed is {said}, but should be {should}")]
    Seed { said: String, should: Hex32 },
    #[error("there is a seed, but no values that it came from")]
    SeedWithoutValues,
    #[error("there is a result, but no seed")]
    ResultWithoutSeed,
    #[error("there is no result, and nothing says that the round was cancelled")]
    NoResult,
    #[error("there are results of a draw that has no outcome")]
    ResultWithoutOutcome,
    #[error("the pools are {}, but should be {}", .said.join(", "), .should.join(", "))]
    Pools {
        said: Vec<String>,
        should: Vec<String>,
    },
    #[error("{pool}: lottery number {position} is not greater than the one before")]
    NumberOrder { pool: String, position: usize },
    #[error("{pool}: lottery number {position} stands there twice")]
    NumberTwice { pool: String, position: usize },
    #[error("{pool}: number {position} has {}, but should have {}", waiting(*.said), waiting(*.should))]
    Waiting {
        pool: String,
        position: usize,
        said: Option<u32>,
        should: Option<u32>,
    },
    #[error("{pool}: number {position} is placed in a later pool, but there is none")]
    NoLaterPool { pool: String, position: usize },
    #[error("{pool}: {later} are placed in later pools, but those placed only {placed}")]
    PlacedLater {
        pool: String,
        later: usize,
        placed: usize,
    },
    #[error("{pool}: {numbers} numbers for {people} people who can still be there")]
    TooManyNumbers {
        pool: String,
        numbers: usize,
        people: usize,
    },
    #[error("{pool}: {placed} are placed on {stalls} stalls")]
    TooManyPlaced {
        pool: String,
        placed: usize,
        stalls: usize,
    },
    #[error("{codes} codes, but {applications} applications were committed to")]
    CodeCount { codes: usize, applications: u64 },
    #[error("code `{code}` stands behind one that should follow it, or twice")]
    CodeOrder { code: String },
    #[error("{codes} codes were placed, but {numbers} numbers")]
    PlacedCount { codes: usize, numbers: usize },
    #[error(
        "{codes} codes wait, which does not go with {least} to {most} people who wait in pools"
    )]
    WaitingCount {
        codes: usize,
        least: usize,
        most: usize,
    },
    #[error("{codes} codes were not placed, but {taken_out} were taken out")]
    NotPlacedCount { codes: usize, taken_out: usize },
    #[error("{what} not in the one form that is allowed: sorted, and nothing twice")]
    NotCanonical { what: &'static str },
    #[error("{0}")]
    Problem(ProblemError),
    #[error("the salts are not those of the codes on the list: {code}")]
    Salt { code: String },
    #[error("{should} applications were committed to, but here are {said}")]
    TreeSize { said: u64, should: u64 },
    #[error("the applications have the root {said}, but {should} was committed to")]
    Root { said: Hex32, should: Hex32 },
    #[error("{} not what was committed to", .0.words())]
    Rules(RulePart),
    #[error("correction {number}, of `{code}`, does not fit what stands in the problem")]
    Correction { number: usize, code: String },
    #[error("correction {number}, of `{code}`, gives another ticket")]
    CorrectedTicket { number: usize, code: String },
    #[error("correction {number}, of `{code}`, changes nothing")]
    CorrectedNothing { number: usize, code: String },
    #[error("the leaf {leaf} was taken out before")]
    CorrectedAfter { leaf: Hex32 },
    #[error("the entry of `{code}` differs")]
    Entry { code: String },
    #[error("the outcome differs in what is told about the whole draw")]
    OutcomeDiffers,
    #[error("{count} things do not follow from the rules")]
    Unruly { count: usize },
    #[error("it is not what the auditor's bundle gives")]
    NotTheSame,
    #[error("the auditor's bundle beside it is of another draw")]
    OtherDraw,
    #[error("leaf, place and path lead to no root: such a place has another path")]
    NoPath,
    #[error("leaf and path lead to the root {should}, not {said}")]
    PathRoot { said: Hex32, should: Hex32 },
    #[error("it belongs to the draw {said}, not {should}")]
    DrawName { said: String, should: String },
    #[error("the commitment {said} is none of those beside it")]
    UnknownCommitment { said: Commitment },
    #[error("{pool}: their number {lottery} is not there")]
    OwnNumberMissing { pool: String, lottery: Hex32 },
    #[error("{pool}: their number {lottery} is there, but should not be")]
    OwnNumberStray { pool: String, lottery: Hex32 },
    #[error(
        "what became of their numbers does not go together: placed is who is placed in the last pool where they have one, and there alone"
    )]
    OwnNumbers,
    #[error("the code {code} is not on the list")]
    OwnCodeMissing { code: String },
    #[error("by code they were {said}, by their numbers {should}")]
    OwnFate {
        said: &'static str,
        should: &'static str,
    },
}

/// What of a problem the commitment fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulePart {
    Placement,
    Stalls,
    Pools,
    Caps,
}

impl RulePart {
    const fn words(self) -> &'static str {
        match self {
            Self::Placement => "the placement is",
            Self::Stalls => "the stalls are",
            Self::Pools => "the pools are",
            Self::Caps => "the caps are",
        }
    }
}

fn waiting(number: Option<u32>) -> String {
    number.map_or_else(
        || "no waiting number".to_owned(),
        |number| format!("the waiting number {number}"),
    )
}
