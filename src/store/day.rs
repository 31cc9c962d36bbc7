//! One market day: who is there, who is absent, who stands by, and its draw.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use entity::ids::{
    DayDrawId, HoldingId, MarketDayId, MarketId, OccupancyId, RegistrationId, RoundId, StallId,
    TradingTimeId,
};
use entity::kinds::{AbsenceState, DrawState, HoldingState, Origin, RoundState, StandbyState};
use entity::{
    absence, day_draw, holding, market_day, occupancy, offer, registration, round, round_time,
    standby_entry,
};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, LockBehavior, LockType, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{StoreError, WriteTx};

pub async fn find_market_day(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    trading_time_id: TradingTimeId,
    date: NaiveDate,
) -> Result<Option<market_day::Model>, StoreError> {
    Ok(market_day::Entity::find()
        .filter(market_day::Column::MarketId.eq(market_id))
        .filter(market_day::Column::TradingTimeId.eq(trading_time_id))
        .filter(market_day::Column::Date.eq(date))
        .one(db)
        .await?)
}

/// The day, whose lists nobody else changes until this transaction ends. Offers that cover it go
/// on: they only point at it.
pub async fn lock_market_day(tx: &WriteTx, id: MarketDayId) -> Result<(), StoreError> {
    market_day::Entity::find_by_id(id)
        .lock(LockType::NoKeyUpdate)
        .one(tx.conn())
        .await?;
    Ok(())
}

/// The days of a market from a date on, soonest first.
pub async fn list_days_from(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    from: NaiveDate,
    most: u64,
) -> Result<Vec<market_day::Model>, StoreError> {
    Ok(market_day::Entity::find()
        .filter(market_day::Column::MarketId.eq(market_id))
        .filter(market_day::Column::Date.gte(from))
        .order_by_asc(market_day::Column::Date)
        .order_by_asc(market_day::Column::OpensAt)
        .limit(most)
        .all(db)
        .await?)
}

/// The round whose term a day lies in, once its result is final.
pub async fn find_round_of_day(
    db: &impl ConnectionTrait,
    day: &market_day::Model,
) -> Result<Option<round::Model>, StoreError> {
    let rounds = Query::select()
        .column(round_time::Column::RoundId)
        .from(Alias::new("round_time"))
        .and_where(Expr::col(round_time::Column::TradingTimeId).eq(day.trading_time_id))
        .to_owned();
    Ok(round::Entity::find()
        .filter(round::Column::MarketId.eq(day.market_id))
        .filter(round::Column::State.is_in([RoundState::Final, RoundState::Running]))
        .filter(round::Column::TermFrom.lte(day.date))
        .filter(round::Column::TermTo.gte(day.date))
        .filter(round::Column::Id.in_subquery(rounds))
        .order_by_asc(round::Column::Id)
        .one(db)
        .await?)
}

/// Every stall that is taken on a day.
pub async fn list_occupancies(
    db: &impl ConnectionTrait,
    day_id: MarketDayId,
) -> Result<Vec<occupancy::Model>, StoreError> {
    Ok(occupancy::Entity::find()
        .filter(occupancy::Column::MarketDayId.eq(day_id))
        .order_by_asc(occupancy::Column::StallId)
        .all(db)
        .await?)
}

/// Who has a stall on a day, each with their vendor, whether they come or not. The stall is that
/// of the day: who was moved for a time has another than for the rest of the term.
pub async fn list_holders(
    db: &impl ConnectionTrait,
    day_id: MarketDayId,
) -> Result<Vec<(holding::Model, registration::Model)>, StoreError> {
    let taken = list_occupancies(db, day_id).await?;
    let ids = taken.iter().filter_map(|row| row.holding_id);
    let holdings: BTreeMap<HoldingId, holding::Model> = holding::Entity::find()
        .filter(holding::Column::Id.is_in(ids))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let ids = holdings.values().map(|holding| holding.registration_id);
    let registrations = super::person::load_registrations(db, ids).await?;
    let mut holders: Vec<(holding::Model, registration::Model)> = taken
        .into_iter()
        .filter_map(|row| {
            let holding = holdings.get(&row.holding_id?)?.clone();
            let vendor = registrations.get(&holding.registration_id).cloned()?;
            let stall_id = row.stall_id;
            Some((
                holding::Model {
                    stall_id,
                    ..holding
                },
                vendor,
            ))
        })
        .collect();
    holders.sort_by_key(|(holding, _)| (holding.id, holding.stall_id));
    Ok(holders)
}

/// Who has a stall on a day and comes.
pub async fn list_present(
    db: &impl ConnectionTrait,
    day_id: MarketDayId,
) -> Result<Vec<(holding::Model, registration::Model)>, StoreError> {
    let absent = list_absent(db, day_id).await?;
    let mut holders = list_holders(db, day_id).await?;
    holders.retain(|(holding, _)| !absent.contains(&holding.id));
    Ok(holders)
}

/// Whose each of these occupancies is, be it held or offered.
pub async fn vendors_of(
    db: &impl ConnectionTrait,
    taken: &[occupancy::Model],
) -> Result<BTreeMap<OccupancyId, RegistrationId>, StoreError> {
    let held = holding::Entity::find()
        .filter(holding::Column::Id.is_in(taken.iter().filter_map(|row| row.holding_id)))
        .all(db)
        .await?;
    let offers = offer::Entity::find()
        .filter(offer::Column::Id.is_in(taken.iter().filter_map(|row| row.offer_id)))
        .all(db)
        .await?;
    let ids = offers.iter().map(|offer| offer.application_id).collect();
    let applications = super::application::load_applications(db, ids).await?;
    let holders: BTreeMap<_, _> = held
        .iter()
        .map(|row| (row.id, row.registration_id))
        .collect();
    let asked: BTreeMap<_, _> = applications
        .iter()
        .map(|row| (row.id, row.registration_id))
        .collect();
    let offered: BTreeMap<_, _> = offers
        .iter()
        .filter_map(|row| Some((row.id, *asked.get(&row.application_id)?)))
        .collect();
    let vendor = |row: &occupancy::Model| {
        let holder = row.holding_id.and_then(|id| holders.get(&id));
        holder
            .or_else(|| row.offer_id.and_then(|id| offered.get(&id)))
            .copied()
    };
    Ok(taken
        .iter()
        .filter_map(|row| Some((row.id, vendor(row)?)))
        .collect())
}

pub async fn find_absence(
    db: &impl ConnectionTrait,
    day_id: MarketDayId,
    holding_id: HoldingId,
) -> Result<Option<absence::Model>, StoreError> {
    Ok(absence::Entity::find()
        .filter(absence::Column::MarketDayId.eq(day_id))
        .filter(absence::Column::HoldingId.eq(holding_id))
        .one(db)
        .await?)
}

/// The holdings whose vendors have said that they do not come.
pub async fn list_absent(
    db: &impl ConnectionTrait,
    day_id: MarketDayId,
) -> Result<BTreeSet<HoldingId>, StoreError> {
    let rows = absence::Entity::find()
        .filter(absence::Column::MarketDayId.eq(day_id))
        .filter(absence::Column::State.eq(AbsenceState::Announced))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.holding_id).collect())
}

pub async fn find_standby(
    db: &impl ConnectionTrait,
    day_id: MarketDayId,
    registration_id: RegistrationId,
) -> Result<Option<standby_entry::Model>, StoreError> {
    Ok(standby_entry::Entity::find()
        .filter(standby_entry::Column::MarketDayId.eq(day_id))
        .filter(standby_entry::Column::RegistrationId.eq(registration_id))
        .one(db)
        .await?)
}

/// Everyone who stood by for a day, in the order in which they came; those who left are left out.
pub async fn list_standby(
    db: &impl ConnectionTrait,
    day_id: MarketDayId,
) -> Result<Vec<standby_entry::Model>, StoreError> {
    Ok(standby_entry::Entity::find()
        .filter(standby_entry::Column::MarketDayId.eq(day_id))
        .filter(standby_entry::Column::State.ne(StandbyState::Left))
        .order_by_asc(standby_entry::Column::Id)
        .all(db)
        .await?)
}

pub async fn find_day_draw(
    db: &impl ConnectionTrait,
    day_id: MarketDayId,
) -> Result<Option<day_draw::Model>, StoreError> {
    Ok(day_draw::Entity::find()
        .filter(day_draw::Column::MarketDayId.eq(day_id))
        .one(db)
        .await?)
}

/// Those of these days whose list is fixed or drawn: what is free on them is promised.
pub async fn list_frozen_days(
    db: &impl ConnectionTrait,
    days: &[market_day::Model],
) -> Result<BTreeSet<MarketDayId>, StoreError> {
    let rows = day_draw::Entity::find()
        .filter(day_draw::Column::MarketDayId.is_in(days.iter().map(|day| day.id)))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.market_day_id).collect())
}

/// The days that open between two moments, for which somebody stands by.
pub async fn list_days_with_standby(
    db: &impl ConnectionTrait,
    after: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<market_day::Model>, StoreError> {
    Ok(market_day::Entity::find()
        .filter(market_day::Column::Id.in_subquery(days_with_standby()))
        .filter(market_day::Column::OpensAt.gt(after))
        .filter(market_day::Column::OpensAt.lte(until))
        .order_by_asc(market_day::Column::OpensAt)
        .all(db)
        .await?)
}

fn days_with_standby() -> SelectStatement {
    Query::select()
        .column(standby_entry::Column::MarketDayId)
        .from(Alias::new("standby_entry"))
        .and_where(Expr::col(standby_entry::Column::State).eq(StandbyState::StandingBy))
        .to_owned()
}

/// The days that are frozen and have no seed yet.
pub async fn list_days_awaiting_seed(
    db: &impl ConnectionTrait,
) -> Result<Vec<market_day::Model>, StoreError> {
    let awaiting = Query::select()
        .column(day_draw::Column::MarketDayId)
        .from(Alias::new("day_draw"))
        .and_where(Expr::col(day_draw::Column::State).eq(DrawState::AwaitingSeed))
        .to_owned();
    Ok(market_day::Entity::find()
        .filter(market_day::Column::Id.in_subquery(awaiting))
        .all(db)
        .await?)
}

/// Takes the next day draw that waits for its computation, until `until`.
///
/// A claim that ran out belongs to whoever comes next: the process that had it is gone.
pub async fn claim_day_draw(
    tx: &WriteTx,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<day_draw::Model>, StoreError> {
    let lapsed = Condition::all()
        .add(day_draw::Column::State.eq(DrawState::Computing))
        .add(day_draw::Column::ClaimedUntil.lt(now));
    let free = Condition::any()
        .add(day_draw::Column::State.eq(DrawState::Queued))
        .add(lapsed);
    let next = day_draw::Entity::find()
        .filter(free)
        .order_by_asc(day_draw::Column::Id)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .one(tx.conn())
        .await?;
    let Some(next) = next else { return Ok(None) };
    day_draw::Entity::update_many()
        .col_expr(day_draw::Column::State, Expr::value(DrawState::Computing))
        .col_expr(day_draw::Column::ClaimedUntil, Expr::value(until))
        .col_expr(
            day_draw::Column::Attempts,
            Expr::col(day_draw::Column::Attempts).add(1),
        )
        .col_expr(
            day_draw::Column::Version,
            Expr::col(day_draw::Column::Version).add(1),
        )
        .filter(day_draw::Column::Id.eq(next.id))
        .exec(tx.conn())
        .await?;
    Ok(Some(load_day_draw(tx.conn(), next.id).await?))
}

async fn load_day_draw(
    db: &impl ConnectionTrait,
    id: DayDrawId,
) -> Result<day_draw::Model, StoreError> {
    let found = day_draw::Entity::find_by_id(id).one(db).await?;
    found.ok_or(StoreError::Missing("day draw"))
}

pub async fn load_market_day(
    db: &impl ConnectionTrait,
    id: MarketDayId,
) -> Result<market_day::Model, StoreError> {
    let found = market_day::Entity::find_by_id(id).one(db).await?;
    found.ok_or(StoreError::Missing("market day"))
}

/// Lets go of the stalls of these holdings on one day: their holders do not come.
pub async fn delete_occupancies_of_absent(
    tx: &WriteTx,
    day_id: MarketDayId,
    stalls: &[StallId],
    absent: &BTreeSet<HoldingId>,
) -> Result<(), StoreError> {
    occupancy::Entity::delete_many()
        .filter(occupancy::Column::MarketDayId.eq(day_id))
        .filter(occupancy::Column::StallId.is_in(stalls.iter().copied()))
        .filter(occupancy::Column::HoldingId.is_in(absent.iter().copied()))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Running holdings of single days that are over.
pub async fn list_days_over(
    db: &impl ConnectionTrait,
    round_id: RoundId,
    today: NaiveDate,
) -> Result<Vec<holding::Model>, StoreError> {
    Ok(holding::Entity::find()
        .filter(holding::Column::RoundId.eq(round_id))
        .filter(holding::Column::Origin.eq(Origin::Standby))
        .filter(holding::Column::State.eq(HoldingState::Running))
        .filter(holding::Column::ToDate.lt(today))
        .all(db)
        .await?)
}
