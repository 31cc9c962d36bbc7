//! Points 3 to 5: what someone takes at their turn, and of what is left. Each choice is worked
//! out, compared with what the outcome says, and then followed as the outcome says it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::board::Got;
use super::checked::Point;
use super::facts::{Block, StallNo, matches};
use super::list::List;
use super::pool::{Kept, PoolReplay, Verdict};
use super::promises::{Answer, Position, Promises};

/// What options are compared by; the smallest is the best. Stalls without a wish come last.
type Rank = (Vec<(bool, u32)>, Reverse<usize>, usize, usize, Block);

impl PoolReplay<'_, '_> {
    /// A turn; whether they take something.
    pub(super) fn choose(&mut self, at: Position, had_promise: bool) -> bool {
        self.kept.remove(&at);
        if !had_promise && self.is_capped(at) {
            self.board.report.count(Point::Caps);
            self.judge(at, Verdict::Capped);
            return false;
        }
        let point = self.point_of(at);
        let due = self.pick(point, at);
        self.note_kept(at, due.as_ref());
        self.follow(point, at, due)
    }

    /// Point 5: a full cap and what they accept are all that can stop them now.
    pub(super) fn offer(&mut self, at: Position) {
        if self.is_capped(at) {
            self.board.report.count(Point::Caps);
            return self.judge(at, Verdict::Capped);
        }
        let due = self.pick(Point::Left, at);
        self.follow(Point::Left, at, due);
    }

    fn point_of(&self, at: Position) -> Point {
        if self.person(at).size == 1 {
            Point::Choosing
        } else {
            Point::Blocks
        }
    }

    /// Whoever is said to have something here, and was never due anything.
    pub(super) fn find_unexplained(&mut self) {
        for at in 0..self.order.len() {
            let no = self.order[at];
            if self.board.said[no].pool == Some(self.pool) && self.has_nothing(at) {
                self.board.misplaced(self.point_of(at), no, None);
                self.give_as_said(at);
            }
        }
    }

    /// The best that leaves every promise to the others keepable.
    fn pick(&mut self, point: Point, at: Position) -> Option<Block> {
        self.board.report.count(point);
        let no = self.order[at];
        for option in self.ranked_options(at) {
            match self.promises.could_take(&option) {
                Answer::Yes => return Some(option),
                Answer::No => {}
                Answer::Unknown => {
                    self.board.search_ended(point, self.pool, no);
                    if self.is_said(at, &option) {
                        return Some(option);
                    }
                }
            }
        }
        None
    }

    fn is_said(&self, at: Position, option: &[StallNo]) -> bool {
        let said = &self.board.said[self.order[at]];
        said.pool == Some(self.pool) && option.iter().all(|stall| said.stalls.contains(stall))
    }

    /// Goes on with what the outcome says; whether they take something.
    fn follow(&mut self, point: Point, at: Position, due: Option<Block>) -> bool {
        let no = self.order[at];
        let Some(due) = due else {
            if !self.promises.has(at) {
                self.judge(at, Verdict::NothingLeft);
            }
            return false;
        };
        if self.is_said(at, &due) {
            self.give(at, due);
            return true;
        }
        self.board.misplaced(point, no, Some((self.pool, &due)));
        self.board.said[no].pool == Some(self.pool) && self.give_as_said(at)
    }

    /// Of what the outcome gives them, the part that could be their turn's.
    fn give_as_said(&mut self, at: Position) -> bool {
        let mut options = self.ranked_options(at);
        options.retain(|option| self.is_said(at, option));
        let said = self.board.said[self.order[at]].stalls.iter().copied();
        let free = said.filter(|stall| self.promises.is_free(*stall));
        let free: Block = free.take(self.person(at).size).collect();
        let turn = options.into_iter().next().unwrap_or(free);
        if turn.is_empty() {
            return false;
        }
        self.give(at, turn);
        true
    }

    fn give(&mut self, at: Position, turn: Block) {
        if self.promises.take(&turn) != Answer::Yes {
            self.board.is_shaky = true;
        }
        let got = Got {
            pool: self.pool,
            position: at,
            turn,
            extras: Vec::new(),
        };
        self.board.give(self.order[at], got);
    }

    /// What they would take: blocks of what they accept, and what a holder keeps.
    pub(super) fn accepted_options(&self, at: Position) -> Vec<Block> {
        let person = self.person(at);
        let of_pool = |stall: StallNo| self.promises.is_free(stall) && person.accepts[stall];
        let mut options = self.board.facts.blocks(person.size, of_pool);
        let keeps = &person.keeps;
        let can_keep = keeps.iter().all(|stall| self.promises.is_free(*stall));
        if self.is_at_home(at) && can_keep && !options.contains(keeps) {
            options.push(keeps.clone());
        }
        options
    }

    /// The best first.
    fn ranked_options(&self, at: Position) -> Vec<Block> {
        let options = self.accepted_options(at);
        if options.len() < 2 {
            return options;
        }
        let (users, namers) = self.rivals(at);
        let mut ranked: Vec<Rank> = options
            .into_iter()
            .map(|option| {
                let person = self.person(at);
                let wishes = option.iter().map(|stall| person.wishes[*stall]);
                let mut wishes: Vec<_> = wishes.map(|w| (w.is_none(), w.unwrap_or(0))).collect();
                wishes.sort_unstable();
                let own = option
                    .iter()
                    .filter(|stall| person.held.contains(stall))
                    .count();
                let users = option.iter().map(|stall| users[*stall]).sum();
                let namers = option.iter().map(|stall| namers[*stall]).sum();
                (wishes, Reverse(own), users, namers, option)
            })
            .collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(.., option)| option).collect()
    }

    /// For each stall how many of those who come later and have nothing yet can use it, and
    /// how many of those name it by code.
    fn rivals(&self, at: Position) -> (List<usize>, List<usize>) {
        let facts = self.board.facts;
        let mut users = List::filled(facts.stalls.len(), 0);
        let mut namers = users.clone();
        let later = (at + 1..self.order.len()).filter(|other| self.has_nothing(*other));
        for person in later.map(|other| self.person(other)) {
            for &stall in self.stalls.iter().filter(|stall| person.usable[**stall]) {
                users[stall] += 1;
            }
            let mut named: Vec<&String> = person.applicant.preferences.iter().collect();
            named.sort();
            named.dedup();
            let named = named.into_iter().filter_map(|wish| facts.number(wish));
            for stall in named.filter(|stall| person.usable[*stall]) {
                namers[stall] += 1;
            }
        }
        (users, namers)
    }

    /// For each wish ahead of what they take: if there was something of it, for whom it was kept.
    fn note_kept(&mut self, at: Position, due: Option<&Block>) {
        if self.promises.spare() == 0 {
            return;
        }
        let person = self.person(at);
        let met = due.and_then(|due| person.first_wish(due));
        let wishes = (1..).zip(&person.applicant.preferences);
        let wishes = wishes.take_while(|(wish, _)| met.is_none_or(|met| *wish < met));
        let wishes: BTreeMap<&String, u32> = first_of_each(wishes);
        let mut kept = Vec::new();
        for (text, wish) in wishes {
            let candidates = self.candidates(at, text);
            if candidates.is_empty() {
                continue;
            }
            match self.find_beneficiary(&candidates) {
                Some(by) => kept.push(Kept { wish, by }),
                None => {
                    self.unsure.insert(at);
                }
            }
        }
        self.kept.insert(at, kept);
    }

    /// The free stalls that a wish matches and they accept, or the blocks with one of these.
    fn candidates(&self, at: Position, wish: &str) -> Vec<Block> {
        let person = self.person(at);
        let is_free = |stall: StallNo| self.promises.is_free(stall) && person.accepts[stall];
        let mut blocks = self.board.facts.blocks(person.size, is_free);
        blocks.retain(|block| {
            let mut stalls = block.iter();
            stalls.any(|stall| matches(wish, self.board.facts.stalls[*stall]))
        });
        blocks
    }

    /// The smallest number such that the promises up to it leave none of these keepable.
    fn find_beneficiary(&mut self, candidates: &[Block]) -> Option<Position> {
        let promised: Vec<Position> = self.promises.demands.keys().copied().collect();
        let (mut low, mut high) = (0, promised.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let last = *promised.get(middle)?;
            if leave_none(&mut self.promises.up_to(last), candidates)? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        promised.get(low).copied()
    }
}

/// Whether none of these can be spared; nothing if that is not known.
fn leave_none(promises: &mut Promises, candidates: &[Block]) -> Option<bool> {
    let mut known = true;
    for candidate in candidates {
        match promises.could_take(candidate) {
            Answer::Yes => return Some(false),
            Answer::No => {}
            Answer::Unknown => known = false,
        }
    }
    known.then_some(true)
}

/// Repeated wishes say nothing new.
fn first_of_each<'w>(wishes: impl Iterator<Item = (u32, &'w String)>) -> BTreeMap<&'w String, u32> {
    let mut first = BTreeMap::new();
    for (wish, text) in wishes {
        first.entry(text).or_insert(wish);
    }
    first
}
