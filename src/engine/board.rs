//! What has been given out so far, in all pools, and how full the caps are.

use super::index::{Index, Person};
use super::table::{CapNo, PersonNo, PoolNo, Position, StallNo, Table};

#[derive(Debug)]
pub(super) struct Board {
    pub(super) won: Table<PersonNo, Option<Won>>,
    pub(super) owner: Table<StallNo, Option<PersonNo>>,
    pub(super) caps: Caps,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Won {
    pub(super) pool: PoolNo,
    pub(super) position: Position,
    pub(super) stall: StallNo,
    pub(super) preference: Option<u32>,
}

impl Board {
    pub(super) fn new(index: &Index) -> Self {
        Self {
            won: Table::filled(index.people.len(), None),
            owner: Table::filled(index.stalls.len(), None),
            caps: Caps::new(index),
        }
    }

    pub(super) fn give(&mut self, person: PersonNo, won: Won) {
        self.won[person] = Some(won);
        self.owner[won.stall] = Some(person);
    }
}

/// Seats that the caps leave: those of stalls given out and of promises made.
#[derive(Debug)]
pub(super) struct Caps(Table<CapNo, Seats>);

#[derive(Debug)]
struct Seats {
    max: u32,
    taken: u32,
}

impl Caps {
    /// Holders always keep a stall, so they count from the start.
    fn new(index: &Index) -> Self {
        let seats = index.problem.caps.iter();
        let seats = seats.map(|cap| Seats {
            max: cap.max,
            taken: 0,
        });
        let mut caps = Self(seats.collect());
        for (_, person) in index.people.iter() {
            if let (Some(cap), Some(_)) = (person.cap, person.held) {
                caps.count(cap);
            }
        }
        caps
    }

    pub(super) fn is_full(&self, cap: CapNo) -> bool {
        self.0[cap].taken >= self.0[cap].max
    }

    pub(super) fn count(&mut self, cap: CapNo) {
        self.0[cap].taken += 1;
    }

    pub(super) fn uncount(&mut self, cap: CapNo) {
        self.0[cap].taken -= 1;
    }
}

/// The cap that binds this person in a pool, if any.
pub(super) fn binding_cap(index: &Index, pool: PoolNo, person: &Person) -> Option<CapNo> {
    let exempt = person.held.is_some() || !index.pools[pool].groups.is_empty();
    if exempt { None } else { person.cap }
}
