//! An assignment of promises to bins of stalls, from both sides.

use std::collections::{BTreeMap, BTreeSet};

use super::search::Node;
use super::table::{BinNo, ClaimNo, ClassNo, Table};

#[derive(Debug)]
pub(super) struct Assignment {
    /// Stalls of each bin that promises may be kept with.
    room: Table<BinNo, u32>,
    /// How many of them are used.
    used: Table<BinNo, u32>,
    claims_in: Table<BinNo, BTreeMap<ClaimNo, u32>>,
    bins_of: Table<ClaimNo, BTreeMap<BinNo, u32>>,
    /// The same for all bins of a class together.
    claims_in_class: Table<ClassNo, BTreeMap<ClaimNo, u32>>,
    /// The bins with room left.
    roomy: BTreeSet<BinNo>,
    class: Table<BinNo, ClassNo>,
    spare: u32,
}

impl Assignment {
    pub(super) fn new(
        room: Table<BinNo, u32>,
        class: Table<BinNo, ClassNo>,
        classes: usize,
        claims: usize,
    ) -> Self {
        let roomy = room.iter().filter(|(_, room)| **room > 0);
        Self {
            used: Table::filled(room.len(), 0),
            claims_in: Table::filled(room.len(), BTreeMap::new()),
            bins_of: Table::filled(claims, BTreeMap::new()),
            claims_in_class: Table::filled(classes, BTreeMap::new()),
            roomy: roomy.map(|(bin, _)| bin).collect(),
            spare: room.iter().map(|(_, room)| *room).sum(),
            room,
            class,
        }
    }

    /// How many stalls are used by no promise.
    pub(super) fn spare(&self) -> u32 {
        self.spare
    }

    pub(super) fn class(&self, bin: BinNo) -> ClassNo {
        self.class[bin]
    }

    /// How many stalls of a bin there are.
    pub(super) fn room(&self, bin: BinNo) -> u32 {
        self.room[bin]
    }

    /// How many stalls of a bin no promise uses.
    pub(super) fn room_left(&self, bin: BinNo) -> u32 {
        self.room[bin] - self.used[bin]
    }

    /// How many promises of this claim there are.
    pub(super) fn count(&self, claim: ClaimNo) -> u32 {
        self.bins_of[claim].values().sum()
    }

    pub(super) fn any_bin_of(&self, claim: ClaimNo) -> Option<BinNo> {
        self.bins_of[claim].keys().next().copied()
    }

    pub(super) fn any_claim_in(&self, bin: BinNo) -> Option<ClaimNo> {
        self.claims_in[bin].keys().next().copied()
    }

    /// The claims with promises in a node.
    pub(super) fn inside(&mut self, node: Node) -> &mut BTreeMap<ClaimNo, u32> {
        match node {
            Node::Bin(bin) => &mut self.claims_in[bin],
            Node::Class(class) => &mut self.claims_in_class[class],
        }
    }

    /// The first with room left of bins that follow each other.
    pub(super) fn first_with_room(&self, bins: &[BinNo]) -> Option<BinNo> {
        let mut roomy = self.roomy.range(bins.first()?..=bins.last()?);
        roomy.next().copied()
    }

    /// The first with a promise of this claim of bins that follow each other.
    pub(super) fn first_with(&self, claim: ClaimNo, bins: &[BinNo]) -> Option<BinNo> {
        let mut seats = self.bins_of[claim].range(bins.first()?..=bins.last()?);
        seats.next().map(|(bin, _)| *bin)
    }

    pub(super) fn seat(&mut self, claim: ClaimNo, bin: BinNo) {
        *self.claims_in[bin].entry(claim).or_default() += 1;
        *self.claims_in_class[self.class[bin]]
            .entry(claim)
            .or_default() += 1;
        *self.bins_of[claim].entry(bin).or_default() += 1;
        self.used[bin] += 1;
        self.spare -= 1;
        self.look_at(bin);
    }

    pub(super) fn unseat(&mut self, claim: ClaimNo, bin: BinNo) {
        decrease(&mut self.claims_in[bin], &claim);
        decrease(&mut self.claims_in_class[self.class[bin]], &claim);
        decrease(&mut self.bins_of[claim], &bin);
        self.used[bin] -= 1;
        self.spare += 1;
        self.look_at(bin);
    }

    pub(super) fn shrink(&mut self, bin: BinNo) {
        self.room[bin] -= 1;
        self.spare -= 1;
        self.look_at(bin);
    }

    pub(super) fn grow(&mut self, bin: BinNo) {
        self.room[bin] += 1;
        self.spare += 1;
        self.look_at(bin);
    }

    /// Whether there is room left in a bin may have changed.
    fn look_at(&mut self, bin: BinNo) {
        if self.room_left(bin) > 0 {
            self.roomy.insert(bin);
        } else {
            self.roomy.remove(&bin);
        }
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
