//! Proofs that promises cannot be kept together.
//!
//! Put a price on every promise. If even the most that the stalls of all rows can earn at
//! these prices, each row packed by itself, is less than all promises are worth, they cannot
//! all be kept. Any prices will do for a proof, and integers leave no doubt about it; they are
//! found by raising the price of what is packed too seldom and lowering the others.

use super::claims::Reach;
use super::table::{BinNo, ClaimNo, StallNo, Table};
use super::witness::Witness;

/// The price of a stall to begin with.
const UNIT: i64 = 1 << 12;
const ROUNDS: usize = 40;
/// How many proofs are kept to be tried again.
const KEPT: usize = 8;

#[derive(Debug, Default)]
pub(super) struct Prices {
    /// Each row of the pool in order, cut where a place is missing.
    rows: Vec<Vec<StallNo>>,
    /// The blocks that can begin at a stall: their size and claim.
    from: Table<StallNo, Vec<(usize, ClaimNo)>>,
    /// The last to come first.
    proofs: Vec<Table<ClaimNo, i64>>,
}

/// What the rows earn at some prices, and how often each claim is packed then.
struct Earned {
    total: i64,
    packed: Table<ClaimNo, i64>,
}

/// Whether prices that proved it before prove it again.
pub(super) fn refute_again(witness: &mut Witness, pending: &[ClaimNo]) -> bool {
    if witness.prices.proofs.is_empty() {
        return false;
    }
    let demand = demand(witness, pending);
    let proofs = witness.prices.proofs.iter();
    let found = proofs
        .clone()
        .position(|prices| worth(prices, &demand) > earn(witness, prices).total);
    let tried = found.unwrap_or(witness.prices.proofs.len());
    spend(witness, tried);
    if let Some(at) = found {
        let proof = witness.prices.proofs.remove(at);
        witness.prices.proofs.insert(0, proof);
    }
    found.is_some()
}

/// Looks for prices that prove that the pending promises cannot be kept with all others.
pub(super) fn refute(witness: &mut Witness, pending: &[ClaimNo]) -> bool {
    if witness.prices.rows.is_empty() {
        witness.prices = Prices::new(witness);
    }
    let demand = demand(witness, pending);
    let mut prices = first_prices(witness, &demand);
    for round in 0..ROUNDS {
        let earned = earn(witness, &prices);
        let gap = earned.total - worth(&prices, &demand);
        if gap < 0 {
            spend(witness, round);
            witness.prices.proofs.insert(0, prices);
            witness.prices.proofs.truncate(KEPT);
            return true;
        }
        if !adjust(&mut prices, &demand, &earned.packed, gap) {
            break;
        }
    }
    spend(witness, ROUNDS);
    false
}

impl Prices {
    fn new(witness: &Witness) -> Self {
        let mut from = Table::filled(witness.index.stalls.len(), Vec::new());
        for (claim, card) in witness.claims.all.iter() {
            if let Reach::Facts(..) = card.reach {
                for site in witness.blocks.sites(claim) {
                    if let Some(first) = site.first() {
                        from[*first].push((site.len(), claim));
                    }
                }
            }
        }
        Self {
            rows: rows(witness),
            from,
            proofs: Vec::new(),
        }
    }
}

fn rows(witness: &Witness) -> Vec<Vec<StallNo>> {
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

/// How many promises of each claim there are, the pending ones among them.
fn demand(witness: &Witness, pending: &[ClaimNo]) -> Table<ClaimNo, i64> {
    let claims = witness.claims.all.numbers();
    let promised = claims.map(|claim| i64::from(witness.promised(claim)));
    let mut demand: Table<ClaimNo, i64> = promised.collect();
    for claim in pending {
        demand[*claim] += 1;
    }
    demand
}

fn first_prices(witness: &Witness, demand: &Table<ClaimNo, i64>) -> Table<ClaimNo, i64> {
    if let Some(last) = witness.prices.proofs.first() {
        return last.clone();
    }
    let claims = witness.claims.all.iter();
    let prices = claims.map(|(claim, card)| {
        if demand[claim] > 0 {
            UNIT * i64::from(card.size)
        } else {
            0
        }
    });
    prices.collect()
}

fn worth(prices: &Table<ClaimNo, i64>, demand: &Table<ClaimNo, i64>) -> i64 {
    prices
        .iter()
        .map(|(claim, price)| price * demand[claim])
        .sum()
}

/// A step towards where the gap would close; false when there is none to take.
fn adjust(
    prices: &mut Table<ClaimNo, i64>,
    demand: &Table<ClaimNo, i64>,
    packed: &Table<ClaimNo, i64>,
    gap: i64,
) -> bool {
    let missing = |claim: ClaimNo| {
        if demand[claim] > 0 {
            demand[claim] - packed[claim]
        } else {
            0
        }
    };
    let square: i64 = prices
        .numbers()
        .map(|claim| missing(claim) * missing(claim))
        .sum();
    if square == 0 {
        return false;
    }
    for claim in prices.numbers() {
        let step = (gap + UNIT) * missing(claim) / square;
        prices[claim] = (prices[claim] + step).max(0);
    }
    true
}

fn earn(witness: &Witness, prices: &Table<ClaimNo, i64>) -> Earned {
    let singles = single_offers(witness, prices);
    let mut earned = Earned {
        total: 0,
        packed: Table::filled(prices.len(), 0),
    };
    for row in &witness.prices.rows {
        earn_row(witness, prices, &singles, row, &mut earned);
    }
    earned
}

/// The best price for a stall of each bin by itself. A holder of several stalls may keep them
/// apart, so each stall that they accept may earn its share.
fn single_offers(
    witness: &Witness,
    prices: &Table<ClaimNo, i64>,
) -> Table<BinNo, Option<(i64, ClaimNo)>> {
    let bins = &witness.claims.bins;
    let mut best = Table::filled(bins.class.len(), None);
    let mut offer = |bin: BinNo, price: i64, claim: ClaimNo| {
        if best[bin].is_none_or(|(other, _)| other < price) {
            best[bin] = Some((price, claim));
        }
    };
    for (claim, card) in witness.claims.all.iter() {
        let price = prices[claim];
        match &card.reach {
            _ if price == 0 => {}
            Reach::Facts(_, classes) if card.size == 1 => {
                for bin in classes.iter().flat_map(|class| &bins.of_class[*class]) {
                    offer(*bin, price, claim);
                }
            }
            Reach::Facts(..) => {}
            Reach::Accepted(all, _) => {
                let share = (price + i64::from(card.size) - 1) / i64::from(card.size);
                for bin in all {
                    offer(*bin, share, claim);
                }
            }
        }
    }
    best
}

/// What is packed at best on the first stalls of a row.
#[derive(Clone, Copy, Default)]
struct Best {
    total: i64,
    /// How many stalls the last of it takes, and for which claim.
    last: Option<(usize, ClaimNo)>,
}

fn earn_row(
    witness: &Witness,
    prices: &Table<ClaimNo, i64>,
    singles: &Table<BinNo, Option<(i64, ClaimNo)>>,
    row: &[StallNo],
    earned: &mut Earned,
) {
    let mut best = vec![Best::default(); row.len() + 1];
    let mut open_since = 0;
    // From the end, so that a block is met where it begins.
    let mut closed_at = row.len();
    for (at, &stall) in row.iter().enumerate().rev() {
        let mut here = Best {
            total: total(&best, at + 1),
            last: None,
        };
        if witness.blocks.is_open(stall) {
            let single = witness.claims.bins.of[stall].and_then(|bin| singles[bin]);
            if let Some((price, claim)) = single {
                here = Best {
                    total: here.total + price,
                    last: Some((1, claim)),
                };
            }
            for &(size, claim) in &witness.prices.from[stall] {
                let with = prices[claim] + total(&best, at + size);
                if at + size <= closed_at && with > here.total {
                    here = Best {
                        total: with,
                        last: Some((size, claim)),
                    };
                }
            }
        } else {
            closed_at = at;
        }
        if let Some(place) = best.get_mut(at) {
            *place = here;
        }
    }
    earned.total += total(&best, 0);
    while let Some(here) = best.get(open_since) {
        match here.last {
            Some((size, claim)) => {
                earned.packed[claim] += 1;
                open_since += size;
            }
            None => open_since += 1,
        }
    }
}

fn total(best: &[Best], at: usize) -> i64 {
    best.get(at).map_or(0, |best| best.total)
}

fn spend(witness: &mut Witness, rounds: usize) {
    let stalls = witness.claims.bins.of.len();
    witness.work.spend(((rounds + 1) * stalls / 32) as u64);
}
