//! Whether the certificates of shortages are true and complete, and whether there is one where
//! not everyone can be given what they need. Which of the true ones are listed is free.

use std::collections::BTreeSet;

use super::board::Board;
use super::checked::{Point, Wrong};
use super::facts::{PersonNo, StallNo};
use super::flow::Flow;
use super::pool::Drawn;
use crate::engine::Shortage;

pub(super) fn check_shortages(board: &mut Board, drawn: &[Drawn], said: &[Shortage]) {
    let mut last = None;
    for shortage in said {
        board.report.count(Point::Shortages);
        let pool = drawn
            .iter()
            .find(|drawn| name(board, drawn) == shortage.pool);
        let should = pool.and_then(|pool| find_truth(board, pool, shortage));
        let place = pool.map(|pool| (pool.pool, shortage.size, shortage.stalls.clone()));
        let wrong = if should.as_ref() != Some(shortage) {
            let said = Box::new(shortage.clone());
            let should = should.map(Box::new);
            Some(Wrong::Shortage { said, should })
        } else if place <= last {
            let said = Box::new(shortage.clone());
            Some(Wrong::ShortageOutOfOrder { said })
        } else {
            None
        };
        last = place.max(last);
        if let Some(wrong) = wrong {
            let pool = Some(shortage.pool.as_str());
            board.report.wrong(Point::Shortages, pool, None, wrong);
        }
    }
    for pool in drawn {
        board.report.count(Point::Shortages);
        let name = name(board, pool);
        if !said.iter().any(|shortage| shortage.pool == name) && !is_enough(board, pool) {
            let wrong = Wrong::NoShortage;
            board
                .report
                .wrong(Point::Shortages, Some(&name), None, wrong);
        }
    }
}

fn name(board: &Board, drawn: &Drawn) -> String {
    board.facts.pools[drawn.pool].name.clone()
}

/// What these stalls prove, if they prove that there are too few.
fn find_truth(board: &Board, pool: &Drawn, said: &Shortage) -> Option<Shortage> {
    let facts = board.facts;
    let stalls = said.stalls.iter().map(|id| facts.number(id));
    let stalls: BTreeSet<StallNo> = stalls.collect::<Option<_>>()?;
    let size = said
        .size
        .map(|size| usize::try_from(size).unwrap_or(usize::MAX));
    let can_use = |no: PersonNo, stall: StallNo| facts.people[no].usable[stall];
    let confined = |no: &PersonNo| {
        let usable = pool.stalls.iter().filter(|stall| can_use(*no, **stall));
        let usable: Vec<&StallNo> = usable.collect();
        size.is_none_or(|size| facts.people[*no].size >= size)
            && usable.is_empty() == stalls.is_empty()
            && usable.into_iter().all(|stall| stalls.contains(stall))
    };
    let applicants = pool.order.iter().copied().filter(confined);
    let applicants: BTreeSet<PersonNo> = applicants.collect();
    let usable = |stall: &StallNo| {
        pool.stalls.contains(stall) && applicants.iter().any(|no| can_use(*no, *stall))
    };
    let stalls: BTreeSet<StallNo> = stalls.iter().copied().filter(usable).collect();
    let sizes = applicants.iter().map(|no| facts.people[*no].size);
    let (need, have) = match size {
        Some(size) => (applicants.len(), count_blocks(board, &stalls, size)),
        None => (sizes.fold(0, usize::saturating_add), stalls.len()),
    };
    let short_by = need.checked_sub(have).filter(|short_by| *short_by > 0)?;
    let codes = applicants.iter().map(|no| board.code(*no).to_owned());
    let stalls: Vec<StallNo> = stalls.into_iter().collect();
    (size != Some(1) && size != Some(0)).then(|| Shortage {
        pool: said.pool.clone(),
        applicants: codes.collect(),
        stalls: facts.ids(&stalls),
        short_by: u32::try_from(short_by).unwrap_or(u32::MAX),
        size: said.size,
    })
}

/// The most blocks of a size that do not meet: from the beginning of each row, one after the other.
fn count_blocks(board: &Board, stalls: &BTreeSet<StallNo>, size: usize) -> usize {
    let mut left = stalls.clone();
    let mut blocks = board.facts.blocks(size, |stall| stalls.contains(&stall));
    blocks.sort_by_key(|block| {
        let places = block.iter().map(|stall| board.facts.stalls[*stall].place);
        places.max()
    });
    let mut count = 0;
    for block in blocks {
        if block.iter().all(|stall| left.contains(stall)) {
            left.retain(|stall| !block.contains(stall));
            count += 1;
        }
    }
    count
}

/// Whether everyone in the order could be given as many usable stalls as they need.
fn is_enough(board: &Board, pool: &Drawn) -> bool {
    let stalls = board.facts.stalls.len();
    let sizes = pool.order.iter().map(|no| board.facts.people[*no].size);
    let need = sizes.fold(0, usize::saturating_add);
    if need > pool.stalls.len() {
        return false;
    }
    let (source, sink) = (stalls + pool.order.len(), stalls + pool.order.len() + 1);
    let mut flow = Flow::new(sink + 1);
    for &stall in &pool.stalls {
        flow.add(stall, sink, 1);
    }
    for (at, &no) in pool.order.iter().enumerate() {
        let person = &board.facts.people[no];
        flow.add(source, stalls + at, person.size);
        for &stall in pool.stalls.iter().filter(|stall| person.usable[**stall]) {
            flow.add(stalls + at, stall, 1);
        }
    }
    flow.fill(source, sink) == need
}
