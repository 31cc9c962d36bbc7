//! The market days that lie ahead of one vendor: where they have a stall, where they stand by, and
//! what came of it.

use chrono::{DateTime, Utc};
use entity::application;
use entity::kinds::{DrawState, StandbyState};

use super::results::DayResults;
use super::step::{DayFacts, DayRef, load_day};
use crate::app::place::find_application;
use crate::app::round::step::local_date;
use crate::app::round::step::time_zone_of;
use crate::app::{Actor, App, AppError};
use crate::domain::values::Names;
use crate::store;
use crate::text::message::TimeResult;

/// So many days are shown.
const DAYS_SHOWN: u64 = 6;

#[derive(Clone, Debug)]
pub struct MyDay {
    pub at: DayRef,
    pub trading_time: Names,
    pub opens_at: DateTime<Utc>,
    pub lists_close_at: DateTime<Utc>,
    /// Absences and standby are still taken.
    pub takes_changes: bool,
    /// The stall that is theirs on this day, whether they come or not.
    pub stall: Option<String>,
    /// They said that they do not come.
    pub absent: bool,
    pub standby: Option<StandbyState>,
    /// Their own lottery ticket of that day, once the list is fixed.
    pub ticket: Option<String>,
    pub draw: Option<DrawState>,
    pub commitment: Option<String>,
    /// What was called out.
    pub digits: Vec<String>,
    pub result: Option<TimeResult>,
    /// How many stalls were free.
    pub free: u32,
}

/// A day on which they have several stalls stands there once for each.
///
/// # Errors
/// `Forbidden` for all but the vendor and the operators of the market.
pub async fn list_my_days(app: &App, actor: &Actor, code: &str) -> Result<Vec<MyDay>, AppError> {
    let db = app.store.reader();
    let application = find_application(db, code).await?;
    actor.require_vendor(application.market_id, application.id)?;
    let market = store::market::load_market(db, application.market_id).await?;
    let today = local_date(app.now(), time_zone_of(&market)?);
    let times = store::market::list_trading_times(db, market.id).await?;
    let mut days = Vec::new();
    for row in store::day::list_days_from(db, market.id, today, DAYS_SHOWN).await? {
        let Some(time) = times.iter().find(|time| time.id == row.trading_time_id) else {
            continue;
        };
        let at = DayRef {
            market: market.slug.clone(),
            trading_time: time.code.clone(),
            date: row.date,
        };
        if row.closes_at < app.now() || store::day::find_round_of_day(db, &row).await?.is_none() {
            continue;
        }
        days.extend(my_day(app, load_day(db, &at).await?, &application).await?);
    }
    Ok(days)
}

async fn my_day(
    app: &App,
    facts: DayFacts,
    application: &application::Model,
) -> Result<Vec<MyDay>, AppError> {
    let db = app.store.reader();
    let holders = store::day::list_holders(db, facts.row.id).await?;
    let own = holders
        .iter()
        .filter(|(held, _)| held.registration_id == application.registration_id);
    let absent = store::day::list_absent(db, facts.row.id).await?;
    let entry = store::day::find_standby(db, facts.row.id, application.registration_id).await?;
    let entry = entry.filter(|row| row.state != StandbyState::Left);
    let said = DayResults::of(&facts)?;
    let day = facts.lifecycle();
    let result = match &said {
        Some(said) => said.result_of(&facts, &application.code)?,
        None => None,
    };
    let is_frozen = entry.is_some() && facts.draw.is_some();
    let at_large = MyDay {
        trading_time: facts.time.clone(),
        opens_at: facts.row.opens_at,
        lists_close_at: day.lists_close_at(),
        takes_changes: day.takes_changes(app.now()).is_ok(),
        stall: None,
        absent: false,
        standby: entry.as_ref().map(|row| row.state),
        ticket: entry.filter(|_| is_frozen).map(|row| row.ticket),
        draw: facts.draw.as_ref().map(|draw| draw.state),
        commitment: facts
            .draw
            .as_ref()
            .filter(|_| is_frozen)
            .map(|draw| draw.commitment.clone()),
        digits: digits_of(&facts),
        free: said.map_or(0, |said| {
            u32::try_from(said.problem.stalls.len()).unwrap_or(u32::MAX)
        }),
        result,
        at: facts.at.clone(),
    };
    let mut days: Vec<MyDay> = own
        .map(|(held, _)| MyDay {
            stall: Some(facts.stall_code(held.stall_id)),
            absent: absent.contains(&held.id),
            ..at_large.clone()
        })
        .collect();
    days.sort_by(|a, b| a.stall.cmp(&b.stall));
    Ok(if days.is_empty() {
        vec![at_large]
    } else {
        days
    })
}

/// What was called out for the day.
pub(super) fn digits_of(facts: &DayFacts) -> Vec<String> {
    let values = facts
        .draw
        .as_ref()
        .and_then(|draw| draw.seed_values.clone());
    values
        .and_then(|values| serde_json::from_value(values).ok())
        .unwrap_or_default()
}
