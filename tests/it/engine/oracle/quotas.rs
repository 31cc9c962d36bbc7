//! Point 2 (b): seats for groups. Every plan is tried.

use std::collections::BTreeSet;

use starstall::engine::Quota;

use super::facts::Stalls;
use super::pool::Table;
use super::promises::keepable;

impl Table<'_> {
    /// In order, everyone without whom the largest number of seats cannot be reached any
    /// more, given those before. The number is found anew after each promise, as that may
    /// fill a cap.
    pub fn promise_seats(&mut self) {
        let mut seated = BTreeSet::new();
        while let Some(at) = self.next_for_a_seat(&seated) {
            self.promises.insert(at, self.usable_options(at));
            seated.insert(at);
        }
    }

    fn next_for_a_seat(&self, seated: &BTreeSet<usize>) -> Option<usize> {
        let all = 0..self.order.len();
        let candidates = all.filter(|at| self.may_be_promised(*at) && self.is_in_a_quota(*at));
        let mut candidates = candidates.collect::<Vec<usize>>();
        let plans = self.plans(&candidates);
        let seats = |plan: &BTreeSet<usize>, all: &BTreeSet<usize>| self.seats(plan, all);
        let most = plans.iter().filter_map(|plan| seats(plan, plan)).max();
        candidates.retain(|at| {
            let mut with = plans.iter().filter(|plan| plan.contains(at));
            with.any(|plan| seats(plan, &(plan | seated)) == most)
        });
        candidates.first().copied()
    }

    fn is_in_a_quota(&self, at: usize) -> bool {
        !self.quotas_of(at).is_empty()
    }

    fn quotas_of(&self, at: usize) -> Vec<&Quota> {
        let groups = &self.person(at).applicant.groups;
        let quotas = self.facts.problem.pools[self.pool].quotas.iter();
        quotas
            .filter(|quota| groups.contains(&quota.group))
            .collect()
    }

    /// All sets of candidates whose promises can be kept together with those made.
    fn plans(&self, candidates: &[usize]) -> Vec<BTreeSet<usize>> {
        let Some((first, rest)) = candidates.split_first() else {
            return vec![BTreeSet::new()];
        };
        let without = self.plans(rest);
        let mut with = without.clone();
        for plan in &mut with {
            plan.insert(*first);
        }
        with.retain(|plan| self.is_plan(plan));
        [without, with].concat()
    }

    fn is_plan(&self, plan: &BTreeSet<usize>) -> bool {
        let options: Vec<Vec<Stalls>> = plan.iter().map(|at| self.usable_options(*at)).collect();
        let promises: Vec<&Vec<Stalls>> = self.promises.values().chain(&options).collect();
        keepable(&promises, self.free())
    }

    /// The most seats that those of a plan and those who are in can fill, one each; none
    /// when not all of those who must have one can.
    fn seats(&self, plan: &BTreeSet<usize>, must: &BTreeSet<usize>) -> Option<usize> {
        let all = 0..self.order.len();
        let is_in = |at: &usize| self.promises.contains_key(at) || !self.has_nothing(*at);
        let people = all.filter(|at| is_in(at) || plan.contains(at));
        let people: Vec<usize> = people.filter(|at| self.is_in_a_quota(*at)).collect();
        let quotas = &self.facts.problem.pools[self.pool].quotas;
        let mut left = quotas
            .iter()
            .map(|q| q.at_least as usize)
            .collect::<Vec<_>>();
        self.fill(&people, must, &mut left)
    }

    fn fill(
        &self,
        people: &[usize],
        all_of: &BTreeSet<usize>,
        left: &mut [usize],
    ) -> Option<usize> {
        let Some((at, rest)) = people.split_first() else {
            return Some(0);
        };
        let mut seats = None;
        if !all_of.contains(at) {
            seats = self.fill(rest, all_of, left);
        }
        let groups = &self.person(*at).applicant.groups;
        for (no, quota) in self.facts.problem.pools[self.pool]
            .quotas
            .iter()
            .enumerate()
        {
            if left[no] > 0 && groups.contains(&quota.group) {
                left[no] -= 1;
                seats = seats.max(self.fill(rest, all_of, left).map(|more| more + 1));
                left[no] += 1;
            }
        }
        seats
    }
}
