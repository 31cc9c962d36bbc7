//! The webhooks of a market, the latest first, those that ended too.

use entity::webhook;

use crate::app::place::find_market;
use crate::app::{Actor, App, AppError};
use crate::store;

/// # Errors
/// `Forbidden` for all but operators.
pub async fn list_webhooks(
    app: &App,
    actor: &Actor,
    market: &str,
) -> Result<Vec<webhook::Model>, AppError> {
    let market = find_market(app.store.reader(), market).await?;
    actor.require_operator(market.id)?;
    Ok(store::webhook::list_webhooks(app.store.reader(), market.id).await?)
}
