//! Retire a zone that has no stalls any more. Its code stays taken.

use entity::zone;
use sea_orm::ActiveValue::Set;

use super::keeping::{begin_keeping, require_in_use};
use super::retire_stall::Retire;
use crate::app::edit::edit_row;
use crate::app::record::Change;
use crate::app::{Actor, App, AppError};
use crate::domain::market::MarketRefusal;
use crate::domain::values::Revision;
use crate::store;

/// # Errors
/// `Refused` when it has stalls, or is retired.
pub async fn retire_zone(app: &App, actor: &Actor, command: Retire) -> Result<(), AppError> {
    let keeping = begin_keeping(app, actor, &command.market).await?;
    let (tx, market) = (&keeping.tx, &keeping.market);
    let row = store::keeping::find_zone(tx.conn(), market.id, &command.code).await?;
    let row = row.ok_or(AppError::NotFound("zone"))?;

    require_in_use(row.retired_at)?;
    let stalls = keeping.plan.stalls.iter();
    let stalls: Vec<String> = stalls
        .filter(|of| of.stall.zone_id == row.id)
        .map(|of| of.stall.code.clone())
        .collect();
    if !stalls.is_empty() {
        let zone = row.code;
        return Err(MarketRefusal::ZoneHasStalls { zone, stalls }.into());
    }

    let change = zone::ActiveModel {
        retired_at: Set(Some(app.now())),
        ..Default::default()
    };
    let loaded = Revision::new(row.revision);
    edit_row(tx, row.id.0, loaded, command.expected, change).await?;
    let change = Change {
        action: "retire_zone",
        subject: keeping.subject("zone", &row.code),
        ..Change::default()
    };
    keeping.finish(app, actor, change).await
}
