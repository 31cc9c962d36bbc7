//! From a frozen list to its commitment, and from the commitment and what chance said to the seed.

use sha2::{Digest, Sha256};

const COMMITMENT_TAG: &[u8] = b"starstall commitment v1\0";
const SEED_TAG: &[u8] = b"starstall seed v1\0";

/// What is published before chance speaks: nothing can be added to the list after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commitment([u8; 32]);

impl Commitment {
    /// `draw` names what is drawn, `market/round/trading time`: two equal lists are two draws, each
    /// with its own seed. `problem` is the canonical problem with a seed of zeros.
    pub fn of(draw: &str, problem: &[u8]) -> Self {
        let mut digest = Sha256::new();
        digest.update(COMMITMENT_TAG);
        digest.update((draw.len() as u64).to_be_bytes());
        digest.update(draw);
        digest.update(problem);
        Self(digest.finalize().into())
    }

    pub fn from_hex(hex_digits: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(hex_digits, &mut bytes).ok()?;
        Some(Self(bytes))
    }

    pub fn to_hex(self) -> String {
        hex::encode(self.0)
    }
}

/// SHA-256 over a tag, the commitment, and each value after its length as eight bytes.
///
/// The values stand in the order of the seed sources of the rules.
pub fn derive_seed(commitment: Commitment, values: &[&str]) -> String {
    let mut digest = Sha256::new();
    digest.update(SEED_TAG);
    digest.update(commitment.0);
    for value in values {
        digest.update((value.len() as u64).to_be_bytes());
        digest.update(value.as_bytes());
    }
    hex::encode(digest.finalize())
}
