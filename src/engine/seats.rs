//! Promises (b): seats for the groups of a pool's quotas. As many seats are filled as can be,
//! and in order each is promised one if that number stays within reach.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::{Plan, Seats, Sitter};
use super::pool::PoolDraw;
use super::promises::Promise;
use super::table::Position;
use super::witness::{Answer, yes_or_no};

/// Candidates, by what they are alike in.
type Candidates = BTreeMap<Sitter, BTreeSet<Position>>;

/// The bound of work: how many candidates are tried for so many seats.
const fn tries_for(seats: u32) -> u32 {
    seats.saturating_mul(2).saturating_add(1_000)
}

impl PoolDraw<'_> {
    pub(super) fn promise_quotas(&mut self) {
        if self.index.pools[self.pool].quotas.is_empty() {
            return;
        }
        let mut candidates = self.list_candidates();
        let mut hopeless = BTreeSet::new();
        while let Some((position, sitter)) = self.seat_next(&candidates, &mut hopeless) {
            if let Some(waiting) = candidates.get_mut(&sitter) {
                waiting.remove(&position);
            }
            self.write_down(position);
            if self.binding_cap(position).is_some() {
                // A full cap may have changed what can be reached.
                hopeless.clear();
            }
        }
    }

    /// Promises a seat to the first in order with whom the largest number stays within reach.
    fn seat_next(
        &mut self,
        candidates: &Candidates,
        hopeless: &mut BTreeSet<Sitter>,
    ) -> Option<(Position, Sitter)> {
        let open = self.count_open(candidates);
        let plan = self.make_plan(&open)?;
        let firsts = open.keys().filter(|sitter| !hopeless.contains(*sitter));
        let firsts = firsts.filter_map(|sitter| {
            let mut waiting = candidates.get(sitter)?.iter();
            let first = waiting.find(|position| !self.is_capped(**position))?;
            Some((*first, sitter))
        });
        let mut firsts: Vec<(Position, &Sitter)> = firsts.collect();
        firsts.sort_unstable();
        for (position, sitter) in firsts {
            let answer = self.can_seat(&plan, &open, sitter);
            if self.note(position, answer) {
                let answer = self.witness.promise(sitter.claim);
                if self.note(position, answer) {
                    return Some((position, sitter.clone()));
                }
            }
            hopeless.insert(sitter.clone());
        }
        None
    }

    /// None when no seat can be filled any more.
    fn make_plan(&mut self, open: &BTreeMap<Sitter, u32>) -> Option<Plan> {
        let quotas = &self.index.pools[self.pool].quotas;
        let seats: Vec<u32> = quotas.iter().map(|quota| quota.at_least).collect();
        let mut plan = Plan::new(&self.witness, &seats, self.count_in(), open);
        if self.witness.claims.has_blocks {
            plan.free_seats = self.count_seats_with_blocks(&plan, open);
        }
        (plan.free_seats > 0).then_some(plan)
    }

    /// Those who may be promised a seat, the first in order first.
    fn list_candidates(&self) -> Candidates {
        let mut candidates = Candidates::new();
        for position in self.order.numbers() {
            let seats = self.seats_of(position);
            let may = self.promises[position] == Promise::None && self.has_nothing(position);
            if may && !seats.is_empty() {
                let claim = self.claim(position);
                candidates
                    .entry(Sitter { seats, claim })
                    .or_default()
                    .insert(position);
            }
        }
        candidates
    }

    /// How many candidates of each sort no full cap stops.
    fn count_open(&self, candidates: &Candidates) -> BTreeMap<Sitter, u32> {
        let mut open = BTreeMap::new();
        for (sitter, waiting) in candidates {
            let waiting = waiting
                .iter()
                .filter(|position| !self.is_capped(**position));
            let count = u32::try_from(waiting.count()).unwrap_or(u32::MAX);
            if count > 0 {
                open.insert(sitter.clone(), count);
            }
        }
        open
    }

    fn seats_of(&self, position: Position) -> Seats {
        let groups = &self.person(position).applicant.groups;
        let quotas = self.index.pools[self.pool].quotas.iter().enumerate();
        let own = quotas.filter(|(_, quota)| groups.contains(&quota.group));
        own.map(|(at, _)| at).collect()
    }

    /// How many of those who are in, who won or have a promise, there are by their seats.
    fn count_in(&self) -> BTreeMap<Seats, u32> {
        let mut counts = BTreeMap::new();
        for position in self.order.numbers() {
            let promised = matches!(self.promises[position], Promise::Some | Promise::Renewal);
            if promised || !self.has_nothing(position) {
                let seats = self.seats_of(position);
                if !seats.is_empty() {
                    *counts.entry(seats).or_default() += 1;
                }
            }
        }
        counts
    }

    /// Whether some plan with the largest number of seats has one for this candidate.
    fn can_seat(&mut self, plan: &Plan, open: &BTreeMap<Sitter, u32>, sitter: &Sitter) -> Answer {
        if !self.witness.claims.has_blocks {
            return yes_or_no(plan.can_seat(sitter));
        }
        let mark = self.witness.mark();
        let mut left = open.clone();
        let mut chosen = Vec::new();
        self.tries = tries_for(plan.free_seats);
        let answer = self.choose_sitter(plan, &mut left, &mut chosen, sitter, plan.free_seats);
        self.witness.undo(mark);
        answer
    }

    /// The largest number of seats, when blocks have to be found for some of them.
    fn count_seats_with_blocks(&mut self, plan: &Plan, open: &BTreeMap<Sitter, u32>) -> u32 {
        let mark = self.witness.mark();
        for seats in (1..=plan.free_seats).rev() {
            self.tries = tries_for(seats);
            let answer = self.fill_seats(plan, &mut open.clone(), &mut Vec::new(), seats);
            self.witness.undo(mark);
            match answer {
                Answer::Yes => return seats,
                Answer::No => {}
                Answer::Bound => self.note_candidates(),
            }
        }
        0
    }

    /// The bound of work decided how many seats there are for all who may have one.
    fn note_candidates(&mut self) {
        for waiting in self.list_candidates().into_values() {
            self.bounded.extend(waiting);
        }
    }

    /// Whether so many more candidates can be promised a stall and have a seat.
    fn fill_seats(
        &mut self,
        plan: &Plan,
        left: &mut BTreeMap<Sitter, u32>,
        chosen: &mut Vec<Seats>,
        seats: u32,
    ) -> Answer {
        if seats == 0 {
            return Answer::Yes;
        }
        let mut answer = Answer::No;
        let sitters: Vec<Sitter> = left.keys().cloned().collect();
        for sitter in sitters {
            match self.choose_sitter(plan, left, chosen, &sitter, seats) {
                Answer::Yes => return Answer::Yes,
                // Those of one sort are tried together, so that no choice comes up twice.
                Answer::No => drop(left.remove(&sitter)),
                Answer::Bound => answer = Answer::Bound,
            }
        }
        answer
    }

    /// The same, with this candidate as the next.
    fn choose_sitter(
        &mut self,
        plan: &Plan,
        left: &mut BTreeMap<Sitter, u32>,
        chosen: &mut Vec<Seats>,
        sitter: &Sitter,
        seats: u32,
    ) -> Answer {
        let Some(count) = left.get(sitter).copied().filter(|count| *count > 0) else {
            return Answer::No;
        };
        let Some(tries) = self.tries.checked_sub(1) else {
            return Answer::Bound;
        };
        self.tries = tries;
        chosen.push(sitter.seats.clone());
        let mark = self.witness.mark();
        let mut answer = Answer::No;
        if plan.can_seat_all(chosen) {
            answer = self.witness.promise_for_now(sitter.claim);
        }
        if answer == Answer::Yes {
            let mut rest = left.clone();
            rest.insert(sitter.clone(), count - 1);
            answer = self.fill_seats(plan, &mut rest, chosen, seats - 1);
        }
        if answer != Answer::Yes {
            self.witness.undo(mark);
        }
        chosen.pop();
        answer
    }
}
