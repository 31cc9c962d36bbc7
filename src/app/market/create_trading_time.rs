//! Add a weekly trading time to a market.

use entity::trading_time;
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::keeping::begin_keeping;
use super::parts::{TradingTimeFacts, refuse_overlap};
use crate::app::error::repeated;
use crate::app::record::Change;
use crate::app::{Actor, App, AppError};
use crate::domain::values::{Label, Revision};
use crate::store::StoreError;

#[derive(Clone, Debug)]
pub struct CreateTradingTime {
    pub market: String,
    pub code: Label,
    pub facts: TradingTimeFacts,
}

/// # Errors
/// `Invalid` when the code is taken, by a retired one too, or it overlaps with another trading time.
pub async fn create_trading_time(
    app: &App,
    actor: &Actor,
    command: CreateTradingTime,
) -> Result<Revision, AppError> {
    let keeping = begin_keeping(app, actor, &command.market).await?;

    refuse_overlap(&keeping.plan, command.code.as_str(), &command.facts)?;

    let row = trading_time::ActiveModel {
        market_id: Set(keeping.market.id),
        code: Set(command.code.to_string()),
        ..command.facts.columns()
    };
    let row = match keeping.tx.insert(row).await {
        Err(StoreError::Taken(_)) => return Err(repeated("code", command.code.as_str())),
        result => result?,
    };
    let change = Change {
        action: "create_trading_time",
        subject: keeping.subject("trading_time", &row.code),
        detail: Some(json!({ "now": command.facts })),
        ..Change::default()
    };
    keeping.finish(app, actor, change).await?;
    Ok(Revision::new(row.revision))
}
