//! A file of a draw, read from its bytes.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::bundle::{AuditorBundle, PublicBundle};
use super::commitment::CommitmentDocument;
use super::kind::{Kind, VERSION};
use super::receipt::Receipt;
use crate::engine::{Outcome, Problem, ProblemError};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    Commitment(Box<CommitmentDocument>),
    Receipt(Box<Receipt>),
    Public(Box<PublicBundle>),
    Auditor(Box<AuditorBundle>),
    Problem(Box<Problem>),
    Outcome(Box<Outcome>),
}

/// Why a file says nothing that could be checked.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    #[error("version {found}, and this program reads version {VERSION}")]
    Version { found: u32 },
    #[error("neither a commitment, a receipt or a bundle of a draw nor a problem or its outcome")]
    Unknown,
    #[error("a problem that cannot be drawn")]
    Problem(Vec<ProblemError>),
}

impl Document {
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let head: Head = serde_json::from_slice(bytes)?;
        if let Some(found) = head.version.filter(|version| *version != VERSION) {
            return Err(Unreadable::Version { found });
        }
        match head.kind {
            Some(Kind::Commitment) => parse(bytes).map(Self::Commitment),
            Some(Kind::Receipt) => parse(bytes).map(Self::Receipt),
            Some(Kind::PublicBundle) => parse(bytes).map(Self::Public),
            Some(Kind::AuditorBundle) => parse(bytes).map(Self::Auditor),
            None if head.problem_sha256.is_some() => parse(bytes).map(Self::Outcome),
            None if head.placement.is_some() => {
                let problem = Problem::from_json(bytes).map_err(Unreadable::Problem)?;
                Ok(Self::Problem(Box::new(problem)))
            }
            None => Err(Unreadable::Unknown),
        }
    }

    /// What fixes the draw that it belongs to.
    pub(super) fn commitment(&self) -> Option<&CommitmentDocument> {
        match self {
            Self::Commitment(document) => Some(document),
            Self::Public(bundle) => Some(&bundle.commitment),
            Self::Auditor(bundle) => Some(&bundle.commitment),
            Self::Receipt(_) | Self::Problem(_) | Self::Outcome(_) => None,
        }
    }
}

/// As much as tells the files apart.
#[derive(Deserialize)]
struct Head {
    kind: Option<Kind>,
    version: Option<u32>,
    problem_sha256: Option<serde::de::IgnoredAny>,
    placement: Option<serde::de::IgnoredAny>,
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<Box<T>, Unreadable> {
    Ok(Box::new(serde_json::from_slice(bytes)?))
}
