//! Points 3 and 4: what someone takes at their turn.

use std::cmp::Reverse;

use super::facts::{Got, Stalls};
use super::pool::Table;

/// What options are compared by; the smallest is the best.
type Rank = (Vec<u32>, Reverse<usize>, usize, usize, Vec<String>);

impl Table<'_> {
    /// The best that leaves every promise to the others keepable; whether there is any.
    pub fn choose(&mut self, at: usize) -> bool {
        if self.is_capped(at) {
            return false;
        }
        let mut options = self.accepted_options(at);
        options.retain(|option| self.free().holds(*option) && self.can_spare(at, *option));
        let Some(best) = options.into_iter().min_by_key(|o| self.rank(at, *o)) else {
            return false;
        };
        let got = Got {
            pool: self.pool,
            stalls: best,
            preference: self.facts.first_wish(self.order[at], best),
            extras: Stalls::NONE,
        };
        self.got.insert(self.order[at], got);
        true
    }

    fn rank(&self, at: usize, option: Stalls) -> Rank {
        let person = self.person(at);
        let mut wishes: Vec<u32> = option.iter().map(|stall| person.wishes[stall]).collect();
        wishes.sort_unstable();
        let own = (option & person.held).count();
        let later: Vec<usize> = (at + 1..self.order.len())
            .filter(|other| self.has_nothing(*other))
            .collect();
        let later_with = |is_rival: &dyn Fn(usize, usize) -> bool| {
            let rivals = option
                .iter()
                .map(|stall| later.iter().filter(|at| is_rival(**at, stall)).count());
            rivals.sum()
        };
        let can_use = |other, stall| self.person(other).usable.has(stall);
        let names = |other, stall| self.facts.names(self.order[other], stall);
        let users = later_with(&can_use);
        let name_it = later_with(&|other, stall| can_use(other, stall) && names(other, stall));
        (wishes, Reverse(own), users, name_it, self.facts.ids(option))
    }
}
