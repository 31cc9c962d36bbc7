//! The lottery numbers of the pools and what became of the codes: whether they add up.
//!
//! Nobody can tell from outside which number belongs to which code; what can be told is that
//! the numbers stand in order and that there are as many of each fate on both sides.

use std::collections::BTreeSet;

use super::fault::Fault;
use crate::engine::{Criterion, Pool};
use crate::verify::bundle::{Became, Done, Part, PublicBundle, PublicPool};

/// Order of the lottery, waiting numbers, later pools.
pub(super) fn order_faults(bundle: &PublicBundle) -> Vec<Fault> {
    let said: Vec<String> = bundle.pools.iter().map(|pool| pool.pool.clone()).collect();
    let rules = &bundle.commitment.pools;
    let should: Vec<String> = rules.iter().map(|pool| pool.name.clone()).collect();
    if said != should {
        return vec![Fault::Pools { said, should }];
    }
    let mut faults = Vec::new();
    for (pool, rules) in bundle.pools.iter().zip(rules) {
        lottery_faults(pool, rules, &mut faults);
        waiting_faults(pool, &mut faults);
    }
    last_pool_faults(bundle, &mut faults);
    faults
}

/// The pools in which something comes before the lottery.
pub(super) fn find_ranked(pools: &[Pool]) -> Vec<String> {
    let ranked = pools.iter().filter(|pool| !is_by_lottery_alone(pool));
    ranked.map(|pool| pool.name.clone()).collect()
}

fn is_by_lottery_alone(pool: &Pool) -> bool {
    pool.order.iter().all(|c| *c == Criterion::Lottery)
}

/// With tier or rank before the lottery, the numbers need not ascend: those are not public.
fn lottery_faults(pool: &PublicPool, rules: &Pool, faults: &mut Vec<Fault>) {
    let by_lottery_alone = is_by_lottery_alone(rules);
    let mut seen = BTreeSet::new();
    let mut before = None;
    for (position, number) in (1..).zip(&pool.numbers) {
        let name = || pool.pool.clone();
        if !seen.insert(number.lottery) {
            let pool = name();
            faults.push(Fault::NumberTwice { pool, position });
        } else if by_lottery_alone && before > Some(number.lottery) {
            let pool = name();
            faults.push(Fault::NumberOrder { pool, position });
        }
        before = Some(number.lottery);
    }
}

fn waiting_faults(pool: &PublicPool, faults: &mut Vec<Fault>) {
    let mut next = 1;
    for (position, number) in (1..).zip(&pool.numbers) {
        let should = (number.became == Became::Waiting).then_some(next);
        if should.is_some() {
            next += 1;
        }
        if number.waiting != should {
            faults.push(Fault::Waiting {
                pool: pool.pool.clone(),
                position,
                said: number.waiting,
                should,
            });
        }
    }
}

fn last_pool_faults(bundle: &PublicBundle, faults: &mut Vec<Fault>) {
    let Some(pool) = bundle.pools.last() else {
        return;
    };
    let late = (1..).zip(&pool.numbers);
    let late = late.filter(|(_, number)| number.became == Became::PlacedLater);
    faults.extend(late.map(|(position, _)| Fault::NoLaterPool {
        pool: pool.pool.clone(),
        position,
    }));
}

/// Codes on one side, numbers on the other.
pub(super) fn count_faults(bundle: &PublicBundle) -> Vec<Fault> {
    let mut faults = code_faults(bundle);
    let codes = |part: Part| bundle.codes.iter().filter(|c| c.became == part).count();
    let placed = total(&bundle.pools, Became::Placed);
    if codes(Part::Placed) != placed {
        faults.push(Fault::PlacedCount {
            codes: codes(Part::Placed),
            numbers: placed,
        });
    }
    let waiting = bundle.pools.iter().map(|pool| count(pool, Became::Waiting));
    let (least, most) = (waiting.clone().max().unwrap_or(0), waiting.sum());
    if !(least..=most).contains(&codes(Part::Waiting)) {
        faults.push(Fault::WaitingCount {
            codes: codes(Part::Waiting),
            least,
            most,
        });
    }
    let taken_out = bundle.corrections.iter();
    let taken_out = taken_out.filter(|c| c.done == Done::TakenOut).count();
    if taken_out > codes(Part::NotPlaced) {
        faults.push(Fault::NotPlacedCount {
            codes: codes(Part::NotPlaced),
            taken_out,
        });
    }
    pool_count_faults(bundle, taken_out, &mut faults);
    faults
}

fn code_faults(bundle: &PublicBundle) -> Vec<Fault> {
    let applications = bundle.commitment.tree_size;
    let codes = bundle.codes.len();
    let mut faults = Vec::new();
    if codes as u64 != applications {
        faults.push(Fault::CodeCount {
            codes,
            applications,
        });
    }
    let pairs = bundle.codes.iter().zip(bundle.codes.iter().skip(1));
    let unsorted = pairs.filter(|(a, b)| a.code >= b.code);
    faults.extend(unsorted.map(|(_, b)| Fault::CodeOrder {
        code: b.code.clone(),
    }));
    faults
}

/// Who was placed before is not there any more; who is placed needs a stall.
fn pool_count_faults(bundle: &PublicBundle, taken_out: usize, faults: &mut Vec<Fault>) {
    let mut people = bundle.codes.len().saturating_sub(taken_out);
    let mut stalls = 0;
    let rules = &bundle.commitment.stalls;
    for (index, pool) in bundle.pools.iter().enumerate() {
        stalls += rules.iter().filter(|stall| stall.pool == pool.pool).count();
        let name = || pool.pool.clone();
        let (placed, later) = (
            count(pool, Became::Placed),
            count(pool, Became::PlacedLater),
        );
        let numbers = pool.numbers.len();
        if numbers > people {
            let pool = name();
            faults.push(Fault::TooManyNumbers {
                pool,
                numbers,
                people,
            });
        }
        if placed > stalls {
            let pool = name();
            faults.push(Fault::TooManyPlaced {
                pool,
                placed,
                stalls,
            });
        }
        let placed_later = total(bundle.pools.get(index + 1..).unwrap_or(&[]), Became::Placed);
        if later > placed_later {
            let (pool, placed) = (name(), placed_later);
            faults.push(Fault::PlacedLater {
                pool,
                later,
                placed,
            });
        }
        people = people.saturating_sub(placed);
        stalls = stalls.saturating_sub(placed);
    }
}

fn count(pool: &PublicPool, became: Became) -> usize {
    pool.numbers.iter().filter(|n| n.became == became).count()
}

fn total(pools: &[PublicPool], became: Became) -> usize {
    pools.iter().map(|pool| count(pool, became)).sum()
}
