//! Where everyone stood, and what is known there of those who got nothing.

use super::board::Board;
use super::facts::{PersonNo, StallNo};
use super::pool::{Drawn, Verdict};
use super::promises::Position;
use crate::engine::PoolStanding;

/// The last pool with a stall that someone who got nothing can use.
pub(super) struct Case<'d> {
    pub(super) drawn: &'d Drawn,
    pub(super) position: Position,
}

pub(super) fn standings(board: &Board, drawn: &[Drawn], no: PersonNo) -> Vec<PoolStanding> {
    let stood = drawn
        .iter()
        .filter_map(|pool| Some((pool, position(pool, no)?)));
    let standings = stood.map(|(pool, at)| PoolStanding {
        pool: board.facts.pools[pool.pool].name.clone(),
        position: number(at),
        waiting: waits(board, pool, no).then(|| {
            let ahead = pool.order.iter().take(at);
            let ahead = ahead.filter(|other| waits(board, pool, **other));
            number(ahead.count())
        }),
    });
    standings.collect()
}

pub(super) fn find_case<'d>(board: &Board, drawn: &'d [Drawn], no: PersonNo) -> Option<Case<'d>> {
    let mut last_first = drawn.iter().rev();
    let drawn = last_first.find(|pool| position(pool, no).is_some() && waits(board, pool, no))?;
    let position = position(drawn, no)?;
    Some(Case { drawn, position })
}

pub(super) fn position(pool: &Drawn, no: PersonNo) -> Option<Position> {
    pool.order.iter().position(|other| *other == no)
}

/// A position as people count.
pub(super) fn number(at: Position) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1)
}

fn waits(board: &Board, pool: &Drawn, no: PersonNo) -> bool {
    board.has_nothing(no)
        && pool
            .stalls
            .iter()
            .any(|stall| board.facts.people[no].usable[*stall])
}

impl Case<'_> {
    pub(super) fn verdict(&self) -> Verdict {
        self.drawn.verdicts[self.position]
    }

    pub(super) fn is_unsure(&self) -> bool {
        self.drawn.unsure.contains(&self.position)
    }

    pub(super) fn usable<'b>(
        &self,
        board: &'b Board,
        no: PersonNo,
    ) -> impl Iterator<Item = StallNo> + use<'b, '_> {
        let person = &board.facts.people[no];
        let stalls = self.drawn.stalls.iter().copied();
        stalls.filter(|stall| person.usable[*stall])
    }

    /// The largest number ahead that got a stall that they can use, other than its holder.
    pub(super) fn cut_off(&self, board: &Board, no: PersonNo) -> Option<u32> {
        self.ahead(board, no).into_iter().max().map(number)
    }

    /// To whom ahead the stalls went that they can use, those aside that stayed with their holders.
    pub(super) fn ahead(&self, board: &Board, no: PersonNo) -> Vec<Position> {
        let person = &board.facts.people[no];
        let mut ahead = Vec::new();
        for (at, other) in self.drawn.order.iter().enumerate().take(self.position) {
            let got = board.got[*other].as_ref();
            let Some(got) = got.filter(|got| got.pool == self.drawn.pool) else {
                continue;
            };
            let held = &board.facts.people[*other].held;
            let new = got.turn.iter().filter(|stall| !held.contains(stall));
            ahead.extend(new.filter(|stall| person.usable[**stall]).map(|_| at));
        }
        ahead
    }

    /// How many of the stalls that they can use stayed with their holders.
    pub(super) fn renewed(&self, board: &Board, no: PersonNo) -> usize {
        let renewed = self.usable(board, no).filter(|stall| {
            let owner = board.owner(*stall);
            owner.is_some_and(|(owner, _)| board.facts.people[owner].held.contains(stall))
        });
        renewed.count()
    }
}
