//! One audit row: who did what, in which role, from where, to what, from which state to which, and
//! why.

use entity::audit;
use entity::ids::MarketId;
use sea_orm::ActiveValue::Set;
use serde_json::Value;

use super::webhook::announce;
use super::{Actor, App, AppError, origin};
use crate::store::{self, WriteTx};
use crate::verify::audit::{AuditRow, address_digest, payload_digest};

#[derive(Clone, Debug, Default)]
pub struct Change<'a> {
    pub action: &'a str,
    /// By outside code, never by a name.
    pub subject: String,
    pub from: Option<&'a str>,
    pub to: Option<&'a str>,
    /// With `detail`, what is erased when the person is erased whom the change concerns.
    pub reason: Option<String>,
    pub detail: Option<Value>,
}

/// Adds the audit row of a change, in the transaction of the change, and what webhooks are told of it.
///
/// Its digest covers salted digests of what may be erased later, which stay when that goes.
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
    if let Some(market_id) = market_id {
        announce(app, tx, market_id, &change).await?;
    }
    let salt = app.chance.bytes::<32>();
    let payload = payload_digest(&salt, change.reason.as_deref(), change.detail.as_ref());
    let address = origin::address();
    let address_salt = address.as_ref().map(|_| app.chance.bytes::<32>().to_vec());
    let covering = address.as_deref().zip(address_salt.as_deref());
    let at = app.now();
    let mut row = AuditRow {
        market: market_id.map(|id| id.0),
        at_micros: at.timestamp_micros(),
        actor_kind: actor.kind().as_str().to_owned(),
        actor: actor.reference(),
        role: actor.role_at(market_id),
        action: change.action.to_owned(),
        subject: change.subject,
        from: change.from.map(str::to_owned),
        to: change.to.map(str::to_owned),
        reason: change.reason,
        detail: change.detail,
        salt: Some(salt.to_vec()),
        payload_digest: Some(payload),
        address_digest: covering.map(|(address, salt)| address_digest(salt, address)),
        address,
        address_salt,
        digest: String::new(),
    };
    row.digest = row.expected_digest();
    let row = audit::ActiveModel {
        market_id: Set(market_id),
        at: Set(at),
        actor_kind: Set(actor.kind()),
        actor: Set(row.actor),
        role: Set(row.role),
        action: Set(row.action),
        subject: Set(row.subject),
        from_state: Set(row.from),
        to_state: Set(row.to),
        reason: Set(row.reason),
        detail: Set(row.detail),
        salt: Set(row.salt),
        payload_digest: Set(row.payload_digest),
        address: Set(row.address),
        address_salt: Set(row.address_salt),
        address_digest: Set(row.address_digest),
        digest: Set(row.digest),
        ..Default::default()
    };
    Ok(store::audit::insert_audit(tx, row).await?)
}
