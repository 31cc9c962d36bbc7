//! Point 2: who is promised that there will be something left for them, and whether
//! promises can be kept together.

use super::facts::Stalls;
use super::pool::Table;

impl Table<'_> {
    /// For the first time.
    pub fn make_promises(&mut self) {
        self.promise_renewals();
        self.promise_seats();
        if self.is_fill() {
            self.promise_to_all();
        }
    }

    /// (a), in the pool of what they hold, whatever the placement. It is kept with
    /// anything that they accept, or with what they hold.
    fn promise_renewals(&mut self) {
        for at in 0..self.order.len() {
            if self.is_at_home(at) {
                let options = self.accepted_options(at);
                self.promises.insert(at, options);
            }
        }
        assert!(self.are_keepable(None, self.free()));
    }

    /// (c), in order.
    fn promise_to_all(&mut self) {
        for at in 0..self.order.len() {
            if !self.promises.contains_key(&at) {
                self.note_occasion(at);
                self.promise(at);
            }
        }
    }

    /// (b), then (c), always to the first who can have one.
    pub fn make_promises_again(&mut self) {
        self.promise_seats();
        while self.is_fill() && (0..self.order.len()).any(|at| self.promise(at)) {}
    }

    fn promise(&mut self, at: usize) -> bool {
        let can = self.may_be_promised(at) && self.could_be_promised(at);
        if can {
            self.promises.insert(at, self.usable_options(at));
        }
        can
    }

    pub fn could_be_promised(&self, at: usize) -> bool {
        self.are_keepable(Some(&self.usable_options(at)), self.free())
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

    /// What they would take.
    pub fn accepted_options(&self, at: usize) -> Vec<Stalls> {
        self.facts
            .accepted_options(self.order[at], self.pool, self.stalls)
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
