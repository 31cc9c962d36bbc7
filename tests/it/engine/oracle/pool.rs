//! One pool: the order, promises, turns, and what is left of it.

use std::collections::{BTreeMap, BTreeSet};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use starstall::engine::{Criterion, Placement};

use super::facts::{Facts, Got, Person, Stalls};

/// What was given out to whom in a pool.
#[derive(Debug)]
pub struct Drawn {
    pub pool: usize,
    pub stalls: Stalls,
    pub order: Vec<usize>,
    pub verdicts: BTreeMap<usize, Verdict>,
}

/// What stopped someone when there was something for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    NothingLeft,
    Capped,
}

/// A pool while it is drawn. Positions are indices of `order`.
#[derive(Debug)]
pub struct Table<'a> {
    pub facts: &'a Facts<'a>,
    pub pool: usize,
    pub stalls: Stalls,
    pub order: Vec<usize>,
    pub got: &'a mut BTreeMap<usize, Got>,
    /// By position: what the promise can be kept with.
    pub promises: BTreeMap<usize, Vec<Stalls>>,
    pub gave_up: BTreeSet<usize>,
    /// Of the last occasion, by position.
    pub verdicts: BTreeMap<usize, Verdict>,
}

pub fn draw(facts: &Facts, pool: usize, stalls: Stalls, got: &mut BTreeMap<usize, Got>) -> Drawn {
    let mut table = lay(facts, pool, stalls, got);
    table.make_promises();
    for turn in 0..table.order.len() {
        table.take_turn(turn);
        while let Some(late) = table.promises.keys().copied().find(|at| *at < turn) {
            table.take_turn(late);
        }
    }
    for at in 0..table.order.len() {
        if table.has_nothing(at) {
            table.try_to_choose(at);
        }
    }
    Drawn {
        pool,
        stalls,
        order: table.order,
        verdicts: table.verdicts,
    }
}

/// A pool before it is drawn.
pub fn lay<'a>(
    facts: &'a Facts<'a>,
    pool: usize,
    stalls: Stalls,
    got: &'a mut BTreeMap<usize, Got>,
) -> Table<'a> {
    let order = order(facts, pool, got);
    Table {
        facts,
        pool,
        stalls,
        order,
        got,
        promises: BTreeMap::new(),
        gave_up: BTreeSet::new(),
        verdicts: BTreeMap::new(),
    }
}

/// Point 1.
fn order(facts: &Facts, pool: usize, got: &BTreeMap<usize, Got>) -> Vec<usize> {
    let all = 0..facts.people.len();
    let admitted = all.filter(|no| !got.contains_key(no) && facts.is_admitted(*no, pool));
    let mut order: Vec<usize> = admitted.collect();
    order.sort_by_cached_key(|no| {
        let applicant = facts.people[*no].applicant;
        let rules = &facts.problem.pools[pool];
        let mut keys = Vec::new();
        for criterion in &rules.order {
            let value = match criterion {
                Criterion::Tier => applicant.tier,
                Criterion::Rank => applicant.rank,
                Criterion::Lottery => None,
            };
            keys.push(value.map_or((1, 0), |value| (0, value)));
        }
        let ticket = applicant.ticket.as_ref().unwrap_or(&applicant.code);
        let lottery = lottery(&facts.problem.seed, &rules.name, ticket);
        (keys, lottery, applicant.code.as_bytes())
    });
    order
}

fn lottery(seed: &str, pool: &str, ticket: &str) -> Vec<u8> {
    let key = hex::decode(seed).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(pool.as_bytes());
    mac.update(b"\0");
    mac.update(ticket.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

impl<'a> Table<'a> {
    pub fn person(&self, at: usize) -> &'a Person<'a> {
        &self.facts.people[self.order[at]]
    }

    pub fn has_nothing(&self, at: usize) -> bool {
        !self.got.contains_key(&self.order[at])
    }

    pub fn free(&self) -> Stalls {
        let all = self.got.values().map(|got| got.stalls);
        all.fold(self.stalls, |free, stalls| free & !stalls)
    }

    pub fn is_fill(&self) -> bool {
        self.facts.problem.placement == Placement::Fill
    }

    /// A promise is kept, or given up for good by taking nothing.
    fn take_turn(&mut self, at: usize) {
        let took = self.try_to_choose(at);
        if self.promises.remove(&at).is_some() && !took {
            self.gave_up.insert(at);
            self.make_promises_again();
        }
    }

    /// Notes why not, for the reason.
    fn try_to_choose(&mut self, at: usize) -> bool {
        let promise = self.promises.remove(&at);
        self.note_occasion(at);
        self.promises.extend(promise.map(|promise| (at, promise)));
        self.choose(at)
    }

    /// Whether one more promise to them, by facts, could be kept with those to others.
    pub fn note_occasion(&mut self, at: usize) {
        let capped = self.is_capped(at);
        if self.could_be_promised(at) && !self.gave_up.contains(&at) {
            let verdict = if capped {
                Verdict::Capped
            } else {
                Verdict::NothingLeft
            };
            self.verdicts.insert(at, verdict);
        }
    }

    /// Point 7: whether a cap leaves no room for them. Holders and pools with groups are
    /// exempt; what a holder will end with counts from the start.
    pub fn is_capped(&self, at: usize) -> bool {
        let me = self.person(at);
        let exempt = me.home.is_some() || !self.facts.problem.pools[self.pool].groups.is_empty();
        let caps = self.facts.problem.caps.iter();
        let mut mine = caps.filter(|cap| Some(&cap.category) == me.applicant.category.as_ref());
        let exceeds = mine.any(|cap| {
            let all = self.facts.people.iter().enumerate();
            let others = all.filter(|(no, other)| {
                *no != self.order[at] && other.applicant.category.as_ref() == Some(&cap.category)
            });
            let taken: usize = others.map(|(no, _)| self.counts(no)).sum();
            taken + me.size > cap.max as usize
        });
        !exempt && exceeds
    }

    fn counts(&self, no: usize) -> usize {
        let position = self.order.iter().position(|other| *other == no);
        let promised = position.is_some_and(|at| self.promises.contains_key(&at));
        let person = &self.facts.people[no];
        if promised || person.home.is_some() || self.got.contains_key(&no) {
            person.size
        } else {
            0
        }
    }
}
