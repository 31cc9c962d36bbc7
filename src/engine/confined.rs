//! Prices from a promise of one stall that found no place: all stalls that could be freed for
//! it are worth the most, and all others nothing. Where those who cannot do without these
//! stalls need more than there are, this is the shortest proof.

use super::claims::{Claim, Reach};
use super::packing;
use super::prices::UNIT;
use super::table::{BinNo, ClaimNo, StallNo, Table};
use super::witness::Witness;

/// So many places are tried for what is displaced before a promise of one stall finds none.
const TRIES: usize = 8;

pub(super) fn prices(witness: &mut Witness, pending: &[ClaimNo]) -> Option<Table<ClaimNo, i64>> {
    let mark = witness.mark();
    let needed = find_needed(witness, pending.to_vec());
    witness.undo(mark);
    let needed = needed?;
    let prices = witness.claims.all.iter();
    let prices = prices.map(|(claim, card)| UNIT * fewest(witness, &needed, claim, card));
    Some(prices.collect())
}

/// The bins that a promise of one stall came to in vain.
fn find_needed(witness: &mut Witness, mut pending: Vec<ClaimNo>) -> Option<Table<BinNo, bool>> {
    for _ in 0..TRIES {
        let sizes = pending.iter().map(|claim| witness.claims.all[*claim].size);
        let (at, _) = sizes.enumerate().min_by_key(|(_, size)| *size)?;
        let claim = pending.swap_remove(at);
        if witness.claims.all[claim].size > 1 {
            let site = packing::best_sites(witness, claim, &[])
                .into_iter()
                .next()?;
            pending.extend(packing::place(witness, claim, &site));
        } else if !witness.matching.add(&witness.claims, claim) {
            let bins = witness.claims.bins.class.numbers();
            let reached = bins.map(|bin| witness.matching.was_reached(bin));
            return Some(reached.collect());
        }
    }
    None
}

/// How many of the needed stalls a promise of this claim takes at least.
fn fewest(witness: &Witness, needed: &Table<BinNo, bool>, claim: ClaimNo, card: &Claim) -> i64 {
    let bins = &witness.claims.bins;
    if card.size == 1 {
        let others = |bin: &BinNo| !needed[*bin] && witness.is_open(*bin);
        let needs = match &card.reach {
            Reach::Facts(_, classes) => {
                let mut all = classes.iter().flat_map(|class| &bins.of_class[*class]);
                !all.any(others)
            }
            Reach::Accepted(all, _) => !all.iter().any(others),
            Reach::Kept(bin) => !others(bin),
        };
        return i64::from(needs);
    }
    let is_needed = |stall: &&StallNo| bins.of[**stall].is_some_and(|bin| needed[bin]);
    let sites = witness.blocks.sites(claim).iter();
    let open = sites.filter(|site| site.iter().all(|stall| witness.blocks.is_open(*stall)));
    let counts = open.map(|site| site.iter().filter(is_needed).count());
    counts
        .min()
        .and_then(|count| i64::try_from(count).ok())
        .unwrap_or_default()
}
