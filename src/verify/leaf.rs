//! What of an application goes into the tree.

use super::Hex32;
use super::merkle::leaf_hash;
use crate::engine::Applicant;

const LEAF_TAG: &[u8] = b"starstall leaf v1\0";

/// The bytes of a leaf: a tag, 32 random bytes of its own, and the canonical JSON of the
/// applicant as it stands in the problem. Without the salt, nobody can try out what somebody
/// applied for.
pub fn leaf_bytes(salt: Hex32, applicant: &Applicant) -> Vec<u8> {
    let json = applicant.canonical_bytes();
    let mut bytes = Vec::with_capacity(LEAF_TAG.len() + salt.0.len() + json.len());
    bytes.extend_from_slice(LEAF_TAG);
    bytes.extend_from_slice(&salt.0);
    bytes.extend_from_slice(&json);
    bytes
}

/// The hash of the leaf in the tree.
pub fn leaf_of(salt: Hex32, applicant: &Applicant) -> Hex32 {
    leaf_hash(&leaf_bytes(salt, applicant))
}
