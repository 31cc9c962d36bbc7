//! Moves blocks and single promises about until all of them are kept, or it is proved that
//! they cannot be, or the bound of work is reached.

use super::blocks::Block;
use super::table::{BinNo, ClaimNo, StallNo};
use super::witness::{Answer, Mark, Witness};
use super::{exhaust, prices};

/// How many blocks may move for one question before every arrangement is tried in turn.
const DEPTH: u32 = 4;
/// How many places are tried for each of them.
const BREADTH: usize = 10;
/// How many steps that may take.
const STEPS_OF_MOVING: u64 = 100;

/// Whether these promises can be kept with all others; if not, everything since the mark is
/// taken back.
pub(super) fn answer(witness: &mut Witness, pending: Vec<ClaimNo>, mark: Mark) -> Answer {
    witness.work.ask();
    let answer = find_answer(witness, pending);
    if answer != Answer::Yes {
        witness.undo(mark);
    }
    if answer == Answer::Bound {
        witness.work.undecided += 1;
    }
    answer
}

fn find_answer(witness: &mut Witness, pending: Vec<ClaimNo>) -> Answer {
    if pending.is_empty() {
        return Answer::Yes;
    }
    if size_of(witness, &pending) > witness.spare() {
        return Answer::No;
    }
    if move_about(witness, &pending, 1) {
        return Answer::Yes;
    }
    if prices::refute_again(witness, &pending) {
        return Answer::No;
    }
    if move_about(witness, &pending, DEPTH) {
        return Answer::Yes;
    }
    match prices::decide(witness, &pending) {
        Answer::Bound => exhaust::answer(witness, pending),
        answer => answer,
    }
}

/// Whether all that are pending find a place when so many blocks may move. If not, everything
/// is as before.
fn move_about(witness: &mut Witness, pending: &[ClaimNo], depth: u32) -> bool {
    let (mark, before) = (witness.mark(), witness.work);
    witness.work.allow(STEPS_OF_MOVING);
    let fits = arrange(witness, pending.to_vec(), depth, &mut Vec::new());
    if !fits {
        witness.undo(mark);
    }
    witness.work.go_on(&before);
    fits
}

/// Finds a place for all that are pending by moving few others.
pub(super) fn arrange_all(witness: &mut Witness, pending: Vec<ClaimNo>) -> bool {
    arrange(witness, pending, DEPTH, &mut Vec::new())
}

fn size_of(witness: &Witness, claims: &[ClaimNo]) -> u32 {
    let sizes = claims.iter().map(|claim| witness.claims.all[*claim].size);
    sizes.fold(0, u32::saturating_add)
}

/// Lays a block for a claim on free or used stalls, and says whose promises it displaces.
pub(super) fn place(witness: &mut Witness, claim: ClaimNo, stalls: &[StallNo]) -> Vec<ClaimNo> {
    let displaced = clear(witness, stalls);
    let stalls = stalls.to_vec();
    witness.blocks.lay(Block { claim, stalls });
    displaced
}

/// Takes stalls away, and says whose promises that displaces.
pub(super) fn remove(witness: &mut Witness, stalls: &[StallNo]) -> Vec<ClaimNo> {
    let displaced = clear(witness, stalls);
    for stall in stalls {
        witness.blocks.close(*stall);
    }
    displaced
}

/// Lifts the block with this first stall; its stalls are free for others.
pub(super) fn lift(witness: &mut Witness, first: StallNo) -> Option<ClaimNo> {
    let block = witness.blocks.lift(first)?;
    for bin in bins(witness, &block.stalls) {
        witness.matching.put_back(bin);
    }
    Some(block.claim)
}

fn clear(witness: &mut Witness, stalls: &[StallNo]) -> Vec<ClaimNo> {
    let mut displaced = Vec::new();
    for stall in stalls {
        if let Some(first) = witness.blocks.cover(*stall) {
            displaced.extend(lift(witness, first));
        }
    }
    for bin in bins(witness, stalls) {
        displaced.extend(witness.matching.force(&witness.claims, bin));
    }
    displaced
}

fn bins(witness: &Witness, stalls: &[StallNo]) -> Vec<BinNo> {
    let bins = stalls
        .iter()
        .filter_map(|stall| witness.claims.bins.of[*stall]);
    bins.collect()
}

fn arrange(
    witness: &mut Witness,
    mut pending: Vec<ClaimNo>,
    depth: u32,
    locked: &mut Vec<StallNo>,
) -> bool {
    let sizes = pending.iter().map(|claim| witness.claims.all[*claim].size);
    let Some((at, _)) = sizes.enumerate().max_by_key(|(_, size)| *size) else {
        return true;
    };
    let claim = pending.swap_remove(at);
    if witness.claims.all[claim].size == 1 {
        arrange_single(witness, claim, &pending, depth, locked)
    } else {
        arrange_block(witness, claim, &pending, depth, locked)
    }
}

fn arrange_single(
    witness: &mut Witness,
    claim: ClaimNo,
    rest: &[ClaimNo],
    depth: u32,
    locked: &mut Vec<StallNo>,
) -> bool {
    if witness.matching.add(&witness.claims, claim) {
        return arrange(witness, rest.to_vec(), depth, locked);
    }
    if depth == 0 {
        return false;
    }
    for first in blocks_in_the_way(witness, locked) {
        if witness.work.is_spent() {
            return false;
        }
        witness.work.spend(1);
        let mark = witness.mark();
        let mut next = rest.to_vec();
        next.extend(lift(witness, first));
        if witness.matching.add(&witness.claims, claim) && arrange(witness, next, depth - 1, locked)
        {
            return true;
        }
        witness.undo(mark);
    }
    false
}

/// Blocks that lie on stalls which the last search would have used, those first that can go
/// elsewhere with the least ado.
fn blocks_in_the_way(witness: &Witness, locked: &[StallNo]) -> Vec<StallNo> {
    let reached = |stall: &StallNo| {
        let bin = witness.claims.bins.of[*stall];
        bin.is_some_and(|bin| witness.matching.was_reached(bin))
    };
    let blocks = witness.blocks.laid();
    let blocks =
        blocks.filter(|(first, block)| !locked.contains(first) && block.stalls.iter().any(reached));
    let ranked = blocks.map(|(first, block)| {
        let sites = witness.blocks.sites(block.claim).iter();
        let others = sites.filter(|site| **site != block.stalls);
        let costs = others.filter_map(|site| cost(witness, site, locked, Some(first)));
        (costs.min().unwrap_or(u32::MAX), first)
    });
    let mut ranked: Vec<(u32, StallNo)> = ranked.collect();
    ranked.sort_unstable();
    let best = ranked.into_iter().take(BREADTH);
    best.map(|(_, first)| first).collect()
}

fn arrange_block(
    witness: &mut Witness,
    claim: ClaimNo,
    rest: &[ClaimNo],
    depth: u32,
    locked: &mut Vec<StallNo>,
) -> bool {
    if depth == 0 {
        return false;
    }
    for site in best_sites(witness, claim, locked) {
        if witness.work.is_spent() {
            return false;
        }
        let mark = witness.mark();
        let mut next = rest.to_vec();
        next.extend(place(witness, claim, &site));
        locked.extend(site.first());
        if arrange(witness, next, depth - 1, locked) {
            return true;
        }
        locked.pop();
        witness.undo(mark);
    }
    false
}

/// The places for a block that displace the fewest others and leave the fewest gaps.
pub(super) fn best_sites(
    witness: &mut Witness,
    claim: ClaimNo,
    locked: &[StallNo],
) -> Vec<Vec<StallNo>> {
    let sites = witness.blocks.sites(claim);
    let looked_at = sites.len() as u64 / 16 + 1;
    let costs = sites.iter().enumerate();
    let mut costs: Vec<(u32, usize)> = costs
        .filter_map(|(at, site)| Some((cost(witness, site, locked, None)?, at)))
        .collect();
    if costs.len() > BREADTH {
        costs.select_nth_unstable(BREADTH);
        costs.truncate(BREADTH);
    }
    costs.sort_unstable();
    let best = costs
        .into_iter()
        .filter_map(|(_, at)| sites.get(at).cloned());
    let best = best.collect();
    witness.work.spend(looked_at);
    best
}

/// How much laying a block there would displace, if a certain block were lifted before.
fn cost(
    witness: &Witness,
    site: &[StallNo],
    locked: &[StallNo],
    lifted: Option<StallNo>,
) -> Option<u32> {
    let weight = |first: StallNo| {
        let weight = if Some(first) == lifted { 0 } else { 16 };
        (!locked.contains(&first)).then_some(weight)
    };
    let mut cost = 0;
    for &stall in site {
        if !witness.blocks.is_open(stall) {
            return None;
        }
        cost += if let Some(first) = witness.blocks.cover(stall) {
            weight(first)?
        } else {
            let bin = witness.claims.bins.of[stall]?;
            let is_full = witness.matching.kept().room_left(bin) == 0;
            if is_full { 4 } else { 0 }
        };
    }
    Some(cost + gaps(witness, site))
}

/// How many free stalls lie right beside it.
fn gaps(witness: &Witness, site: &[StallNo]) -> u32 {
    let before = site
        .first()
        .and_then(|first| witness.index.stalls[*first].before);
    let after = site
        .last()
        .and_then(|last| witness.index.stalls[*last].after);
    let free =
        |stall: &StallNo| witness.blocks.is_open(*stall) && witness.blocks.cover(*stall).is_none();
    let beside = before.into_iter().chain(after).filter(free);
    u32::try_from(beside.count()).unwrap_or(2)
}
