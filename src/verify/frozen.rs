//! A list at its freezing: the tree of its applications, its commitment, and the receipts.

use std::collections::BTreeMap;

use super::Hex32;
use super::bundle::SaltOf;
use super::commitment::{Commitment, CommitmentDocument};
use super::kind::{Kind, VERSION};
use super::leaf::leaf_of;
use super::merkle::MerkleTree;
use super::receipt::Receipt;
use super::sources::SeedSource;
use crate::engine::{Applicant, Problem};

/// What a frozen list is made of.
#[derive(Clone, Copy, Debug)]
pub struct Freezing<'a> {
    /// `market/round/trading time`.
    pub draw: &'a str,
    pub engine_version: &'a str,
    pub seed_sources: &'a [SeedSource],
    /// Its seed does not matter here.
    pub problem: &'a Problem,
    /// By code: 32 random bytes for each applicant.
    pub salts: &'a BTreeMap<String, Hex32>,
}

/// The leaves stand in the order of their codes, by bytes.
#[derive(Clone, Debug)]
pub struct FrozenList {
    problem: Problem,
    salts: Vec<Hex32>,
    tree: MerkleTree,
    document: CommitmentDocument,
    commitment: Commitment,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no salt for `{code}`")]
pub struct SaltMissing {
    pub code: String,
}

impl FrozenList {
    pub fn new(of: Freezing<'_>) -> Result<Self, SaltMissing> {
        let problem = of.problem.canonical();
        let salts = problem.applicants.iter().map(|a| salt_of(of.salts, a));
        let salts: Vec<Hex32> = salts.collect::<Result<_, _>>()?;
        let leaves = problem.applicants.iter().zip(&salts);
        let tree = MerkleTree::new(leaves.map(|(a, salt)| leaf_of(*salt, a)).collect());
        let document = CommitmentDocument::new(
            of.draw,
            of.engine_version,
            of.seed_sources,
            &problem,
            tree.root(),
        );
        Ok(Self {
            commitment: document.digest(),
            problem,
            salts,
            tree,
            document,
        })
    }

    pub fn document(&self) -> &CommitmentDocument {
        &self.document
    }

    pub fn commitment(&self) -> Commitment {
        self.commitment
    }

    /// In canonical form.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// By code.
    pub fn salts(&self) -> Vec<SaltOf> {
        let applicants = self.problem.applicants.iter().zip(&self.salts);
        let salt_of = |(applicant, salt): (&Applicant, &Hex32)| SaltOf {
            code: applicant.code.clone(),
            salt: *salt,
        };
        applicants.map(salt_of).collect()
    }

    /// What one applicant gets, to check later that they were on the list as they applied.
    pub fn receipt(&self, code: &str) -> Option<Receipt> {
        let applicants = &self.problem.applicants;
        let index = applicants
            .binary_search_by(|a| a.code.as_str().cmp(code))
            .ok()?;
        Some(Receipt {
            kind: Kind::Receipt,
            version: VERSION,
            draw: self.document.draw.clone(),
            commitment: self.commitment,
            applicant: applicants.get(index)?.clone(),
            salt: *self.salts.get(index)?,
            index: index as u64,
            tree_size: self.tree.size(),
            path: self.tree.path(index),
            root: self.tree.root(),
        })
    }

    /// The hash of an applicant's leaf.
    pub fn leaf(&self, code: &str) -> Option<Hex32> {
        let receipt = self.receipt(code)?;
        Some(leaf_of(receipt.salt, &receipt.applicant))
    }
}

fn salt_of(salts: &BTreeMap<String, Hex32>, applicant: &Applicant) -> Result<Hex32, SaltMissing> {
    let salt = salts.get(&applicant.code).copied();
    salt.ok_or_else(|| SaltMissing {
        code: applicant.code.clone(),
    })
}
