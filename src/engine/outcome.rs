//! The outcome file, version 1: what the draw said.

use serde::{Deserialize, Serialize};

use super::reasons::Reason;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub version: u32,
    /// [`Problem::sha256`](super::Problem::sha256) of the problem that it answers.
    pub problem_sha256: String,
    /// One for each applicant, sorted by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<Entry>,
    /// The stalls that nobody got, sorted by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unfilled: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shortages: Vec<Shortage>,
}

/// What the draw said about one application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub code: String,
    /// The pool in which they were placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pool: Option<String>,
    #[serde(default)]
    pub stalls: Vec<String>,
    /// The number of the wish that was met, from 1; none when the stall came from
    /// `anywhere` or is a held one that was not named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preference: Option<u32>,
    /// Where they stood, in the order of the pools.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standings: Vec<PoolStanding>,
    pub reason: Reason,
    /// The bound of work decided a promise to them or a choice of theirs.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bounded: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoolStanding {
    pub pool: String,
    /// Their number in the order of the pool, from 1.
    pub position: u32,
    /// Their number in its waiting list, from 1, when they were placed nowhere and
    /// can use a stall of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<u32>,
}

/// A certificate: of the pool, these applicants can use these stalls and no others, and
/// together they need more than there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shortage {
    pub pool: String,
    pub applicants: Vec<String>,
    #[serde(default)]
    pub stalls: Vec<String>,
    /// How many stalls they need beyond these; with `size`, how many blocks of that size.
    pub short_by: u32,
    /// They are short of so many adjacent stalls for each, rather than of stalls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
}

impl Outcome {
    /// The bytes that are stored and hashed: compact JSON.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // Strings, integers, lists and structs always serialise.
        serde_json::to_vec(self).unwrap_or_default()
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }

    /// The same for people to read.
    #[must_use]
    pub fn to_json_pretty(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The entry of an applicant.
    #[must_use]
    pub fn entry(&self, code: &str) -> Option<&Entry> {
        let at = self.results.binary_search_by(|e| e.code.as_str().cmp(code));
        at.ok().and_then(|index| self.results.get(index))
    }
}
