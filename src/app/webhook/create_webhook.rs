//! Name another system that is told what happens at a market.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use entity::webhook;
use sea_orm::ActiveValue::Set;

use crate::app::error::invalid;
use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::FieldError;
use crate::domain::webhook::WebhookUrl;
use crate::store;

/// Before a secret, as Standard Webhooks writes it.
pub const SECRET_PREFIX: &str = "whsec_";
const MOST: usize = 10;

#[derive(Clone, Debug)]
pub struct CreateWebhook {
    pub market: String,
    pub url: WebhookUrl,
}

#[derive(Clone, Debug)]
pub struct CreatedWebhook {
    pub id: String,
    /// With which the receiver checks signatures.
    pub secret: String,
}

/// # Errors
/// `Forbidden` for all but operators; `Invalid` when the market has ten already, or this one.
pub async fn create_webhook(
    app: &App,
    actor: &Actor,
    command: CreateWebhook,
) -> Result<CreatedWebhook, AppError> {
    let market = find_market(app.store.reader(), &command.market).await?;
    actor.require_operator(market.id)?;

    let tx = app.store.begin_write().await?;
    store::market::lock_market(&tx, market.id).await?;
    let live = store::webhook::list_live_webhooks(tx.conn(), market.id).await?;
    let url = command.url.as_str();
    if live.iter().any(|known| known.url == url) {
        let value = url.to_owned();
        return Err(invalid("url", FieldError::Repeated { value }));
    }
    if live.len() >= MOST {
        return Err(invalid("url", FieldError::TooMany { max: MOST }));
    }

    let id = app.random_id();
    let row = webhook::ActiveModel {
        public_id: Set(id.clone()),
        market_id: Set(market.id),
        url: Set(url.to_owned()),
        created_at: Set(app.now()),
        ..Default::default()
    };
    tx.insert(row).await?;
    let change = Change {
        action: "create_webhook",
        subject: format!("webhook:{id}"),
        ..Change::default()
    };
    record(app, &tx, actor, Some(market.id), change).await?;
    tx.commit().await?;
    let secret = secret_of(app, &id);
    Ok(CreatedWebhook { id, secret })
}

/// The secret of the webhook with this id: derived, so that the database keeps none.
pub fn secret_of(app: &App, id: &str) -> String {
    let key = STANDARD.encode(app.keys.webhook(id));
    format!("{SECRET_PREFIX}{key}")
}
