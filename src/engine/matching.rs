//! Whether the promises of one stall each can be kept together.
//!
//! It always holds a witness: an assignment of the promises to bins of stalls that keeps
//! every one of them. A promise is added, or a stall taken away, by moving others along a
//! chain of bins to one with room; when there is no such chain, it cannot be done at all.
//! Whose promise it is does not matter here, only of which claim. What was tried can be
//! taken back.

use super::assignment::Assignment;
use super::claims::{Claims, Reach};
use super::rings::Rings;
use super::search::{Link, Node, Search};
use super::table::{BinNo, ClaimNo, ClassNo, Position, RingNo, Table};
use super::tight::{SetNo, Tight};

#[derive(Debug)]
pub(super) struct Matching {
    /// The witness.
    kept: Assignment,
    search: Search,
    tight: Tight,
    rings: Rings,
    /// What a search looks for: where promises of this claim are kept, the last of which has
    /// this place in the order; or else room.
    goal: Option<(Position, ClaimNo)>,
    with_rings: bool,
    done: Vec<Step>,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Seat(ClaimNo, BinNo),
    Unseat(ClaimNo, BinNo),
    Shrink(BinNo),
    Grow(BinNo),
}

#[derive(Clone, Copy)]
enum Start {
    Claim(ClaimNo),
    Bin(BinNo),
}

/// How much had been done when it was asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark(usize);

impl Matching {
    pub(super) fn new(claims: &Claims, room: Table<BinNo, u32>) -> Self {
        let (bins, count) = (room.len(), claims.all.len());
        let classes = claims.bins.of_class.len();
        Self {
            kept: Assignment::new(room, claims.bins.class.clone(), classes, count),
            search: Search::new(bins, classes, count),
            tight: Tight::new(bins, classes, count),
            rings: Rings::new(bins, count),
            goal: None,
            with_rings: false,
            done: Vec::new(),
        }
    }

    /// The witness.
    pub(super) fn kept(&self) -> &Assignment {
        &self.kept
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
        if self.kept.spare() == 0 {
            return false;
        }
        let Some(end) = self.search(claims, Start::Claim(claim)) else {
            return false;
        };
        let bin = self.shift_along(claims, end);
        self.seat(claim, bin);
        true
    }

    /// Seats a promise in a bin that has room.
    pub(super) fn add_in(&mut self, claim: ClaimNo, bin: BinNo) {
        self.seat(claim, bin);
    }

    /// Lifts one promise of this claim.
    pub(super) fn lift(&mut self, claim: ClaimNo) {
        if let Some(bin) = self.kept.any_bin_of(claim) {
            self.unseat(claim, bin);
        }
    }

    /// Takes a stall of this bin away, if all stay keepable.
    pub(super) fn take(&mut self, claims: &Claims, bin: BinNo) -> bool {
        if self.kept.room_left(bin) == 0 {
            let Some(end) = self.search(claims, Start::Bin(bin)) else {
                return false;
            };
            self.shift_along(claims, end);
        }
        self.shrink(bin);
        true
    }

    /// Takes a stall of this bin away whatever comes of it: the claim that lost its place.
    pub(super) fn force(&mut self, claims: &Claims, bin: BinNo) -> Option<ClaimNo> {
        if self.take(claims, bin) {
            return None;
        }
        let claim = self.kept.any_claim_in(bin);
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

    /// Who is the last in the order with a promise of this claim.
    pub(super) fn note_last(&mut self, claim: ClaimNo, last: Option<Position>) {
        self.tight.note_last(claim, last);
    }

    /// When a stall of this bin cannot be taken away: the last in the order of those whose
    /// promises stand in the way.
    pub(super) fn last_in_the_way(&mut self, claims: &Claims, bin: BinNo) -> Option<Position> {
        loop {
            let last = self.last_around(bin)?;
            // If the way does not lead there, the set that was known had become too large.
            if self.leads_to(claims, bin, last) {
                return Some(last.0);
            }
        }
    }

    /// The last in the order of those whose promises need what is known to be tight around a
    /// bin; it may be more than needs to be.
    fn last_around(&mut self, bin: BinNo) -> Option<(Position, ClaimNo)> {
        let ring = self.ring_around(bin);
        let sets = self
            .tight
            .around(bin, self.kept.class(bin))
            .into_iter()
            .flatten();
        let sets: Vec<SetNo> = sets.filter(|set| self.tight.is_tight(*set)).collect();
        let tight = &mut self.tight;
        let in_ring = ring.map(|ring| self.rings.last(ring, tight));
        let in_sets = sets.into_iter().map(|set| tight.last_in(set));
        in_ring
            .into_iter()
            .chain(in_sets.collect::<Vec<_>>())
            .min()?
    }

    /// Whether no stall of a class can be taken away, by what was found out so far.
    pub(super) fn needs_all(&self, class: ClassNo) -> bool {
        self.tight.is_class_tight(class)
    }

    /// The bins that the last search came to.
    pub(super) fn was_reached(&self, bin: BinNo) -> bool {
        let class = self.kept.class(bin);
        self.search.has_reached(bin, class) || self.tight.was_met(bin, class)
    }

    /// The ring of promises that needs a bin.
    pub(super) fn ring_around(&self, bin: BinNo) -> Option<RingNo> {
        self.rings.of_bin[bin].filter(|ring| self.rings.is_closed(*ring, &self.tight))
    }

    /// Tells of this ring once it is open.
    pub(super) fn watch(&mut self, ring: RingNo) {
        self.rings.watch(ring);
    }

    /// The watched rings that are open now.
    pub(super) fn find_opened(&mut self) -> Vec<RingNo> {
        self.rings.find_opened(&self.tight)
    }

    fn leads_to(&mut self, claims: &Claims, bin: BinNo, last: (Position, ClaimNo)) -> bool {
        self.goal = Some(last);
        let end = self.search(claims, Start::Bin(bin));
        self.goal = None;
        end.is_some()
    }

    /// Looks for a bin with room, or for the goal. What it came to in vain is kept.
    fn search(&mut self, claims: &Claims, start: Start) -> Option<BinNo> {
        self.with_rings = !claims.has_blocks;
        self.start(claims, start).or_else(|| {
            if self.with_rings && self.search.is_ring() {
                self.rings.keep(&self.search, &self.tight);
                return None;
            }
            // What does not rest on rings has to be searched without them.
            let is_done = !std::mem::replace(&mut self.with_rings, false) || !self.rings.has_met();
            let end = if is_done {
                self.go_on(claims)
            } else {
                self.start(claims, start)
            };
            if end.is_none() {
                self.tight.keep(&self.search);
            }
            end
        })
    }

    fn start(&mut self, claims: &Claims, start: Start) -> Option<BinNo> {
        self.search.restart();
        self.tight.restart();
        self.rings.restart();
        let end = match start {
            Start::Claim(claim) => self.enter(claims, claim, None),
            Start::Bin(bin) => self.reach_bin(bin, None),
        };
        end.or_else(|| self.go_on(claims))
    }

    /// Goes on from what was reached, with rings only as far as it may be one itself.
    fn go_on(&mut self, claims: &Claims) -> Option<BinNo> {
        while !self.with_rings || self.search.is_ring() {
            let node = self.search.next()?;
            let inside = std::mem::take(self.kept.inside(node));
            let mut claims_inside = inside.keys().copied();
            let end =
                claims_inside.find_map(|claim| self.enter(claims, claim, Some((node, claim))));
            *self.kept.inside(node) = inside;
            if end.is_some() {
                return end;
            }
        }
        None
    }

    /// Whether a search need not go into what is known: there is no room, and no goal.
    fn stops(&mut self, ring: Option<RingNo>, sets: [Option<SetNo>; 2]) -> bool {
        if let Some(ring) =
            ring.filter(|ring| self.with_rings && self.rings.is_closed(*ring, &self.tight))
            && (self.goal.is_none() || self.rings.last(ring, &mut self.tight) < self.goal)
        {
            self.rings.meet(ring);
            return true;
        }
        sets.into_iter().flatten().any(|set| {
            let stops = self.tight.is_tight(set)
                && (self.goal.is_none() || self.tight.last_in(set) < self.goal);
            if stops {
                self.tight.meet(set);
            }
            stops
        })
    }

    /// Reaches what keeps a claim, by a link, up to the first bin with room.
    fn enter(&mut self, claims: &Claims, claim: ClaimNo, link: Option<Link>) -> Option<BinNo> {
        let (ring, set) = (self.rings.of_claim[claim], self.tight.of_claim[claim]);
        if self.stops(ring, [set, None]) || !self.search.enter(claim) {
            return None;
        }
        match &claims.all[claim].reach {
            Reach::Facts(_, classes) => {
                let mut classes = classes.iter();
                classes.find_map(|class| self.reach_class(claims, *class, link))
            }
            Reach::Accepted(bins, _) => {
                let mut bins = bins.iter();
                bins.find_map(|bin| self.reach_bin(*bin, link))
            }
            Reach::Kept(bin) => self.reach_bin(*bin, link),
        }
    }

    fn reach_class(
        &mut self,
        claims: &Claims,
        class: ClassNo,
        link: Option<Link>,
    ) -> Option<BinNo> {
        let set = self.tight.of_class[class];
        if self.stops(None, [set, None]) || !self.search.reach_class(class, link) {
            return None;
        }
        let bins = &claims.bins.of_class[class];
        let end = match self.goal {
            None => self.kept.first_with_room(bins),
            Some((_, claim)) => self.kept.first_with(claim, bins),
        };
        if let Some(bin) = end {
            self.search.arrive(bin, link);
        }
        end
    }

    fn reach_bin(&mut self, bin: BinNo, link: Option<Link>) -> Option<BinNo> {
        let class = self.kept.class(bin);
        let (ring, sets) = (self.rings.of_bin[bin], self.tight.around(bin, class));
        if self.stops(ring, sets) || !self.search.reach_bin(bin, class, link) {
            return None;
        }
        let is_end = match self.goal {
            None => self.kept.room_left(bin) > 0,
            Some((_, claim)) => self.kept.first_with(claim, &[bin]).is_some(),
        };
        is_end.then_some(bin)
    }

    /// Moves one promise along each link of the chain that was found, and says where
    /// it began: there is room now.
    fn shift_along(&mut self, claims: &Claims, end: BinNo) -> BinNo {
        let mut bin = end;
        let mut link = self.search.link(Node::Bin(bin));
        while let Some((node, claim)) = link {
            let Some(before) = self.find_seat(claims, claim, node) else {
                break;
            };
            self.unseat(claim, before);
            self.seat(claim, bin);
            bin = before;
            link = self.search.link(node);
        }
        bin
    }

    /// Where in a node a promise of this claim is kept.
    fn find_seat(&self, claims: &Claims, claim: ClaimNo, node: Node) -> Option<BinNo> {
        match node {
            Node::Bin(bin) => Some(bin),
            Node::Class(class) => self.kept.first_with(claim, &claims.bins.of_class[class]),
        }
    }

    fn seat(&mut self, claim: ClaimNo, bin: BinNo) {
        self.kept.seat(claim, bin);
        self.tight.seat(claim, bin, self.kept.class(bin));
        self.rings.seat(claim, bin);
        self.done.push(Step::Seat(claim, bin));
    }

    fn unseat(&mut self, claim: ClaimNo, bin: BinNo) {
        self.kept.unseat(claim, bin);
        self.tight.grow(bin, self.kept.class(bin));
        self.rings.grow(bin);
        self.done.push(Step::Unseat(claim, bin));
    }

    fn shrink(&mut self, bin: BinNo) {
        self.kept.shrink(bin);
        self.tight.shrink(bin, self.kept.class(bin));
        self.rings.shrink(bin);
        self.done.push(Step::Shrink(bin));
    }

    fn grow(&mut self, bin: BinNo) {
        self.kept.grow(bin);
        self.tight.grow(bin, self.kept.class(bin));
        self.rings.grow(bin);
        self.done.push(Step::Grow(bin));
    }
}
