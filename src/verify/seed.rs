//! From the commitment and what chance said to the seed.

use sha2::{Digest, Sha256};

use super::Hex32;
use super::commitment::Commitment;

const SEED_TAG: &[u8] = b"starstall seed v1\0";

/// SHA-256 over a tag, the commitment, and each value after its length as eight bytes.
///
/// The values stand in the order of the seed sources of the rules.
pub fn derive_seed(commitment: Commitment, values: &[&str]) -> Hex32 {
    let mut digest = Sha256::new();
    digest.update(SEED_TAG);
    digest.update(commitment.as_hex32().as_bytes());
    for value in values {
        digest.update((value.len() as u64).to_be_bytes());
        digest.update(value.as_bytes());
    }
    Hex32(digest.finalize().into())
}
