//! Whether the promises of one stall each can be kept together.
//!
//! It always holds a witness: an assignment of the promises to bins of stalls that keeps
//! every one of them. A promise is added, or a stall taken away, by moving others along a
//! chain of bins to one with room; when there is no such chain, it cannot be done at all.
//! Whose promise it is does not matter here, only of which claim. What was tried can be
//! taken back.

use std::collections::{BTreeMap, VecDeque};

use super::claims::{Bins, Claims, Reach};
use super::table::{BinNo, ClaimNo, ClassNo, Table};

#[derive(Debug)]
pub(super) struct Matching {
    /// Stalls of each bin that promises may be kept with.
    room: Table<BinNo, u32>,
    /// How many of them the witness uses.
    used: Table<BinNo, u32>,
    /// The witness, from both sides.
    claims_in: Table<BinNo, BTreeMap<ClaimNo, u32>>,
    bins_of: Table<ClaimNo, BTreeMap<BinNo, u32>>,
    spare: u32,
    search: Search,
    done: Vec<Step>,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Seat(ClaimNo, BinNo),
    Unseat(ClaimNo, BinNo),
    Shrink(BinNo),
    Grow(BinNo),
}

/// How much had been done when it was asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark(usize);

impl Matching {
    pub(super) fn new(claims: &Claims, room: Table<BinNo, u32>) -> Self {
        let (bins, count) = (room.len(), claims.all.len());
        Self {
            spare: room.iter().map(|(_, room)| *room).sum(),
            room,
            used: Table::filled(bins, 0),
            claims_in: Table::filled(bins, BTreeMap::new()),
            bins_of: Table::filled(count, BTreeMap::new()),
            search: Search::new(bins, claims.bins.of_class.len(), count),
            done: Vec::new(),
        }
    }

    /// How many stalls are needed by no promise.
    pub(super) fn spare(&self) -> u32 {
        self.spare
    }

    pub(super) fn mark(&self) -> Mark {
        Mark(self.done.len())
    }

    /// Takes back everything since the mark.
    pub(super) fn undo(&mut self, mark: Mark) {
        while self.done.len() > mark.0 {
            match self.done.pop() {
                Some(Step::Seat(claim, bin)) => self.unseat(claim, bin),
                Some(Step::Unseat(claim, bin)) => self.seat(claim, bin),
                Some(Step::Shrink(bin)) => self.grow(bin),
                Some(Step::Grow(bin)) => self.shrink(bin),
                None => break,
            }
            self.done.pop();
        }
    }

    /// Nothing up to here will be taken back.
    pub(super) fn settle(&mut self) {
        self.done.clear();
    }

    /// Seats one more promise of this claim, if all stay keepable.
    pub(super) fn add(&mut self, claims: &Claims, claim: ClaimNo) -> bool {
        if self.spare == 0 {
            return false;
        }
        self.search.restart();
        let end = self
            .reach(claims, claim, None)
            .or_else(|| self.find_room(claims));
        let Some(end) = end else { return false };
        let bin = self.shift_along(end);
        self.seat(claim, bin);
        true
    }

    /// Seats a promise in a bin that has room.
    pub(super) fn add_in(&mut self, claim: ClaimNo, bin: BinNo) {
        self.seat(claim, bin);
    }

    /// Lifts one promise of this claim.
    pub(super) fn lift(&mut self, claim: ClaimNo) {
        let bin = self.bins_of[claim].keys().next().copied();
        if let Some(bin) = bin {
            self.unseat(claim, bin);
        }
    }

    /// Takes a stall of this bin away, if all stay keepable.
    pub(super) fn take(&mut self, claims: &Claims, bin: BinNo) -> bool {
        if self.used[bin] >= self.room[bin] {
            self.search.restart();
            self.search.reach(bin, None);
            let Some(end) = self.find_room(claims) else {
                return false;
            };
            self.shift_along(end);
        }
        self.shrink(bin);
        true
    }

    /// Takes a stall of this bin away whatever comes of it: the claim that lost its place.
    pub(super) fn force(&mut self, claims: &Claims, bin: BinNo) -> Option<ClaimNo> {
        if self.take(claims, bin) {
            return None;
        }
        let claim = self.claims_in[bin].keys().next().copied();
        if let Some(claim) = claim {
            self.unseat(claim, bin);
        }
        self.shrink(bin);
        claim
    }

    /// Adds a stall of this bin.
    pub(super) fn put_back(&mut self, bin: BinNo) {
        self.grow(bin);
    }

    /// How many stalls of a bin there are.
    pub(super) fn room(&self, bin: BinNo) -> u32 {
        self.room[bin]
    }

    /// How many promises of this claim there are.
    pub(super) fn count(&self, claim: ClaimNo) -> u32 {
        self.bins_of[claim].values().sum()
    }

    /// The claims whose promises stood in the way when the last answer was no.
    pub(super) fn in_the_way(&self) -> impl Iterator<Item = ClaimNo> {
        self.search.claims.iter().copied()
    }

    /// The bins that the last search came to.
    pub(super) fn was_reached(&self, bin: BinNo) -> bool {
        self.search.was_reached(bin)
    }

    /// How many stalls of a bin no promise needs.
    pub(super) fn room_left(&self, bin: BinNo) -> u32 {
        self.room[bin] - self.used[bin]
    }

    /// Goes on from the bins that were reached to one with room.
    fn find_room(&mut self, claims: &Claims) -> Option<BinNo> {
        while let Some(bin) = self.search.queue.pop_front() {
            let mut inside = std::mem::take(&mut self.claims_in[bin]);
            let mut found = None;
            for &claim in inside.keys() {
                if self.search.enter(claim) {
                    found = self.reach(claims, claim, Some((bin, claim)));
                    if found.is_some() {
                        break;
                    }
                }
            }
            std::mem::swap(&mut self.claims_in[bin], &mut inside);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Reaches what keeps a claim, by a link, up to the first bin with room.
    fn reach(
        &mut self,
        claims: &Claims,
        claim: ClaimNo,
        link: Option<(BinNo, ClaimNo)>,
    ) -> Option<BinNo> {
        match &claims.all[claim].reach {
            Reach::Facts(_, classes) => {
                let mut classes = classes.iter();
                classes.find_map(|class| self.reach_class(&claims.bins, *class, link))
            }
            Reach::Accepted(bins, _) => self.reach_bins(bins, link),
        }
    }

    fn reach_class(
        &mut self,
        bins: &Bins,
        class: ClassNo,
        link: Option<(BinNo, ClaimNo)>,
    ) -> Option<BinNo> {
        if self.search.open(class) {
            self.reach_bins(&bins.of_class[class], link)
        } else {
            None
        }
    }

    fn reach_bins(&mut self, bins: &[BinNo], link: Option<(BinNo, ClaimNo)>) -> Option<BinNo> {
        bins.iter().copied().find(|&bin| {
            let new = self.search.reach(bin, link);
            new && self.used[bin] < self.room[bin]
        })
    }

    /// Moves one promise along each link of the chain that was found, and says where
    /// it began: there is room now.
    fn shift_along(&mut self, end: BinNo) -> BinNo {
        let mut bin = end;
        while let Some((before, claim)) = self.search.came_from[bin] {
            self.unseat(claim, before);
            self.seat(claim, bin);
            bin = before;
        }
        bin
    }

    fn seat(&mut self, claim: ClaimNo, bin: BinNo) {
        *self.claims_in[bin].entry(claim).or_default() += 1;
        *self.bins_of[claim].entry(bin).or_default() += 1;
        self.used[bin] += 1;
        self.spare -= 1;
        self.done.push(Step::Seat(claim, bin));
    }

    fn unseat(&mut self, claim: ClaimNo, bin: BinNo) {
        decrease(&mut self.claims_in[bin], &claim);
        decrease(&mut self.bins_of[claim], &bin);
        self.used[bin] -= 1;
        self.spare += 1;
        self.done.push(Step::Unseat(claim, bin));
    }

    fn shrink(&mut self, bin: BinNo) {
        self.room[bin] -= 1;
        self.spare -= 1;
        self.done.push(Step::Shrink(bin));
    }

    fn grow(&mut self, bin: BinNo) {
        self.room[bin] += 1;
        self.spare += 1;
        self.done.push(Step::Grow(bin));
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
    reached: Table<BinNo, u64>,
    opened: Table<ClassNo, u64>,
    entered: Table<ClaimNo, u64>,
    came_from: Table<BinNo, Option<(BinNo, ClaimNo)>>,
    queue: VecDeque<BinNo>,
    claims: Vec<ClaimNo>,
}

impl Search {
    fn new(bins: usize, classes: usize, claims: usize) -> Self {
        Self {
            round: 0,
            reached: Table::filled(bins, 0),
            opened: Table::filled(classes, 0),
            entered: Table::filled(claims, 0),
            came_from: Table::filled(bins, None),
            queue: VecDeque::new(),
            claims: Vec::new(),
        }
    }

    fn restart(&mut self) {
        self.round += 1;
        self.queue.clear();
        self.claims.clear();
    }

    /// Notes how a bin was reached, if it is new.
    fn reach(&mut self, bin: BinNo, link: Option<(BinNo, ClaimNo)>) -> bool {
        let new = self.reached[bin] != self.round;
        if new {
            self.reached[bin] = self.round;
            self.came_from[bin] = link;
            self.queue.push_back(bin);
        }
        new
    }

    fn was_reached(&self, bin: BinNo) -> bool {
        self.reached[bin] == self.round
    }

    /// Whether a class is come to for the first time.
    fn open(&mut self, class: ClassNo) -> bool {
        let first = self.opened[class] != self.round;
        self.opened[class] = self.round;
        first
    }

    fn enter(&mut self, claim: ClaimNo) -> bool {
        let first = self.entered[claim] != self.round;
        if first {
            self.entered[claim] = self.round;
            self.claims.push(claim);
        }
        first
    }
}
