//! Offers, and the occupancies that keep a stall for one vendor.

use chrono::{DateTime, NaiveDate, Utc};
use entity::ids::{
    ApplicationId, CategoryId, HoldingId, MarketId, OfferId, RoundId, StallId, TradingTimeId,
};
use entity::kinds::{HoldingState, OfferState, Origin};
use entity::{application, holding, market_day, occupancy, offer};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::{StoreError, WriteTx};

pub async fn find_offer(
    db: &impl ConnectionTrait,
    public_id: &str,
) -> Result<Option<offer::Model>, StoreError> {
    Ok(offer::Entity::find()
        .filter(offer::Column::PublicId.eq(public_id))
        .one(db)
        .await?)
}

pub async fn load_offer(
    db: &impl ConnectionTrait,
    id: OfferId,
) -> Result<offer::Model, StoreError> {
    offer::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(StoreError::Missing("offer"))
}

/// The offer, which nobody else changes until this transaction ends.
pub async fn lock_offer(tx: &WriteTx, id: OfferId) -> Result<offer::Model, StoreError> {
    let found = offer::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx.conn())
        .await?;
    found.ok_or(StoreError::Missing("offer"))
}

/// Every offer that one application has seen, the latest last.
pub async fn list_offers_of(
    db: &impl ConnectionTrait,
    application_id: ApplicationId,
) -> Result<Vec<offer::Model>, StoreError> {
    Ok(offer::Entity::find()
        .filter(offer::Column::ApplicationId.eq(application_id))
        .order_by_asc(offer::Column::Id)
        .all(db)
        .await?)
}

pub async fn list_offers(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    round_id: RoundId,
) -> Result<Vec<offer::Model>, StoreError> {
    Ok(offer::Entity::find()
        .filter(offer::Column::MarketId.eq(market_id))
        .filter(offer::Column::RoundId.eq(round_id))
        .order_by_asc(offer::Column::Id)
        .all(db)
        .await?)
}

/// What the vendors of a round have not answered yet.
pub async fn list_open_offers(
    db: &impl ConnectionTrait,
    round_id: RoundId,
) -> Result<Vec<offer::Model>, StoreError> {
    Ok(offer::Entity::find()
        .filter(offer::Column::RoundId.eq(round_id))
        .filter(offer::Column::State.eq(OfferState::Open))
        .order_by_asc(offer::Column::Id)
        .all(db)
        .await?)
}

/// Open offers whose deadline has passed.
pub async fn list_lapsed_offers(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<offer::Model>, StoreError> {
    Ok(offer::Entity::find()
        .filter(offer::Column::State.eq(OfferState::Open))
        .filter(offer::Column::DeadlineAt.lt(now))
        .order_by_asc(offer::Column::DeadlineAt)
        .limit(limit)
        .all(db)
        .await?)
}

/// How many stalls of a trading time somebody of this category has for the term, or is offered.
pub async fn count_of_category(
    db: &impl ConnectionTrait,
    round_id: RoundId,
    trading_time_id: TradingTimeId,
    category_id: CategoryId,
) -> Result<u64, StoreError> {
    let of_category = Query::select()
        .column(application::Column::Id)
        .from(Alias::new("application"))
        .and_where(Expr::col(application::Column::RoundId).eq(round_id))
        .and_where(Expr::col(application::Column::CategoryId).eq(category_id))
        .to_owned();
    let offered = offer::Entity::find()
        .filter(offer::Column::RoundId.eq(round_id))
        .filter(offer::Column::TradingTimeId.eq(trading_time_id))
        .filter(offer::Column::State.eq(OfferState::Open))
        .filter(offer::Column::ApplicationId.in_subquery(of_category.clone()))
        .count(db)
        .await?;
    let held = holding::Entity::find()
        .filter(holding::Column::RoundId.eq(round_id))
        .filter(holding::Column::TradingTimeId.eq(trading_time_id))
        .filter(holding::Column::State.eq(HoldingState::Running))
        .filter(holding::Column::Origin.ne(Origin::Standby))
        .filter(holding::Column::ApplicationId.in_subquery(of_category))
        .count(db)
        .await?;
    Ok(offered + held)
}

/// Keeps a stall for an offer on these days.
///
/// # Errors
/// `Taken` when somebody has the stall on one of them.
pub async fn insert_occupancies(
    tx: &WriteTx,
    offer: &offer::Model,
    days: &[market_day::Model],
) -> Result<(), StoreError> {
    let rows = days
        .iter()
        .map(|day| occupancy::ActiveModel {
            market_id: Set(offer.market_id),
            market_day_id: Set(day.id),
            stall_id: Set(offer.stall_id),
            offer_id: Set(Some(offer.id)),
            ..Default::default()
        })
        .collect();
    tx.insert_all(rows).await
}

/// What the offer kept now belongs to the holding.
pub async fn update_occupancies_to_holding(
    tx: &WriteTx,
    offer_id: OfferId,
    holding_id: HoldingId,
) -> Result<(), StoreError> {
    occupancy::Entity::update_many()
        .col_expr(occupancy::Column::OfferId, Expr::value(Option::<i64>::None))
        .col_expr(occupancy::Column::HoldingId, Expr::value(holding_id.0))
        .filter(occupancy::Column::OfferId.eq(offer_id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Lets go of what an offer kept.
pub async fn delete_occupancies_of_offer(
    tx: &WriteTx,
    offer_id: OfferId,
) -> Result<(), StoreError> {
    occupancy::Entity::delete_many()
        .filter(occupancy::Column::OfferId.eq(offer_id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The stalls that somebody has on a day of the trading time from `from` to `to`.
pub async fn list_occupied_stalls(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    trading_time_id: TradingTimeId,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<StallId>, StoreError> {
    let days = Query::select()
        .column(market_day::Column::Id)
        .from(Alias::new("market_day"))
        .and_where(Expr::col(market_day::Column::MarketId).eq(market_id))
        .and_where(Expr::col(market_day::Column::TradingTimeId).eq(trading_time_id))
        .and_where(Expr::col(market_day::Column::Date).between(from, to))
        .to_owned();
    Ok(occupancy::Entity::find()
        .select_only()
        .column(occupancy::Column::StallId)
        .distinct()
        .filter(occupancy::Column::MarketDayId.in_subquery(days))
        .into_tuple::<StallId>()
        .all(db)
        .await?)
}
