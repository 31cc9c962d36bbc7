//! What everyone may see of a draw. Nothing in it tells the pool or the stall of a code.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::auditor::{AuditorBundle, Done};
use super::digest;
use crate::engine::{Entry, PoolStanding, Problem};
use crate::verify::Hex32;
use crate::verify::commitment::{Commitment, CommitmentDocument};
use crate::verify::kind::{Kind, VERSION};
use crate::verify::leaf::leaf_of;
use crate::verify::lottery::lottery_number;
use crate::verify::sources::SeedValue;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicBundle {
    pub kind: Kind,
    pub version: u32,
    pub commitment: CommitmentDocument,
    pub commitment_sha256: Commitment,
    /// What the sources said, in their order; empty while nothing was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seed_values: Vec<SeedValue>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<Hex32>,
    /// In the order in which they were drawn; empty when the round was cancelled before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pools: Vec<PublicPool>,
    /// Everyone on the frozen list, sorted by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<PublicCode>,
    /// In the order in which they were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<PublicCorrection>,
    /// Of the outcome's bytes, which the auditor has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome_sha256: Option<Hex32>,
    /// Why the round was cancelled after freezing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<String>,
    /// Of the bundle itself, this field zeros.
    pub sha256: Hex32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicPool {
    pub pool: String,
    /// The first in the order of the pool stands first.
    #[serde(default)]
    pub numbers: Vec<Number>,
}

/// One place in the order of a pool. Only who has the ticket knows that it is theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Number {
    pub lottery: Hex32,
    pub became: Became,
    /// Their number in the pool's waiting list, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    Placed,
    /// Not here, but in a pool that was drawn later.
    PlacedLater,
    Waiting,
    NotPlaced,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicCode {
    pub code: String,
    pub became: Part,
}

/// What became of a code. The number of who waits stands beside their lottery number only: who
/// waits for a charity stall alone has none in the open pool, and would be known by that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Placed,
    Waiting,
    NotPlaced,
}

impl Part {
    pub const fn words(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::Waiting => "waiting",
            Self::NotPlaced => "not placed",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicCorrection {
    /// The hash of the leaf: only who has the receipt knows that it is theirs.
    pub leaf: Hex32,
    pub done: Done,
    pub reason: String,
}

impl PublicBundle {
    /// What may be public of it.
    pub fn of(whole: &AuditorBundle) -> Self {
        let outcome = whole.outcome.as_ref();
        Self {
            kind: Kind::PublicBundle,
            version: VERSION,
            commitment: whole.commitment.clone(),
            commitment_sha256: whole.commitment_sha256,
            seed_values: whole.seed_values.clone(),
            seed: whole.seed(),
            pools: pools_of(whole),
            codes: codes_of(whole),
            corrections: corrections_of(whole),
            outcome_sha256: outcome.map(|o| Hex32(Sha256::digest(o.to_bytes()).into())),
            cancelled: whole.cancelled.clone(),
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

    /// For people to read.
    pub fn to_json_pretty(&self) -> String {
        // Strings, integers, lists and structs always serialise.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

fn pools_of(whole: &AuditorBundle) -> Vec<PublicPool> {
    let (Some(outcome), Some(seed)) = (&whole.outcome, whole.seed()) else {
        return Vec::new();
    };
    let tickets = tickets_of(&whole.problem);
    let mut rows: BTreeMap<&str, Vec<(u32, Number)>> = BTreeMap::new();
    for entry in &outcome.results {
        let ticket = tickets.get(entry.code.as_str()).copied();
        for standing in &entry.standings {
            let lottery = lottery_number(seed, &standing.pool, ticket.unwrap_or(&entry.code));
            let row = (standing.position, number(entry, standing, lottery));
            rows.entry(&standing.pool).or_default().push(row);
        }
    }
    let pool = |name: &String| {
        let mut rows = rows.remove(name.as_str()).unwrap_or_default();
        rows.sort_by_key(|(position, number)| (*position, number.lottery));
        PublicPool {
            pool: name.clone(),
            numbers: rows.into_iter().map(|(_, number)| number).collect(),
        }
    };
    let names = whole.problem.pools.iter().map(|pool| &pool.name);
    names.map(pool).collect()
}

fn tickets_of(problem: &Problem) -> BTreeMap<&str, &str> {
    let applicants = problem.applicants.iter();
    applicants.map(|a| (a.code.as_str(), a.ticket())).collect()
}

fn number(entry: &Entry, standing: &PoolStanding, lottery: Hex32) -> Number {
    let became = match (&entry.pool, standing.waiting) {
        (Some(pool), _) if *pool == standing.pool => Became::Placed,
        (Some(_), _) => Became::PlacedLater,
        (None, Some(_)) => Became::Waiting,
        (None, None) => Became::NotPlaced,
    };
    Number {
        lottery,
        became,
        waiting: standing.waiting,
    }
}

/// Who was taken out is still on the list, and was not placed.
fn codes_of(whole: &AuditorBundle) -> Vec<PublicCode> {
    let Some(outcome) = &whole.outcome else {
        return Vec::new();
    };
    let of = |code: &String| PublicCode {
        code: code.clone(),
        became: outcome.entry(code).map_or(Part::NotPlaced, part),
    };
    whole.salts.iter().map(|salt| of(&salt.code)).collect()
}

fn part(entry: &Entry) -> Part {
    let waits = |standing: &PoolStanding| standing.waiting.is_some();
    if entry.pool.is_some() {
        Part::Placed
    } else if entry.standings.iter().any(waits) {
        Part::Waiting
    } else {
        Part::NotPlaced
    }
}

/// The leaf is the one in the tree: it stands before the first correction of a code.
fn corrections_of(whole: &AuditorBundle) -> Vec<PublicCorrection> {
    let salts: BTreeMap<&str, Hex32> = whole
        .salts
        .iter()
        .map(|salt| (salt.code.as_str(), salt.salt))
        .collect();
    let mut leaves: BTreeMap<&str, Hex32> = BTreeMap::new();
    let mut corrections = Vec::new();
    for correction in &whole.corrections {
        let code = correction.before.code.as_str();
        let salt = salts.get(code).copied().unwrap_or_default();
        let leaf = *leaves
            .entry(code)
            .or_insert_with(|| leaf_of(salt, &correction.before));
        corrections.push(PublicCorrection {
            leaf,
            done: correction.done,
            reason: correction.reason.clone(),
        });
    }
    corrections
}
