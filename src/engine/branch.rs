//! Lays all blocks anew, one after the other, the scarcest first. At the prices of promises
//! each row can earn so much and no more; where the rows together can earn no longer what all
//! promises are worth, a part of the search is given up. So only few places are left for a
//! block, and mostly the best of them will do.

use super::packing;
use super::rows::Offers;
use super::table::{ClaimNo, StallNo, Table};
use super::witness::{Answer, Witness};

/// A place for a block of a claim.
#[derive(Clone, Copy, Debug)]
struct Place {
    at: usize,
    size: usize,
    claim: ClaimNo,
    /// By how much less the row earns with it.
    loss: i64,
}

/// A row, and what it can earn with what is decided about it.
#[derive(Clone, Debug)]
struct Lane {
    stalls: Vec<StallNo>,
    /// What each stall earns by itself; nothing under a block that is laid.
    singles: Vec<i64>,
    places: Vec<Place>,
    /// What the blocks that are laid earn.
    laid: i64,
    best: i64,
}

struct Branches<'a, 'b> {
    witness: &'a mut Witness<'b>,
    prices: &'a Table<ClaimNo, i64>,
    lanes: Vec<Lane>,
    /// How many blocks of each claim are not laid yet.
    missing: Table<ClaimNo, i64>,
    /// By how much the rows can earn more than all promises are worth.
    slack: i64,
}

/// Whether all promises can be kept, the pending ones among them. If not, everything is as
/// before.
pub(super) fn answer(
    witness: &mut Witness,
    pending: &[ClaimNo],
    demand: &Table<ClaimNo, i64>,
    prices: &Table<ClaimNo, i64>,
) -> Answer {
    let mut wanted = demand.clone();
    let mut is_whole = true;
    for claim in &witness.prices.rows.apart {
        is_whole &= wanted[*claim] == 0;
        wanted[*claim] = 0;
    }
    let mark = witness.mark();
    let answer = if lift_all(witness, pending) {
        let mut branches = Branches::new(witness, wanted, prices);
        branches.search()
    } else {
        Answer::No
    };
    if answer != Answer::Yes {
        witness.undo(mark);
    }
    match answer {
        Answer::No if !is_whole => Answer::Bound,
        answer => answer,
    }
}

/// Lifts all blocks but those that lie apart, and makes the single promises that are pending.
fn lift_all(witness: &mut Witness, pending: &[ClaimNo]) -> bool {
    let firsts: Vec<StallNo> = witness.blocks.laid().map(|(first, _)| first).collect();
    for first in firsts {
        let claim = witness.blocks.claim_of(first);
        if !claim.is_some_and(|claim| witness.prices.rows.apart.contains(&claim)) {
            packing::lift(witness, first);
        }
    }
    pending.iter().all(|claim| {
        let is_single = witness.claims.all[*claim].size == 1;
        let is_apart = witness.prices.rows.apart.contains(claim);
        !is_apart && (!is_single || witness.matching.add(&witness.claims, *claim))
    })
}

impl<'a, 'b> Branches<'a, 'b> {
    fn new(
        witness: &'a mut Witness<'b>,
        wanted: Table<ClaimNo, i64>,
        prices: &'a Table<ClaimNo, i64>,
    ) -> Self {
        let worth = prices.iter().map(|(claim, price)| price * wanted[claim]);
        let worth: i64 = worth.sum();
        let offers: Offers<Option<_>> = Offers::new(witness, prices, &wanted);
        let rows = &witness.prices.rows;
        let lanes = rows.all.iter().map(|row| {
            let is_free = |stall: StallNo| {
                witness.blocks.is_open(stall) && witness.blocks.cover(stall).is_none()
            };
            let single = |stall: &StallNo| {
                let bin = witness.claims.bins.of[*stall].filter(|_| is_free(*stall));
                bin.map_or(0, |bin| offers.single(bin))
            };
            let places = rows.places(row, is_free);
            let places = places.filter(|(.., claim)| wanted[*claim] > 0);
            let mut lane = Lane {
                stalls: row.clone(),
                singles: row.iter().map(single).collect(),
                places: places
                    .map(|(at, size, claim)| Place {
                        at,
                        size,
                        claim,
                        loss: 0,
                    })
                    .collect(),
                laid: 0,
                best: 0,
            };
            lane.earn(prices);
            lane
        });
        let lanes: Vec<Lane> = lanes.collect();
        let mut missing = wanted;
        for (claim, card) in witness.claims.all.iter() {
            if card.size == 1 {
                missing[claim] = 0;
            }
        }
        Self {
            slack: lanes.iter().map(|lane| lane.best).sum::<i64>() - worth,
            prices,
            lanes,
            missing,
            witness,
        }
    }

    /// Lays one block after the other; what was tried in vain is left out from then on.
    fn search(&mut self) -> Answer {
        let mut before: Vec<(usize, Lane)> = Vec::new();
        let answer = loop {
            if self.slack < 0 {
                break Answer::No;
            }
            let Some(claim) = self.scarcest() else {
                break Answer::Yes;
            };
            let Some((lane, at)) = self.best_place(claim) else {
                break Answer::No;
            };
            if self.witness.work.is_spent() {
                break Answer::Bound;
            }
            self.witness.work.spend(STEPS_OF_PLACE);
            let tried = self.lay(lane, at);
            if tried != Answer::No {
                break tried;
            }
            let old = self.change(lane, |lane, _| {
                lane.places.remove(at);
            });
            before.extend(old.map(|old| (lane, old)));
        };
        for (lane, old) in before.into_iter().rev() {
            self.restore(lane, old);
        }
        answer
    }

    /// What comes of laying a block there.
    fn lay(&mut self, at_lane: usize, at: usize) -> Answer {
        let lane = self.lanes.get(at_lane);
        let place = lane.and_then(|lane| Some((lane, *lane.places.get(at)?)));
        let Some((lane, place)) = place else {
            return Answer::Bound;
        };
        let end = place.at + place.size;
        let site = lane.stalls.get(place.at..end).unwrap_or_default().to_vec();
        let mark = self.witness.mark();
        let mut answer = Answer::No;
        if packing::place(self.witness, place.claim, &site).is_empty() {
            let old = self.change(at_lane, |lane, prices| lane.lay(place, prices));
            self.missing[place.claim] -= 1;
            answer = self.search();
            self.missing[place.claim] += 1;
            if let Some(old) = old {
                self.restore(at_lane, old);
            }
        }
        if answer != Answer::Yes {
            self.witness.undo(mark);
        }
        answer
    }

    /// Changes a row, and says how it was.
    fn change(
        &mut self,
        at: usize,
        change: impl FnOnce(&mut Lane, &Table<ClaimNo, i64>),
    ) -> Option<Lane> {
        let lane = self.lanes.get_mut(at)?;
        let old = lane.clone();
        change(lane, self.prices);
        lane.earn(self.prices);
        self.slack += lane.best - old.best;
        Some(old)
    }

    fn restore(&mut self, at: usize, old: Lane) {
        if let Some(lane) = self.lanes.get_mut(at) {
            self.slack += old.best - lane.best;
            *lane = old;
        }
    }

    /// The claim that is missing and has the fewest places to spare.
    fn scarcest(&self) -> Option<ClaimNo> {
        let mut counts = Table::filled(self.missing.len(), 0);
        for place in self.lanes.iter().flat_map(|lane| &lane.places) {
            if place.loss <= self.slack {
                counts[place.claim] += 1;
            }
        }
        let missing = self.missing.iter().filter(|(_, count)| **count > 0);
        let ranked = missing.map(|(claim, count)| (counts[claim] - count, claim));
        ranked.min().map(|(_, claim)| claim)
    }

    /// Where a block of this claim costs least.
    fn best_place(&self, claim: ClaimNo) -> Option<(usize, usize)> {
        let lanes = self.lanes.iter().enumerate();
        let places = lanes.flat_map(|(lane, of)| {
            let places = of.places.iter().enumerate();
            let places = places.filter(|(_, place)| place.claim == claim);
            places.map(move |(at, place)| (place.loss, lane, at))
        });
        let best = places.min().filter(|(loss, ..)| *loss <= self.slack);
        best.map(|(_, lane, at)| (lane, at))
    }
}

/// What looking for the place of one block costs.
const STEPS_OF_PLACE: u64 = 4;

impl Lane {
    fn lay(&mut self, laid: Place, prices: &Table<ClaimNo, i64>) {
        let end = laid.at + laid.size;
        self.laid += prices[laid.claim];
        self.places
            .retain(|place| place.at >= end || place.at + place.size <= laid.at);
        for single in self.singles.iter_mut().take(end).skip(laid.at) {
            *single = 0;
        }
    }

    /// What the row earns at best, and how much less with each of its places.
    fn earn(&mut self, prices: &Table<ClaimNo, i64>) {
        let len = self.singles.len();
        let (mut before, mut after) = (vec![0; len + 1], vec![0; len + 1]);
        let value = |list: &[i64], at: usize| list.get(at).copied().unwrap_or_default();
        let mut places = self.places.iter().rev().peekable();
        for at in (0..len).rev() {
            let mut best = value(&after, at + 1) + value(&self.singles, at);
            while let Some(place) = places.next_if(|place| place.at == at) {
                best = best.max(prices[place.claim] + value(&after, at + place.size));
            }
            set(&mut after, at, best);
        }
        let mut places = self.places.iter().peekable();
        for at in 0..=len {
            let mut best = value(&before, at);
            if let Some(last) = at.checked_sub(1) {
                best = best.max(value(&before, last) + value(&self.singles, last));
            }
            set(&mut before, at, best);
            while let Some(place) = places.next_if(|place| place.at == at) {
                let end = at + place.size;
                let there = value(&before, end).max(best + prices[place.claim]);
                set(&mut before, end, there);
            }
        }
        let best = value(&after, 0);
        for place in &mut self.places {
            let rest = value(&before, place.at) + value(&after, place.at + place.size);
            place.loss = best - rest - prices[place.claim];
        }
        self.best = best + self.laid;
    }
}

fn set(list: &mut [i64], at: usize, value: i64) {
    if let Some(place) = list.get_mut(at) {
        *place = value;
    }
}
