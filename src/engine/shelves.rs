//! The free stalls of a pool, sorted by what breaks a tie between equally good ones:
//! fewest later applicants who can use it, fewest of those who name it, smallest id.

use std::collections::{BTreeMap, BTreeSet};

use super::index::{Index, Person, Target};
use super::table::{ClassNo, KindNo, StallNo, Table, ZoneNo};

#[derive(Debug)]
pub(super) struct Shelves<'a> {
    index: &'a Index<'a>,
    /// Free stalls with how many of the rivals name them: all of a class, and those of
    /// it that stand in one zone.
    of_class: Table<ClassNo, BTreeSet<Named>>,
    in_zone: BTreeMap<ZoneNo, BTreeMap<ClassNo, BTreeSet<Named>>>,
    /// How many of the rivals name a stall and can use it.
    namers: Table<StallNo, u32>,
    /// How many of the rivals can use the stalls of a class.
    users: Table<ClassNo, u32>,
    free: usize,
}

type Named = (u32, StallNo);

/// What stalls are compared by; the smallest is chosen.
pub(super) type Rivalry = (u32, u32, StallNo);

impl<'a> Shelves<'a> {
    /// Empty shelves.
    pub(super) fn new(index: &'a Index<'a>) -> Self {
        Self {
            index,
            of_class: Table::filled(index.classes.len(), BTreeSet::new()),
            in_zone: BTreeMap::new(),
            namers: Table::filled(index.stalls.len(), 0),
            users: Table::filled(index.classes.len(), 0),
            free: 0,
        }
    }

    pub(super) fn put(&mut self, stall: StallNo) {
        let card = &self.index.stalls[stall];
        let key = (self.namers[stall], stall);
        self.of_class[card.class].insert(key);
        if let Some(zone) = card.zone {
            let zone = self.in_zone.entry(zone).or_default();
            zone.entry(card.class).or_default().insert(key);
        }
        self.free += 1;
    }

    pub(super) fn remove(&mut self, stall: StallNo) -> bool {
        let card = &self.index.stalls[stall];
        let key = (self.namers[stall], stall);
        let was_there = self.of_class[card.class].remove(&key);
        if was_there {
            self.free -= 1;
            let zone = card.zone.and_then(|zone| self.in_zone.get_mut(&zone));
            if let Some(shelf) = zone.and_then(|zone| zone.get_mut(&card.class)) {
                shelf.remove(&key);
            }
        }
        was_there
    }

    pub(super) fn has(&self, stall: StallNo) -> bool {
        let key = (self.namers[stall], stall);
        self.of_class[self.index.class(stall)].contains(&key)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.free == 0
    }

    /// For each class that this kind can use its free stall that the fewest rivals
    /// name, in a zone or everywhere.
    pub(super) fn candidates(&self, kind: KindNo, zone: Option<ZoneNo>) -> Vec<Rivalry> {
        let zone = zone.map(|zone| self.in_zone.get(&zone));
        let candidate = |class: &ClassNo| {
            let free = match zone {
                Some(shelves) => shelves?.get(class)?,
                None => &self.of_class[*class],
            };
            let (namers, stall) = *free.first()?;
            Some((self.users[*class], namers, stall))
        };
        let usable = self.index.usable[kind].iter();
        usable.filter_map(candidate).collect()
    }

    /// Counts someone among the rivals.
    pub(super) fn add_rival(&mut self, person: &Person) {
        for &class in &self.index.usable[person.kind] {
            self.users[class] += 1;
        }
        for stall in self.named_usable(person) {
            self.recount(stall, |namers| namers + 1);
        }
    }

    /// Counts someone no longer.
    pub(super) fn drop_rival(&mut self, person: &Person) {
        for &class in &self.index.usable[person.kind] {
            self.users[class] -= 1;
        }
        for stall in self.named_usable(person) {
            self.recount(stall, |namers| namers - 1);
        }
    }

    fn recount(&mut self, stall: StallNo, change: impl Fn(u32) -> u32) {
        let free = self.remove(stall);
        self.namers[stall] = change(self.namers[stall]);
        if free {
            self.put(stall);
        }
    }

    fn named_usable<'p>(&self, person: &'p Person) -> impl Iterator<Item = StallNo> + use<'p, 'a> {
        let index = self.index;
        let stalls = person.wishes.iter().filter_map(|wish| match wish {
            Target::Stall(stall) => Some(*stall),
            _ => None,
        });
        stalls.filter(|stall| index.can_use(person.kind, index.class(*stall)))
    }
}
