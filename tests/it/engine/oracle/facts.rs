//! What is so before anything is given out: who can use, holds, wishes for and accepts
//! what, and which stalls stand side by side.

use std::collections::BTreeSet;
use std::ops::{BitAnd, BitOr, Not};

use starstall::engine::{Applicant, Pool, Problem, Stall, Wish};

/// A set of stalls, by their number in the order of their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stalls(u64);

impl Stalls {
    pub const NONE: Self = Self(0);

    pub fn one(stall: usize) -> Self {
        Self(1 << stall)
    }

    pub fn has(self, stall: usize) -> bool {
        self.meets(Self::one(stall))
    }

    pub fn meets(self, other: Self) -> bool {
        self & other != Self::NONE
    }

    pub fn holds(self, other: Self) -> bool {
        self & other == other
    }

    pub fn count(self) -> usize {
        self.0.count_ones() as usize
    }

    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..64).filter(move |stall| self.has(*stall))
    }
}

impl BitOr for Stalls {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for Stalls {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl Not for Stalls {
    type Output = Self;
    fn not(self) -> Self {
        Self(!self.0)
    }
}

impl FromIterator<usize> for Stalls {
    fn from_iter<T: IntoIterator<Item = usize>>(stalls: T) -> Self {
        let stalls = stalls.into_iter().map(Self::one);
        stalls.fold(Self::NONE, |all, stall| all | stall)
    }
}

/// What someone got. Extras are apart.
#[derive(Clone, Debug)]
pub struct Got {
    pub pool: usize,
    pub stalls: Stalls,
    pub preference: Option<u32>,
    pub extras: Stalls,
}

#[derive(Debug)]
pub struct Facts<'a> {
    pub problem: &'a Problem,
    /// By id.
    pub stalls: Vec<&'a Stall>,
    /// By code.
    pub people: Vec<Person<'a>>,
}

#[derive(Debug)]
pub struct Person<'a> {
    pub applicant: &'a Applicant,
    /// By needs and category.
    pub usable: Stalls,
    /// The holds that count, and the pool that they are in.
    pub held: Stalls,
    pub home: Option<usize>,
    /// How many stalls they get at their turn, or nothing.
    pub size: usize,
    /// Of the stalls that they hold as many as they may have.
    pub keeps: Stalls,
    pub accepts: Stalls,
    /// The number of the first wish that matches, for each stall; [`NO_WISH`] for none.
    pub wishes: Vec<u32>,
}

pub const NO_WISH: u32 = u32::MAX;

impl<'a> Facts<'a> {
    pub fn new(problem: &'a Problem) -> Self {
        let mut stalls: Vec<&Stall> = problem.stalls.iter().collect();
        stalls.sort_by_key(|stall| stall.id.as_bytes());
        let mut applicants: Vec<&Applicant> = problem.applicants.iter().collect();
        applicants.sort_by_key(|applicant| applicant.code.as_bytes());
        let people = applicants.into_iter().map(|a| person(problem, &stalls, a));
        Self {
            problem,
            people: people.collect(),
            stalls,
        }
    }

    pub fn all(&self) -> Stalls {
        (0..self.stalls.len()).collect()
    }

    /// Those that the list gives to a pool.
    pub fn stalls_of(&self, pool: usize) -> Stalls {
        let name = &self.problem.pools[pool].name;
        let all = self.all().iter();
        all.filter(|stall| self.stalls[*stall].pool == *name)
            .collect()
    }

    pub fn ids(&self, stalls: Stalls) -> Vec<String> {
        stalls.iter().map(|s| self.stalls[s].id.clone()).collect()
    }

    pub fn is_admitted(&self, no: usize, pool: usize) -> bool {
        is_admitted(&self.problem.pools[pool], self.people[no].applicant)
    }

    pub fn names(&self, no: usize, stall: usize) -> bool {
        let wishes = &self.people[no].applicant.preferences;
        wishes.contains(&self.stalls[stall].id)
    }

    /// The same row, and the place after it.
    fn is_next(&self, stall: usize, next: usize) -> bool {
        let (stall, next) = (self.stalls[stall], self.stalls[next]);
        let after = stall.place.and_then(|place| place.checked_add(1));
        stall.row.is_some() && stall.row == next.row && after.is_some() && after == next.place
    }

    pub fn are_adjacent(&self, one: usize, other: usize) -> bool {
        self.is_next(one, other) || self.is_next(other, one)
    }

    /// All stalls, or all rows of `size` places in sequence, out of these.
    pub fn blocks(&self, of: Stalls, size: usize) -> Vec<Stalls> {
        let mut rows: Vec<(Stalls, usize)> = of.iter().map(|s| (Stalls::one(s), s)).collect();
        for _ in 1..size.min(of.count() + 1) {
            let longer = rows.iter().flat_map(|(row, last)| {
                let next = of.iter().filter(|next| self.is_next(*last, *next));
                next.map(|next| (*row | Stalls::one(next), next))
            });
            rows = longer.collect();
        }
        let blocks: BTreeSet<Stalls> = rows.into_iter().map(|(row, _)| row).collect();
        blocks.into_iter().collect()
    }

    /// What someone would take of these in a pool: blocks of what they accept, and in the
    /// pool of what they hold what they keep.
    pub fn accepted_options(&self, no: usize, pool: usize, of: Stalls) -> Vec<Stalls> {
        let person = &self.people[no];
        let mut options = self.blocks(person.accepts & of, person.size);
        let keeps = person.home == Some(pool) && of.holds(person.keeps);
        if keeps && !options.contains(&person.keeps) {
            options.push(person.keeps);
        }
        options
    }

    /// The smallest wish number among these.
    pub fn first_wish(&self, no: usize, stalls: Stalls) -> Option<u32> {
        let wishes = stalls.iter().map(|stall| self.people[no].wishes[stall]);
        wishes.min().filter(|wish| *wish != NO_WISH)
    }
}

fn person<'a>(problem: &Problem, stalls: &[&Stall], applicant: &'a Applicant) -> Person<'a> {
    let all = || stalls.iter().enumerate();
    let wishes: Vec<u32> = stalls.iter().map(|s| wish_for(applicant, s)).collect();
    let usable: Stalls = all().filter(|(_, s)| suits(s, applicant)).map(no).collect();
    let (held, home) = holds_that_count(problem, stalls, applicant, usable);
    let max = usize::try_from(applicant.max).unwrap();
    let min = usize::try_from(applicant.min).unwrap();
    let mut best_first: Vec<usize> = held.iter().collect();
    best_first.sort_by_key(|stall| (wishes[*stall], *stall));
    best_first.truncate(max);
    let best_held = held.iter().map(|stall| wishes[stall]).min();
    let accepts = |stall: &usize| match best_held {
        Some(best) => held.has(*stall) || wishes[*stall] < best,
        None => applicant.anywhere || wishes[*stall] != NO_WISH,
    };
    Person {
        applicant,
        usable,
        held,
        home,
        size: home.map_or(min, |_| max.min(held.count())),
        keeps: best_first.into_iter().collect(),
        accepts: usable.iter().filter(accepts).collect(),
        wishes,
    }
}

fn no((no, _): (usize, &&Stall)) -> usize {
    no
}

/// On the list, of use, and in a pool that they listed and that admits them; of several
/// pools only the one that is drawn first.
fn holds_that_count(
    problem: &Problem,
    stalls: &[&Stall],
    applicant: &Applicant,
    usable: Stalls,
) -> (Stalls, Option<usize>) {
    for (no, pool) in problem.pools.iter().enumerate() {
        let held = usable.iter().filter(|stall| {
            let stall = stalls[*stall];
            stall.pool == pool.name && applicant.holds.contains(&stall.id)
        });
        let held: Stalls = held.collect();
        if held != Stalls::NONE && is_admitted(pool, applicant) {
            return (held, Some(no));
        }
    }
    (Stalls::NONE, None)
}

fn is_admitted(pool: &Pool, applicant: &Applicant) -> bool {
    let shares =
        |of: &[String], own: &[String]| of.is_empty() || own.iter().any(|o| of.contains(o));
    let category: Vec<String> = applicant.category.iter().cloned().collect();
    applicant.pools.contains(&pool.name)
        && shares(&pool.groups, &applicant.groups)
        && shares(&pool.categories, &category)
}

fn suits(stall: &Stall, applicant: &Applicant) -> bool {
    let category = applicant.category.as_ref();
    applicant.needs.iter().all(|n| stall.features.contains(n))
        && (stall.categories.is_empty() || category.is_some_and(|c| stall.categories.contains(c)))
}

fn wish_for(applicant: &Applicant, stall: &Stall) -> u32 {
    let mut wishes = applicant.preferences.iter();
    let at = wishes.position(|wish| match Wish::parse(wish) {
        Wish::Stall(id) => stall.id == id,
        Wish::Zone(zone) => stall.zone.as_deref() == Some(zone),
    });
    at.map_or(NO_WISH, |at| u32::try_from(at).unwrap() + 1)
}
