//! A holder comes after all. Until the list of the day is fixed, their stall waits for them.

use entity::absence;
use sea_orm::ActiveValue::Set;

use super::results::tell_of_day;
use super::step::{DayRef, begin_day, find_holding};
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::market_day::{self, MarketDayRefusal};
use crate::store;
use crate::text::message::DayChange;

/// # Errors
/// `Refused` when the lists of the day are closed, or they had not said that they stay away.
pub async fn take_back_absence(
    app: &App,
    actor: &Actor,
    at: &DayRef,
    stall: &str,
) -> Result<(), AppError> {
    let step = begin_day(app, at).await?;
    let held = find_holding(actor, &step, stall).await?;
    let db = step.tx.conn();
    let found = store::day::find_absence(db, step.facts.row.id, held.id).await?;

    step.facts.lifecycle().takes_changes(app.now())?;
    let row = found.ok_or(MarketDayRefusal::NotAbsent)?;
    let next = market_day::take_back_absence(Some(row.state))?;

    let change = absence::ActiveModel {
        state: Set(next),
        ..Default::default()
    };
    step.tx.update(row.id.0, row.version, change).await?;
    let change = Change {
        action: "take_back_absence",
        subject: format!("holding:{}", held.public_id),
        from: Some(row.state.as_str()),
        to: Some(next.as_str()),
        reason: Some(step.facts.at.name()),
        ..Change::default()
    };
    record(app, &step.tx, actor, Some(held.market_id), change).await?;
    let version = row.version + 1;
    tell_of_day(
        app,
        &step,
        held.application_id,
        DayChange::Coming,
        Some(stall),
        version,
    )
    .await?;
    step.tx.commit().await?;
    Ok(())
}
