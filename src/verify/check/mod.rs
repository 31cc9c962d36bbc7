//! The independent checker: does this outcome follow from this problem, by the rules of the draw?
//!
//! It replays the draw turn by turn along what the outcome says, and works out everything
//! itself: lottery numbers, orders, promises, choices, standings, reasons. It shares with
//! `engine` the types of the two files and nothing else, and takes the simplest way to each
//! answer rather than the fastest. It writes no sentences: findings are values.
//!
//! From the top:
//! - `entries` sees what can be seen without a replay, and compares what the replay found.
//! - `pool` replays one pool after the other on the `board`, with `order` and `choosing`; what is
//!   left goes through `extras`.
//! - `promises` answers whether promises can be kept together, by a matching of single stalls
//!   and a `search` among blocks; `quotas` says who is promised a seat, by a `flow`.
//! - `reasons` tells what happened, with `standings` and `fates`.

mod board;
mod checked;
mod choosing;
mod entries;
mod extras;
mod facts;
mod fates;
mod flow;
mod list;
mod order;
mod pool;
mod promises;
mod quotas;
mod reasons;
mod search;
mod shortages;
mod standings;

pub use checked::{Checked, Finding, Place, Point, Undecided, Why, Wrong};

use crate::engine::{Outcome, Problem, Unfilled};
use board::Board;
use checked::Report;
use facts::Facts;
use pool::Drawn;

/// Follows an outcome from its problem, and says what was checked, what is wrong and what could
/// not be decided.
#[must_use]
pub fn check(problem: &Problem, outcome: &Outcome) -> Checked {
    let mut report = Report::default();
    if !entries::check_head(&mut report, problem, outcome) {
        return report.finish();
    }
    entries::check_list(&mut report, problem, outcome);
    let facts = Facts::new(problem);
    let mut board = Board::new(&facts, outcome, report);
    let drawn = replay(&mut board);
    entries::compare(&mut board, &drawn, outcome);
    shortages::check_shortages(&mut board, &drawn, &outcome.shortages);
    board.report.finish()
}

/// One pool after the other; what one releases goes to the next.
fn replay(board: &mut Board) -> Vec<Drawn> {
    let mut drawn: Vec<Drawn> = Vec::new();
    let mut released = Vec::new();
    for (no, pool) in board.facts.pools.iter().enumerate() {
        let mut stalls = board.facts.stalls_of(no);
        stalls.append(&mut released);
        stalls.sort_unstable();
        let result = pool::replay_pool(board, no, stalls);
        if pool.unfilled != Some(Unfilled::Hold) {
            let left = result.stalls.iter().copied();
            released = left.filter(|stall| !board.taken[*stall]).collect();
        }
        drawn.push(result);
    }
    extras::replay_extras(board, &drawn);
    drawn
}
