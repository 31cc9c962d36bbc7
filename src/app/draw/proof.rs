//! From the rows of a draw to what it can be checked with.

use std::collections::BTreeMap;

use entity::kinds::{DrawState, RoundState};
use entity::{draw, round};
use sea_orm::ConnectionTrait;

use crate::app::AppError;
use crate::app::round::step::read;
use crate::domain::seed::{self, SeedPart};
use crate::engine::{Outcome, Problem};
use crate::store;
use crate::verify::{
    AuditorBundle, CommitmentDocument, Correction, Drawn, Freezing, FrozenList, Hex32, SeedOrigin,
    SeedSource, SeedValue,
};

/// Everything that a draw was made of, as it is stored.
#[derive(Clone, Debug)]
pub struct StoredProof {
    /// The list as it was frozen, and its commitment.
    first: draw::Model,
    /// The draw that counts: the same, or the one that corrected it.
    pub latest: draw::Model,
    salts: BTreeMap<String, Hex32>,
    cancelled: Option<String>,
}

/// The proofs of the draws of a round, one for each trading time.
///
/// # Errors
/// When the database cannot be read.
pub async fn load_proofs(
    db: &impl ConnectionTrait,
    round: &round::Model,
    cancelled: Option<String>,
) -> Result<Vec<StoredProof>, AppError> {
    let mut by_time: BTreeMap<_, (draw::Model, draw::Model)> = BTreeMap::new();
    for draw in store::draw::list_draws(db, round.id).await? {
        let entry = by_time.entry(draw.trading_time_id);
        entry
            .and_modify(|(_, latest)| *latest = draw.clone())
            .or_insert((draw.clone(), draw));
    }
    let mut proofs = Vec::new();
    for (first, latest) in by_time.into_values() {
        // A list that was frozen by an earlier version has no leaves, and nothing to prove.
        if first.commitment_document.is_none() {
            continue;
        }
        proofs.push(StoredProof {
            salts: load_salts(db, &first).await?,
            cancelled: cancelled.clone(),
            first,
            latest,
        });
    }
    Ok(proofs)
}

async fn load_salts(
    db: &impl ConnectionTrait,
    draw: &draw::Model,
) -> Result<BTreeMap<String, Hex32>, AppError> {
    let salts = store::draw::list_salts(db, draw.id).await?;
    let salts = salts.into_iter().map(|(code, salt)| {
        let salt = salt.try_into().map_err(|_| unreadable("salt"))?;
        Ok((code, Hex32(salt)))
    });
    salts.collect()
}

impl StoredProof {
    /// The auditor's bundle, of which the public one is made. Slow for long lists.
    ///
    /// # Errors
    /// `Internal` when what is stored does not lead to the commitment that was published.
    pub fn bundle(&self) -> Result<AuditorBundle, AppError> {
        let frozen = self.frozen()?;
        if frozen.commitment().to_hex() != self.first.commitment {
            return Err(unreadable("frozen list: it is not what was committed to"));
        }
        let draw = &self.latest;
        let parts = seed_parts(draw)?;
        let problem = draw.seed.as_ref().map(|seed| {
            let mut problem = read_problem(draw)?;
            problem.seed.clone_from(seed);
            Ok::<_, AppError>(problem)
        });
        let drawn = Drawn {
            seed_values: parts.into_iter().map(seed_value).collect(),
            problem: problem.transpose()?,
            corrections: corrections_of(draw)?,
            outcome: outcome_of(draw)?,
            cancelled: self.cancelled.clone(),
        };
        Ok(AuditorBundle::new(&frozen, drawn))
    }

    fn frozen(&self) -> Result<FrozenList, AppError> {
        let document = document_of(&self.first)?;
        let problem = read_problem(&self.first)?;
        let freezing = Freezing {
            draw: &document.draw,
            engine_version: &document.engine_version,
            seed_sources: &document.seed_sources,
            problem: &problem,
            salts: &self.salts,
        };
        FrozenList::new(freezing).map_err(|error| AppError::Internal(error.to_string()))
    }
}

/// Whether the draw's own bundle is public: it was published, or its round called off after
/// freezing.
pub fn is_bundle_public(round: &round::Model, draw: &draw::Model) -> bool {
    draw.public_bundle.is_some()
        && (draw.state == DrawState::Published || round.state == RoundState::Cancelled)
}

/// # Errors
/// `NotFound` for a list that an earlier version froze.
pub fn document_of(draw: &draw::Model) -> Result<CommitmentDocument, AppError> {
    let bytes = draw.commitment_document.as_ref();
    let bytes = bytes.ok_or(AppError::NotFound("commitment"))?;
    serde_json::from_slice(bytes).map_err(|_| unreadable("commitment"))
}

/// What chance said, as it was recorded: nothing before the seed is known.
///
/// # Errors
/// `Internal` when another version wrote what this one cannot read.
pub fn seed_parts(draw: &draw::Model) -> Result<Vec<SeedPart>, AppError> {
    draw.seed_values.as_ref().map_or(Ok(Vec::new()), read)
}

/// The sources of the rules as a commitment names them.
pub fn sources_of(sources: &[seed::SeedSource]) -> Vec<SeedSource> {
    let sources = sources.iter().map(|source| SeedSource {
        from: origin_of(&source.from),
        fallback: source.fallback.as_ref().map(origin_of),
    });
    sources.collect()
}

fn origin_of(origin: &seed::SeedOrigin) -> SeedOrigin {
    match origin {
        seed::SeedOrigin::CeremonyDigits {} => SeedOrigin::CeremonyDigits {},
        seed::SeedOrigin::PublicLottery { lottery, on } => SeedOrigin::PublicLottery {
            lottery: lottery.to_string(),
            on: on.to_string(),
        },
        seed::SeedOrigin::DrandRound { chain, round } => SeedOrigin::DrandRound {
            chain: chain.as_str().to_owned(),
            round: *round,
        },
    }
}

fn seed_value(part: SeedPart) -> SeedValue {
    SeedValue {
        value: part.value,
        fallback: part.is_fallback,
    }
}

fn read_problem(draw: &draw::Model) -> Result<Problem, AppError> {
    Problem::from_json(&draw.problem).map_err(|_| unreadable("frozen problem"))
}

fn outcome_of(draw: &draw::Model) -> Result<Option<Outcome>, AppError> {
    let outcome = draw.outcome.as_ref();
    let outcome = outcome.map(|bytes| serde_json::from_slice(bytes));
    outcome.transpose().map_err(|_| unreadable("outcome"))
}

fn corrections_of(draw: &draw::Model) -> Result<Vec<Correction>, AppError> {
    draw.corrections.as_ref().map_or(Ok(Vec::new()), read)
}

fn unreadable(what: &str) -> AppError {
    AppError::Internal(format!("unreadable {what}"))
}
