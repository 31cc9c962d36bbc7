//! Who comes first in a pool.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::index::Index;
use super::problem::{Applicant, Criterion, Pool};
use super::table::{PersonNo, PoolNo, Position, Table};

/// Those whom the pool admits and who are still in the draw, the first one first.
pub(super) fn order(
    index: &Index,
    pool: PoolNo,
    waits: impl Fn(PersonNo) -> bool,
) -> Table<Position, PersonNo> {
    let rules = index.pools[pool];
    let lottery = Lottery::new(&index.problem.seed, &rules.name);
    let applicants = index.problem.applicants.iter().zip(&index.numbers);
    let applicants = applicants.zip(index.reading.admitted(pool));
    let standing = applicants.filter(|((_, no), admitted)| *admitted && waits(**no));
    let mut keys: Vec<_> = standing
        .map(|((applicant, no), _)| {
            let criteria = criteria(rules, applicant);
            // Numbers are in the order of the codes: the last tie.
            (criteria, lottery.number(applicant.ticket()), *no)
        })
        .collect();
    keys.sort_unstable();
    keys.into_iter().map(|(_, _, person)| person).collect()
}

/// The numbers that a pool's lottery gives to tickets.
struct Lottery(Option<Hmac<Sha256>>);

impl Lottery {
    fn new(seed: &str, pool: &str) -> Self {
        let key = hex::decode(seed).unwrap_or_default();
        // HMAC takes keys of every length.
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok();
        if let Some(mac) = &mut mac {
            mac.update(pool.as_bytes());
            mac.update(&[0]);
        }
        Self(mac)
    }

    /// The bytes of the number as two integers, which compare as they do.
    fn number(&self, ticket: &str) -> [u128; 2] {
        let Some(mut mac) = self.0.clone() else {
            return [0; 2];
        };
        mac.update(ticket.as_bytes());
        let bytes: [u8; 32] = mac.finalize().into_bytes().into();
        let (high, low) = bytes.split_at(16);
        [high, low].map(|half| {
            half.iter()
                .fold(0, |all, byte| all << 8 | u128::from(*byte))
        })
    }
}

/// A value to sort by: small first, none last.
type Key = (bool, i64);

fn criteria(pool: &Pool, applicant: &Applicant) -> [Key; 2] {
    let mut keys = pool.order.iter().filter_map(|criterion| match criterion {
        Criterion::Tier => Some(key(applicant.tier)),
        Criterion::Rank => Some(key(applicant.rank)),
        Criterion::Lottery => None,
    });
    let mut next = || keys.next().unwrap_or_default();
    [next(), next()]
}

fn key(value: Option<i64>) -> Key {
    (value.is_none(), value.unwrap_or_default())
}
