//! A vendor would not come after all. Until the list of the day is fixed they may say so.

use entity::standby_entry;
use sea_orm::ActiveValue::Set;

use super::results::tell_of_day;
use super::step::{DayRef, begin_day, find_vendor_of};
use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::market_day::{self, MarketDayRefusal};
use crate::store;
use crate::text::message::DayChange;

/// # Errors
/// `Refused` when the lists of the day are closed, or they did not stand by.
pub async fn leave_standby(
    app: &App,
    actor: &Actor,
    at: &DayRef,
    code: &str,
) -> Result<(), AppError> {
    let reader = app.store.reader();
    let market = find_market(reader, &at.market).await?;
    let (application, vendor) = find_vendor_of(reader, actor, &market, code).await?;
    let step = begin_day(app, at).await?;
    let found = store::day::find_standby(step.tx.conn(), step.facts.row.id, vendor.id).await?;

    step.facts.lifecycle().takes_changes(app.now())?;
    let row = found.ok_or(MarketDayRefusal::NotStandingBy)?;
    let next = market_day::leave_standby(Some(row.state))?;

    let change = standby_entry::ActiveModel {
        state: Set(next),
        ..Default::default()
    };
    step.tx.update(row.id.0, row.version, change).await?;
    let change = Change {
        action: "leave_standby",
        subject: format!("application:{}", application.code),
        from: Some(row.state.as_str()),
        to: Some(next.as_str()),
        reason: Some(step.facts.at.name()),
        ..Change::default()
    };
    record(app, &step.tx, actor, Some(vendor.market_id), change).await?;
    let (id, version) = (Some(application.id), row.version + 1);
    tell_of_day(app, &step, id, DayChange::NotStandingBy, None, version).await?;
    step.tx.commit().await?;
    Ok(())
}
