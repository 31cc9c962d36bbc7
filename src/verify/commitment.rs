//! What is published when a list is frozen: nothing can be added to it, and no rule changed,
//! without another commitment.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Hex32;
use super::kind::{Kind, VERSION};
use super::sources::SeedSource;
use crate::engine::{Cap, Placement, Pool, Problem, Stall};

const COMMITMENT_TAG: &[u8] = b"starstall commitment v1\0";

/// The digest that is published and mailed. It stands for a [`CommitmentDocument`], and that for
/// the whole list and its rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Commitment(Hex32);

/// Everything that is fixed before chance speaks. The applications are in it as the root of a
/// Merkle tree, so that it can be public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitmentDocument {
    pub kind: Kind,
    pub version: u32,
    /// `market/round/trading time`: two equal lists are two draws, each with its own seed.
    pub draw: String,
    pub engine_version: String,
    pub placement: Placement,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stalls: Vec<Stall>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pools: Vec<Pool>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<Cap>,
    /// In the order in which their values enter the seed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seed_sources: Vec<SeedSource>,
    /// How many applications there are.
    pub tree_size: u64,
    pub root: Hex32,
}

impl CommitmentDocument {
    /// `problem` is canonical.
    pub(super) fn new(
        draw: &str,
        engine_version: &str,
        seed_sources: &[SeedSource],
        problem: &Problem,
        root: Hex32,
    ) -> Self {
        Self {
            kind: Kind::Commitment,
            version: VERSION,
            draw: draw.to_owned(),
            engine_version: engine_version.to_owned(),
            placement: problem.placement,
            stalls: problem.stalls.clone(),
            pools: problem.pools.clone(),
            caps: problem.caps.clone(),
            seed_sources: seed_sources.to_vec(),
            tree_size: problem.applicants.len() as u64,
            root,
        }
    }

    /// Compact JSON, its fields in the order of this type; empty lists and null left out.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Strings, integers, lists and structs always serialise.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The same for people to read.
    pub fn to_json_pretty(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    pub fn digest(&self) -> Commitment {
        let digest = Sha256::new().chain_update(COMMITMENT_TAG);
        Commitment(Hex32(
            digest.chain_update(self.to_bytes()).finalize().into(),
        ))
    }
}

impl Commitment {
    pub fn from_hex(hex_digits: &str) -> Option<Self> {
        Hex32::parse(hex_digits).ok().map(Self)
    }

    pub fn to_hex(self) -> String {
        self.0.to_string()
    }

    pub const fn as_hex32(&self) -> &Hex32 {
        &self.0
    }
}

impl fmt::Display for Commitment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}
