//! The free stalls of a pool, found by what breaks a tie between equally good ones: fewest
//! later applicants who can use it, fewest of those who name it, smallest id.

use std::collections::BTreeMap;
use std::ops::Range;

use super::index::{Index, Person, Target};
use super::table::{ClassNo, KindNo, PersonNo, RingNo, StallNo, Table, ZoneNo};

#[derive(Debug)]
pub(super) struct Shelves<'a> {
    index: &'a Index<'a>,
    /// Stalls of one class stand together, those of one zone among them as well.
    tree: Tree,
    place: Table<StallNo, Option<usize>>,
    stalls: Vec<StallNo>,
    of_class: Table<ClassNo, Range<usize>>,
    in_zone: BTreeMap<ZoneNo, BTreeMap<ClassNo, Range<usize>>>,
    is_free: Table<StallNo, bool>,
    /// Free stalls that are not looked at, by the ring of promises that needs them.
    kept_back: BTreeMap<RingNo, Vec<StallNo>>,
    is_kept_back: Table<StallNo, bool>,
    /// How many of the rivals name a stall and can use it.
    namers: Table<StallNo, u32>,
    /// How many of the rivals can use the stalls of a class.
    users: Table<ClassNo, u32>,
    /// How many rivals there are of each kind, where that is not yet in `users`.
    uncounted: Table<KindNo, i32>,
    free: usize,
}

/// What stalls are compared by; the smallest is chosen.
pub(super) type Rivalry = (u32, u32, StallNo);

impl<'a> Shelves<'a> {
    /// With all of these stalls on them, and these people as rivals.
    pub(super) fn new(
        index: &'a Index<'a>,
        stalls: &[StallNo],
        rivals: impl Iterator<Item = PersonNo>,
    ) -> Self {
        let mut sorted = stalls.to_vec();
        sorted.sort_unstable_by_key(|stall| {
            let card = &index.stalls[*stall];
            (card.class, card.zone, *stall)
        });
        let mut shelves = Self {
            index,
            tree: Tree::new(sorted.len()),
            place: Table::filled(index.stalls.len(), None),
            of_class: Table::filled(index.classes.len(), 0..0),
            in_zone: BTreeMap::new(),
            is_free: Table::filled(index.stalls.len(), false),
            kept_back: BTreeMap::new(),
            is_kept_back: Table::filled(index.stalls.len(), false),
            namers: Table::filled(index.stalls.len(), 0),
            users: Table::filled(index.classes.len(), 0),
            uncounted: Table::filled(index.usable.len(), 0),
            free: 0,
            stalls: sorted,
        };
        // While the shelves are empty counting costs little.
        rivals.for_each(|rival| shelves.add_rival(&index.people[rival]));
        for at in 0..shelves.stalls.len() {
            shelves.shelve(at);
        }
        shelves
    }

    fn shelve(&mut self, at: usize) {
        let Some(&stall) = self.stalls.get(at) else {
            return;
        };
        let card = &self.index.stalls[stall];
        self.place[stall] = Some(at);
        widen(&mut self.of_class[card.class], at);
        if let Some(zone) = card.zone {
            let zone = self.in_zone.entry(zone).or_default();
            widen(zone.entry(card.class).or_insert(at..at), at);
        }
        self.put(stall);
    }

    pub(super) fn put(&mut self, stall: StallNo) {
        if !std::mem::replace(&mut self.is_free[stall], true) {
            self.free += 1;
            self.sort_in(stall);
        }
    }

    pub(super) fn remove(&mut self, stall: StallNo) {
        if std::mem::replace(&mut self.is_free[stall], false) {
            self.free -= 1;
            self.hide(stall);
        }
    }

    pub(super) fn has(&self, stall: StallNo) -> bool {
        self.is_free[stall]
    }

    pub(super) fn is_empty(&self) -> bool {
        self.free == 0
    }

    /// All free stalls that this kind can use, in a zone or everywhere.
    pub(super) fn usable(&self, kind: KindNo, zone: Option<ZoneNo>) -> Vec<StallNo> {
        let ranges = self.ranges(kind, zone);
        let stalls = ranges
            .into_iter()
            .filter_map(|(_, range)| self.stalls.get(range));
        let stalls = stalls.flatten().copied();
        stalls.filter(|stall| self.is_free[*stall]).collect()
    }

    /// Looks for the first free stall that passes a test, best ones first, in a zone or
    /// everywhere. Where one of a class fails, so do all of it that are `alike`.
    pub(super) fn find(
        &mut self,
        kind: KindNo,
        zone: Option<ZoneNo>,
        mut test: impl FnMut(StallNo) -> Tested,
    ) -> Option<StallNo> {
        self.count_all();
        let mut ranges: Vec<(u32, Range<usize>)> = self.ranges(kind, zone);
        let mut hidden = Vec::new();
        let found = loop {
            let Some((best, at)) = self.first_of(&ranges) else {
                break None;
            };
            match test(best) {
                Tested::Passed => break Some(best),
                Tested::Failed => {
                    self.hide(best);
                    hidden.push(best);
                }
                Tested::Needed(ring) => {
                    self.is_kept_back[best] = true;
                    self.kept_back.entry(ring).or_default().push(best);
                    self.hide(best);
                }
                Tested::AllFailed => {
                    ranges.swap_remove(at);
                }
            }
        };
        for stall in hidden {
            self.sort_in(stall);
        }
        found
    }

    /// The best stall of these ranges, and in which of them it is.
    fn first_of(&self, ranges: &[(u32, Range<usize>)]) -> Option<(StallNo, usize)> {
        let mut fewest = u32::MAX;
        let mut best = None;
        for (at, (users, range)) in ranges.iter().enumerate() {
            if *users > fewest {
                continue;
            }
            if let Some((namers, stall)) = self.tree.min(range.clone()) {
                fewest = *users;
                best = best
                    .min(Some((*users, namers, stall, at)))
                    .or(Some((*users, namers, stall, at)));
            }
        }
        best.map(|(_, _, stall, at)| (stall, at))
    }

    fn ranges(&self, kind: KindNo, zone: Option<ZoneNo>) -> Vec<(u32, Range<usize>)> {
        let classes = self.index.usable[kind].iter();
        let range = |class: &ClassNo| match zone {
            Some(zone) => self.in_zone.get(&zone)?.get(class).cloned(),
            None => Some(self.of_class[*class].clone()),
        };
        classes
            .filter_map(|class| Some((self.users[*class], range(class)?)))
            .collect()
    }

    /// What a free stall is compared by.
    pub(super) fn rivalry(&mut self, stall: StallNo) -> Rivalry {
        self.count_all();
        let class = self.index.class(stall);
        (self.users[class], self.namers[stall], stall)
    }

    /// Counts someone among the rivals.
    pub(super) fn add_rival(&mut self, person: &Person) {
        self.uncounted[person.kind] += 1;
        self.recount(person, |namers| namers + 1);
    }

    /// Counts someone no longer.
    pub(super) fn drop_rival(&mut self, person: &Person) {
        self.uncounted[person.kind] -= 1;
        self.recount(person, |namers| namers - 1);
    }

    fn recount(&mut self, person: &Person, change: impl Fn(u32) -> u32) {
        for target in &person.wishes {
            if let Target::Stall(stall) = *target
                && self.index.can_use(person.kind, self.index.class(stall))
            {
                self.namers[stall] = change(self.namers[stall]);
                if self.is_free[stall] {
                    self.sort_in(stall);
                }
            }
        }
    }

    fn count_all(&mut self) {
        for (kind, count) in self.uncounted.iter_mut() {
            if *count != 0 {
                for class in &self.index.usable[kind] {
                    self.users[*class] = self.users[*class].saturating_add_signed(*count);
                }
                *count = 0;
            }
        }
    }

    /// What a ring needed may be looked at again.
    pub(super) fn bring_forward(&mut self, ring: RingNo) {
        for stall in self.kept_back.remove(&ring).unwrap_or_default() {
            self.is_kept_back[stall] = false;
            if self.is_free[stall] {
                self.sort_in(stall);
            }
        }
    }

    fn sort_in(&mut self, stall: StallNo) {
        if self.is_kept_back[stall] {
            return;
        }
        if let Some(at) = self.place[stall] {
            self.tree.set(at, Some((self.namers[stall], stall)));
        }
    }

    fn hide(&mut self, stall: StallNo) {
        if let Some(at) = self.place[stall] {
            self.tree.set(at, None);
        }
    }
}

/// What became of a stall that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tested {
    Passed,
    Failed,
    /// It fails as long as this ring is closed.
    Needed(RingNo),
    /// And so do all others of its class.
    AllFailed,
}

fn widen(range: &mut Range<usize>, at: usize) {
    if Range::is_empty(range) {
        *range = at..at + 1;
    } else {
        range.end = at + 1;
    }
}

type Key = Option<(u32, StallNo)>;

/// The smallest key of any range, kept while keys change.
#[derive(Debug)]
struct Tree {
    len: usize,
    /// Node 1 is the root; the leaves follow from `len` on.
    nodes: Vec<Key>,
}

impl Tree {
    fn new(len: usize) -> Self {
        Self {
            len,
            nodes: vec![None; 2 * len],
        }
    }

    fn set(&mut self, at: usize, key: Key) {
        let mut node = at + self.len;
        self.write(node, key);
        while node > 1 {
            node /= 2;
            let smaller = first(self.read(2 * node), self.read(2 * node + 1));
            if self.read(node) == smaller {
                break;
            }
            self.write(node, smaller);
        }
    }

    fn min(&self, range: Range<usize>) -> Key {
        let (mut left, mut right) = (range.start + self.len, range.end + self.len);
        let mut best = None;
        while left < right {
            if left % 2 == 1 {
                best = first(best, self.read(left));
                left += 1;
            }
            if right % 2 == 1 {
                right -= 1;
                best = first(best, self.read(right));
            }
            left /= 2;
            right /= 2;
        }
        best
    }

    fn read(&self, node: usize) -> Key {
        self.nodes.get(node).copied().flatten()
    }

    fn write(&mut self, node: usize, key: Key) {
        if let Some(place) = self.nodes.get_mut(node) {
            *place = key;
        }
    }
}

/// The smaller of two keys; none comes last.
fn first(a: Key, b: Key) -> Key {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
