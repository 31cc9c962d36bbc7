//! Point 6: those who want more than they got at their turn get one adjacent free stall at a
//! time, in the order of pools and numbers, round after round.

use super::board::Board;
use super::index::{Index, Person, admits};
use super::pool::Drawn;
use super::problem::Unfilled;
use super::table::{PersonNo, PoolNo, StallNo, Table};

pub(super) fn give_extras(index: &Index, board: &mut Board, drawn: &Table<PoolNo, Drawn>) {
    let free = free_stalls(index, drawn);
    let mut asked = who_wants_more(index, board, drawn);
    while !asked.is_empty() {
        // Who gets nothing in a round gets nothing later: fewer stalls are free then.
        asked.retain(|no| give_one(index, board, &free, *no) && wants_more(index, board, *no));
    }
}

/// In which pool a stall that nobody got can still be given out.
fn free_stalls(index: &Index, drawn: &Table<PoolNo, Drawn>) -> Table<StallNo, Option<PoolNo>> {
    let mut free = Table::filled(index.stalls.len(), None);
    for (pool, drawn) in drawn.iter() {
        let reserved = index.pools[pool].unfilled == Some(Unfilled::Hold);
        for stall in &drawn.left {
            free[*stall] = (!reserved).then_some(pool);
        }
    }
    free
}

fn who_wants_more(index: &Index, board: &Board, drawn: &Table<PoolNo, Drawn>) -> Vec<PersonNo> {
    let mut asked = Vec::new();
    for (pool, drawn) in drawn.iter() {
        let here = |no: &&PersonNo| board.won[**no].as_ref().is_some_and(|won| won.pool == pool);
        let winners = drawn.order.iter().map(|(_, no)| no).filter(here);
        asked.extend(winners.filter(|no| wants_more(index, board, **no)));
    }
    asked
}

fn wants_more(index: &Index, board: &Board, no: PersonNo) -> bool {
    let max = index.people[no].applicant.max as usize;
    board.won[no]
        .as_ref()
        .is_some_and(|won| won.all().count() < max)
}

/// Gives the best stall beside those that they have, if any can be had.
fn give_one(
    index: &Index,
    board: &mut Board,
    free: &Table<StallNo, Option<PoolNo>>,
    no: PersonNo,
) -> bool {
    let person = &index.people[no];
    let Some(best) = find_best(index, board, free, no) else {
        return false;
    };
    if let Some(cap) = person.cap {
        if !is_exempt(index, board, no) && !board.caps.has_room(cap, 1) {
            return false;
        }
        board.caps.count(cap, 1);
    }
    board.owner[best] = Some(no);
    if let Some(won) = &mut board.won[no] {
        won.extras.push(best);
    }
    true
}

fn find_best(
    index: &Index,
    board: &Board,
    free: &Table<StallNo, Option<PoolNo>>,
    no: PersonNo,
) -> Option<StallNo> {
    let person = &index.people[no];
    let won = board.won[no].as_ref()?;
    let cards = won.all().map(|stall| &index.stalls[stall]);
    let beside = cards.flat_map(|card| card.before.into_iter().chain(card.after));
    let usable = beside.filter(|stall| board.owner[*stall].is_none());
    let usable = usable.filter(|stall| can_use(index, free, person, *stall));
    let ranked = usable.filter_map(|stall| {
        let rank = index.accepts(person, stall)?.rank();
        Some((rank, !person.holds(stall), stall))
    });
    ranked.min().map(|(_, _, stall)| stall)
}

fn can_use(
    index: &Index,
    free: &Table<StallNo, Option<PoolNo>>,
    person: &Person,
    stall: StallNo,
) -> bool {
    let admitted = free[stall].is_some_and(|pool| admits(index.pools[pool], person.applicant));
    admitted && index.can_use(person.kind, index.class(stall))
}

/// Holders, and those placed in a pool with groups.
fn is_exempt(index: &Index, board: &Board, no: PersonNo) -> bool {
    let won = board.won[no].as_ref();
    let grouped = won.is_some_and(|won| !index.pools[won.pool].groups.is_empty());
    grouped || index.people[no].hold.is_some()
}
