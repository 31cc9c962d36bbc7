//! One pool, replayed: the order, the promises, one turn after the other, and what is left.
//! How someone chooses is in `choosing`.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::board::Board;
use super::checked::Point;
use super::facts::{Block, Facts, Person, PersonNo, PoolNo};
use super::list::List;
use super::order::order;
use super::promises::{Answer, Demand, Position, Promises};
use super::quotas::Seats;
use crate::engine::Placement;

/// What is known of a pool that was drawn.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) pool: PoolNo,
    pub(super) stalls: Block,
    pub(super) order: List<PersonNo>,
    pub(super) verdicts: List<Verdict>,
    pub(super) kept: BTreeMap<Position, Vec<Kept>>,
    /// Of whom it is not known why they have nothing, or what was kept from them.
    pub(super) unsure: BTreeSet<Position>,
}

/// Why someone has nothing in a pool: what the last occasion was at which one more promise to
/// them could have been kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// There was none.
    Outranked,
    NothingLeft,
    Capped,
}

/// A wish (from 1) of which something was free, and kept for the promise to someone else.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept {
    pub(super) wish: u32,
    pub(super) by: Position,
}

pub(super) struct PoolReplay<'b, 'a> {
    pub(super) board: &'b mut Board<'a>,
    pub(super) pool: PoolNo,
    pub(super) stalls: Block,
    pub(super) order: List<PersonNo>,
    pub(super) promises: Promises,
    gave_up: BTreeSet<Position>,
    /// What a promise by facts to each would be kept with.
    by_facts: List<Rc<Demand>>,
    pub(super) verdicts: List<Verdict>,
    pub(super) kept: BTreeMap<Position, Vec<Kept>>,
    pub(super) unsure: BTreeSet<Position>,
}

pub(super) fn replay_pool(board: &mut Board, pool: PoolNo, stalls: Block) -> Drawn {
    let order = order(board.facts, pool, |no| board.has_nothing(no));
    let by_facts = order.iter().map(|no| by_facts(board.facts, &stalls, *no));
    let mut replay = PoolReplay {
        pool,
        gave_up: BTreeSet::new(),
        promises: Promises::new(board.facts.stalls.len(), &stalls),
        by_facts: by_facts.collect(),
        verdicts: List::filled(order.len(), Verdict::Outranked),
        kept: BTreeMap::new(),
        unsure: BTreeSet::new(),
        order,
        stalls,
        board,
    };
    replay.run();
    replay.finish()
}

fn by_facts(facts: &Facts, stalls: &[usize], no: PersonNo) -> Rc<Demand> {
    let person = &facts.people[no];
    let all = facts.stalls.len();
    let mut of = List::filled(all, false);
    for stall in stalls {
        of[*stall] = person.usable[*stall];
    }
    Demand::new(
        all,
        person.size,
        facts.blocks(person.size, |stall| of[stall]),
    )
}

impl<'a> PoolReplay<'_, 'a> {
    fn run(&mut self) {
        self.promise_renewals();
        self.promise_seats();
        if self.is_fill() {
            self.promise_to_all_at_first();
        }
        for at in 0..self.order.len() {
            self.take_turn(at);
            while let Some(late) = self.first_late(at) {
                self.take_turn(late);
            }
        }
        for at in 0..self.order.len() {
            if self.has_nothing(at) {
                self.offer(at);
            }
        }
        self.find_unexplained();
    }

    fn finish(self) -> Drawn {
        Drawn {
            pool: self.pool,
            stalls: self.stalls,
            order: self.order,
            verdicts: self.verdicts,
            kept: self.kept,
            unsure: self.unsure,
        }
    }

    pub(super) fn person(&self, at: Position) -> &'a Person<'a> {
        &self.board.facts.people[self.order[at]]
    }

    pub(super) fn has_nothing(&self, at: Position) -> bool {
        self.board.has_nothing(self.order[at])
    }

    fn is_fill(&self) -> bool {
        self.board.facts.problem.placement == Placement::Fill
    }

    pub(super) fn is_at_home(&self, at: Position) -> bool {
        self.person(at).home == Some(self.pool)
    }

    /// (a): what they keep is theirs alone, so that these promises can always be made.
    fn promise_renewals(&mut self) {
        for at in 0..self.order.len() {
            if self.is_at_home(at) {
                let all = self.board.facts.stalls.len();
                let person = self.person(at);
                let demand = Demand::new(all, person.size, self.accepted_options(at));
                self.board.report.count(Point::Promises);
                self.promises.add_with(at, &demand, &person.keeps);
            }
        }
    }

    /// (b): in order, whoever has a seat in a plan with the most seats.
    fn promise_seats(&mut self) {
        let quotas = &self.board.facts.pools[self.pool].quotas;
        let seats = quotas.iter().map(|quota| usize::try_from(quota.at_least));
        let seats: Vec<usize> = seats.map(|seats| seats.unwrap_or(usize::MAX)).collect();
        while !seats.is_empty() {
            let (first, is_certain) = self.find_first_for_a_seat(&seats);
            self.board.report.count(Point::Promises);
            self.board.is_shaky |= !is_certain;
            match first {
                Some(at) if self.promise(at) => {}
                _ => return,
            }
        }
    }

    fn find_first_for_a_seat(&self, quotas: &[usize]) -> (Option<Position>, bool) {
        let mut all = Seats {
            promises: &self.promises,
            stalls: self.board.facts.stalls.len(),
            quotas,
            in_quotas: BTreeMap::new(),
            candidates: BTreeMap::new(),
        };
        for at in 0..self.order.len() {
            let quotas = self.quotas_of(at);
            if quotas.is_empty() {
                continue;
            }
            if self.promises.has(at) || !self.has_nothing(at) {
                all.in_quotas.insert(at, quotas);
            } else if !self.gave_up.contains(&at) && !self.is_capped(at) {
                let demand = Rc::clone(&self.by_facts[at]);
                all.candidates.insert(at, (quotas, demand));
            }
        }
        all.first()
    }

    fn quotas_of(&self, at: Position) -> Vec<usize> {
        let groups = &self.person(at).applicant.groups;
        let quotas = self.board.facts.pools[self.pool].quotas.iter().enumerate();
        let own = quotas.filter(|(_, quota)| groups.contains(&quota.group));
        own.map(|(no, _)| no).collect()
    }

    /// (c): always the first in order who can now have one, until nobody can.
    fn promise_to_all(&mut self) {
        for at in 0..self.order.len() {
            if self.may_be_promised(at) && !self.is_capped(at) {
                self.promise(at);
            }
        }
    }

    /// For the first time this is an occasion at which a cap may have stopped someone.
    fn promise_to_all_at_first(&mut self) {
        for at in 0..self.order.len() {
            if !self.may_be_promised(at) {
                continue;
            }
            if self.is_capped(at) {
                self.judge(at, Verdict::Capped);
            } else {
                self.promise(at);
            }
        }
    }

    fn may_be_promised(&self, at: Position) -> bool {
        !self.promises.has(at) && self.has_nothing(at) && !self.gave_up.contains(&at)
    }

    /// Makes a promise by facts, if all can be kept together.
    fn promise(&mut self, at: Position) -> bool {
        let demand = Rc::clone(&self.by_facts[at]);
        let no = self.order[at];
        self.board.report.count(Point::Promises);
        let bounded = self.board.is_bounded(no);
        if bounded {
            self.board.is_shaky = true;
            if self.board.said[no].pool != Some(self.pool) {
                return false;
            }
        }
        match self.promises.add(at, &demand) {
            Answer::Yes => true,
            Answer::No => false,
            Answer::Unknown => {
                self.board.search_ended(Point::Promises, self.pool, no);
                self.board.is_shaky = true;
                false
            }
        }
    }

    /// If one more promise to them could be kept, this is why they have nothing.
    pub(super) fn judge(&mut self, at: Position, verdict: Verdict) {
        if self.gave_up.contains(&at) {
            return;
        }
        let demand = Rc::clone(&self.by_facts[at]);
        match self.promises.could_add(at, &demand) {
            Answer::Yes => {
                self.verdicts[at] = verdict;
                self.unsure.remove(&at);
            }
            Answer::No => {}
            Answer::Unknown => {
                self.unsure.insert(at);
            }
        }
    }

    /// The first of those whose turn has gone by and who got a promise since.
    fn first_late(&self, now: Position) -> Option<Position> {
        let mut promised = self.promises.demands.keys().copied();
        promised.find(|at| *at < now)
    }

    /// Point 7: whether a full cap stops them.
    pub(super) fn is_capped(&self, at: Position) -> bool {
        let facts = self.board.facts;
        let me = self.person(at);
        if me.home.is_some() || !facts.pools[self.pool].groups.is_empty() {
            return false;
        }
        let mut caps = facts.problem.caps.iter();
        let cap = caps.find(|cap| Some(&cap.category) == me.applicant.category.as_ref());
        cap.is_some_and(|cap| {
            let everyone = facts.people.iter().enumerate();
            let others = everyone.filter(|(no, other)| {
                *no != self.order[at] && other.applicant.category.as_ref() == Some(&cap.category)
            });
            let others = others.map(|(no, _)| self.board.counted(no)).sum::<usize>();
            let promised = self.promises.demands.keys().filter(|other| {
                let other = self.person(**other);
                other.home.is_none() && other.applicant.category == me.applicant.category
            });
            let promised: usize = promised.map(|at| self.person(*at).size).sum();
            let max = usize::try_from(cap.max).unwrap_or(usize::MAX);
            others.saturating_add(promised).saturating_add(me.size) > max
        })
    }

    /// Whoever had a promise and takes nothing gives it up for good, and promises are made again.
    fn take_turn(&mut self, at: Position) {
        let had_one = self.promises.lift(at).is_some();
        let took = self.choose(at, had_one);
        if had_one && !took {
            self.gave_up.insert(at);
            self.verdicts[at] = Verdict::NothingLeft;
            self.promise_seats();
            if self.is_fill() {
                self.promise_to_all();
            }
        }
    }
}
