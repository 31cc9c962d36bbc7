//! Tight sets: stalls that are all needed for promises which nothing else would keep. What a
//! failed search has come to is one, and stays so until a promise of it is lifted; so later
//! searches need not go into it.
//!
//! A set may rest on others: its claims are kept with its own stalls and with theirs. It is
//! tight while neither it nor any set that it rests on has a stall to spare.

use super::search::{Node, Search};
use super::table::{BinNo, ClaimNo, ClassNo, Position, Table};

/// So many sets are kept; then all are forgotten and found again.
const MOST: usize = 512;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SetNo(u16);

/// Some of the sets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sets([u64; MOST / 64]);

#[derive(Debug)]
pub(super) struct Tight {
    /// The set that each was last found in.
    pub(super) of_bin: Table<BinNo, Option<SetNo>>,
    pub(super) of_class: Table<ClassNo, Option<SetNo>>,
    pub(super) of_claim: Table<ClaimNo, Option<SetNo>>,
    /// For each set, itself and all that it rests on.
    rests_on: Vec<Sets>,
    /// How many stalls of each are to spare.
    spare: Vec<u32>,
    latest: Vec<Latest>,
    /// Who is the last in the order with a promise of each claim.
    last_of: Table<ClaimNo, Option<Position>>,
    /// The sets with stalls to spare, and those that hold no longer.
    open: Sets,
    broken: Sets,
    /// What the search that is under way did not go into, and all that this rests on.
    pub(super) met_sets: Vec<SetNo>,
    met: Sets,
    /// How often all were forgotten.
    pub(super) age: u32,
}

/// Whose promise is the last in the order of those that a set is needed for.
#[derive(Debug)]
struct Latest {
    claims: Vec<ClaimNo>,
    /// As it was when it was last looked for.
    last: Option<(Position, ClaimNo)>,
}

impl Tight {
    pub(super) fn new(bins: usize, classes: usize, claims: usize) -> Self {
        Self {
            of_bin: Table::filled(bins, None),
            of_class: Table::filled(classes, None),
            of_claim: Table::filled(claims, None),
            rests_on: Vec::new(),
            spare: Vec::new(),
            latest: Vec::new(),
            last_of: Table::filled(claims, None),
            open: Sets::default(),
            broken: Sets::default(),
            met_sets: Vec::new(),
            met: Sets::default(),
            age: 0,
        }
    }

    /// A new search begins.
    pub(super) fn restart(&mut self) {
        self.met_sets.clear();
        self.met = Sets::default();
        if self.rests_on.len() == MOST {
            self.forget();
        }
    }

    /// The sets that a bin was last found in.
    pub(super) fn around(&self, bin: BinNo, class: ClassNo) -> [Option<SetNo>; 2] {
        [self.of_bin[bin], self.of_class[class]]
    }

    /// The search that is under way does not go into this set.
    pub(super) fn meet(&mut self, set: SetNo) {
        if !self.met_sets.contains(&set) {
            self.met_sets.push(set);
            let all = self.rests_on.get(set.index()).copied();
            self.met.extend(&all.unwrap_or_default());
        }
    }

    /// Whether all stalls of a class are needed.
    pub(super) fn is_class_tight(&self, class: ClassNo) -> bool {
        self.all_tight(self.of_class[class]).is_some()
    }

    fn all_tight(&self, set: Option<SetNo>) -> Option<Sets> {
        let all = self.rests_on.get(set?.index())?;
        (!all.meets(&self.open)).then_some(*all)
    }

    pub(super) fn note_last(&mut self, claim: ClaimNo, last: Option<Position>) {
        self.last_of[claim] = last;
        let set = self.of_claim[claim].and_then(|set| self.latest.get_mut(set.index()));
        if let (Some(latest), Some(last)) = (set, last) {
            latest.last = latest.last.max(Some((last, claim)));
        }
    }

    /// The last in the order with a promise of one of these claims.
    pub(super) fn last_of(&self, claims: &[ClaimNo]) -> Option<(Position, ClaimNo)> {
        last(claims, &self.last_of)
    }

    /// Of all whose promises a set and what it rests on are needed for, the last in the order.
    pub(super) fn last_in(&mut self, set: SetNo) -> Option<(Position, ClaimNo)> {
        let all = self.rests_on.get(set.index()).copied()?;
        let sets = self.latest.iter_mut().enumerate();
        let sets = sets.filter(|(set, _)| all.has(SetNo::from_index(*set)));
        sets.filter_map(|(_, latest)| latest.find(&self.last_of))
            .max()
    }

    pub(super) fn is_tight(&self, set: SetNo) -> bool {
        self.all_tight(Some(set)).is_some()
    }

    /// Whether a bin is in one of the sets that the last search met.
    pub(super) fn was_met(&self, bin: BinNo, class: ClassNo) -> bool {
        let sets = [self.of_bin[bin], self.of_class[class]];
        sets.into_iter().flatten().any(|set| self.met.has(set))
    }

    /// Keeps what a failed search has come to.
    pub(super) fn keep(&mut self, search: &Search) {
        if search.nodes.is_empty() && search.claims.is_empty() {
            return;
        }
        let set = SetNo::from_index(self.rests_on.len());
        let mut all = self.met;
        all.insert(set);
        let mut before = Sets::default();
        for node in &search.nodes {
            let old = match node {
                Node::Bin(bin) => self.of_bin[*bin].replace(set),
                Node::Class(class) => self.of_class[*class].replace(set),
            };
            before.extend_one(old);
        }
        for claim in &search.claims {
            before.extend_one(self.of_claim[*claim].replace(set));
        }
        self.rests_on.push(all);
        self.spare.push(0);
        let mut latest = Latest {
            claims: search.claims.clone(),
            last: None,
        };
        latest.find(&self.last_of);
        self.latest.push(latest);
        self.rest(&before, &all);
    }

    /// Whatever rests on some sets rests on these others as well.
    fn rest(&mut self, some: &Sets, others: &Sets) {
        for all in &mut self.rests_on {
            if all.meets(some) {
                all.extend(others);
            }
        }
    }

    fn forget(&mut self) {
        let new = Self::new(self.of_bin.len(), self.of_class.len(), self.of_claim.len());
        let last_of = std::mem::take(&mut self.last_of);
        *self = Self {
            last_of,
            age: self.age + 1,
            ..new
        };
    }

    /// A promise of this claim is kept with this bin from now on.
    pub(super) fn seat(&mut self, claim: ClaimNo, bin: BinNo, class: ClassNo) {
        for set in [self.of_bin[bin], self.of_class[class]]
            .into_iter()
            .flatten()
        {
            self.spend(set);
            match self.of_claim[claim] {
                None => self.break_up(set),
                Some(own) => {
                    let all = self.rests_on.get(set.index()).copied().unwrap_or_default();
                    if !all.has(own) {
                        let others = self.rests_on.get(own.index()).copied();
                        self.rest(&Sets::of(set), &others.unwrap_or_default());
                    }
                }
            }
        }
    }

    fn break_up(&mut self, set: SetNo) {
        self.broken.insert(set);
        self.open.insert(set);
    }

    /// A stall of this bin is to spare no longer.
    pub(super) fn shrink(&mut self, bin: BinNo, class: ClassNo) {
        for set in [self.of_bin[bin], self.of_class[class]]
            .into_iter()
            .flatten()
        {
            self.spend(set);
        }
    }

    /// A stall of this bin is to spare.
    pub(super) fn grow(&mut self, bin: BinNo, class: ClassNo) {
        for set in [self.of_bin[bin], self.of_class[class]]
            .into_iter()
            .flatten()
        {
            if let Some(spare) = self.spare.get_mut(set.index()) {
                *spare += 1;
                self.open.insert(set);
            }
        }
    }

    fn spend(&mut self, set: SetNo) {
        if let Some(spare) = self.spare.get_mut(set.index()) {
            *spare -= 1;
            if *spare == 0 && !self.broken.has(set) {
                self.open.remove(set);
            }
        }
    }
}

impl Latest {
    fn find(&mut self, last_of: &Table<ClaimNo, Option<Position>>) -> Option<(Position, ClaimNo)> {
        let known = self
            .last
            .filter(|(last, claim)| last_of[*claim] == Some(*last));
        if known.is_none() {
            self.last = last(&self.claims, last_of);
        }
        self.last
    }
}

fn last(
    claims: &[ClaimNo],
    last_of: &Table<ClaimNo, Option<Position>>,
) -> Option<(Position, ClaimNo)> {
    let all = claims.iter();
    let all = all.filter_map(|claim| Some((last_of[*claim]?, *claim)));
    all.max()
}

impl SetNo {
    fn from_index(index: usize) -> Self {
        Self(u16::try_from(index).unwrap_or(u16::MAX))
    }

    fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl Sets {
    fn of(set: SetNo) -> Self {
        let mut sets = Self::default();
        sets.insert(set);
        sets
    }

    fn has(&self, set: SetNo) -> bool {
        let word = self.0.get(set.index() / 64);
        word.is_some_and(|word| word >> (set.index() % 64) & 1 == 1)
    }

    fn insert(&mut self, set: SetNo) {
        if let Some(word) = self.0.get_mut(set.index() / 64) {
            *word |= 1 << (set.index() % 64);
        }
    }

    fn remove(&mut self, set: SetNo) {
        if let Some(word) = self.0.get_mut(set.index() / 64) {
            *word &= !(1 << (set.index() % 64));
        }
    }

    fn extend_one(&mut self, set: Option<SetNo>) {
        if let Some(set) = set {
            self.insert(set);
        }
    }

    fn meets(&self, other: &Self) -> bool {
        self.0
            .iter()
            .zip(other.0)
            .any(|(one, other)| one & other != 0)
    }

    fn extend(&mut self, other: &Self) {
        for (one, other) in self.0.iter_mut().zip(other.0) {
            *one |= other;
        }
    }
}
