//! What is so before anything is given out: who can use, holds, wishes for and accepts what,
//! and which stalls stand side by side.

use std::collections::{BTreeMap, BTreeSet};

use super::list::List;
use crate::engine::{Applicant, Pool, Problem, Stall, Wish};

/// Numbers in the order of ids, of codes, and of the pools in the file.
pub(super) type StallNo = usize;
pub(super) type PersonNo = usize;
pub(super) type PoolNo = usize;

/// Stalls that go together, by number.
pub(super) type Block = Vec<StallNo>;

#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub(super) problem: &'a Problem,
    pub(super) pools: List<&'a Pool>,
    pub(super) stalls: List<&'a Stall>,
    pub(super) people: List<Person<'a>>,
    numbers: BTreeMap<&'a str, StallNo>,
    /// The stalls of each row with a place, by their place.
    rows: BTreeMap<(&'a str, i64), Vec<StallNo>>,
}

#[derive(Debug)]
pub(super) struct Person<'a> {
    pub(super) applicant: &'a Applicant,
    /// By needs and category.
    pub(super) usable: List<bool>,
    /// For each stall the number of the first wish that matches it, from 1.
    pub(super) wishes: List<Option<u32>>,
    /// The holds that count, and the pool that they are in.
    pub(super) held: BTreeSet<StallNo>,
    pub(super) home: Option<PoolNo>,
    /// What they keep, if they keep what they hold.
    pub(super) keeps: Block,
    /// How many stalls they get at their turn, or nothing.
    pub(super) size: usize,
    pub(super) accepts: List<bool>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(problem: &'a Problem) -> Self {
        let mut stalls: Vec<&Stall> = problem.stalls.iter().collect();
        stalls.sort_by_key(|stall| stall.id.as_bytes());
        let mut applicants: Vec<&Applicant> = problem.applicants.iter().collect();
        applicants.sort_by_key(|applicant| applicant.code.as_bytes());
        let numbers = stalls.iter().enumerate();
        let numbers = numbers.map(|(no, stall)| (stall.id.as_str(), no)).collect();
        let mut rows: BTreeMap<_, Vec<StallNo>> = BTreeMap::new();
        for (no, stall) in stalls.iter().enumerate() {
            if let (Some(row), Some(place)) = (stall.row.as_deref(), stall.place) {
                rows.entry((row, place)).or_default().push(no);
            }
        }
        let people = applicants.into_iter();
        Self {
            people: people.map(|a| Person::new(problem, &stalls, a)).collect(),
            problem,
            pools: problem.pools.iter().collect(),
            stalls: stalls.into_iter().collect(),
            numbers,
            rows,
        }
    }

    pub(super) fn number(&self, id: &str) -> Option<StallNo> {
        self.numbers.get(id).copied()
    }

    pub(super) fn pool_number(&self, name: &str) -> Option<PoolNo> {
        self.pools.iter().position(|pool| pool.name == name)
    }

    pub(super) fn ids(&self, stalls: &[StallNo]) -> Vec<String> {
        let mut sorted = stalls.to_vec();
        sorted.sort_unstable();
        let ids = sorted.into_iter().map(|no| self.stalls[no].id.clone());
        ids.collect()
    }

    /// Those with which the list begins; released ones come later.
    pub(super) fn stalls_of(&self, pool: PoolNo) -> Block {
        let name = &self.pools[pool].name;
        let all = self.stalls.iter().enumerate();
        all.filter(|(_, stall)| stall.pool == *name)
            .map(|(no, _)| no)
            .collect()
    }

    /// Whether two stalls share a row and their places differ by 1.
    pub(super) fn are_adjacent(&self, one: StallNo, other: StallNo) -> bool {
        self.next_to(one).any(|next| next == other) || self.next_to(other).any(|next| next == one)
    }

    /// The stalls in the place after this one.
    fn next_to(&self, stall: StallNo) -> impl Iterator<Item = StallNo> {
        let stall = self.stalls[stall];
        let place = stall.place.and_then(|place| place.checked_add(1));
        let key = stall.row.as_deref().zip(place);
        let next = key.and_then(|key| self.rows.get(&key));
        next.into_iter().flatten().copied()
    }

    /// All choices of `size` stalls in sequence out of these.
    pub(super) fn blocks(&self, size: usize, of: impl Fn(StallNo) -> bool) -> Vec<Block> {
        let starts = (0..self.stalls.len()).filter(|stall| of(*stall));
        let mut rows: Vec<Block> = starts.map(|stall| vec![stall]).collect();
        for _ in 1..size {
            if rows.is_empty() {
                break;
            }
            let mut longer = Vec::new();
            for row in rows {
                let Some(last) = row.last() else { continue };
                for next in self.next_to(*last).filter(|next| of(*next)) {
                    longer.push([row.as_slice(), &[next]].concat());
                }
            }
            rows = longer;
        }
        for row in &mut rows {
            row.sort_unstable();
        }
        rows
    }
}

impl<'a> Person<'a> {
    fn new(problem: &Problem, stalls: &[&Stall], applicant: &'a Applicant) -> Self {
        let usable: List<bool> = stalls.iter().map(|s| suits(s, applicant)).collect();
        let wishes: List<_> = stalls.iter().map(|s| first_wish(applicant, s)).collect();
        let (home, held) = holds_that_count(problem, stalls, applicant, &usable);
        let size = home.map_or(applicant.min, |_| {
            let held = u32::try_from(held.len()).unwrap_or(u32::MAX);
            applicant.max.min(held)
        });
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let mut best_first: Vec<StallNo> = held.iter().copied().collect();
        best_first.sort_by_key(|stall| (wishes[*stall].is_none(), wishes[*stall], *stall));
        let mut keeps: Block = best_first.into_iter().take(size).collect();
        keeps.sort_unstable();
        let before = held.iter().filter_map(|stall| wishes[*stall]).min();
        let accepts = |stall: StallNo| {
            let first = wishes[stall];
            let is_ahead = first.is_some_and(|wish| before.is_none_or(|before| wish < before));
            let takes = match home {
                Some(_) => held.contains(&stall) || is_ahead,
                None => applicant.anywhere || is_ahead,
            };
            usable[stall] && takes
        };
        Self {
            applicant,
            accepts: (0..stalls.len()).map(accepts).collect(),
            keeps: if home.is_some() { keeps } else { Vec::new() },
            usable,
            wishes,
            held,
            home,
            size,
        }
    }

    /// The smallest wish number among these.
    pub(super) fn first_wish(&self, stalls: &[StallNo]) -> Option<u32> {
        stalls.iter().filter_map(|stall| self.wishes[*stall]).min()
    }
}

/// On the list, of use, and in a pool that they listed and that admits them; of several such
/// pools the one that is drawn first.
fn holds_that_count(
    problem: &Problem,
    stalls: &[&Stall],
    applicant: &Applicant,
    usable: &List<bool>,
) -> (Option<PoolNo>, BTreeSet<StallNo>) {
    for (no, pool) in problem.pools.iter().enumerate() {
        let all = stalls.iter().enumerate();
        let held = all.filter(|(no, stall)| {
            usable[*no] && stall.pool == pool.name && applicant.holds.contains(&stall.id)
        });
        let held: BTreeSet<StallNo> = held.map(|(no, _)| no).collect();
        if !held.is_empty() && admits(pool, applicant) {
            return (Some(no), held);
        }
    }
    (None, BTreeSet::new())
}

pub(super) fn admits(pool: &Pool, applicant: &Applicant) -> bool {
    let mut category = applicant.category.iter();
    applicant.pools.contains(&pool.name)
        && has_group(pool, applicant)
        && (pool.categories.is_empty() || category.any(|c| pool.categories.contains(c)))
}

pub(super) fn has_group(pool: &Pool, applicant: &Applicant) -> bool {
    pool.groups.is_empty() || applicant.groups.iter().any(|g| pool.groups.contains(g))
}

pub(super) fn takes_category(stall: &Stall, applicant: &Applicant) -> bool {
    let mut category = applicant.category.iter();
    stall.categories.is_empty() || category.any(|c| stall.categories.contains(c))
}

fn suits(stall: &Stall, applicant: &Applicant) -> bool {
    let mut needs = applicant.needs.iter();
    needs.all(|need| stall.features.contains(need)) && takes_category(stall, applicant)
}

fn first_wish(applicant: &Applicant, stall: &Stall) -> Option<u32> {
    let mut wishes = (1..).zip(&applicant.preferences);
    let first = wishes.find(|(_, wish)| matches(wish, stall));
    first.map(|(number, _)| number)
}

pub(super) fn matches(wish: &str, stall: &Stall) -> bool {
    match Wish::parse(wish) {
        Wish::Stall(id) => stall.id == id,
        Wish::Zone(zone) => stall.zone.as_deref() == Some(zone),
    }
}
