//! Add one stall to a market. Many at once come by import.

use entity::stall;
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::keeping::begin_keeping;
use super::stall_facts::{StallFacts, check_facts, columns_of, save_categories};
use crate::app::error::repeated;
use crate::app::record::Change;
use crate::app::{Actor, App, AppError};
use crate::domain::values::{Label, Revision};
use crate::store::StoreError;

#[derive(Clone, Debug)]
pub struct CreateStall {
    pub market: String,
    pub code: Label,
    pub facts: StallFacts,
}

/// Rounds that are planned already do not give it out; the next ones do.
///
/// # Errors
/// `Invalid` when the code is taken, by a retired stall too, or a fact does not fit the market.
pub async fn create_stall(
    app: &App,
    actor: &Actor,
    command: CreateStall,
) -> Result<Revision, AppError> {
    let keeping = begin_keeping(app, actor, &command.market).await?;

    let checked = check_facts(&keeping.plan, command.code.as_str(), &command.facts)?;

    let row = stall::ActiveModel {
        market_id: Set(keeping.market.id),
        code: Set(command.code.to_string()),
        version: Set(1),
        ..columns_of(&command.facts, &checked)
    };
    let stall = match keeping.tx.insert(row).await {
        Err(StoreError::Taken(_)) => return Err(repeated("code", command.code.as_str())),
        result => result?,
    };
    let (market_id, categories) = (keeping.market.id, &checked.categories);
    save_categories(&keeping.tx, market_id, stall.id, categories).await?;
    let change = Change {
        action: "create_stall",
        subject: keeping.subject("stall", &stall.code),
        detail: Some(json!({ "now": command.facts })),
        ..Change::default()
    };
    keeping.finish(app, actor, change).await?;
    Ok(Revision::new(stall.revision))
}
