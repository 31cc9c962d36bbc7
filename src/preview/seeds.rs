//! The seeds of simulated draws: they come from a number, so that anybody gets the same ones.

use sha2::{Digest, Sha256};

/// No real seed begins so: nothing that a preview draws is a draw.
const TAG: &[u8] = b"starstall preview v1\0";

/// SHA-256(tag ‖ number ‖ index), the numbers as 8 bytes, most significant first.
pub(super) fn seed(number: u64, index: u64) -> String {
    let mut digest = Sha256::new();
    digest.update(TAG);
    digest.update(number.to_be_bytes());
    digest.update(index.to_be_bytes());
    hex::encode(digest.finalize())
}
