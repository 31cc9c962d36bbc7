//! What has been given out so far, in all pools, and how full the caps are.

use super::choose::Pick;
use super::index::{Index, Person};
use super::table::{CapNo, PersonNo, PoolNo, Position, StallNo, Table};
use super::work::Work;

#[derive(Debug)]
pub(super) struct Board {
    pub(super) won: Table<PersonNo, Option<Won>>,
    pub(super) owner: Table<StallNo, Option<PersonNo>>,
    pub(super) caps: Caps,
    pub(super) work: Work,
}

#[derive(Clone, Debug)]
pub(super) struct Won {
    pub(super) pool: PoolNo,
    pub(super) position: Position,
    /// Those of their turn, in order.
    pub(super) stalls: Vec<StallNo>,
    pub(super) extras: Vec<StallNo>,
    pub(super) preference: Option<u32>,
}

impl Won {
    pub(super) fn new(pool: PoolNo, position: Position, pick: Pick) -> Self {
        let mut stalls = pick.stalls;
        stalls.sort_unstable();
        Self {
            pool,
            position,
            stalls,
            extras: Vec::new(),
            preference: pick.preference,
        }
    }
}

impl Won {
    /// Whether all that someone got at their turn is what they hold.
    pub(super) fn is_held_by(&self, person: &Person) -> bool {
        self.stalls.iter().all(|stall| person.holds(*stall))
    }

    /// All that they have.
    pub(super) fn all(&self) -> impl Iterator<Item = StallNo> {
        self.stalls.iter().chain(&self.extras).copied()
    }
}

impl Board {
    pub(super) fn new(index: &Index) -> Self {
        Self {
            won: Table::filled(index.people.len(), None),
            owner: Table::filled(index.stalls.len(), None),
            caps: Caps::new(index),
            work: Work::default(),
        }
    }

    pub(super) fn give(&mut self, person: PersonNo, won: Won) {
        for stall in &won.stalls {
            self.owner[*stall] = Some(person);
        }
        self.won[person] = Some(won);
    }

    /// Who has something.
    pub(super) fn placed(&self) -> Table<PersonNo, bool> {
        let mut placed = Table::filled(self.won.len(), false);
        for (_, owner) in self.owner.iter() {
            if let Some(owner) = owner {
                placed[*owner] = true;
            }
        }
        placed
    }

    /// What the owner of a stall won with it.
    pub(super) fn won_with(&self, stall: StallNo) -> Option<&Won> {
        self.won[self.owner[stall]?].as_ref()
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
    /// Holders always get as many stalls as they keep, so they count from the start.
    fn new(index: &Index) -> Self {
        let seats = index.problem.caps.iter();
        let seats = seats.map(|cap| Seats {
            max: cap.max,
            taken: 0,
        });
        let mut caps = Self(seats.collect());
        for (_, person) in index.people.iter() {
            if let (Some(cap), Some(_)) = (person.cap, &person.hold) {
                caps.count(cap, person.size);
            }
        }
        caps
    }

    pub(super) fn has_room(&self, cap: CapNo, stalls: u32) -> bool {
        let Seats { max, taken } = self.0[cap];
        taken.saturating_add(stalls) <= max
    }

    pub(super) fn count(&mut self, cap: CapNo, stalls: u32) {
        self.0[cap].taken = self.0[cap].taken.saturating_add(stalls);
    }

    pub(super) fn uncount(&mut self, cap: CapNo, stalls: u32) {
        self.0[cap].taken = self.0[cap].taken.saturating_sub(stalls);
    }
}

/// The cap that binds this person in a pool, if any.
pub(super) fn binding_cap(index: &Index, pool: PoolNo, person: &Person) -> Option<CapNo> {
    let exempt = person.hold.is_some() || !index.pools[pool].groups.is_empty();
    if exempt { None } else { person.cap }
}
