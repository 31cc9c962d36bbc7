//! Stop a preview that is not done: whoever computes it notices, and ends between two draws.

use entity::preview;
use sea_orm::ActiveValue::Set;
use serde_json::json;

use crate::app::record::{Change, record};
use crate::app::round::RoundRef;
use crate::app::round::step::begin_step;
use crate::app::{Actor, App, AppError};
use crate::domain::preview::Preview;
use crate::store;

/// # Errors
/// `Refused` when it has ended already.
pub async fn cancel_preview(
    app: &App,
    actor: &Actor,
    at: &RoundRef,
    public_id: &str,
) -> Result<(), AppError> {
    let step = begin_step(app, actor, at).await?;
    let found = store::preview::find_preview(step.tx.conn(), step.market.id, public_id).await?;
    let row = found
        .filter(|row| row.round_id == step.row.id)
        .ok_or(AppError::NotFound("preview"))?;

    let next = Preview { state: row.state }.cancel()?;

    let change = preview::ActiveModel {
        state: Set(next.state),
        claimed_until: Set(None),
        ended_at: Set(Some(app.now())),
        ..Default::default()
    };
    step.tx.update(row.id.0, row.version, change).await?;
    let change = Change {
        action: "cancel_preview",
        subject: format!("round:{}/{}", step.market.slug, step.row.code),
        from: Some(row.state.as_str()),
        to: Some(next.state.as_str()),
        detail: Some(json!({ "preview": public_id })),
        ..Change::default()
    };
    record(app, &step.tx, actor, Some(step.market.id), change).await?;
    step.tx.commit().await?;
    Ok(())
}
