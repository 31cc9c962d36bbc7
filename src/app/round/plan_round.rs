//! Plan a round: its term, its trading times, its rules, and which slots are for charity.

use std::collections::BTreeSet;

use chrono_tz::Tz;
use entity::ids::{MarketId, TradingTimeId};
use entity::kinds::{Pool, RoundState};
use entity::{market, market_day, round, round_time, slot, trading_time};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::step::{read, time_zone_of};
use crate::app::error::{invalid, repeated, unknown};
use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::FieldError;
use crate::domain::announced::AnnouncedDates;
use crate::domain::calendar::{Term, TradingTimeSpec, market_days};
use crate::domain::rules::{RoundRules, RulesError};
use crate::domain::values::{Label, Names};
use crate::store::{self, StoreError, WriteTx, market::MarketPlan};

#[derive(Clone, Debug)]
pub struct PlanRound {
    pub market: String,
    pub code: Label,
    pub names: Names,
    pub term: Term,
    pub dates: AnnouncedDates,
    pub rules: RoundRules,
    /// The trading times that are given out, each with its charity stalls.
    pub times: Vec<CharityStalls>,
}

#[derive(Clone, Debug)]
pub struct CharityStalls {
    pub trading_time: Label,
    pub stalls: Vec<Label>,
}

/// # Errors
/// `Refused` when the rules contradict themselves or the dates are out of order; `Invalid` when the
/// code is taken, or a stall or trading time does not exist.
pub async fn plan_round(app: &App, actor: &Actor, command: PlanRound) -> Result<(), AppError> {
    let market = find_market(app.store.reader(), &command.market).await?;
    actor.require_operator(market.id)?;
    refuse_bad_plan(&command, time_zone_of(&market)?)?;

    let tx = app.store.begin_write().await?;
    let market = store::market::lock_market(&tx, market.id).await?;
    let plan = store::market::load_plan(tx.conn(), market.id).await?;
    let slots = slots_of(&plan, &command)?;
    let round = write_plan(app, &tx, &market, &plan, &command, slots).await?;
    let change = Change {
        action: "plan_round",
        subject: format!("round:{}/{}", market.slug, round.code),
        to: Some(round.state.as_str()),
        ..Change::default()
    };
    record(app, &tx, actor, Some(market.id), change).await?;
    tx.commit().await?;
    Ok(())
}

/// What can be seen without the market.
///
/// # Errors
/// As `plan_round`.
pub(super) fn refuse_bad_plan(command: &PlanRound, time_zone: Tz) -> Result<(), AppError> {
    refuse_bad_rules(&command.rules)?;
    refuse_bad_times(command)?;
    command.dates.check(command.term, time_zone)?;
    let rules = &command.rules;
    if rules.has_early_seed_source(command.dates.freeze_on, time_zone) {
        return Err(RulesError::SeedSourceTooEarly.into());
    }
    Ok(())
}

/// Writes the round with its slots and days; the market is locked.
///
/// # Errors
/// `Invalid` when the code is taken or its term overlaps with another round's.
pub(super) async fn write_plan(
    app: &App,
    tx: &WriteTx,
    market: &market::Model,
    plan: &MarketPlan,
    command: &PlanRound,
    slots: Vec<TimeSlots>,
) -> Result<round::Model, AppError> {
    let round = insert_round(app, tx, market.id, command).await?;
    refuse_overlapping_term(tx, &round, &slots, command).await?;
    insert_slots(tx, &round, slots).await?;
    insert_market_days(tx, market, plan, command).await?;
    Ok(round)
}

/// A stall is given out once: two rounds with a trading time in common have terms one after the
/// other.
async fn refuse_overlapping_term(
    tx: &WriteTx,
    round: &round::Model,
    slots: &[TimeSlots],
    command: &PlanRound,
) -> Result<(), AppError> {
    for other in store::round::list_rounds(tx.conn(), round.market_id).await? {
        let is_live = other.id != round.id && other.state != RoundState::Cancelled;
        let shares_days =
            other.term_from <= command.term.to() && command.term.from() <= other.term_to;
        if !(is_live && shares_days) {
            continue;
        }
        let times = store::round::list_round_times(tx.conn(), other.id).await?;
        if slots
            .iter()
            .any(|slots| times.contains(&slots.trading_time_id))
        {
            let (one, other) = (command.code.to_string(), other.code);
            return Err(invalid("term", FieldError::Overlap { one, other }));
        }
    }
    Ok(())
}

fn refuse_bad_rules(rules: &RoundRules) -> Result<(), AppError> {
    let first = rules
        .check()
        .err()
        .and_then(|errors| errors.into_iter().next());
    first.map_or(Ok(()), |error| Err(error.into()))
}

fn refuse_bad_times(command: &PlanRound) -> Result<(), AppError> {
    let mut seen = BTreeSet::new();
    let has_charity_pool = command.rules.pool(Pool::Charity).is_some();
    for time in &command.times {
        if !seen.insert(&time.trading_time) {
            return Err(repeated("trading_times", time.trading_time.as_str()));
        }
        if !time.stalls.is_empty() && !has_charity_pool {
            return Err(invalid("charity_stalls", FieldError::NotAChoice));
        }
    }
    if seen.is_empty() {
        return Err(invalid("trading_times", FieldError::Missing));
    }
    Ok(())
}

pub(super) struct TimeSlots {
    pub trading_time_id: TradingTimeId,
    pub slots: Vec<(entity::ids::StallId, Pool)>,
}

fn slots_of(plan: &MarketPlan, command: &PlanRound) -> Result<Vec<TimeSlots>, AppError> {
    command
        .times
        .iter()
        .map(|time| slots_of_time(plan, time))
        .collect()
}

fn slots_of_time(plan: &MarketPlan, time: &CharityStalls) -> Result<TimeSlots, AppError> {
    let code = time.trading_time.as_str();
    let trading_time = plan
        .trading_time_by_code(code)
        .ok_or_else(|| unknown("trading_times", code))?;
    let charity: BTreeSet<&str> = time.stalls.iter().map(Label::as_str).collect();
    if let Some(missing) = charity
        .iter()
        .find(|code| plan.stall_by_code(code).is_none())
    {
        return Err(unknown("charity_stalls", missing));
    }
    let pool_of = |code: &str| {
        if charity.contains(code) {
            Pool::Charity
        } else {
            Pool::Open
        }
    };
    Ok(TimeSlots {
        trading_time_id: trading_time.id,
        slots: plan
            .stalls
            .iter()
            .map(|row| (row.stall.id, pool_of(&row.stall.code)))
            .collect(),
    })
}

async fn insert_round(
    app: &App,
    tx: &WriteTx,
    market_id: MarketId,
    command: &PlanRound,
) -> Result<round::Model, AppError> {
    let row = round::ActiveModel {
        market_id: Set(market_id),
        code: Set(command.code.to_string()),
        names: Set(json!(command.names)),
        state: Set(RoundState::Planned),
        term_from: Set(command.term.from()),
        term_to: Set(command.term.to()),
        rules: Set(json!(command.rules)),
        plan: Set(json!(command.dates)),
        version: Set(1),
        created_at: Set(app.now()),
        ..Default::default()
    };
    match tx.insert(row).await {
        Err(StoreError::Taken(_)) => Err(repeated("code", command.code.as_str())),
        result => Ok(result?),
    }
}

async fn insert_slots(
    tx: &WriteTx,
    round: &round::Model,
    times: Vec<TimeSlots>,
) -> Result<(), AppError> {
    for time in times {
        let row = round_time::ActiveModel {
            market_id: Set(round.market_id),
            round_id: Set(round.id),
            trading_time_id: Set(time.trading_time_id),
        };
        tx.insert_all(vec![row]).await?;
        let slots = time
            .slots
            .into_iter()
            .map(|(stall_id, pool)| slot::ActiveModel {
                market_id: Set(round.market_id),
                round_id: Set(round.id),
                trading_time_id: Set(time.trading_time_id),
                stall_id: Set(stall_id),
                pool: Set(pool),
                ..Default::default()
            });
        tx.insert_all(slots.collect()).await?;
    }
    Ok(())
}

async fn insert_market_days(
    tx: &WriteTx,
    market: &market::Model,
    plan: &MarketPlan,
    command: &PlanRound,
) -> Result<(), AppError> {
    let time_zone = time_zone_of(market)?;
    for time in &command.times {
        let Some(trading_time) = plan.trading_time_by_code(time.trading_time.as_str()) else {
            continue;
        };
        let days = days_of(trading_time, command.term, time_zone)?;
        store::market::insert_market_days(tx, days).await?;
    }
    Ok(())
}

/// The market days of a trading time in a term.
///
/// # Errors
/// `Internal` when the row holds what this version cannot read.
pub fn days_of(
    time: &trading_time::Model,
    term: Term,
    time_zone: Tz,
) -> Result<Vec<market_day::ActiveModel>, AppError> {
    let days = market_days(term, &spec_of(time)?, time_zone);
    Ok(days
        .into_iter()
        .map(|day| market_day::ActiveModel {
            market_id: Set(time.market_id),
            trading_time_id: Set(time.id),
            date: Set(day.date),
            opens_at: Set(day.opens_at_utc),
            closes_at: Set(day.closes_at_utc),
            ..Default::default()
        })
        .collect())
}

/// The weekly time that a row describes.
///
/// # Errors
/// `Internal` when the row holds what this version cannot read.
pub fn spec_of(time: &trading_time::Model) -> Result<TradingTimeSpec, AppError> {
    let unreadable = || AppError::Internal(format!("trading time {}", time.code));
    let minutes = |count: i32| u32::try_from(count).map_err(|_| unreadable());
    let (start, duration) = (
        minutes(time.starts_at_minute)?,
        minutes(time.duration_minutes)?,
    );
    TradingTimeSpec::new(read(&time.weekdays)?, start, duration).map_err(|_| unreadable())
}
