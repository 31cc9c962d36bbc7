//! What one person keeps, to check that they were on the list, as they applied, before chance
//! spoke.

use serde::{Deserialize, Serialize};

use super::Hex32;
use super::commitment::Commitment;
use super::kind::Kind;
use super::leaf::leaf_of;
use super::lottery::lottery_number;
use super::merkle::root_of_path;
use crate::engine::Applicant;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    pub kind: Kind,
    pub version: u32,
    /// `market/round/trading time`.
    pub draw: String,
    /// As it was published and mailed.
    pub commitment: Commitment,
    /// As it stands in the problem, its ticket included.
    pub applicant: Applicant,
    pub salt: Hex32,
    /// The place of the leaf, from 0.
    pub index: u64,
    pub tree_size: u64,
    /// From the leaf upwards.
    #[serde(default)]
    pub path: Vec<Hex32>,
    pub root: Hex32,
}

impl Receipt {
    pub fn leaf(&self) -> Hex32 {
        leaf_of(self.salt, &self.applicant)
    }

    /// The root to which leaf and path lead.
    pub fn root_reached(&self) -> Option<Hex32> {
        root_of_path(self.leaf(), self.index, self.tree_size, &self.path)
    }

    /// Their own number in the draw of a pool.
    pub fn lottery_number(&self, seed: Hex32, pool: &str) -> Hex32 {
        lottery_number(seed, pool, self.applicant.ticket())
    }

    /// For people to read, and to keep.
    pub fn to_json_pretty(&self) -> String {
        // Strings, integers, lists and structs always serialise.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
