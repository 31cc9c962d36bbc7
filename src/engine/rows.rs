//! The rows of a pool, each packed by itself at its best when every promise has a price.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::{Claim, Reach};
use super::table::{BinNo, ClaimNo, GroupNo, StallNo, Table};
use super::witness::Witness;

#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Each row of the pool in order, cut where a place is missing.
    pub(super) all: Vec<Vec<StallNo>>,
    /// The blocks that can begin at a stall: their size, and whose they can be.
    from: Table<StallNo, Vec<(usize, GroupNo)>>,
    groups: Table<GroupNo, Vec<ClaimNo>>,
    /// Holders whose stalls do not all follow each other.
    pub(super) apart: BTreeSet<ClaimNo>,
}

/// What is paid for each block and each single stall, and by whom.
pub(super) struct Offers<T> {
    blocks: Table<GroupNo, T>,
    singles: Table<BinNo, T>,
}

pub(super) type Offer = (i64, ClaimNo);

/// The offers for one thing.
pub(super) trait Bids: Clone + Default {
    fn add(&mut self, offer: Offer);

    /// The best of what is still wanted.
    fn best(&self, wanted: &Table<ClaimNo, i64>) -> Option<Offer>;
}

/// Only the best is kept, where all that bid stay wanted.
impl Bids for Option<Offer> {
    fn add(&mut self, offer: Offer) {
        *self = (*self).max(Some(offer));
    }

    fn best(&self, _: &Table<ClaimNo, i64>) -> Option<Offer> {
        *self
    }
}

impl Bids for Vec<Offer> {
    fn add(&mut self, offer: Offer) {
        self.push(offer);
    }

    fn best(&self, wanted: &Table<ClaimNo, i64>) -> Option<Offer> {
        let offers = self.iter().filter(|(_, claim)| wanted[*claim] > 0);
        offers.max().copied()
    }
}

/// What is packed at best from a stall of a row to its end.
#[derive(Clone, Copy, Default)]
pub(super) struct Best {
    pub(super) total: i64,
    /// How many stalls the first of it takes, and for which claim.
    pub(super) first: Option<(usize, ClaimNo)>,
}

impl Rows {
    pub(super) fn new(witness: &Witness) -> Self {
        let mut claims_at: BTreeMap<(StallNo, usize), Vec<ClaimNo>> = BTreeMap::new();
        let mut apart = BTreeSet::new();
        for claim in witness.claims.all.numbers() {
            for site in witness.blocks.sites(claim) {
                match first_in_row(witness, site) {
                    Some(first) => {
                        let claims = claims_at.entry((first, site.len())).or_default();
                        if claims.last() != Some(&claim) {
                            claims.push(claim);
                        }
                    }
                    None => drop(apart.insert(claim)),
                }
            }
        }
        let mut rows = Self {
            all: find_rows(witness),
            from: Table::filled(witness.index.stalls.len(), Vec::new()),
            groups: Table::default(),
            apart,
        };
        let mut known = BTreeMap::new();
        for ((first, size), claims) in claims_at {
            let group = known.entry(claims);
            let group = group.or_insert_with_key(|claims| rows.groups.push(claims.clone()));
            rows.from[first].push((size, *group));
        }
        rows
    }

    /// Where in a row a block could lie on free stalls, how large it would be, and whose; in the
    /// order of the row.
    pub(super) fn places(
        &self,
        row: &[StallNo],
        is_free: impl Fn(StallNo) -> bool,
    ) -> impl Iterator<Item = (usize, usize, ClaimNo)> {
        row.iter().enumerate().flat_map(move |(at, first)| {
            let free = row.iter().skip(at).take_while(|stall| is_free(**stall));
            let room = free.count();
            let from = self.from[*first].iter();
            let from = from.filter(move |(size, _)| *size <= room);
            from.flat_map(move |(size, group)| {
                self.groups[*group]
                    .iter()
                    .map(move |claim| (at, *size, *claim))
            })
        })
    }

    /// The best packing of a row with the stalls that may be used, from each of its places on.
    /// Only what is wanted pays.
    pub(super) fn pack<T: Bids>(
        &self,
        witness: &Witness,
        offers: &Offers<T>,
        wanted: &Table<ClaimNo, i64>,
        row: &[StallNo],
        is_open: impl Fn(StallNo) -> bool,
    ) -> Vec<Best> {
        let mut best = vec![Best::default(); row.len() + 1];
        let mut closed_at = row.len();
        for (at, &stall) in row.iter().enumerate().rev() {
            let mut here = Best {
                total: total(&best, at + 1),
                first: None,
            };
            if is_open(stall) {
                let bin = witness.claims.bins.of[stall];
                let single = bin.and_then(|bin| offers.singles[bin].best(wanted));
                here.improve(single, 1, total(&best, at + 1));
                for &(size, group) in &self.from[stall] {
                    if at + size <= closed_at {
                        let block = offers.blocks[group].best(wanted);
                        here.improve(block, size, total(&best, at + size));
                    }
                }
            } else {
                closed_at = at;
            }
            if let Some(place) = best.get_mut(at) {
                *place = here;
            }
        }
        best
    }
}

impl Best {
    fn improve(&mut self, offer: Option<Offer>, size: usize, after: i64) {
        if let Some((price, claim)) = offer
            && price + after > self.total
        {
            self.total = price + after;
            self.first = Some((size, claim));
        }
    }
}

/// What a packed row consists of: where each begins, how many stalls it takes, and for whom.
pub(super) fn packed(best: &[Best]) -> impl Iterator<Item = (usize, usize, ClaimNo)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let here = at;
            match best.get(here)?.first {
                Some((size, claim)) => {
                    at += size;
                    return Some((here, size, claim));
                }
                None => at += 1,
            }
        }
    })
}

pub(super) fn total(best: &[Best], at: usize) -> i64 {
    best.get(at).map_or(0, |best| best.total)
}

fn find_rows(witness: &Witness) -> Vec<Vec<StallNo>> {
    let cards = &witness.index.stalls;
    let in_pool = |stall: &StallNo| witness.claims.bins.of[*stall].is_some();
    let mut rows = Vec::new();
    for stall in cards.numbers().filter(in_pool) {
        if cards[stall].before.is_some_and(|before| in_pool(&before)) {
            continue;
        }
        let follow = |stall: &StallNo| cards[*stall].after.filter(in_pool);
        rows.push(std::iter::successors(Some(stall), follow).collect());
    }
    rows
}

impl<T: Bids> Offers<T> {
    /// What is wanted pays at these prices.
    pub(super) fn new(
        witness: &Witness,
        prices: &Table<ClaimNo, i64>,
        wanted: &Table<ClaimNo, i64>,
    ) -> Self {
        let pays = |claim| wanted[claim] > 0 && prices[claim] > 0;
        let blocks = witness.prices.rows.groups.iter().map(|(_, claims)| {
            let mut bids = T::default();
            for claim in claims.iter().filter(|claim| pays(**claim)) {
                bids.add((prices[*claim], *claim));
            }
            bids
        });
        let mut offers = Self {
            blocks: blocks.collect(),
            singles: Table::filled(witness.claims.bins.class.len(), T::default()),
        };
        for (claim, card) in witness.claims.all.iter() {
            if pays(claim) {
                offers.add_singles(witness, claim, card, prices[claim]);
            }
        }
        offers
    }

    /// The most that is paid for a stall of this bin by itself.
    pub(super) fn single(&self, bin: BinNo) -> i64
    where
        T: Copy + Into<Option<Offer>>,
    {
        self.singles[bin].into().map_or(0, |(price, _)| price)
    }

    /// What is paid for a stall by itself. A holder of several stalls may keep them apart, so
    /// each stall that they accept may earn its share.
    fn add_singles(&mut self, witness: &Witness, claim: ClaimNo, card: &Claim, price: i64) {
        let is_apart = || witness.prices.rows.apart.contains(&claim);
        match &card.reach {
            Reach::Facts(_, classes) if card.size == 1 => {
                let bins = &witness.claims.bins.of_class;
                for bin in classes.iter().flat_map(|class| &bins[*class]) {
                    self.singles[*bin].add((price, claim));
                }
            }
            Reach::Kept(bin) => self.singles[*bin].add((price, claim)),
            Reach::Accepted(all, _) if card.size == 1 || is_apart() => {
                let share = (price + i64::from(card.size) - 1) / i64::from(card.size);
                for bin in all {
                    self.singles[*bin].add((share, claim));
                }
            }
            Reach::Facts(..) | Reach::Accepted(..) => {}
        }
    }
}

/// Where a block begins, if its stalls follow each other in a row.
fn first_in_row(witness: &Witness, site: &[StallNo]) -> Option<StallNo> {
    let len = u32::try_from(site.len()).ok()?;
    let mut firsts = site.iter().copied();
    firsts.find(|first| {
        let block = witness.index.block(*first, len);
        block.is_some_and(|block| block.iter().all(|stall| site.contains(stall)))
    })
}
