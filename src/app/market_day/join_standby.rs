//! A vendor would come on one day if a stall is free.

use entity::kinds::{ApplicationState, Standing};
use entity::{application, registration, standby_entry};
use sea_orm::ActiveValue::Set;

use super::results::tell_of_day;
use super::step::{DayRef, DayStep, begin_day, find_vendor_of, stall_of};
use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::market_day::{self, MarketDayRefusal};
use crate::domain::values::Ticket;
use crate::store;
use crate::text::message::DayChange;

#[derive(Clone, Debug)]
pub struct JoinStandby {
    pub at: DayRef,
    /// The code of their application, whose needs, category and wishes count.
    pub application: String,
    /// Any stall that they can use, beyond those wishes.
    pub anywhere: bool,
}

/// # Errors
/// `Refused` when the lists are closed, when they have a stall that day, or may not trade.
pub async fn join_standby(app: &App, actor: &Actor, command: JoinStandby) -> Result<(), AppError> {
    let reader = app.store.reader();
    let market = find_market(reader, &command.at.market).await?;
    find_vendor_of(reader, actor, &market, &command.application).await?;
    let step = begin_day(app, &command.at).await?;
    let db = step.tx.conn();
    let (application, vendor) = find_vendor_of(db, actor, &market, &command.application).await?;
    let before = store::day::find_standby(db, step.facts.row.id, vendor.id).await?;

    step.facts.lifecycle().takes_changes(app.now())?;
    may_stand_by(&step, &application, &vendor, command.anywhere).await?;
    let next = market_day::join_standby(before.as_ref().map(|row| row.state))?;

    let change = standby_entry::ActiveModel {
        application_id: Set(application.id),
        anywhere: Set(command.anywhere),
        state: Set(next),
        joined_at: Set(app.now()),
        ..Default::default()
    };
    let version = save(app, &step, &vendor, before.as_ref(), change).await?;
    let change = Change {
        action: "join_standby",
        subject: format!("application:{}", application.code),
        from: before.as_ref().map(|row| row.state.as_str()),
        to: Some(next.as_str()),
        reason: Some(step.facts.at.name()),
        ..Change::default()
    };
    record(app, &step.tx, actor, Some(vendor.market_id), change).await?;
    let id = Some(application.id);
    tell_of_day(app, &step, id, DayChange::StandingBy, None, version).await?;
    step.tx.commit().await?;
    Ok(())
}

async fn may_stand_by(
    step: &DayStep,
    application: &application::Model,
    vendor: &registration::Model,
    anywhere: bool,
) -> Result<(), AppError> {
    if step.round.is_none() {
        return Err(MarketDayRefusal::NoRound.into());
    }
    if application.state != ApplicationState::Accepted {
        return Err(MarketDayRefusal::NotAccepted.into());
    }
    if vendor.standing == Standing::Suspended {
        return Err(MarketDayRefusal::Suspended.into());
    }
    if let Some(stall) = stall_of(step, vendor).await? {
        return Err(MarketDayRefusal::HasStall { stall }.into());
    }
    let times = store::application::load_times(step.tx.conn(), application.id).await?;
    let wished = times.iter().any(|row| {
        row.time.trading_time_id == step.facts.row.trading_time_id && !row.wishes.is_empty()
    });
    if !anywhere && !wished {
        return Err(MarketDayRefusal::NoWishes.into());
    }
    Ok(())
}

/// Whoever comes back keeps their ticket: leaving and joining again draws no other number.
async fn save(
    app: &App,
    step: &DayStep,
    vendor: &registration::Model,
    before: Option<&standby_entry::Model>,
    change: standby_entry::ActiveModel,
) -> Result<i32, AppError> {
    if let Some(row) = before {
        step.tx.update(row.id.0, row.version, change).await?;
        return Ok(row.version + 1);
    }
    let row = standby_entry::ActiveModel {
        market_id: Set(vendor.market_id),
        market_day_id: Set(step.facts.row.id),
        registration_id: Set(vendor.id),
        ticket: Set(Ticket::from_random(app.chance.bytes()).reveal().to_owned()),
        salt: Set(hex::encode(app.chance.bytes::<32>())),
        version: Set(1),
        ..change
    };
    Ok(step.tx.insert(row).await?.version)
}
