//! Point 1: who comes first in a pool.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::facts::{Facts, PersonNo, PoolNo, admits};
use super::list::List;
use crate::engine::Criterion;

/// Those whom the pool admits and who have nothing yet, the first one first.
pub(super) fn order(
    facts: &Facts,
    pool: PoolNo,
    has_nothing: impl Fn(PersonNo) -> bool,
) -> List<PersonNo> {
    let rules = facts.pools[pool];
    let people = facts.people.iter().enumerate();
    let admitted = people.filter(|(no, p)| has_nothing(*no) && admits(rules, p.applicant));
    let mut order: Vec<PersonNo> = admitted.map(|(no, _)| no).collect();
    order.sort_by_cached_key(|no| {
        let applicant = facts.people[*no].applicant;
        let keys = rules.order.iter().map(|criterion| {
            let value = match criterion {
                Criterion::Tier => applicant.tier,
                Criterion::Rank => applicant.rank,
                Criterion::Lottery => None,
            };
            (value.is_none(), value)
        });
        let keys: Vec<_> = keys.collect();
        let ticket = applicant.ticket.as_ref().unwrap_or(&applicant.code);
        let lottery = lottery(&facts.problem.seed, &rules.name, ticket);
        (keys, lottery, applicant.code.as_bytes())
    });
    order.into_iter().collect()
}

/// HMAC-SHA256 with the seed as key over pool name, NUL and ticket.
fn lottery(seed: &str, pool: &str, ticket: &str) -> Vec<u8> {
    let key = hex::decode(seed).unwrap_or_default();
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key) else {
        return Vec::new();
    };
    mac.update(pool.as_bytes());
    mac.update(b"\0");
    mac.update(ticket.as_bytes());
    mac.finalize().into_bytes().to_vec()
}
