//! Send a message once more that was given up, or that its receiver lost.

use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::store;

/// It goes with the same id, so that a receiver knows it for the same.
///
/// # Errors
/// `Forbidden` for all but operators; `NotFound` when there is no such message.
pub async fn send_again(
    app: &App,
    actor: &Actor,
    (market, webhook): (&str, &str),
    delivery: &str,
) -> Result<(), AppError> {
    let market = find_market(app.store.reader(), market).await?;
    actor.require_operator(market.id)?;

    let tx = app.store.begin_write().await?;
    let found = store::webhook::find_webhook(tx.conn(), market.id, webhook).await?;
    let webhook = found.ok_or(AppError::NotFound("webhook"))?;
    let found = store::webhook::find_delivery(tx.conn(), webhook.id, delivery).await?;
    let delivery = found.ok_or(AppError::NotFound("delivery"))?;
    store::webhook::update_queued(&tx, delivery.id, app.now()).await?;
    let change = Change {
        action: "send_webhook_again",
        subject: format!("webhook:{}", webhook.public_id),
        ..Change::default()
    };
    record(app, &tx, actor, Some(market.id), change).await?;
    tx.commit().await?;
    Ok(())
}
