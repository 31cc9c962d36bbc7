//! Where the blocks of the witness lie, and where they could.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::{Claim, Claims, Reach};
use super::index::Index;
use super::table::{BinNo, ClaimNo, StallNo, Table};

#[derive(Debug)]
pub(super) struct Blocks {
    /// Stalls of the pool that were not taken away.
    open: Table<StallNo, bool>,
    /// The block that lies on a stall, by its first.
    cover: Table<StallNo, Option<StallNo>>,
    laid: BTreeMap<StallNo, Block>,
    of_claim: BTreeMap<ClaimNo, BTreeSet<StallNo>>,
    /// Where a block of each claim could lie if all stalls of the pool were free.
    sites: BTreeMap<ClaimNo, Vec<Vec<StallNo>>>,
    done: Vec<Step>,
}

#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) claim: ClaimNo,
    pub(super) stalls: Vec<StallNo>,
}

#[derive(Debug)]
enum Step {
    Laid(StallNo),
    Lifted(Block),
    Closed(StallNo),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Mark(usize);

impl Blocks {
    pub(super) fn new(index: &Index, claims: &Claims, stalls: &[StallNo]) -> Self {
        let mut open = Table::filled(index.stalls.len(), false);
        for stall in stalls {
            open[*stall] = true;
        }
        let larger = claims.all.iter().filter(|(_, claim)| claim.size > 1);
        let sites = larger.map(|(no, claim)| (no, find_sites(index, claims, claim, stalls)));
        Self {
            sites: sites.collect(),
            cover: Table::filled(index.stalls.len(), None),
            laid: BTreeMap::new(),
            of_claim: BTreeMap::new(),
            open,
            done: Vec::new(),
        }
    }

    /// Where a block of this claim could lie if all stalls of the pool were free.
    pub(super) fn sites(&self, claim: ClaimNo) -> &[Vec<StallNo>] {
        self.sites.get(&claim).map_or(&[], Vec::as_slice)
    }

    pub(super) fn is_open(&self, stall: StallNo) -> bool {
        self.open[stall]
    }

    pub(super) fn cover(&self, stall: StallNo) -> Option<StallNo> {
        self.cover[stall]
    }

    /// Whose the block with this first stall is.
    pub(super) fn claim_of(&self, first: StallNo) -> Option<ClaimNo> {
        self.laid.get(&first).map(|block| block.claim)
    }

    /// All blocks that lie, by their first stall.
    pub(super) fn laid(&self) -> impl Iterator<Item = (StallNo, &Block)> {
        self.laid.iter().map(|(first, block)| (*first, block))
    }

    pub(super) fn any_of(&self, claim: ClaimNo) -> Option<StallNo> {
        self.of_claim.get(&claim)?.first().copied()
    }

    /// How many blocks of this claim lie.
    pub(super) fn count(&self, claim: ClaimNo) -> u32 {
        let firsts = self.of_claim.get(&claim).map_or(0, BTreeSet::len);
        u32::try_from(firsts).unwrap_or(u32::MAX)
    }

    /// How many stalls of a bin blocks lie on.
    pub(super) fn covered(&self, claims: &Claims, bin: BinNo) -> u32 {
        let stalls = self.laid.values().flat_map(|block| &block.stalls);
        let of_bin = stalls.filter(|stall| claims.bins.of[**stall] == Some(bin));
        u32::try_from(of_bin.count()).unwrap_or(u32::MAX)
    }

    pub(super) fn close(&mut self, stall: StallNo) {
        self.open[stall] = false;
        self.done.push(Step::Closed(stall));
    }

    pub(super) fn lay(&mut self, block: Block) {
        if let Some(first) = block.stalls.first().copied() {
            self.put(first, block);
            self.done.push(Step::Laid(first));
        }
    }

    /// Lifts the block with this first stall.
    pub(super) fn lift(&mut self, first: StallNo) -> Option<Block> {
        let block = self.pull(first)?;
        self.done.push(Step::Lifted(block.clone()));
        Some(block)
    }

    pub(super) fn mark(&self) -> Mark {
        Mark(self.done.len())
    }

    pub(super) fn undo(&mut self, mark: Mark) {
        while self.done.len() > mark.0 {
            match self.done.pop() {
                Some(Step::Laid(first)) => drop(self.pull(first)),
                Some(Step::Lifted(block)) => {
                    if let Some(first) = block.stalls.first().copied() {
                        self.put(first, block);
                    }
                }
                Some(Step::Closed(stall)) => self.open[stall] = true,
                None => break,
            }
        }
    }

    pub(super) fn settle(&mut self) {
        self.done.clear();
    }

    fn put(&mut self, first: StallNo, block: Block) {
        for stall in &block.stalls {
            self.cover[*stall] = Some(first);
        }
        self.of_claim.entry(block.claim).or_default().insert(first);
        self.laid.insert(first, block);
    }

    fn pull(&mut self, first: StallNo) -> Option<Block> {
        let block = self.laid.remove(&first)?;
        for stall in &block.stalls {
            self.cover[*stall] = None;
        }
        if let Some(firsts) = self.of_claim.get_mut(&block.claim) {
            firsts.remove(&first);
        }
        Some(block)
    }
}

fn find_sites(
    index: &Index,
    claims: &Claims,
    claim: &Claim,
    stalls: &[StallNo],
) -> Vec<Vec<StallNo>> {
    let suits = |stall: &StallNo| {
        claims.bins.of[*stall].is_some_and(|bin| match &claim.reach {
            Reach::Facts(kind, _) => index.can_use(*kind, claims.bins.class[bin]),
            Reach::Accepted(bins, _) => bins.binary_search(&bin).is_ok(),
            Reach::Kept(kept) => *kept == bin,
        })
    };
    let blocks = stalls.iter().filter(|stall| suits(stall));
    let blocks = blocks.filter_map(|first| index.block(*first, claim.size));
    let mut sites: Vec<_> = blocks.filter(|block| block.iter().all(suits)).collect();
    if let Reach::Accepted(_, hold) = &claim.reach {
        sites.push(hold.keeps.clone());
    }
    sites
}
