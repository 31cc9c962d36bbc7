//! Who is promised a stall: when their turn comes, there is one left that they can use.

use std::collections::{BTreeMap, BTreeSet};

use super::pool::{PoolDraw, Verdict};
use super::problem::Placement;
use super::table::{ClaimNo, Position, StallNo};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Promise {
    None,
    /// Of what they hold: they accept nothing else, so that it is set aside for them.
    Renewal,
    /// Of anything that keeps their claim.
    Some,
    /// They had one, took nothing at their turn, and get no other.
    GivenUp,
}

impl PoolDraw<'_> {
    /// Promises (a).
    pub(super) fn promise_renewals(&mut self) {
        for position in self.order.numbers() {
            let Some(hold) = &self.person(position).hold else {
                continue;
            };
            let claim = self.claim(position);
            if hold.pool != self.pool {
                continue;
            }
            self.witness.promise_these(claim, &hold.keeps);
            self.promises[position] = if self.witness.claims.is_set_aside(claim) {
                self.set_aside(position, &hold.keeps);
                Promise::Renewal
            } else {
                Promise::Some
            };
            self.add_promised(position);
        }
    }

    fn set_aside(&mut self, position: Position, keeps: &[StallNo]) {
        for &stall in keeps {
            self.renewals.insert(stall, position);
            self.shelves.set_aside(stall);
        }
    }

    /// Promises (c), for the first time.
    pub(super) fn promise_to_all(&mut self) {
        let mut hopeless = BTreeMap::new();
        for position in self.order.numbers() {
            if self.promises[position] != Promise::None {
                continue;
            }
            let claim = self.claim(position);
            let known = hopeless.get(&claim).copied();
            let capped = self.is_capped(position);
            let answer = known.unwrap_or_else(|| {
                if capped {
                    self.witness.can_promise(claim)
                } else {
                    self.witness.promise(claim)
                }
            });
            match (self.note(position, answer), capped) {
                (true, true) => self.verdicts[position] = Verdict::Capped,
                (true, false) => {
                    self.write_down(position);
                    continue;
                }
                (false, _) => drop(hopeless.insert(claim, answer)),
            }
            let group = (claim, self.binding_cap(position));
            self.unpromised.entry(group).or_default().insert(position);
        }
    }

    /// Promises again, after one was given up.
    fn promise_again(&mut self) {
        self.promise_quotas();
        if self.index.problem.placement != Placement::Fill {
            return;
        }
        let mut hopeless = BTreeSet::new();
        while let Some(position) = self.promise_next(&mut hopeless) {
            self.write_down(position);
        }
    }

    /// Makes a promise to the first who can have one.
    fn promise_next(&mut self, hopeless: &mut BTreeSet<ClaimNo>) -> Option<Position> {
        if self.witness.spare() == 0 {
            return None;
        }
        let groups = self.unpromised.iter();
        let groups = groups.filter(|((claim, _), _)| !hopeless.contains(claim));
        let firsts = groups.filter_map(|((claim, _), group)| {
            // A cap stops all of a group, or nobody.
            let first = group.first().filter(|position| !self.is_capped(**position));
            Some((*first?, *claim))
        });
        let mut firsts: Vec<(Position, ClaimNo)> = firsts.collect();
        firsts.sort_unstable();
        for (position, claim) in firsts {
            if hopeless.contains(&claim) {
                continue;
            }
            let answer = self.witness.promise(claim);
            if self.note(position, answer) {
                return Some(position);
            }
            hopeless.insert(claim);
        }
        None
    }

    /// Notes a promise that the witness keeps by now.
    pub(super) fn write_down(&mut self, position: Position) {
        self.promises[position] = Promise::Some;
        self.add_promised(position);
        self.forget_unpromised(position);
        if let Some(cap) = self.binding_cap(position) {
            let size = self.person(position).size;
            self.board.caps.count(cap, size);
        }
        if self.now.is_some_and(|now| position < now) {
            self.late.insert(position);
        }
    }

    pub(super) fn forget_unpromised(&mut self, position: Position) {
        let group = (self.claim(position), self.binding_cap(position));
        if let Some(group) = self.unpromised.get_mut(&group) {
            group.remove(&position);
        }
    }

    /// A promise binds the others, not the one who has it.
    pub(super) fn lift(&mut self, position: Position) -> Promise {
        let promise = self.promises[position];
        if promise == Promise::Renewal {
            let hold = self.person(position).hold.iter();
            for stall in hold.flat_map(|hold| &hold.keeps) {
                self.renewals.remove(stall);
            }
        }
        if matches!(promise, Promise::Some | Promise::Renewal) {
            let claim = self.claim(position);
            self.witness.lift(claim);
            let promised = self.promised.entry(claim).or_default();
            promised.remove(&position);
            self.witness
                .matching
                .note_last(claim, promised.last().copied());
        }
        promise
    }

    fn add_promised(&mut self, position: Position) {
        let claim = self.claim(position);
        let promised = self.promised.entry(claim).or_default();
        promised.insert(position);
        self.witness
            .matching
            .note_last(claim, promised.last().copied());
    }

    /// For good: they get no other in this pool.
    pub(super) fn give_up(&mut self, position: Position) {
        self.promises[position] = Promise::GivenUp;
        self.verdicts[position] = Verdict::NothingLeft;
        if let Some(cap) = self.binding_cap(position) {
            let size = self.person(position).size;
            self.board.caps.uncount(cap, size);
        }
        self.promise_again();
    }
}
