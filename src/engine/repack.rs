//! Packs all rows anew at the prices of promises, in the hope that all of them fit then.
//!
//! Row after row takes what earns most of what is still missing. What little is left over is
//! then brought in by moving others.

use super::blocks::Block;
use super::packing;
use super::rows::{Offers, packed};
use super::table::{ClaimNo, StallNo, Table};
use super::witness::Witness;

/// How many promises may be left over.
const LEFT_OVER: i64 = 6;
/// How many steps bringing them in may take.
const STEPS: u64 = 150;

/// Whether all promises, the pending ones among them, fit now. If not, everything is as before.
pub(super) fn pack(
    witness: &mut Witness,
    pending: &[ClaimNo],
    demand: &Table<ClaimNo, i64>,
    prices: &Table<ClaimNo, i64>,
    turn: usize,
) -> bool {
    let mut missing = demand.clone();
    for claim in &witness.prices.rows.apart {
        missing[*claim] = 0;
    }
    let blocks = lay_out(witness, &mut missing, prices, turn);
    if missing.iter().map(|(_, count)| *count).sum::<i64>() > LEFT_OVER {
        return false;
    }
    let (mark, before) = (witness.mark(), witness.work);
    witness.work.allow(STEPS);
    let rest = build(witness, blocks, pending, &missing);
    let fits = packing::arrange_all(witness, rest);
    if !fits {
        witness.undo(mark);
    }
    witness.work.go_on(&before);
    fits
}

/// The blocks of all rows, each packed at its best with what is still missing.
fn lay_out(
    witness: &Witness,
    missing: &mut Table<ClaimNo, i64>,
    prices: &Table<ClaimNo, i64>,
    turn: usize,
) -> Vec<Block> {
    let rows = &witness.prices.rows;
    let offers: Offers<Vec<_>> = Offers::new(witness, prices, missing);
    let is_open = |stall: StallNo| witness.blocks.is_open(stall) && !is_kept(witness, stall);
    let mut blocks = Vec::new();
    let count = rows.all.len();
    let in_turn = rows
        .all
        .iter()
        .cycle()
        .skip(turn % count.max(1))
        .take(count);
    for row in in_turn {
        let best = rows.pack(witness, &offers, missing, row, is_open);
        for (at, size, claim) in packed(&best) {
            if missing[claim] == 0 {
                continue;
            }
            missing[claim] -= 1;
            if let Some(stalls) = row.get(at..at + size).filter(|_| size > 1) {
                let stalls = stalls.to_vec();
                blocks.push(Block { claim, stalls });
            }
        }
    }
    blocks
}

/// Whether a holder keeps a stall whose stalls do not follow each other; those stay.
fn is_kept(witness: &Witness, stall: StallNo) -> bool {
    let claim = witness
        .blocks
        .cover(stall)
        .and_then(|first| witness.blocks.claim_of(first));
    claim.is_some_and(|claim| witness.prices.rows.apart.contains(&claim))
}

/// Lays these blocks in place of all others, and says which claims have no place yet.
fn build(
    witness: &mut Witness,
    blocks: Vec<Block>,
    pending: &[ClaimNo],
    missing: &Table<ClaimNo, i64>,
) -> Vec<ClaimNo> {
    let firsts: Vec<StallNo> = witness.blocks.laid().map(|(first, _)| first).collect();
    for first in firsts {
        if !is_kept(witness, first) {
            packing::lift(witness, first);
        }
    }
    let is_large = |witness: &Witness, claim: ClaimNo| {
        witness.claims.all[claim].size > 1 && !witness.prices.rows.apart.contains(&claim)
    };
    let mut rest: Vec<ClaimNo> = pending.to_vec();
    rest.retain(|claim| !is_large(witness, *claim));
    for block in blocks {
        rest.extend(packing::place(witness, block.claim, &block.stalls));
    }
    for (claim, count) in missing.iter() {
        if is_large(witness, claim) {
            rest.extend((0..*count).map(|_| claim));
        }
    }
    rest
}
