//! Record what chance said, so that the draws of a round can be computed.

use entity::draw;
use entity::kinds::DrawState;
use sea_orm::ActiveValue::Set;
use serde_json::json;

use crate::app::record::{Change, record};
use crate::app::round::step::{RoundRef, begin_step};
use crate::app::{Actor, App, AppError};
use crate::domain::FieldErrors;
use crate::domain::draw::{Draw, DrawRefusal, is_weak_seed, seed_bits};
use crate::domain::rules::SeedSource;
use crate::domain::values::CeremonyDigits;
use crate::store;
use crate::verify::{Commitment, derive_seed};

#[derive(Clone, Debug)]
pub struct RecordSeed {
    pub at: RoundRef,
    /// What chance said, as it was typed: one value for each seed source of the rules, in order.
    pub values: Vec<String>,
    /// Whoever records few bits of chance says that they know that this is weak.
    pub weak_accepted: bool,
}

/// # Errors
/// `Invalid` when a value is missing; `Refused` unless the list is frozen and awaits its seed, or
/// when the values are few and nobody said that they know it.
pub async fn record_seed(app: &App, actor: &Actor, command: RecordSeed) -> Result<(), AppError> {
    let step = begin_step(app, actor, &command.at).await?;
    let draws = store::draw::list_draws(step.tx.conn(), step.row.id).await?;
    // Whether it may be drawn at all: the computation itself asks again.
    step.round.record_draw(0)?;
    let values = parse_values(&step.rules.seed_sources, &command.values)?;
    let bits = seed_bits(&values);
    if is_weak_seed(&values) && !command.weak_accepted {
        return Err(DrawRefusal::WeakSeed { bits }.into());
    }

    for draw in &draws {
        let next = Draw { state: draw.state }.enter_seed()?;
        let change = seeded(draw, &values, next.state)?;
        step.tx.update(draw.id.0, draw.version, change).await?;
    }
    let change = Change {
        action: "record_seed",
        subject: format!("round:{}/{}", step.market.slug, step.row.code),
        detail: Some(json!({ "values": values, "bits": bits })),
        ..Change::default()
    };
    record(app, &step.tx, actor, Some(step.market.id), change).await?;
    step.tx.commit().await?;
    Ok(())
}

/// Ceremonies and lotteries both speak in digits.
fn parse_values(sources: &[SeedSource], typed: &[String]) -> Result<Vec<CeremonyDigits>, AppError> {
    let mut errors = FieldErrors::default();
    let mut values = Vec::new();
    for index in 0..sources.len() {
        let field = format!("seed_{}", index + 1);
        let raw = typed.get(index).map_or("", String::as_str);
        values.extend(errors.check(field, CeremonyDigits::parse(raw)));
    }
    errors.finish().map_err(AppError::Invalid)?;
    Ok(values)
}

fn seeded(
    draw: &draw::Model,
    values: &[CeremonyDigits],
    state: DrawState,
) -> Result<draw::ActiveModel, AppError> {
    let commitment = Commitment::from_hex(&draw.commitment)
        .ok_or_else(|| AppError::Internal("unreadable commitment".to_owned()))?;
    let texts: Vec<&str> = values.iter().map(CeremonyDigits::as_str).collect();
    Ok(draw::ActiveModel {
        state: Set(state),
        seed_values: Set(Some(json!(values))),
        seed: Set(Some(derive_seed(commitment, &texts).to_string())),
        ..Default::default()
    })
}
