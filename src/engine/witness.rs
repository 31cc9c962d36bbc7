//! Whether the promises of a pool can be kept together, and a concrete way to keep them.
//!
//! Promises of one stall are a matter of `matching`, which answers exactly. Where someone is
//! of a larger size, their blocks lie on stalls that the matching then has to do without, and
//! `packing` moves them about.

use super::blocks::{self, Blocks};
use super::claims::Claims;
use super::index::Index;
use super::matching::{self, Matching};
use super::packing;
use super::prices::Prices;
use super::table::{BinNo, ClaimNo, Position, RingNo, StallNo, Table};
use super::work::Work;

/// What is known about a question whether all promises stay keepable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    No,
    /// The bound of work was reached before it was known.
    Bound,
}

#[derive(Debug)]
pub(super) struct Witness<'a> {
    pub(super) index: &'a Index<'a>,
    pub(super) claims: Claims<'a>,
    pub(super) matching: Matching,
    pub(super) blocks: Blocks,
    pub(super) prices: Prices,
    pub(super) work: Work,
}

/// A state to come back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark(matching::Mark, blocks::Mark);

impl<'a> Witness<'a> {
    pub(super) fn new(
        index: &'a Index<'a>,
        claims: Claims<'a>,
        stalls: &[StallNo],
        work: Work,
    ) -> Self {
        let mut room = Table::filled(claims.bins.class.len(), 0);
        for bin in stalls.iter().filter_map(|stall| claims.bins.of[*stall]) {
            room[bin] += 1;
        }
        Self {
            matching: Matching::new(&claims, room),
            blocks: Blocks::new(index, &claims, stalls),
            prices: Prices::default(),
            index,
            claims,
            work,
        }
    }

    /// How many stalls are needed by no promise.
    pub(super) fn spare(&self) -> u32 {
        self.matching.kept().spare()
    }

    /// Makes one more promise of this claim, if all stay keepable.
    pub(super) fn promise(&mut self, claim: ClaimNo) -> Answer {
        let mark = self.mark();
        let answer = self.try_promise(claim, mark);
        self.settle();
        answer
    }

    /// The same, until everything is taken back.
    pub(super) fn promise_for_now(&mut self, claim: ClaimNo) -> Answer {
        let mark = self.mark();
        self.try_promise(claim, mark)
    }

    /// How many promises of this claim there are.
    pub(super) fn promised(&self, claim: ClaimNo) -> u32 {
        self.matching.kept().count(claim) + self.blocks.count(claim)
    }

    /// How many stalls of a bin promises can be kept with, blocks or not.
    pub(super) fn supply(&self, bin: BinNo) -> u32 {
        self.matching.kept().room(bin) + self.blocks.covered(&self.claims, bin)
    }

    /// Whether some stall of a bin was not taken away.
    pub(super) fn is_open(&self, bin: BinNo) -> bool {
        self.supply(bin) > 0
    }

    /// Whether one more promise of this claim could be made.
    pub(super) fn can_promise(&mut self, claim: ClaimNo) -> Answer {
        let mark = self.mark();
        let answer = self.try_promise(claim, mark);
        self.undo(mark);
        answer
    }

    /// Promises exactly these free stalls.
    pub(super) fn promise_these(&mut self, claim: ClaimNo, stalls: &[StallNo]) {
        if let [stall] = stalls {
            if let Some(bin) = self.claims.bins.of[*stall] {
                self.matching.add_in(claim, bin);
            }
        } else {
            packing::place(self, claim, stalls);
        }
        self.settle();
    }

    /// Lifts one promise of this claim.
    pub(super) fn lift(&mut self, claim: ClaimNo) {
        self.lift_one(claim);
        self.settle();
    }

    /// Whether any of these blocks could be spared if some promises had not been made.
    pub(super) fn can_take_any(
        &mut self,
        lifted: impl Iterator<Item = ClaimNo>,
        blocks: &[&Vec<StallNo>],
    ) -> Answer {
        let mark = self.mark();
        lifted.for_each(|claim| self.lift_one(claim));
        let mut answer = Answer::No;
        for block in blocks {
            let before = self.mark();
            answer = match self.try_take(block, before) {
                Answer::No => answer,
                other => other,
            };
            if answer == Answer::Yes {
                break;
            }
        }
        self.undo(mark);
        answer
    }

    fn lift_one(&mut self, claim: ClaimNo) {
        if self.claims.all[claim].size == 1 {
            self.matching.lift(claim);
        } else if let Some(first) = self.blocks.any_of(claim) {
            packing::lift(self, first);
        }
    }

    /// Whether these stalls could be taken away.
    pub(super) fn can_take(&mut self, stalls: &[StallNo]) -> Answer {
        let mark = self.mark();
        let answer = self.try_take(stalls, mark);
        self.undo(mark);
        answer
    }

    /// Takes these stalls away for good, if all promises stay keepable.
    pub(super) fn take(&mut self, stalls: &[StallNo]) -> Answer {
        let mark = self.mark();
        let answer = self.try_take(stalls, mark);
        self.settle();
        answer
    }

    /// When a stall cannot be spared: the last in the order of those whose promises stand in
    /// the way, who would lose theirs. For promises of one stall each.
    pub(super) fn last_in_the_way(&mut self, stall: StallNo) -> Option<Position> {
        let bin = self.claims.bins.of[stall]?;
        self.matching.last_in_the_way(&self.claims, bin)
    }

    /// The ring of promises that needs a stall.
    pub(super) fn ring_around(&self, stall: StallNo) -> Option<RingNo> {
        self.matching.ring_around(self.claims.bins.of[stall]?)
    }

    /// Whether no stall of its class can be spared either, by what was found out so far.
    pub(super) fn needs_all_like(&self, stall: StallNo) -> bool {
        self.matching.needs_all(self.index.class(stall))
    }

    pub(super) fn mark(&self) -> Mark {
        Mark(self.matching.mark(), self.blocks.mark())
    }

    /// Takes back everything since the mark.
    pub(super) fn undo(&mut self, mark: Mark) {
        self.matching.undo(mark.0);
        self.blocks.undo(mark.1);
    }

    fn settle(&mut self) {
        self.matching.settle();
        self.blocks.settle();
    }

    fn try_promise(&mut self, claim: ClaimNo, mark: Mark) -> Answer {
        if self.claims.has_blocks {
            packing::answer(self, vec![claim], mark)
        } else {
            self.work.ask();
            yes_or_no(self.matching.add(&self.claims, claim))
        }
    }

    fn try_take(&mut self, stalls: &[StallNo], mark: Mark) -> Answer {
        if self.claims.has_blocks {
            let displaced = packing::remove(self, stalls);
            return packing::answer(self, displaced, mark);
        }
        self.work.ask();
        let mut bins = stalls
            .iter()
            .filter_map(|stall| self.claims.bins.of[*stall]);
        yes_or_no(bins.all(|bin| self.matching.take(&self.claims, bin)))
    }
}

pub(super) const fn yes_or_no(yes: bool) -> Answer {
    if yes { Answer::Yes } else { Answer::No }
}
