//! Proofs that promises cannot be kept together.
//!
//! Put a price on every promise. If even the most that the stalls of all rows can earn at
//! these prices, each row packed by itself, is less than all promises are worth, they cannot
//! all be kept. Any prices will do for a proof, and integers leave no doubt about it. They are
//! looked for where it would be worth most to have more stalls (the dual of a linear programme,
//! by subgradients with momentum, after Polyak); one question after another goes on from the
//! prices of the last, since little changes between them.

use super::rows::{Offers, Rows, packed, total};
use super::table::{ClaimNo, Table};
use super::witness::{Answer, Witness};
use super::{branch, confined, repack};

/// The most that a stall costs.
pub(super) const UNIT: i64 = 1 << 12;
const ROUNDS: usize = 100;
/// After how many rounds the prices are also tried without their last digits.
const ROUNDING: usize = 8;
/// After how many rounds the rows are packed anew.
const REPACKING: usize = 10;
/// After how many rounds all blocks are laid anew, and how many steps that may take.
const BRANCHING: usize = 20;
const STEPS_OF_BRANCHES: u64 = 1_000;
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
    pub(super) rows: Rows,
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

/// Looks for prices that prove that the pending promises cannot be kept with all others, and
/// tries on the way whether they can when all rows are packed anew.
pub(super) fn decide(witness: &mut Witness, pending: &[ClaimNo]) -> Answer {
    if witness.prices.rows.all.is_empty() {
        witness.prices = Prices::new(witness);
    }
    let demand = demand(witness, pending);
    if let Some(prices) = confined::prices(witness, pending)
        && gap(witness, &prices, &demand) < 0
    {
        witness.prices.keep(prices);
        spend(witness, 1);
        return Answer::No;
    }
    let mut search = Search::new(std::mem::take(&mut witness.prices.last));
    let mut answer = Answer::Bound;
    for round in 0..ROUNDS {
        if let Some(proof) = search.step(witness, &demand, round) {
            witness.prices.keep(proof);
            answer = Answer::No;
            break;
        }
        let tries = round % REPACKING == REPACKING - 1;
        if tries && repack::pack(witness, pending, &demand, &search.prices, round) {
            answer = Answer::Yes;
            break;
        }
        if round % BRANCHING == BRANCHING - 1 {
            let before = witness.work;
            witness.work.allow(STEPS_OF_BRANCHES);
            answer = branch::answer(witness, pending, &demand, &search.best);
            witness.work.go_on(&before);
            if answer != Answer::Bound {
                break;
            }
        }
    }
    witness.prices.last = search.prices;
    spend(witness, ROUNDS);
    answer
}

struct Search {
    prices: Table<ClaimNo, i64>,
    direction: Table<ClaimNo, i64>,
    smallest: i64,
    /// The prices with the smallest gap.
    best: Table<ClaimNo, i64>,
    /// For how many rounds the gap has not become smaller.
    since: usize,
    /// How far below nothing the gap is hoped to go.
    hoped: i64,
}

impl Search {
    fn new(prices: Table<ClaimNo, i64>) -> Self {
        Self {
            direction: Table::filled(prices.len(), 0),
            best: prices.clone(),
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
            self.best.clone_from(&self.prices);
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
        let claims = witness.claims.all.numbers();
        Self {
            rows: Rows::new(witness),
            last: claims.map(|claim| top(witness, claim)).collect(),
            proofs: Vec::new(),
        }
    }

    fn keep(&mut self, proof: Table<ClaimNo, i64>) {
        self.proofs.insert(0, proof);
        self.proofs.truncate(KEPT);
    }
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
    let rows = &witness.prices.rows;
    let offers: Offers<Option<_>> = Offers::new(witness, prices, demand);
    let mut earned = Earned {
        total: 0,
        packed: Table::filled(prices.len(), 0),
    };
    for row in &rows.all {
        let best = rows.pack(witness, &offers, demand, row, |stall| {
            witness.blocks.is_open(stall)
        });
        earned.total += total(&best, 0);
        for (_, _, claim) in packed(&best) {
            earned.packed[claim] += 1;
        }
    }
    earned
}

fn spend(witness: &mut Witness, rounds: usize) {
    let stalls = witness.claims.bins.of.len();
    witness.work.spend(((rounds + 1) * stalls / 32) as u64);
}
