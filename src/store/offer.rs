//! Offers, and the occupancies that keep stalls for one vendor.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::ids::{
    ApplicationId, CategoryId, HoldingId, MarketDayId, MarketId, OfferId, RoundId, StallId,
    TradingTimeId,
};
use entity::kinds::{HoldingState, OfferState, Origin};
use entity::{application, holding, market_day, occupancy, offer, offer_stall};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::{IDS_PER_QUERY, StoreError, WriteTx};

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

/// Every offer of one trading time of a round.
pub async fn list_offers_in_time(
    db: &impl ConnectionTrait,
    round_id: RoundId,
    trading_time_id: TradingTimeId,
) -> Result<Vec<offer::Model>, StoreError> {
    Ok(offer::Entity::find()
        .filter(offer::Column::RoundId.eq(round_id))
        .filter(offer::Column::TradingTimeId.eq(trading_time_id))
        .order_by_asc(offer::Column::Id)
        .all(db)
        .await?)
}

/// The stalls of an offer.
pub async fn list_stalls_of_offer(
    db: &impl ConnectionTrait,
    offer_id: OfferId,
) -> Result<Vec<offer_stall::Model>, StoreError> {
    Ok(offer_stall::Entity::find()
        .filter(offer_stall::Column::OfferId.eq(offer_id))
        .order_by_asc(offer_stall::Column::Id)
        .all(db)
        .await?)
}

/// The stalls of each of these offers.
pub async fn list_offer_stalls(
    db: &impl ConnectionTrait,
    ids: Vec<OfferId>,
) -> Result<BTreeMap<OfferId, Vec<offer_stall::Model>>, StoreError> {
    let mut stalls: BTreeMap<OfferId, Vec<offer_stall::Model>> = BTreeMap::new();
    for part in ids.chunks(IDS_PER_QUERY) {
        let rows = offer_stall::Entity::find()
            .filter(offer_stall::Column::OfferId.is_in(part.iter().copied()))
            .order_by_asc(offer_stall::Column::Id)
            .all(db)
            .await?;
        for row in rows {
            stalls.entry(row.offer_id).or_default().push(row);
        }
    }
    Ok(stalls)
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
        .order_by_asc(offer::Column::Id)
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
    let open = Query::select()
        .column(offer::Column::Id)
        .from(Alias::new("offer"))
        .and_where(Expr::col(offer::Column::RoundId).eq(round_id))
        .and_where(Expr::col(offer::Column::TradingTimeId).eq(trading_time_id))
        .and_where(Expr::col(offer::Column::State).eq(OfferState::Open))
        .and_where(Expr::col(offer::Column::ApplicationId).in_subquery(of_category.clone()))
        .to_owned();
    let offered = offer_stall::Entity::find()
        .filter(offer_stall::Column::OfferId.in_subquery(open))
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

/// Keeps stalls for an offer on these days: all of them, or none.
///
/// # Errors
/// `Taken` when somebody has one of the stalls on one of them.
pub async fn insert_occupancies(
    tx: &WriteTx,
    offer: &offer::Model,
    stalls: &[StallId],
    days: &[market_day::Model],
) -> Result<(), StoreError> {
    let kept = |day: MarketDayId, stall: StallId| occupancy::ActiveModel {
        market_id: Set(offer.market_id),
        market_day_id: Set(day),
        stall_id: Set(stall),
        offer_id: Set(Some(offer.id)),
        ..Default::default()
    };
    let rows = days
        .iter()
        .flat_map(|day| stalls.iter().map(|stall| kept(day.id, *stall)))
        .collect();
    tx.insert_all(rows).await
}

/// What the offer kept of one stall now belongs to its holding.
pub async fn update_occupancies_to_holding(
    tx: &WriteTx,
    offer_id: OfferId,
    stall_id: StallId,
    holding_id: HoldingId,
) -> Result<(), StoreError> {
    occupancy::Entity::update_many()
        .col_expr(occupancy::Column::OfferId, Expr::value(Option::<i64>::None))
        .col_expr(occupancy::Column::HoldingId, Expr::value(holding_id.0))
        .filter(occupancy::Column::OfferId.eq(offer_id))
        .filter(occupancy::Column::StallId.eq(stall_id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Days that a block moved to another stall go to the holding whose own stall they lack.
pub async fn update_moved_occupancies(
    tx: &WriteTx,
    offer_id: OfferId,
    holdings: &[HoldingId],
) -> Result<(), StoreError> {
    let moved = occupancy::Entity::find()
        .filter(occupancy::Column::OfferId.eq(offer_id))
        .order_by_asc(occupancy::Column::Id)
        .all(tx.conn())
        .await?;
    if moved.is_empty() {
        return Ok(());
    }
    let kept = occupancy::Entity::find()
        .filter(occupancy::Column::HoldingId.is_in(holdings.iter().copied()))
        .all(tx.conn())
        .await?;
    let mut days: BTreeSet<(HoldingId, MarketDayId)> = kept
        .iter()
        .filter_map(|row| Some((row.holding_id?, row.market_day_id)))
        .collect();
    for row in moved {
        let lacking = holdings
            .iter()
            .find(|id| days.insert((**id, row.market_day_id)));
        let Some(holding_id) = lacking else { continue };
        occupancy::Entity::update_many()
            .col_expr(occupancy::Column::OfferId, Expr::value(Option::<i64>::None))
            .col_expr(occupancy::Column::HoldingId, Expr::value(holding_id.0))
            .filter(occupancy::Column::Id.eq(row.id))
            .exec(tx.conn())
            .await?;
    }
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

/// The stalls that somebody has on one of these days.
pub async fn list_occupied_stalls(
    db: &impl ConnectionTrait,
    days: &[market_day::Model],
) -> Result<BTreeSet<StallId>, StoreError> {
    let stalls = occupancy::Entity::find()
        .select_only()
        .column(occupancy::Column::StallId)
        .distinct()
        .filter(occupancy::Column::MarketDayId.is_in(days.iter().map(|day| day.id)))
        .into_tuple::<StallId>()
        .all(db)
        .await?;
    Ok(stalls.into_iter().collect())
}
