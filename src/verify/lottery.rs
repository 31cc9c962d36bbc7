//! The lottery number of a ticket in a pool.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::Hex32;

/// HMAC-SHA256 with the seed as key over the name of the pool, a zero byte, and the ticket.
pub fn lottery_number(seed: Hex32, pool: &str, ticket: &str) -> Hex32 {
    // HMAC takes keys of every length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(seed.as_bytes()) else {
        return Hex32::default();
    };
    mac.update(pool.as_bytes());
    mac.update(&[0]);
    mac.update(ticket.as_bytes());
    Hex32(mac.finalize().into_bytes().into())
}
