//! A holder says that they will not come on one day, themselves or at the desk.

use entity::kinds::{AbsenceState, Origin};
use entity::{absence, holding};
use sea_orm::ActiveValue::Set;

use super::results::tell_of_day;
use super::step::{DayRef, DayStep, begin_day, find_holding};
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::market_day::{self, MarketDayRefusal};
use crate::store;
use crate::text::message::DayChange;

/// The stall stays theirs; that day it goes to somebody on standby, if anybody can use it.
///
/// # Errors
/// `Refused` when the lists of the day are closed, or they have said so already.
pub async fn announce_absence(
    app: &App,
    actor: &Actor,
    at: &DayRef,
    stall: &str,
) -> Result<(), AppError> {
    let step = begin_day(app, at).await?;
    let held = find_holding(actor, &step, stall).await?;
    let db = step.tx.conn();
    let before = store::day::find_absence(db, step.facts.row.id, held.id).await?;

    // What was given out for this one day cannot be given out once more.
    if held.origin == Origin::Standby {
        return Err(MarketDayRefusal::ListFixed.into());
    }
    step.facts.lifecycle().takes_changes(app.now())?;
    let next = market_day::announce_absence(before.as_ref().map(|row| row.state))?;

    let version = save(app, &step, &held, before.as_ref(), next).await?;
    let change = Change {
        action: "announce_absence",
        subject: format!("holding:{}", held.public_id),
        from: before.as_ref().map(|row| row.state.as_str()),
        to: Some(next.as_str()),
        reason: Some(step.facts.at.name()),
        ..Change::default()
    };
    record(app, &step.tx, actor, Some(held.market_id), change).await?;
    tell_of_day(
        app,
        &step,
        held.application_id,
        DayChange::Absent,
        Some(stall),
        version,
    )
    .await?;
    step.tx.commit().await?;
    Ok(())
}

async fn save(
    app: &App,
    step: &DayStep,
    held: &holding::Model,
    before: Option<&absence::Model>,
    state: AbsenceState,
) -> Result<i32, AppError> {
    let change = absence::ActiveModel {
        state: Set(state),
        announced_at: Set(app.now()),
        ..Default::default()
    };
    if let Some(row) = before {
        step.tx.update(row.id.0, row.version, change).await?;
        return Ok(row.version + 1);
    }
    let row = absence::ActiveModel {
        market_id: Set(held.market_id),
        market_day_id: Set(step.facts.row.id),
        holding_id: Set(held.id),
        version: Set(1),
        ..change
    };
    Ok(step.tx.insert(row).await?.version)
}
