//! Examines the files of a draw, step by step, and says what is right, what is wrong, and what
//! could not be checked.
//!
//! The steps are values; whoever shows them finds the words. The engine is not here: who asks
//! passes it in, so that it can be run again beside the checker that shares nothing with it.

mod auditor;
mod common;
mod corrections;
mod fault;
mod numbers;
mod outcome;
mod public;
mod receipt;
mod step;

use crate::engine::{Outcome, Problem, ProblemError};

use super::document::Document;

pub use fault::{Fault, RulePart};
pub use step::{Answer, Examined, Found, Missing, Question, Step};

/// The engine, to be run again.
pub type Engine<'a> = &'a dyn Fn(&Problem) -> Result<Outcome, Vec<ProblemError>>;

/// A problem without its outcome, or the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Incomplete {
    #[error("the problem's outcome is missing: give both files")]
    NoOutcome,
    #[error("the outcome's problem is missing: give both files")]
    NoProblem,
}

/// One examination for each file, in their order. What is told of a receipt depends on the
/// bundles beside it.
pub fn examine(files: &[Document], engine: Engine<'_>) -> Result<Vec<Examined>, Incomplete> {
    let of = |file: &Document| match file {
        Document::Commitment(document) => Ok(common::examine_commitment(document)),
        Document::Receipt(receipt) => Ok(receipt::examine(receipt, files)),
        Document::Public(bundle) => Ok(public::examine(bundle, files)),
        Document::Auditor(bundle) => Ok(auditor::examine(bundle, engine)),
        Document::Problem(_) => outcome::examine_problem(files),
        Document::Outcome(outcome) => outcome::examine(outcome, files, engine),
    };
    files.iter().map(of).collect()
}
