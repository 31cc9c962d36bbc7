//! Who relies on a part of a market: what must be known before it is retired or blocked.

use chrono::NaiveDate;
use entity::ids::{CategoryId, MarketId, StallId, TradingTimeId};
use entity::kinds::RoundState;
use entity::{
    application, category, market_day, occupancy, round, round_time, slot, trading_time, zone,
};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{StoreError, WriteTx};

/// A zone by its code, retired or not.
pub async fn find_zone(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    code: &str,
) -> Result<Option<zone::Model>, StoreError> {
    Ok(zone::Entity::find()
        .filter(zone::Column::MarketId.eq(market_id))
        .filter(zone::Column::Code.eq(code))
        .one(db)
        .await?)
}

/// A category by its code, retired or not.
pub async fn find_category(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    code: &str,
) -> Result<Option<category::Model>, StoreError> {
    Ok(category::Entity::find()
        .filter(category::Column::MarketId.eq(market_id))
        .filter(category::Column::Code.eq(code))
        .one(db)
        .await?)
}

/// A trading time by its code, retired or not.
pub async fn find_trading_time(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    code: &str,
) -> Result<Option<trading_time::Model>, StoreError> {
    Ok(trading_time::Entity::find()
        .filter(trading_time::Column::MarketId.eq(market_id))
        .filter(trading_time::Column::Code.eq(code))
        .one(db)
        .await?)
}

/// The trading times of a market, those that are no longer in use among them.
pub async fn list_all_times(
    db: &impl ConnectionTrait,
    market_id: MarketId,
) -> Result<Vec<trading_time::Model>, StoreError> {
    Ok(trading_time::Entity::find()
        .filter(trading_time::Column::MarketId.eq(market_id))
        .order_by_asc(trading_time::Column::Code)
        .all(db)
        .await?)
}

/// The rounds of a market in these states, the earliest term first.
pub async fn list_rounds_of(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    states: &[RoundState],
) -> Result<Vec<round::Model>, StoreError> {
    Ok(rounds_of(market_id, states).all(db).await?)
}

/// Those of them that give out the stall.
pub async fn list_rounds_with_stall(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    states: &[RoundState],
    stall_id: StallId,
) -> Result<Vec<round::Model>, StoreError> {
    let given = Query::select()
        .column(slot::Column::RoundId)
        .from(Alias::new("slot"))
        .and_where(Expr::col(slot::Column::MarketId).eq(market_id))
        .and_where(Expr::col(slot::Column::StallId).eq(stall_id))
        .to_owned();
    let rounds = rounds_of(market_id, states).filter(round::Column::Id.in_subquery(given));
    Ok(rounds.all(db).await?)
}

/// Those of them that give out the trading time.
pub async fn list_rounds_with_time(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    states: &[RoundState],
    trading_time_id: TradingTimeId,
) -> Result<Vec<round::Model>, StoreError> {
    let given = Query::select()
        .column(round_time::Column::RoundId)
        .from(Alias::new("round_time"))
        .and_where(Expr::col(round_time::Column::MarketId).eq(market_id))
        .and_where(Expr::col(round_time::Column::TradingTimeId).eq(trading_time_id))
        .to_owned();
    let rounds = rounds_of(market_id, states).filter(round::Column::Id.in_subquery(given));
    Ok(rounds.all(db).await?)
}

/// Those of them in which somebody applied with the category.
pub async fn list_rounds_with_category(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    states: &[RoundState],
    category_id: CategoryId,
) -> Result<Vec<round::Model>, StoreError> {
    let asked = Query::select()
        .column(application::Column::RoundId)
        .from(Alias::new("application"))
        .and_where(Expr::col(application::Column::MarketId).eq(market_id))
        .and_where(Expr::col(application::Column::CategoryId).eq(category_id))
        .to_owned();
    let rounds = rounds_of(market_id, states).filter(round::Column::Id.in_subquery(asked));
    Ok(rounds.all(db).await?)
}

fn rounds_of(market_id: MarketId, states: &[RoundState]) -> sea_orm::Select<round::Entity> {
    round::Entity::find()
        .filter(round::Column::MarketId.eq(market_id))
        .filter(round::Column::State.is_in(states.iter().copied()))
        .order_by_asc(round::Column::TermFrom)
        .order_by_asc(round::Column::Id)
}

/// The days of the market from `from` to `until`, the last one included.
fn days_between(market_id: MarketId, from: NaiveDate, until: Option<NaiveDate>) -> SelectStatement {
    let mut days = Query::select()
        .column(market_day::Column::Id)
        .from(Alias::new("market_day"))
        .and_where(Expr::col(market_day::Column::MarketId).eq(market_id))
        .and_where(Expr::col(market_day::Column::Date).gte(from))
        .to_owned();
    if let Some(until) = until {
        days.and_where(Expr::col(market_day::Column::Date).lte(until));
    }
    days
}

/// What somebody has of a stall on the days from `from` to `until`.
pub async fn list_taken(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    stall_id: StallId,
    from: NaiveDate,
    until: Option<NaiveDate>,
) -> Result<Vec<occupancy::Model>, StoreError> {
    Ok(occupancy::Entity::find()
        .filter(occupancy::Column::StallId.eq(stall_id))
        .filter(occupancy::Column::MarketDayId.in_subquery(days_between(market_id, from, until)))
        .order_by_asc(occupancy::Column::Id)
        .all(db)
        .await?)
}

/// Takes back days ahead that nothing points at: their trading time is another one from now on.
pub async fn delete_days_ahead(
    tx: &WriteTx,
    time: &trading_time::Model,
    after: NaiveDate,
) -> Result<(), StoreError> {
    market_day::Entity::delete_many()
        .filter(market_day::Column::MarketId.eq(time.market_id))
        .filter(market_day::Column::TradingTimeId.eq(time.id))
        .filter(market_day::Column::Date.gt(after))
        .exec(tx.conn())
        .await?;
    Ok(())
}
