//! Whether promises can be kept together.
//!
//! It always holds a witness: an assignment of the promises to classes of stalls that
//! keeps every one of them. A promise is added, or a stall taken away, by moving others
//! along a chain of classes to one with room; when there is no such chain, it cannot be
//! done at all. Whose promise it is does not matter here, only of what kind they are.

use std::collections::{BTreeMap, VecDeque};

use super::table::{ClassNo, KindNo, Table};

#[derive(Debug)]
pub(super) struct Matching<'a> {
    usable: &'a Table<KindNo, Vec<ClassNo>>,
    /// Stalls of each class that promises may be kept with.
    room: Table<ClassNo, u32>,
    /// How many of them the witness uses.
    used: Table<ClassNo, u32>,
    /// The witness, from both sides.
    kinds_in: Table<ClassNo, BTreeMap<KindNo, u32>>,
    classes_of: Table<KindNo, BTreeMap<ClassNo, u32>>,
    spare: u32,
    search: Search,
}

impl<'a> Matching<'a> {
    pub(super) fn new(usable: &'a Table<KindNo, Vec<ClassNo>>, room: Table<ClassNo, u32>) -> Self {
        let (classes, kinds) = (room.len(), usable.len());
        Self {
            usable,
            spare: room.iter().map(|(_, room)| *room).sum(),
            room,
            used: Table::filled(classes, 0),
            kinds_in: Table::filled(classes, BTreeMap::new()),
            classes_of: Table::filled(kinds, BTreeMap::new()),
            search: Search::new(classes, kinds),
        }
    }

    /// Whether some stall is needed by no promise.
    pub(super) fn has_spare(&self) -> bool {
        self.spare > 0
    }

    /// Makes one more promise to this kind, if all stay keepable.
    pub(super) fn promise(&mut self, kind: KindNo) -> bool {
        let Some(end) = self.find_room(kind) else {
            return false;
        };
        let class = self.shift_along(end);
        self.seat(kind, class);
        true
    }

    /// Whether one more promise to this kind could be made.
    pub(super) fn can_promise(&mut self, kind: KindNo) -> bool {
        self.find_room(kind).is_some()
    }

    /// Lifts one promise to this kind.
    pub(super) fn lift(&mut self, kind: KindNo) {
        let class = self.classes_of[kind].keys().next().copied();
        if let Some(class) = class {
            self.unseat(kind, class);
        }
    }

    /// Whether a stall of this class can go while all promises stay keepable.
    pub(super) fn can_take(&mut self, class: ClassNo) -> bool {
        self.room[class] > 0 && self.find_chain(&[class]).is_some()
    }

    /// Takes a stall of this class away; `can_take` has said that it may go.
    pub(super) fn take(&mut self, class: ClassNo) {
        if let Some(end) = self.find_chain(&[class]) {
            self.shift_along(end);
            self.room[class] -= 1;
            self.spare -= 1;
        }
    }

    /// Adds a stall of this class.
    pub(super) fn put_back(&mut self, class: ClassNo) {
        self.room[class] += 1;
        self.spare += 1;
    }

    /// The kinds whose promises stood in the way when the last answer was no.
    pub(super) fn kinds_in_the_way(&self) -> impl Iterator<Item = KindNo> {
        self.search.kinds.iter().copied()
    }

    fn find_room(&mut self, kind: KindNo) -> Option<ClassNo> {
        let usable = self.usable;
        if self.spare == 0 {
            return None;
        }
        self.find_chain(&usable[kind])
    }

    /// The end of a chain from one of these classes to one with spare room.
    fn find_chain(&mut self, starts: &[ClassNo]) -> Option<ClassNo> {
        self.search.restart();
        if let Some(end) = self.reach(starts, None) {
            return Some(end);
        }
        while let Some(class) = self.search.queue.pop_front() {
            let mut kinds = self.kinds_in[class].keys().copied();
            let kinds: Vec<KindNo> = kinds.by_ref().filter(|k| self.search.enter(*k)).collect();
            for kind in kinds {
                let usable = self.usable;
                let link = Some((class, kind));
                if let Some(end) = self.reach(&usable[kind], link) {
                    return Some(end);
                }
            }
        }
        None
    }

    /// Reaches these classes by a link, up to the first with spare room.
    fn reach(&mut self, classes: &[ClassNo], link: Option<(ClassNo, KindNo)>) -> Option<ClassNo> {
        classes.iter().copied().find(|&class| {
            let new = self.search.reach(class, link);
            new && self.used[class] < self.room[class]
        })
    }

    /// Moves one promise along each link of the chain that was found, and says where
    /// it began: there is room now.
    fn shift_along(&mut self, end: ClassNo) -> ClassNo {
        let mut class = end;
        while let Some((before, kind)) = self.search.came_from[class] {
            self.unseat(kind, before);
            self.seat(kind, class);
            class = before;
        }
        class
    }

    fn seat(&mut self, kind: KindNo, class: ClassNo) {
        *self.kinds_in[class].entry(kind).or_default() += 1;
        *self.classes_of[kind].entry(class).or_default() += 1;
        self.used[class] += 1;
        self.spare -= 1;
    }

    fn unseat(&mut self, kind: KindNo, class: ClassNo) {
        decrease(&mut self.kinds_in[class], &kind);
        decrease(&mut self.classes_of[kind], &class);
        self.used[class] -= 1;
        self.spare += 1;
    }
}

fn decrease<K: Ord>(counts: &mut BTreeMap<K, u32>, key: &K) {
    if let Some(count) = counts.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(key);
        }
    }
}

/// The state of one breadth-first search, kept so that none has to be made anew.
#[derive(Debug)]
struct Search {
    round: u64,
    reached: Table<ClassNo, u64>,
    entered: Table<KindNo, u64>,
    came_from: Table<ClassNo, Option<(ClassNo, KindNo)>>,
    queue: VecDeque<ClassNo>,
    kinds: Vec<KindNo>,
}

impl Search {
    fn new(classes: usize, kinds: usize) -> Self {
        Self {
            round: 0,
            reached: Table::filled(classes, 0),
            entered: Table::filled(kinds, 0),
            came_from: Table::filled(classes, None),
            queue: VecDeque::new(),
            kinds: Vec::new(),
        }
    }

    fn restart(&mut self) {
        self.round += 1;
        self.queue.clear();
        self.kinds.clear();
    }

    /// Notes how a class was reached, if it is new.
    fn reach(&mut self, class: ClassNo, link: Option<(ClassNo, KindNo)>) -> bool {
        let new = self.reached[class] != self.round;
        if new {
            self.reached[class] = self.round;
            self.came_from[class] = link;
            self.queue.push_back(class);
        }
        new
    }

    fn enter(&mut self, kind: KindNo) -> bool {
        let first = self.entered[kind] != self.round;
        if first {
            self.entered[kind] = self.round;
            self.kinds.push(kind);
        }
        first
    }
}
