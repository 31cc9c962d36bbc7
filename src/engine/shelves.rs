//! The free stalls of a pool, sorted by what breaks a tie between equally good ones
//! (DESIGN section 4, point 3): fewest later applicants who can use it, fewest of those
//! who name it, smallest id.

use std::collections::{BTreeMap, BTreeSet};

use super::index::{Index, Person, Target};
use super::table::{ClassNo, ShelfNo, StallNo, Table, ZoneNo};

#[derive(Debug)]
pub(super) struct Shelves<'a> {
    index: &'a Index<'a>,
    all: Table<ShelfNo, Shelf>,
    in_zone: BTreeMap<ZoneNo, Vec<ShelfNo>>,
    shelf_of: Table<StallNo, Option<ShelfNo>>,
    /// How many of the rivals name a stall and can use it.
    namers: Table<StallNo, u32>,
    /// How many of the rivals can use the stalls of a class.
    users: Table<ClassNo, u32>,
}

#[derive(Debug)]
struct Shelf {
    class: ClassNo,
    free: BTreeSet<(u32, StallNo)>,
}

/// What stalls are compared by; the smallest is chosen.
pub(super) type Rivalry = (u32, u32, StallNo);

impl<'a> Shelves<'a> {
    /// Shelves for these stalls, with nothing on them yet.
    pub(super) fn new(index: &'a Index<'a>, stalls: &[StallNo]) -> Self {
        let mut shelves = Self {
            index,
            all: Vec::new().into(),
            in_zone: BTreeMap::new(),
            shelf_of: Table::filled(index.stalls.len(), None),
            namers: Table::filled(index.stalls.len(), 0),
            users: Table::filled(index.classes.len(), 0),
        };
        let mut numbers = BTreeMap::new();
        for &stall in stalls {
            let card = &index.stalls[stall];
            let number = numbers.entry((card.zone, card.class));
            let number = number.or_insert_with(|| shelves.add_shelf(card.zone, card.class));
            shelves.shelf_of[stall] = Some(*number);
        }
        shelves
    }

    fn add_shelf(&mut self, zone: Option<ZoneNo>, class: ClassNo) -> ShelfNo {
        let free = BTreeSet::new();
        let number = self.all.push(Shelf { class, free });
        if let Some(zone) = zone {
            self.in_zone.entry(zone).or_default().push(number);
        }
        number
    }

    pub(super) fn put(&mut self, stall: StallNo) {
        if let Some(shelf) = self.shelf_of[stall] {
            let key = (self.namers[stall], stall);
            self.all[shelf].free.insert(key);
        }
    }

    pub(super) fn remove(&mut self, stall: StallNo) {
        if let Some(shelf) = self.shelf_of[stall] {
            let key = (self.namers[stall], stall);
            self.all[shelf].free.remove(&key);
        }
    }

    pub(super) fn has(&self, stall: StallNo) -> bool {
        self.shelf_of[stall].is_some_and(|shelf| {
            let key = (self.namers[stall], stall);
            self.all[shelf].free.contains(&key)
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.iter().all(|(_, shelf)| shelf.free.is_empty())
    }

    /// The classes with a free stall, in a zone or everywhere, each with its stall that
    /// the fewest rivals name.
    pub(super) fn candidates(&self, zone: Option<ZoneNo>) -> Vec<(ClassNo, Rivalry)> {
        let candidate = |number: ShelfNo| {
            let Shelf { class, free } = &self.all[number];
            let (namers, stall) = *free.first()?;
            Some((*class, (self.users[*class], namers, stall)))
        };
        match zone {
            None => self.all.numbers().filter_map(candidate).collect(),
            Some(zone) => {
                let shelves = self.in_zone.get(&zone).into_iter().flatten();
                shelves.copied().filter_map(candidate).collect()
            }
        }
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
        let free = self.has(stall);
        self.remove(stall);
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
