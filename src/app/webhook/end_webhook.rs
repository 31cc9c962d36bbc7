//! End a webhook: it is told nothing more, not even what is on its way.

use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::store;

/// Ending it once more changes nothing.
///
/// # Errors
/// `Forbidden` for all but operators; `NotFound` when there is none.
pub async fn end_webhook(
    app: &App,
    actor: &Actor,
    market: &str,
    webhook: &str,
) -> Result<(), AppError> {
    let market = find_market(app.store.reader(), market).await?;
    actor.require_operator(market.id)?;

    let tx = app.store.begin_write().await?;
    let found = store::webhook::find_webhook(tx.conn(), market.id, webhook).await?;
    let found = found.ok_or(AppError::NotFound("webhook"))?;
    if !store::webhook::update_ended(&tx, found.id, app.now()).await? {
        return Ok(());
    }
    let change = Change {
        action: "end_webhook",
        subject: format!("webhook:{}", found.public_id),
        ..Change::default()
    };
    record(app, &tx, actor, Some(market.id), change).await?;
    tx.commit().await?;
    Ok(())
}
