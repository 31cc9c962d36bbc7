//! The free stalls of a pool, found by what breaks a tie between equally good ones: fewest
//! later applicants who can use it, fewest of those who name it, smallest id.

use std::collections::BTreeMap;
use std::ops::Range;

use super::index::{Index, Person, Target};
use super::table::{ClassNo, KindNo, PersonNo, Position, RingNo, StallNo, Table, ZoneNo};

#[derive(Debug)]
pub(super) struct Shelves<'a> {
    index: &'a Index<'a>,
    of_class: Table<ClassNo, Shelf>,
    /// Where on the shelf of its class a stall stands.
    place: Table<StallNo, usize>,
    /// Where on those shelves the stalls of a zone stand.
    in_zone: BTreeMap<ZoneNo, BTreeMap<ClassNo, Range<usize>>>,
    state: Table<StallNo, State>,
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

/// The stalls of a class, those of one zone side by side.
#[derive(Debug, Default)]
struct Shelf {
    stalls: Vec<StallNo>,
    tree: Tree,
}

/// What is gone never comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Free,
    SetAside,
    Gone,
}

/// What stalls are compared by; the smallest is chosen.
pub(super) type Rivalry = (u32, u32, StallNo);

impl<'a> Shelves<'a> {
    /// With all of these stalls on them, and the people in this order as rivals.
    pub(super) fn new(
        index: &'a Index<'a>,
        stalls: &[StallNo],
        order: &Table<Position, PersonNo>,
    ) -> Self {
        let mut shelves = Self {
            index,
            of_class: index.classes.iter().map(|_| Shelf::default()).collect(),
            place: Table::filled(index.stalls.len(), 0),
            in_zone: BTreeMap::new(),
            state: Table::filled(index.stalls.len(), State::Gone),
            kept_back: BTreeMap::new(),
            is_kept_back: Table::filled(index.stalls.len(), false),
            namers: Table::filled(index.stalls.len(), 0),
            users: Table::filled(index.classes.len(), 0),
            uncounted: Table::filled(index.usable.len(), 0),
            free: stalls.len(),
        };
        // While the shelves are empty counting costs little.
        shelves.count_rivals(order);
        shelves.put_up(stalls);
        shelves
    }

    fn count_rivals(&mut self, order: &Table<Position, PersonNo>) {
        let mut stands = Table::filled(self.index.people.len(), false);
        for (_, no) in order.iter() {
            stands[*no] = true;
        }
        for (_, kind, wishes) in self.index.in_file().filter(|(no, ..)| stands[*no]) {
            self.uncounted[kind] += 1;
            for stall in self.index.named(kind, wishes) {
                self.namers[stall] += 1;
            }
        }
    }

    fn put_up(&mut self, stalls: &[StallNo]) {
        let mut sorted = stalls.to_vec();
        sorted.sort_unstable_by_key(|stall| (self.index.stalls[*stall].zone, *stall));
        for stall in sorted {
            let card = &self.index.stalls[stall];
            let stalls_of = &mut self.of_class[card.class].stalls;
            let at = stalls_of.len();
            stalls_of.push(stall);
            self.place[stall] = at;
            self.state[stall] = State::Free;
            if let Some(zone) = card.zone {
                let zone = self.in_zone.entry(zone).or_default();
                zone.entry(card.class).or_insert(at..at).end = at + 1;
            }
        }
        for (_, shelf) in self.of_class.iter_mut() {
            let keys = shelf.stalls.iter();
            shelf.tree = Tree::new(keys.map(|stall| (self.namers[*stall], *stall)));
        }
    }

    pub(super) fn remove(&mut self, stall: StallNo) {
        self.leave(stall, State::Gone);
    }

    /// Takes a stall off the shelves that may be asked for all the same.
    pub(super) fn set_aside(&mut self, stall: StallNo) {
        self.leave(stall, State::SetAside);
    }

    fn leave(&mut self, stall: StallNo, state: State) {
        if self.has(stall) {
            self.free -= 1;
            self.hide(stall);
        }
        self.state[stall] = state;
    }

    pub(super) fn has(&self, stall: StallNo) -> bool {
        self.state[stall] == State::Free
    }

    pub(super) fn is_set_aside(&self, stall: StallNo) -> bool {
        self.state[stall] == State::SetAside
    }

    pub(super) fn is_empty(&self) -> bool {
        self.free == 0
    }

    /// All free stalls that this kind can use, in a zone or everywhere.
    pub(super) fn usable(&self, kind: KindNo, zone: Option<ZoneNo>) -> Vec<StallNo> {
        let places = self.places(kind, zone).into_iter();
        let stalls = places.filter_map(|(_, class, range)| {
            let stalls = &self.of_class[class].stalls;
            range.map_or(Some(stalls.as_slice()), |range| stalls.get(range))
        });
        let stalls = stalls.flatten().copied();
        stalls.filter(|stall| self.has(*stall)).collect()
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
        let mut places = self.places(kind, zone);
        let mut hidden = Vec::new();
        let found = loop {
            let Some((best, at)) = self.first_of(&places) else {
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
                    places.swap_remove(at);
                }
            }
        };
        for stall in hidden {
            self.sort_in(stall);
        }
        found
    }

    /// The best stall of these places, and in which of them it is.
    fn first_of(&self, places: &[Where]) -> Option<(StallNo, usize)> {
        let mut fewest = u32::MAX;
        let mut best = None;
        for (at, (users, class, range)) in places.iter().enumerate() {
            if *users > fewest {
                continue;
            }
            let tree = &self.of_class[*class].tree;
            let first = match range {
                Some(range) => tree.min(range.clone()),
                None => tree.min_of_all(),
            };
            if let Some((namers, stall)) = first {
                fewest = *users;
                best = best
                    .min(Some((*users, namers, stall, at)))
                    .or(Some((*users, namers, stall, at)));
            }
        }
        best.map(|(_, _, stall, at)| (stall, at))
    }

    fn places(&self, kind: KindNo, zone: Option<ZoneNo>) -> Vec<Where> {
        let classes = self.index.usable[kind].iter();
        let Some(zone) = zone else {
            return classes
                .map(|class| (self.users[*class], *class, None))
                .collect();
        };
        let in_zone = self.in_zone.get(&zone);
        let range = |class: &ClassNo| in_zone?.get(class).cloned();
        classes
            .filter_map(|class| Some((self.users[*class], *class, Some(range(class)?))))
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

    /// Who names what is gone does not matter any more.
    fn recount(&mut self, person: &Person, change: impl Fn(u32) -> u32) {
        for target in person.wishes {
            if let Target::Stall(stall) = *target
                && self.has(stall)
                && self.index.can_use(person.kind, self.index.class(stall))
            {
                self.namers[stall] = change(self.namers[stall]);
                self.sort_in(stall);
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
            if self.has(stall) {
                self.sort_in(stall);
            }
        }
    }

    fn sort_in(&mut self, stall: StallNo) {
        if !self.is_kept_back[stall] {
            self.set(stall, Some((self.namers[stall], stall)));
        }
    }

    fn hide(&mut self, stall: StallNo) {
        self.set(stall, None);
    }

    fn set(&mut self, stall: StallNo, key: Key) {
        let class = self.index.class(stall);
        self.of_class[class].tree.set(self.place[stall], key);
    }
}

/// Where to look for stalls: how many can use them, their class, and where on its shelf.
type Where = (u32, ClassNo, Option<Range<usize>>);

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

type Key = Option<(u32, StallNo)>;

/// The smallest key of any range, kept while keys change.
#[derive(Debug, Default)]
struct Tree {
    len: usize,
    /// Node 1 is the root; the leaves follow from `len` on.
    nodes: Vec<Key>,
}

impl Tree {
    fn new(keys: impl ExactSizeIterator<Item = (u32, StallNo)>) -> Self {
        let len = keys.len();
        let mut nodes = vec![None; len];
        nodes.extend(keys.map(Some));
        let mut tree = Self { len, nodes };
        for node in (1..len).rev() {
            let smaller = first(tree.read(2 * node), tree.read(2 * node + 1));
            tree.write(node, smaller);
        }
        tree
    }

    fn min_of_all(&self) -> Key {
        self.read(1)
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
