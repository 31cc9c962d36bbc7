//! What the auditor gets: everything that the draw was made of, by code.

use serde::{Deserialize, Serialize};

use super::digest;
use crate::engine::{Applicant, Outcome, Problem};
use crate::verify::Hex32;
use crate::verify::commitment::{Commitment, CommitmentDocument};
use crate::verify::frozen::FrozenList;
use crate::verify::kind::{Kind, VERSION};
use crate::verify::sources::SeedValue;

/// Pseudonymous: codes and groups, no names. Whoever holds it must have no access to who a code is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditorBundle {
    pub kind: Kind,
    pub version: u32,
    pub commitment: CommitmentDocument,
    pub commitment_sha256: Commitment,
    /// What the sources said, in their order; empty while nothing was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seed_values: Vec<SeedValue>,
    /// As it was drawn, corrections made, in canonical form; its seed is zeros while nothing was
    /// said.
    pub problem: Problem,
    /// Of all leaves, sorted by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub salts: Vec<SaltOf>,
    /// In the order in which they were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// None when the round was cancelled before it was drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Why the round was cancelled after freezing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<String>,
    /// Of the bundle itself, this field zeros.
    pub sha256: Hex32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaltOf {
    pub code: String,
    pub salt: Hex32,
}

/// An entry that was mended or taken out after the list was frozen; the seed stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    pub done: Done,
    /// It becomes public: it must not tell whom it is about, nor their group.
    pub reason: String,
    /// The entry as it stood before.
    pub before: Applicant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    Mended,
    TakenOut,
}

/// What came after freezing.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// Empty while chance has not spoken.
    pub seed_values: Vec<SeedValue>,
    /// The problem with its seed, corrections made. None when nothing but the seed of zeros
    /// differs from the frozen one.
    pub problem: Option<Problem>,
    /// In the order in which they were made.
    pub corrections: Vec<Correction>,
    pub outcome: Option<Outcome>,
    pub cancelled: Option<String>,
}

impl AuditorBundle {
    pub fn new(frozen: &FrozenList, drawn: Drawn) -> Self {
        let problem = drawn.problem.as_ref().unwrap_or(frozen.problem());
        Self {
            kind: Kind::AuditorBundle,
            version: VERSION,
            commitment: frozen.document().clone(),
            commitment_sha256: frozen.commitment(),
            seed_values: drawn.seed_values,
            problem: problem.canonical(),
            salts: frozen.salts(),
            corrections: drawn.corrections,
            outcome: drawn.outcome,
            cancelled: drawn.cancelled,
            sha256: Hex32::default(),
        }
        .sealed()
    }

    /// With the digest that belongs to what stands in it.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        self.sha256 = self.digest();
        self
    }

    pub fn digest(&self) -> Hex32 {
        let mut open = self.clone();
        open.sha256 = Hex32::default();
        digest(&open)
    }

    /// None while chance has not spoken.
    pub fn seed(&self) -> Option<Hex32> {
        let seed = Hex32::parse(&self.problem.seed).ok()?;
        (!self.seed_values.is_empty()).then_some(seed)
    }

    /// For people to read.
    pub fn to_json_pretty(&self) -> String {
        // Strings, integers, lists and structs always serialise.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
