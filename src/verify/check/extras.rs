//! Point 6: one adjacent free stall more at a time.

use super::board::Board;
use super::checked::Point;
use super::facts::{PersonNo, StallNo, admits};
use super::pool::Drawn;
use crate::engine::Unfilled;

/// Round after round, until a round gives nothing.
pub(super) fn replay_extras(board: &mut Board, drawn: &[Drawn]) {
    loop {
        let mut gave = false;
        for pool in drawn {
            for no in pool.order.iter() {
                let is_placed = board.got[*no]
                    .as_ref()
                    .is_some_and(|got| got.pool == pool.pool);
                gave |= is_placed && give_one(board, drawn, *no);
            }
        }
        if !gave {
            return;
        }
    }
}

fn give_one(board: &mut Board, drawn: &[Drawn], no: PersonNo) -> bool {
    let Some(stall) = find_extra(board, drawn, no) else {
        return false;
    };
    let Some(got) = board.got[no].as_mut() else {
        return false;
    };
    if !board.said[no].stalls.contains(&stall) {
        let should = [got.all().as_slice(), &[stall]].concat();
        let pool = got.pool;
        board.misplaced(Point::Extras, no, Some((pool, &should)));
        return false;
    }
    got.extras.push(stall);
    board.taken[stall] = true;
    true
}

/// The best that they may have, for who may have more.
fn find_extra(board: &mut Board, drawn: &[Drawn], no: PersonNo) -> Option<StallNo> {
    let person = &board.facts.people[no];
    let mine = board.got[no].as_ref()?.all();
    if mine.len() >= usize::try_from(person.applicant.max).unwrap_or(usize::MAX) {
        return None;
    }
    board.report.count(Point::Extras);
    if is_capped(board, no) {
        board.report.count(Point::Caps);
        return None;
    }
    let stalls = 0..board.facts.stalls.len();
    let fits = stalls.filter(|stall| {
        let beside = mine
            .iter()
            .any(|own| board.facts.are_adjacent(*own, *stall));
        beside
            && !board.taken[*stall]
            && person.accepts[*stall]
            && may_have(board, drawn, no, *stall)
    });
    fits.min_by_key(|stall| {
        let wish = person.wishes[*stall];
        (wish.is_none(), wish, !person.held.contains(stall), *stall)
    })
}

/// It stands in the pool in which it was drawn last, and is reserved if that holds what is left.
fn may_have(board: &Board, drawn: &[Drawn], no: PersonNo, stall: StallNo) -> bool {
    let last = drawn.iter().rev().find(|pool| pool.stalls.contains(&stall));
    last.is_some_and(|last| {
        let pool = board.facts.pools[last.pool];
        pool.unfilled != Some(Unfilled::Hold) && admits(pool, board.facts.people[no].applicant)
    })
}

fn is_capped(board: &Board, no: PersonNo) -> bool {
    let facts = board.facts;
    let me = &facts.people[no];
    let placed = board.got[no].as_ref();
    if me.home.is_some() || placed.is_some_and(|got| !facts.pools[got.pool].groups.is_empty()) {
        return false;
    }
    let mut caps = facts.problem.caps.iter();
    let cap = caps.find(|cap| Some(&cap.category) == me.applicant.category.as_ref());
    cap.is_some_and(|cap| {
        let everyone = facts.people.iter().enumerate();
        let of_category =
            everyone.filter(|(_, p)| p.applicant.category.as_ref() == Some(&cap.category));
        let taken: usize = of_category.map(|(no, _)| board.counted(no)).sum();
        taken >= usize::try_from(cap.max).unwrap_or(usize::MAX)
    })
}
