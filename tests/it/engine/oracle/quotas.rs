//! Point 2 (b): seats for groups. Every plan is tried.

use starstall::engine::Quota;

use super::facts::Stalls;
use super::pool::Table;
use super::promises::keepable;

impl Table<'_> {
    /// In order, everyone with whom the largest number of seats can still be reached. The
    /// number is found anew after each promise, as that may fill a cap.
    pub fn promise_seats(&mut self) {
        while let Some(at) = self.next_for_a_seat() {
            self.promises.insert(at, self.usable_options(at));
        }
    }

    /// Those who are in have their seats first: a plan seats as many of them as can be
    /// seated without it, and all its candidates.
    fn next_for_a_seat(&self) -> Option<usize> {
        let all = 0..self.order.len();
        let is_in = |at: &usize| self.promises.contains_key(at) || !self.has_nothing(*at);
        let ins: Vec<usize> = all.clone().filter(is_in).collect();
        let seated = self.seats(&ins, &[])?;
        let candidates = all.filter(|at| self.may_be_promised(*at) && self.is_in_a_quota(*at));
        let candidates: Vec<usize> = candidates.collect();
        let plans = self.plans(&candidates).into_iter();
        let seats_all = |plan: &Vec<usize>| self.seats(&ins, plan) == Some(seated + plan.len());
        let plans: Vec<Vec<usize>> = plans.filter(seats_all).collect();
        let most = plans.iter().map(Vec::len).max()?;
        candidates.into_iter().find(|at| {
            let mut best = plans.iter().filter(|plan| plan.len() == most);
            best.any(|plan| plan.contains(at))
        })
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
    fn plans(&self, candidates: &[usize]) -> Vec<Vec<usize>> {
        let Some((first, rest)) = candidates.split_first() else {
            return vec![Vec::new()];
        };
        let without = self.plans(rest);
        let with = without.iter().map(|plan| [&[*first], &plan[..]].concat());
        let with: Vec<Vec<usize>> = with.filter(|plan| self.is_plan(plan)).collect();
        [without, with].concat()
    }

    fn is_plan(&self, plan: &[usize]) -> bool {
        let options: Vec<Vec<Stalls>> = plan.iter().map(|at| self.usable_options(*at)).collect();
        let promises: Vec<&Vec<Stalls>> = self.promises.values().chain(&options).collect();
        keepable(&promises, self.free())
    }

    /// The most seats that these and those who must have one can fill, one each; none when
    /// not all of the latter can.
    fn seats(&self, people: &[usize], must: &[usize]) -> Option<usize> {
        let quotas = &self.facts.problem.pools[self.pool].quotas;
        let mut left: Vec<u32> = quotas.iter().map(|quota| quota.at_least).collect();
        self.fill(&[must, people].concat(), must.len(), &mut left)
    }

    /// The first so many must have one.
    fn fill(&self, people: &[usize], must: usize, left: &mut [u32]) -> Option<usize> {
        let Some((at, rest)) = people.split_first() else {
            return Some(0);
        };
        let must_next = must.saturating_sub(1);
        let mut seats = None;
        if must == 0 {
            seats = self.fill(rest, must_next, left);
        }
        let groups = &self.person(*at).applicant.groups;
        for (no, quota) in self.facts.problem.pools[self.pool]
            .quotas
            .iter()
            .enumerate()
        {
            if left[no] > 0 && groups.contains(&quota.group) {
                left[no] -= 1;
                let more = self.fill(rest, must_next, left);
                seats = seats.max(more.map(|more| more + 1));
                left[no] += 1;
            }
        }
        seats
    }
}
