//! One audit row: who did what, to what, from which state to which, and why.

use entity::audit;
use entity::ids::MarketId;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Actor, App, AppError};
use crate::store::{self, WriteTx};

#[derive(Clone, Debug, Default)]
pub struct Change<'a> {
    pub action: &'a str,
    /// By outside code, never by a name.
    pub subject: String,
    pub from: Option<&'a str>,
    pub to: Option<&'a str>,
    pub reason: Option<String>,
    pub detail: Option<Value>,
}

/// Adds the audit row of a change, in the transaction of the change.
///
/// The digest covers the row and a salt, so that both can be erased later and the digest still
/// stands in the chain.
///
/// # Errors
/// When the database refuses.
pub async fn record(
    app: &App,
    tx: &WriteTx,
    actor: &Actor,
    market_id: Option<MarketId>,
    change: Change<'_>,
) -> Result<(), AppError> {
    let at = app.now();
    let salt = app.chance.bytes::<32>();
    let covered = json!([
        market_id.map(|id| id.0),
        at.timestamp_micros(),
        actor.kind().as_str(),
        actor.reference(),
        change.action,
        change.subject,
        change.from,
        change.to,
        change.reason,
        change.detail,
    ]);
    let mut digest = Sha256::new();
    digest.update(salt);
    digest.update(covered.to_string());
    let row = audit::ActiveModel {
        market_id: Set(market_id),
        at: Set(at),
        actor_kind: Set(actor.kind()),
        actor: Set(actor.reference()),
        action: Set(change.action.to_owned()),
        subject: Set(change.subject),
        from_state: Set(change.from.map(str::to_owned)),
        to_state: Set(change.to.map(str::to_owned)),
        reason: Set(change.reason),
        detail: Set(change.detail),
        salt: Set(Some(salt.to_vec())),
        digest: Set(hex::encode(digest.finalize())),
        ..Default::default()
    };
    Ok(store::audit::insert_audit(tx, row).await?)
}
