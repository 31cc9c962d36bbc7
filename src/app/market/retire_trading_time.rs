//! Retire a trading time that no round gives out any more. Its code stays taken.

use entity::trading_time;
use sea_orm::ActiveValue::Set;

use super::keeping::{Keeping, begin_keeping, require_in_use};
use super::parts::LIVE;
use super::retire_stall::Retire;
use crate::app::edit::edit_row;
use crate::app::record::Change;
use crate::app::{Actor, App, AppError};
use crate::domain::market::MarketRefusal;
use crate::domain::values::Revision;
use crate::store;

/// # Errors
/// `Refused` when a round that is not over gives it out, or it is retired.
pub async fn retire_trading_time(
    app: &App,
    actor: &Actor,
    command: Retire,
) -> Result<(), AppError> {
    let keeping = begin_keeping(app, actor, &command.market).await?;
    let (tx, market) = (&keeping.tx, &keeping.market);
    let row = store::keeping::find_trading_time(tx.conn(), market.id, &command.code).await?;
    let row = row.ok_or(AppError::NotFound("trading time"))?;

    require_in_use(row.retired_at)?;
    refuse_in_rounds(&keeping, &row).await?;

    let change = trading_time::ActiveModel {
        retired_at: Set(Some(app.now())),
        ..Default::default()
    };
    let loaded = Revision::new(row.revision);
    edit_row(tx, row.id.0, loaded, command.expected, change).await?;
    let change = Change {
        action: "retire_trading_time",
        subject: keeping.subject("trading_time", &row.code),
        ..Change::default()
    };
    keeping.finish(app, actor, change).await
}

/// # Errors
/// `Refused` when a round that is not over gives it out.
pub(super) async fn refuse_in_rounds(
    keeping: &Keeping,
    row: &trading_time::Model,
) -> Result<(), AppError> {
    let db = keeping.tx.conn();
    let rounds = store::keeping::list_rounds_with_time(db, row.market_id, LIVE, row.id).await?;
    match rounds.into_iter().next() {
        None => Ok(()),
        Some(round) => Err(MarketRefusal::TradingTimeInRound {
            time: row.code.clone(),
            round: round.code,
        }
        .into()),
    }
}
