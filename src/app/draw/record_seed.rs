//! Record what chance said, so that the draws of a round can be computed.

use entity::kinds::DrawState;
use entity::draw;
use sea_orm::ActiveValue::Set;
use serde_json::json;

use crate::app::record::{Change, record};
use crate::app::round::step::{RoundRef, begin_step};
use crate::app::{Actor, App, AppError};
use crate::domain::draw::{Draw, DrawRefusal};
use crate::domain::round::{RoundAction, RoundRefusal};
use crate::domain::values::CeremonyDigits;
use crate::store;
use crate::verify::{Commitment, derive_seed};

#[derive(Clone, Debug)]
pub struct RecordSeed {
    pub at: RoundRef,
    pub digits: CeremonyDigits,
    /// Whoever records fewer than 128 bits says that they know that this is weak.
    pub weak_accepted: bool,
}

/// # Errors
/// `Refused` unless every draw of the round awaits its seed, or when the digits are few and nobody
/// said that they know it.
pub async fn record_seed(app: &App, actor: &Actor, command: RecordSeed) -> Result<(), AppError> {
    let step = begin_step(app, actor, &command.at).await?;
    let draws = store::draw::list_draws(step.tx.conn(), step.row.id).await?;
    if draws.is_empty() {
        let (action, state) = (RoundAction::RecordDraw, step.row.state);
        return Err(RoundRefusal::NotNow { action, state }.into());
    }
    if command.digits.is_weak() && !command.weak_accepted {
        return Err(DrawRefusal::WeakSeed { bits: command.digits.bits() }.into());
    }

    for draw in &draws {
        let next = Draw { state: draw.state }.enter_seed()?;
        let change = seeded(draw, command.digits.as_str(), next.state)?;
        step.tx.update(draw.id.0, draw.version, change).await?;
    }
    let change = Change {
        action: "record_seed",
        subject: format!("round:{}/{}", step.market.slug, step.row.code),
        detail: Some(json!({ "digits": command.digits.as_str(), "bits": command.digits.bits() })),
        ..Change::default()
    };
    record(app, &step.tx, actor, Some(step.market.id), change).await?;
    step.tx.commit().await?;
    Ok(())
}

fn seeded(draw: &draw::Model, digits: &str, state: DrawState) -> Result<draw::ActiveModel, AppError> {
    let commitment = Commitment::from_hex(&draw.commitment)
        .ok_or_else(|| AppError::Internal("unreadable commitment".to_owned()))?;
    Ok(draw::ActiveModel {
        state: Set(state),
        seed_values: Set(Some(json!([digits]))),
        seed: Set(Some(derive_seed(commitment, &[digits]))),
        ..Default::default()
    })
}
