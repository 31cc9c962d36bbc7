//! What one webhook was told, the latest first.

use entity::kinds::DeliveryState;
use entity::webhook_delivery;

use crate::app::keyset::{Part, Seek};
use crate::app::place::find_market;
use crate::app::{Actor, App, AppError};
use crate::store;

/// # Errors
/// `Forbidden` for all but operators; `NotFound` when there is no such webhook.
pub async fn list_deliveries(
    app: &App,
    actor: &Actor,
    (market, webhook): (&str, &str),
    state: Option<DeliveryState>,
    seek: &Seek,
) -> Result<Part<webhook_delivery::Model>, AppError> {
    let db = app.store.reader();
    let market = find_market(db, market).await?;
    actor.require_operator(market.id)?;
    let found = store::webhook::find_webhook(db, market.id, webhook).await?;
    let webhook = found.ok_or(AppError::NotFound("webhook"))?;
    let rows = store::webhook::list_deliveries(db, webhook.id, state, &seek.after()).await?;
    Ok(Part::of(seek, rows, |row| row.public_id.clone()))
}
