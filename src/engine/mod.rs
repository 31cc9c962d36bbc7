//! The allocation: `allocate(&Problem) -> Outcome`. In order, everyone gets the best
//! stall that leaves every promise still keepable.
//!
//! Pure: no I/O, clock, float, hash order or unseeded randomness. It does not know
//! what a market, a person or a database is, and it writes no sentences: reasons are
//! values that `text` turns into words.
//!
//! From the top:
//! - `problem` and `outcome` are the two files, `faults` what can be wrong with the
//!   first, `reasons` what the second says about each entry.
//! - `canonical` writes the bytes that stand for a problem.
//! - `reading` and `index` put small numbers in place of ids, and find who and what is alike.
//! - `pool` draws one pool after the other on the `board`, where all that is given out
//!   stands: first `order`, then `promises`, then turns, then what is left.
//! - `choose` is one turn; `shelves` break ties among free stalls, and `matching`
//!   answers whether all promises can still be kept.
//! - `explain` tells what happened, with `standings` and `fates`.

mod assignment;
mod blocks;
mod board;
mod branch;
mod candidates;
mod canonical;
mod choose;
mod claims;
mod confined;
mod exhaust;
mod explain;
mod extras;
mod fates;
mod faults;
mod index;
mod lookup;
mod matching;
mod names;
mod network;
mod order;
mod outcome;
mod packing;
mod plan;
mod pool;
mod prices;
mod problem;
mod promises;
mod reading;
mod reasons;
mod repack;
mod rings;
mod rows;
mod search;
mod seats;
mod shelves;
mod shortages;
mod standings;
mod table;
mod tight;
mod witness;
mod words;
mod work;

use board::Board;
use index::Index;
use pool::PoolDraw;
use reading::Reading;
use table::{PoolNo, StallNo, Table};

pub use faults::{Fault, ProblemError};
pub use outcome::{Entry, Outcome, PoolStanding, Shortage};
pub use problem::{
    Applicant, Cap, Criterion, Placement, Pool, Problem, Quota, Stall, Unfilled, Wish,
};
pub use reasons::{Bar, Fate, Lack, Reason, Refusal, WishFate};
pub use work::Work;

/// Names the rules by which this engine allocates; it stands in every commitment.
pub const ENGINE_VERSION: &str = "2";

/// Gives out the stalls, or says everything that is wrong with the problem. The same
/// problem gives the same bytes, whatever the order of its lists.
pub fn allocate(problem: &Problem) -> Result<Outcome, Vec<ProblemError>> {
    allocate_counting(problem).map(|(outcome, _)| outcome)
}

/// The same, with how many questions it took and how many of them the bound of work decided.
pub fn allocate_counting(problem: &Problem) -> Result<(Outcome, Work), Vec<ProblemError>> {
    problem.check()?;
    let reading = Reading::new(problem);
    let index = Index::new(&reading);
    let mut board = Board::new(&index);
    let mut drawn = Table::from(Vec::new());
    let mut released = Vec::new();
    for pool in index.pools.numbers() {
        let mut stalls = stalls_of(&index, pool);
        stalls.append(&mut released);
        let result = pool::draw_pool(&index, &mut board, pool, stalls);
        if index.pools[pool].unfilled != Some(Unfilled::Hold) {
            released.clone_from(&result.left);
        }
        drawn.push(result);
    }
    extras::give_extras(&index, &mut board, &drawn);
    Ok((explain::explain(&index, &board, &drawn), board.work))
}

/// For the benches: makes everything ready, and hands over a function that makes the promises
/// of each pool as if it were the only one, and says how many there are.
#[doc(hidden)]
pub fn ready_to_promise<T>(
    problem: &Problem,
    run: impl FnOnce(&mut dyn FnMut() -> usize) -> T,
) -> T {
    let reading = Reading::new(problem);
    let index = Index::new(&reading);
    let mut boards: Vec<Board> = index.pools.iter().map(|_| Board::new(&index)).collect();
    let pools = index.pools.numbers().zip(&mut boards);
    let mut draws: Vec<PoolDraw> = pools
        .map(|(pool, board)| PoolDraw::new(&index, board, pool, stalls_of(&index, pool)))
        .collect();
    run(&mut || {
        draws.iter_mut().for_each(PoolDraw::make_promises);
        draws.iter().map(PoolDraw::count_promises).sum()
    })
}

fn stalls_of(index: &Index, pool: PoolNo) -> Vec<StallNo> {
    let stalls = index.stalls.iter().filter(|(_, card)| card.pool == pool);
    stalls.map(|(stall, _)| stall).collect()
}
