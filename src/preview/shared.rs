//! One lottery number for all pools: for comparison only, no real draw does it.
//!
//! The problem file has no such thing, but it can be said in it: whoever shares a number comes in
//! an order that is known before the draw, and `tier` and `rank` can carry one such order each.

use sha2::{Digest, Sha256};

use super::variant::VariantError;
use crate::engine::{Criterion, Problem};

const TAG: &[u8] = b"starstall preview shared number\0";
/// Two numbers of an applicant can hold an order.
const CARRIERS: [Criterion; 2] = [Criterion::Tier, Criterion::Rank];

/// What the pools sort by before the lottery.
#[derive(Debug)]
pub(super) struct SharedNumbers {
    orders: Vec<Vec<Criterion>>,
    /// Of each applicant, as they stood at first.
    numbers: Vec<(Option<i64>, Option<i64>)>,
}

impl SharedNumbers {
    /// Makes the pools sort by what [`SharedNumbers::deal`] will put in.
    pub(super) fn prepare(problem: &mut Problem) -> Result<Self, VariantError> {
        let mut orders: Vec<Vec<Criterion>> = Vec::new();
        for pool in &mut problem.pools {
            pool.order
                .retain(|criterion| *criterion != Criterion::Lottery);
            let known = orders.iter().position(|order| *order == pool.order);
            let place = known.unwrap_or(orders.len());
            let carrier = CARRIERS.get(place).ok_or(VariantError::TooManyOrders)?;
            let order = std::mem::replace(&mut pool.order, vec![*carrier]);
            if known.is_none() {
                orders.push(order);
            }
        }
        let people = problem.applicants.iter();
        Ok(Self {
            orders,
            numbers: people.map(|person| (person.tier, person.rank)).collect(),
        })
    }

    /// Gives everyone the number of this seed, and with it their place in each order.
    pub(super) fn deal(&self, problem: &mut Problem) {
        let dealt: Vec<[u8; 32]> = problem
            .applicants
            .iter()
            .map(|person| number(&problem.seed, person.ticket()))
            .collect();
        for (order, carrier) in self.orders.iter().zip(CARRIERS) {
            let mut line: Vec<_> = problem
                .applicants
                .iter_mut()
                .zip(&self.numbers)
                .zip(&dealt)
                .map(|((person, numbers), dealt)| (keys(order, *numbers), dealt, person))
                .collect();
            line.sort_by(|a, b| {
                let codes = a.2.code.cmp(&b.2.code);
                a.0.cmp(&b.0).then(a.1.cmp(b.1)).then(codes)
            });
            for (place, (_, _, person)) in (0_i64..).zip(line) {
                match carrier {
                    Criterion::Tier => person.tier = Some(place),
                    _ => person.rank = Some(place),
                }
            }
        }
    }
}

fn number(seed: &str, ticket: &str) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(TAG);
    digest.update(seed.as_bytes());
    digest.update(ticket.as_bytes());
    digest.finalize().into()
}

/// As the engine sorts: small first, none last.
fn keys(order: &[Criterion], (tier, rank): (Option<i64>, Option<i64>)) -> Vec<(bool, i64)> {
    let key = |value: Option<i64>| (value.is_none(), value.unwrap_or_default());
    let values = order.iter().map(|criterion| match criterion {
        Criterion::Tier => key(tier),
        _ => key(rank),
    });
    values.collect()
}
