//! Whether the certificates of shortages are true and complete. Which of the true ones are listed
//! is free.

use std::collections::BTreeSet;

use super::board::Board;
use super::checked::{Point, Wrong};
use super::facts::{PersonNo, StallNo};
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
        let mut elsewhere = pool.stalls.iter().filter(|stall| !stalls.contains(stall));
        size.is_none_or(|size| facts.people[*no].size >= size)
            && !elsewhere.any(|stall| can_use(*no, *stall))
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
