//! The allocation: `allocate(&Problem) -> Outcome`.
//!
//! Pure: no I/O, clock, float, hash order or unseeded randomness. It does not know
//! what a market, a person or a database is, and it writes no sentences: reasons are
//! values that `text` turns into words.

mod faults;
mod outcome;
mod problem;
mod reasons;

pub use faults::{Fault, Feature, ProblemError};
pub use outcome::{Entry, Outcome, PoolStanding, Shortage};
pub use problem::{
    Applicant, Cap, Criterion, Placement, Pool, Problem, Quota, Stall, Unfilled, Wish,
};
pub use reasons::{Bar, Fate, Lack, Reason, Refusal, WishFate};

/// Names the rules by which this engine allocates; it stands in every commitment.
pub const ENGINE_VERSION: &str = "1";
