//! The independent checker: does this outcome follow from this problem, by the rules of the draw?
//!
//! It replays the draw turn by turn along what the outcome says, and works out everything
//! itself: lottery numbers, orders, promises, choices, standings, reasons. It shares with
//! `engine` the types of the two files and nothing else, and takes the simplest way to each
//! answer rather than the fastest. It writes no sentences: findings are values.

mod checked;
mod entries;

pub use checked::{Checked, Finding, Place, Point, Undecided, Why, Wrong};

use crate::engine::{Outcome, Problem};
use checked::Report;

/// Follows an outcome from its problem, and says what was checked, what is wrong and what could
/// not be decided.
#[must_use]
pub fn check(problem: &Problem, outcome: &Outcome) -> Checked {
    let mut report = Report::default();
    entries::check_head(&mut report, problem, outcome);
    if problem.check().is_ok() {
        entries::check_list(&mut report, problem, outcome);
    }
    report.finish()
}
