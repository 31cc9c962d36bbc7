//! Proofs that promises cannot be kept together.
//!
//! Put a price on every promise. If even the most that the stalls of all rows can earn at
//! these prices, each row packed by itself, is less than all promises are worth, they cannot
//! all be kept. Any prices will do for a proof, and integers leave no doubt about it. They are
//! looked for where it would be worth most to have more stalls (the dual of a linear programme,
//! by subgradients with momentum, after Polyak); one question after another goes on from the
//! prices of the last, since little changes between them.

use super::claims::Reach;
use super::table::{BinNo, ClaimNo, StallNo, Table};
use super::witness::Witness;

/// The most that a stall costs.
const UNIT: i64 = 1 << 12;
const ROUNDS: usize = 100;
/// After how many rounds the prices are also tried without their last digits.
const ROUNDING: usize = 4;
/// Of this many rounds without a smaller gap the next steps become shorter.
const PATIENCE: usize = 8;
/// How many hundredths of a step the next one repeats.
const MOMENTUM: i64 = 90;
/// Directions are held in such parts.
const PARTS: i64 = 1 << 8;
/// How many proofs are kept to be tried again.
const KEPT: usize = 8;

#[derive(Debug, Default)]
pub(super) struct Prices {
    /// Each row of the pool in order, cut where a place is missing.
    rows: Vec<Vec<StallNo>>,
    /// The blocks that can begin at a stall: their size and claim.
    from: Table<StallNo, Vec<(usize, ClaimNo)>>,
    last: Table<ClaimNo, i64>,
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
    let mut proofs = witness.prices.proofs.iter();
    let found = proofs.position(|prices| gap(witness, prices, &demand) < 0);
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
    let mut search = Search::new(std::mem::take(&mut witness.prices.last));
    let proof = (0..ROUNDS).find_map(|round| search.step(witness, &demand, round));
    witness.prices.last = search.prices;
    spend(witness, ROUNDS);
    let found = proof.is_some();
    if let Some(proof) = proof {
        witness.prices.proofs.insert(0, proof);
        witness.prices.proofs.truncate(KEPT);
    }
    found
}

struct Search {
    prices: Table<ClaimNo, i64>,
    direction: Table<ClaimNo, i64>,
    smallest: i64,
    /// For how many rounds the gap has not become smaller.
    since: usize,
    /// How far below nothing the gap is hoped to go.
    hoped: i64,
}

impl Search {
    fn new(prices: Table<ClaimNo, i64>) -> Self {
        Self {
            direction: Table::filled(prices.len(), 0),
            prices,
            smallest: i64::MAX,
            since: 0,
            hoped: UNIT,
        }
    }

    /// The prices if they are a proof; otherwise a step towards where they might be.
    fn step(
        &mut self,
        witness: &Witness,
        demand: &Table<ClaimNo, i64>,
        round: usize,
    ) -> Option<Table<ClaimNo, i64>> {
        let earned = earn(witness, &self.prices, demand);
        let gap = earned.total - worth(&self.prices, demand);
        if gap < 0 {
            return Some(self.prices.clone());
        }
        if round % ROUNDING == ROUNDING - 1 {
            let rounded = self.rounded(witness, demand);
            if rounded.is_some() {
                return rounded;
            }
        }
        self.note(gap);
        self.turn(witness, demand, &earned.packed);
        self.go(witness, demand, gap + self.hoped);
        None
    }

    /// Prices of whole, half and quarter units prove what those around them only come near to.
    fn rounded(
        &self,
        witness: &Witness,
        demand: &Table<ClaimNo, i64>,
    ) -> Option<Table<ClaimNo, i64>> {
        [UNIT, UNIT / 2, UNIT / 4].into_iter().find_map(|grain| {
            let prices = self.prices.iter();
            let rounded = prices.map(|(_, price)| (price + grain / 2) / grain * grain);
            let rounded: Table<ClaimNo, i64> = rounded.collect();
            (gap(witness, &rounded, demand) < 0).then_some(rounded)
        })
    }

    fn note(&mut self, gap: i64) {
        if gap < self.smallest {
            self.smallest = gap;
            self.since = 0;
        } else {
            self.since += 1;
        }
        if self.since > PATIENCE {
            self.hoped = (self.hoped / 2).max(UNIT / 8);
            self.since = 0;
        }
    }

    /// Turns towards dearer prices of what is packed too seldom.
    fn turn(
        &mut self,
        witness: &Witness,
        demand: &Table<ClaimNo, i64>,
        packed: &Table<ClaimNo, i64>,
    ) {
        for claim in self.prices.numbers() {
            let missing = match demand[claim] {
                0 => 0,
                wanted => (wanted - packed[claim]) * PARTS / wanted,
            };
            let direction = missing + self.direction[claim] * MOMENTUM / 100;
            let price = self.prices[claim];
            let outward =
                direction > 0 && price >= top(witness, claim) || direction < 0 && price <= 0;
            self.direction[claim] = if outward { 0 } else { direction };
        }
    }

    /// Goes so far that the gap would change by this much, were it not for the corners.
    fn go(&mut self, witness: &Witness, demand: &Table<ClaimNo, i64>, change: i64) {
        let squares = self.direction.iter();
        let length: i64 = squares
            .map(|(claim, step)| demand[claim] * step * step)
            .sum();
        if length == 0 {
            return;
        }
        for claim in self.prices.numbers() {
            let step = PARTS * change * self.direction[claim] / length;
            self.prices[claim] = (self.prices[claim] + step).clamp(0, top(witness, claim));
        }
    }
}

/// The most that a promise of this claim costs.
fn top(witness: &Witness, claim: ClaimNo) -> i64 {
    UNIT.saturating_mul(i64::from(witness.claims.all[claim].size))
}

/// By how much what can be earned is more than what is promised; below nothing it is a proof.
fn gap(witness: &Witness, prices: &Table<ClaimNo, i64>, demand: &Table<ClaimNo, i64>) -> i64 {
    earn(witness, prices, demand).total - worth(prices, demand)
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
            last: witness
                .claims
                .all
                .numbers()
                .map(|claim| top(witness, claim))
                .collect(),
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

fn worth(prices: &Table<ClaimNo, i64>, demand: &Table<ClaimNo, i64>) -> i64 {
    prices
        .iter()
        .map(|(claim, price)| price * demand[claim])
        .sum()
}

fn earn(witness: &Witness, prices: &Table<ClaimNo, i64>, demand: &Table<ClaimNo, i64>) -> Earned {
    // What nobody is promised earns nothing.
    let wanted = |(claim, price): (ClaimNo, &i64)| if demand[claim] > 0 { *price } else { 0 };
    let prices: Table<ClaimNo, i64> = prices.iter().map(wanted).collect();
    let singles = single_offers(witness, &prices);
    let mut earned = Earned {
        total: 0,
        packed: Table::filled(prices.len(), 0),
    };
    for row in &witness.prices.rows {
        earn_row(witness, &prices, &singles, row, &mut earned);
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
            Reach::Kept(bin) => offer(*bin, price, claim),
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
