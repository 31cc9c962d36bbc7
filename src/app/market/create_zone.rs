//! Add a zone to a market.

use entity::zone;
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::keeping::begin_keeping;
use super::parts::ZoneFacts;
use crate::app::error::repeated;
use crate::app::record::Change;
use crate::app::{Actor, App, AppError};
use crate::domain::values::{Label, Revision};
use crate::store::StoreError;

#[derive(Clone, Debug)]
pub struct CreateZone {
    pub market: String,
    pub code: Label,
    pub facts: ZoneFacts,
}

/// # Errors
/// `Invalid` when the code is taken, by a retired one too.
pub async fn create_zone(
    app: &App,
    actor: &Actor,
    command: CreateZone,
) -> Result<Revision, AppError> {
    let keeping = begin_keeping(app, actor, &command.market).await?;

    let row = zone::ActiveModel {
        market_id: Set(keeping.market.id),
        code: Set(command.code.to_string()),
        ..command.facts.columns()
    };
    let row = match keeping.tx.insert(row).await {
        Err(StoreError::Taken(_)) => return Err(repeated("code", command.code.as_str())),
        result => result?,
    };
    let change = Change {
        action: "create_zone",
        subject: keeping.subject("zone", &row.code),
        detail: Some(json!({ "now": command.facts })),
        ..Change::default()
    };
    keeping.finish(app, actor, change).await?;
    Ok(Revision::new(row.revision))
}
