//! Edit a weekly trading time. Its code stays.

use serde_json::json;

use super::keeping::{begin_keeping, require_in_use};
use super::parts::{TradingTimeFacts, refuse_overlap};
use super::retire_trading_time::refuse_in_rounds;
use crate::app::edit::edit_row;
use crate::app::record::Change;
use crate::app::round::spec_of;
use crate::app::round::step::{local_date, time_zone_of};
use crate::app::{Actor, App, AppError};
use crate::domain::values::Revision;
use crate::store;

#[derive(Clone, Debug)]
pub struct EditTradingTime {
    pub market: String,
    /// By its code.
    pub trading_time: String,
    /// What whoever edits has seen.
    pub expected: Option<Revision>,
    pub facts: TradingTimeFacts,
}

/// Its names may change at any time; when it takes place, only while no round gives it out.
///
/// # Errors
/// `Invalid` when it overlaps with another trading time; `Refused` when somebody else edited it
/// meanwhile, a round relies on when it takes place, or it is retired.
pub async fn edit_trading_time(
    app: &App,
    actor: &Actor,
    command: EditTradingTime,
) -> Result<Revision, AppError> {
    let keeping = begin_keeping(app, actor, &command.market).await?;
    let (tx, market) = (&keeping.tx, &keeping.market);
    let row =
        store::keeping::find_trading_time(tx.conn(), market.id, &command.trading_time).await?;
    let row = row.ok_or(AppError::NotFound("trading time"))?;

    require_in_use(row.retired_at)?;
    refuse_overlap(&keeping.plan, &row.code, &command.facts)?;
    let before = spec_of(&row)?;
    if before != command.facts.spec {
        refuse_in_rounds(&keeping, &row).await?;
        let today = local_date(app.now(), time_zone_of(market)?);
        store::keeping::delete_days_ahead(tx, &row, today).await?;
    }

    let change = command.facts.columns();
    let loaded = Revision::new(row.revision);
    let revision = edit_row(tx, row.id.0, loaded, command.expected, change).await?;
    let change = Change {
        action: "edit_trading_time",
        subject: keeping.subject("trading_time", &row.code),
        detail: Some(json!({
            "revision": revision,
            "before": { "names": row.names, "spec": before },
            "now": command.facts,
        })),
        ..Change::default()
    };
    keeping.finish(app, actor, change).await?;
    Ok(revision)
}
