//! Rings: a few stalls, all needed for the promises of a few claims, such as those of holders
//! who would change places with each other. What a short search came to in vain is one, for as
//! long as none of its promises is lifted and the tight sets that it ended at are tight.

use std::collections::BTreeMap;

use super::search::{Node, Search};
use super::table::{BinNo, ClaimNo, Position, RingNo, Table};
use super::tight::{SetNo, Tight};

#[derive(Debug)]
pub(super) struct Rings {
    /// The ring that each was last found in.
    pub(super) of_bin: Table<BinNo, Option<RingNo>>,
    pub(super) of_claim: Table<ClaimNo, Option<RingNo>>,
    all: Table<RingNo, Ring>,
    /// What the search that is under way did not go into.
    met: Vec<RingNo>,
    /// The rings with a stall that was to spare for a while, or that broke, since it was asked.
    opened: Vec<RingNo>,
    /// The rings that are watched, by what they rest on, and the age of the sets.
    watched: BTreeMap<Ground, Vec<RingNo>>,
    age: u32,
}

#[derive(Debug)]
struct Ring {
    claims: Vec<ClaimNo>,
    /// All that it rests on, directly or not.
    grounds: Vec<Ground>,
    /// The age of the sets among them.
    age: u32,
    /// How many of its stalls are to spare.
    spare: u32,
    /// It holds no longer.
    is_broken: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ground {
    Ring(RingNo),
    Set(SetNo),
}

impl Rings {
    pub(super) fn new(bins: usize, claims: usize) -> Self {
        Self {
            of_bin: Table::filled(bins, None),
            of_claim: Table::filled(claims, None),
            all: Table::default(),
            met: Vec::new(),
            opened: Vec::new(),
            watched: BTreeMap::new(),
            age: 0,
        }
    }

    /// A new search begins.
    pub(super) fn restart(&mut self) {
        self.met.clear();
    }

    /// The search that is under way does not go into this ring.
    pub(super) fn meet(&mut self, ring: RingNo) {
        if !self.met.contains(&ring) {
            self.met.push(ring);
        }
    }

    pub(super) fn has_met(&self) -> bool {
        !self.met.is_empty()
    }

    /// Whether all stalls of a ring and of what it rests on are needed.
    pub(super) fn is_closed(&self, ring: RingNo, tight: &Tight) -> bool {
        let ring = &self.all[ring];
        let mut grounds = ring.grounds.iter();
        ring.is_whole() && grounds.all(|ground| self.holds(*ground, ring.age, tight))
    }

    fn holds(&self, ground: Ground, age: u32, tight: &Tight) -> bool {
        match ground {
            Ground::Ring(ring) => self.all[ring].is_whole(),
            Ground::Set(set) => age == tight.age && tight.is_tight(set),
        }
    }

    /// Of all whose promises a ring is needed for, the last in the order.
    pub(super) fn last(&self, ring: RingNo, tight: &mut Tight) -> Option<(Position, ClaimNo)> {
        let own = tight.last_of(&self.all[ring].claims);
        let grounds = self.all[ring].grounds.iter();
        let others = grounds.map(|ground| match ground {
            Ground::Ring(ring) => tight.last_of(&self.all[*ring].claims),
            Ground::Set(set) => tight.last_in(*set),
        });
        others.max().flatten().max(own)
    }

    /// Tells of this ring once it is open.
    pub(super) fn watch(&mut self, ring: RingNo) {
        for ground in &self.all[ring].grounds {
            self.watched.entry(*ground).or_default().push(ring);
        }
    }

    /// The watched rings that are open now.
    pub(super) fn find_opened(&mut self, tight: &Tight) -> Vec<RingNo> {
        let is_old = std::mem::replace(&mut self.age, tight.age) != tight.age;
        let mut opened = std::mem::take(&mut self.opened);
        opened.retain(|ring| !self.all[*ring].is_whole());
        let on_rings = opened.iter();
        let on_rings = on_rings.filter_map(|ring| self.watched.remove(&Ground::Ring(*ring)));
        let on_rings: Vec<Vec<RingNo>> = on_rings.collect();
        opened.extend(on_rings.into_iter().flatten());
        let open = |ground: &Ground, _: &mut Vec<RingNo>| match ground {
            Ground::Ring(_) => false,
            Ground::Set(set) => is_old || !tight.is_tight(*set),
        };
        let on_sets = self.watched.extract_if(.., open);
        opened.extend(on_sets.flat_map(|(_, rings)| rings));
        opened
    }

    /// Keeps what a failed search has come to.
    pub(super) fn keep(&mut self, search: &Search, tight: &Tight) {
        if search.nodes.is_empty() && search.claims.is_empty() {
            return;
        }
        let below = self.met.iter().flat_map(|ring| &self.all[*ring].grounds);
        let mut grounds: Vec<Ground> = below.copied().collect();
        grounds.extend(self.met.iter().map(|ring| Ground::Ring(*ring)));
        grounds.extend(tight.met_sets.iter().map(|set| Ground::Set(*set)));
        grounds.sort_unstable();
        grounds.dedup();
        let ring = self.all.push(Ring {
            claims: search.claims.clone(),
            grounds,
            age: tight.age,
            spare: 0,
            is_broken: false,
        });
        for node in &search.nodes {
            if let Node::Bin(bin) = node {
                let before = self.of_bin[*bin].replace(ring);
                self.break_up(before);
            }
        }
        for claim in &search.claims {
            let before = self.of_claim[*claim].replace(ring);
            self.break_up(before);
        }
    }

    fn break_up(&mut self, ring: Option<RingNo>) {
        if let Some(ring) = ring {
            self.all[ring].is_broken = true;
            self.opened.push(ring);
        }
    }

    /// A promise of this claim is kept with this bin from now on.
    pub(super) fn seat(&mut self, claim: ClaimNo, bin: BinNo) {
        self.shrink(bin);
        let ring = self.of_bin[bin];
        if ring != self.of_claim[claim] {
            self.break_up(ring);
        }
    }

    /// A stall of this bin is to spare no longer.
    pub(super) fn shrink(&mut self, bin: BinNo) {
        if let Some(ring) = self.of_bin[bin] {
            self.all[ring].spare -= 1;
        }
    }

    /// A stall of this bin is to spare.
    pub(super) fn grow(&mut self, bin: BinNo) {
        if let Some(ring) = self.of_bin[bin] {
            self.all[ring].spare += 1;
            self.opened.push(ring);
        }
    }
}

impl Ring {
    fn is_whole(&self) -> bool {
        self.spare == 0 && !self.is_broken
    }
}
