//! Record what chance said, so that the draws of a round can be computed.

use entity::draw;
use entity::kinds::DrawState;
use sea_orm::ActiveValue::Set;
use serde_json::json;

use crate::app::record::{Change, record};
use crate::app::round::step::{RoundRef, begin_step};
use crate::app::{Actor, App, AppError};
use crate::domain::FieldErrors;
use crate::domain::draw::{Draw, DrawRefusal};
use crate::domain::seed::{SeedPart, SeedSource, is_weak_seed, seed_bits};
use crate::store;
use crate::verify::{Commitment, derive_seed};

#[derive(Clone, Debug)]
pub struct RecordSeed {
    pub at: RoundRef,
    /// What chance said: one value for each seed source of the rules, in order.
    pub values: Vec<SeedTyped>,
    /// Whoever records few bits of chance says that they know that this is weak.
    pub weak_accepted: bool,
}

/// A value as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedTyped {
    pub value: String,
    /// The source itself gave nothing; this came from its fallback.
    pub is_fallback: bool,
}

impl From<String> for SeedTyped {
    fn from(value: String) -> Self {
        Self {
            value,
            is_fallback: false,
        }
    }
}

/// # Errors
/// `Invalid` when a value is missing; `Refused` unless the list is frozen and awaits its seed, or
/// when the values are few and nobody said that they know it.
pub async fn record_seed(app: &App, actor: &Actor, command: RecordSeed) -> Result<(), AppError> {
    let step = begin_step(app, actor, &command.at).await?;
    let draws = store::draw::list_draws(step.tx.conn(), step.row.id).await?;
    // Whether it may be drawn at all: the computation itself asks again.
    step.round.record_draw(0)?;
    let parts = read_parts(&step.rules.seed_sources, &command.values)?;
    let bits = seed_bits(&parts);
    if is_weak_seed(&parts) && !command.weak_accepted {
        return Err(DrawRefusal::WeakSeed { bits }.into());
    }

    for draw in &draws {
        let next = Draw { state: draw.state }.enter_seed()?;
        let change = seeded(draw, &parts, next.state)?;
        step.tx.update(draw.id.0, draw.version, change).await?;
    }
    let change = Change {
        action: "record_seed",
        subject: format!("round:{}/{}", step.market.slug, step.row.code),
        detail: Some(json!({ "parts": parts, "bits": bits })),
        ..Change::default()
    };
    record(app, &step.tx, actor, Some(step.market.id), change).await?;
    step.tx.commit().await?;
    Ok(())
}

fn read_parts(sources: &[SeedSource], typed: &[SeedTyped]) -> Result<Vec<SeedPart>, AppError> {
    let nothing = SeedTyped::from(String::new());
    let mut errors = FieldErrors::default();
    let mut parts = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        let typed = typed.get(index).unwrap_or(&nothing);
        let read = source.read(&typed.value, typed.is_fallback);
        parts.extend(errors.check(format!("seed_{}", index + 1), read));
    }
    errors.finish().map_err(AppError::Invalid)?;
    Ok(parts)
}

fn seeded(
    draw: &draw::Model,
    parts: &[SeedPart],
    state: DrawState,
) -> Result<draw::ActiveModel, AppError> {
    let values: Vec<&str> = parts.iter().map(|part| part.value.as_str()).collect();
    Ok(draw::ActiveModel {
        state: Set(state),
        seed_values: Set(Some(json!(parts))),
        seed: Set(Some(seed_of(&draw.commitment, &values)?)),
        ..Default::default()
    })
}

/// # Errors
/// `Internal` when the commitment cannot be read.
pub fn seed_of(commitment: &str, values: &[&str]) -> Result<String, AppError> {
    let commitment = Commitment::from_hex(commitment)
        .ok_or_else(|| AppError::Internal("unreadable commitment".to_owned()))?;
    Ok(derive_seed(commitment, values).to_string())
}
