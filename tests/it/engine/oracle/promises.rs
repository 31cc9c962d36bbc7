//! Point 2: who is promised that there will be something left for them, and whether
//! promises can be kept together.

use super::facts::Stalls;
use super::pool::Table;

impl Table<'_> {
    /// (a), in the pool of what they hold, whatever the placement. It is kept with
    /// anything that they accept, or with what they hold.
    pub fn promise_renewals(&mut self) {
        for at in 0..self.order.len() {
            if self.is_at_home(at) {
                let options = self.accepted_options(at);
                self.promises.insert(at, options);
            }
        }
        assert!(self.are_keepable(None, self.free()));
    }

    /// (b), then (c), for those who have neither a promise nor a stall.
    pub fn make_promises(&mut self) {
        self.promise_seats();
        if self.is_fill() {
            while let Some(at) = self.first_who_can_be_promised() {
                self.promises.insert(at, self.usable_options(at));
            }
        }
    }

    fn first_who_can_be_promised(&self) -> Option<usize> {
        (0..self.order.len()).find(|at| self.can_be_promised(*at))
    }

    fn can_be_promised(&self, at: usize) -> bool {
        let options = self.usable_options(at);
        self.may_be_promised(at) && self.are_keepable(Some(&options), self.free())
    }

    pub fn may_be_promised(&self, at: usize) -> bool {
        let promised = self.promises.contains_key(&at);
        !promised && self.has_nothing(at) && !self.gave_up.contains(&at) && !self.is_capped(at)
    }

    pub fn is_at_home(&self, at: usize) -> bool {
        self.person(at).home == Some(self.pool)
    }

    /// By facts alone.
    pub fn usable_options(&self, at: usize) -> Vec<Stalls> {
        let person = self.person(at);
        self.facts.blocks(person.usable & self.stalls, person.size)
    }

    /// What they would take: blocks of what they accept, and what a holder keeps.
    pub fn accepted_options(&self, at: usize) -> Vec<Stalls> {
        let person = self.person(at);
        let accepted = person.accepts & self.stalls;
        let mut options = self.facts.blocks(accepted, person.size);
        if self.is_at_home(at) && !options.contains(&person.keeps) {
            options.push(person.keeps);
        }
        options
    }

    /// Whether all promises, and one more, can be kept together with these stalls.
    fn are_keepable(&self, more: Option<&Vec<Stalls>>, free: Stalls) -> bool {
        let promises: Vec<&Vec<Stalls>> = self.promises.values().chain(more).collect();
        keepable(&promises, free)
    }

    /// Whether the promises to all others can be kept without these stalls.
    pub fn can_spare(&self, at: usize, stalls: Stalls) -> bool {
        let others = self.promises.iter().filter(|(other, _)| **other != at);
        let others: Vec<&Vec<Stalls>> = others.map(|(_, options)| options).collect();
        keepable(&others, self.free() & !stalls)
    }
}

/// Whether each promise can be kept with an option of its own.
pub fn keepable(promises: &[&Vec<Stalls>], free: Stalls) -> bool {
    let Some((first, rest)) = promises.split_first() else {
        return true;
    };
    let mut options = first.iter().filter(|option| free.holds(**option));
    options.any(|option| keepable(rest, free & !*option))
}
