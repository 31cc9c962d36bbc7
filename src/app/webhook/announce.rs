//! What a change means for other systems: written in its transaction, sent after it.

use entity::ids::MarketId;
use entity::kinds::{DeliveryState, WebhookEvent};
use entity::webhook_delivery;
use sea_orm::ActiveValue::Set;
use serde_json::json;

use crate::app::record::Change;
use crate::app::{App, AppError};
use crate::store::{self, WriteTx};

/// Tells every webhook of a market of a change to a round, an offer or a holding. Reasons stay here:
/// people write them.
///
/// # Errors
/// When the database refuses.
pub async fn announce(
    app: &App,
    tx: &WriteTx,
    market_id: MarketId,
    change: &Change<'_>,
) -> Result<(), AppError> {
    let Some((event, id)) = event_of(change) else {
        return Ok(());
    };
    let webhooks = store::webhook::list_live_webhooks(tx.conn(), market_id).await?;
    if webhooks.is_empty() {
        return Ok(());
    }
    let market = store::market::load_market(tx.conn(), market_id).await?;
    let now = app.now();
    let mut rows = Vec::new();
    for webhook in webhooks {
        let body = json!({
            "type": event.as_str(),
            "timestamp": now.to_rfc3339(),
            "data": {
                "market": market.slug,
                "id": id,
                "action": change.action,
                "from": change.from,
                "to": change.to,
            },
        });
        rows.push(webhook_delivery::ActiveModel {
            public_id: Set(app.random_id()),
            webhook_id: Set(webhook.id),
            event: Set(event),
            body: Set(body.to_string()),
            state: Set(DeliveryState::Queued),
            failures: Set(0),
            due_at: Set(now),
            created_at: Set(now),
            ..Default::default()
        });
    }
    tx.insert_all(rows).await?;
    Ok(())
}

/// A round is named by its code, everything else by its random id.
fn event_of<'a>(change: &'a Change<'_>) -> Option<(WebhookEvent, &'a str)> {
    let (kind, id) = change.subject.split_once(':')?;
    let event = match kind {
        "round" => WebhookEvent::Round,
        "offer" => WebhookEvent::Offer,
        "holding" => WebhookEvent::Holding,
        _ => return None,
    };
    let id = id.rsplit('/').next()?;
    Some((event, id))
}
