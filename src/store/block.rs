//! Blocks of stalls, and what somebody has of a stall on the days that one covers.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::ids::{HoldingId, MarketDayId, MarketId, OccupancyId, OfferId, StallBlockId, StallId};
use entity::kinds::DrawState;
use entity::{day_draw, holding, market_day, occupancy, offer, offer_stall, stall_block};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, LockType, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{IDS_PER_QUERY, StoreError, WriteTx};

pub async fn find_block(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    public_id: &str,
) -> Result<Option<stall_block::Model>, StoreError> {
    Ok(stall_block::Entity::find()
        .filter(stall_block::Column::PublicId.eq(public_id))
        .filter(stall_block::Column::MarketId.eq(market_id))
        .one(db)
        .await?)
}

pub async fn update_block(
    tx: &WriteTx,
    id: StallBlockId,
    change: stall_block::ActiveModel,
) -> Result<(), StoreError> {
    stall_block::Entity::update_many()
        .set(change)
        .filter(stall_block::Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

pub async fn delete_block(tx: &WriteTx, id: StallBlockId) -> Result<(), StoreError> {
    stall_block::Entity::delete_by_id(id)
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The days of a market from `from` to `until`, soonest first, whose lists nobody else changes
/// until the transaction ends.
pub async fn lock_days(
    tx: &WriteTx,
    market_id: MarketId,
    from: NaiveDate,
    until: Option<NaiveDate>,
) -> Result<Vec<market_day::Model>, StoreError> {
    let mut days = market_day::Entity::find()
        .filter(market_day::Column::MarketId.eq(market_id))
        .filter(market_day::Column::Date.gte(from));
    if let Some(until) = until {
        days = days.filter(market_day::Column::Date.lte(until));
    }
    Ok(days
        .order_by_asc(market_day::Column::Date)
        .order_by_asc(market_day::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(tx.conn())
        .await?)
}

/// Those of these days whose list is fixed and not drawn yet.
pub async fn list_days_being_drawn(
    db: &impl ConnectionTrait,
    days: &[market_day::Model],
) -> Result<BTreeSet<MarketDayId>, StoreError> {
    let mut drawing = BTreeSet::new();
    for part in days.chunks(IDS_PER_QUERY) {
        let rows = day_draw::Entity::find()
            .filter(day_draw::Column::MarketDayId.is_in(part.iter().map(|day| day.id)))
            .filter(day_draw::Column::State.is_in([
                DrawState::AwaitingSeed,
                DrawState::Queued,
                DrawState::Computing,
            ]))
            .all(db)
            .await?;
        drawing.extend(rows.into_iter().map(|row| row.market_day_id));
    }
    Ok(drawing)
}

/// What somebody has of a stall on these days.
pub async fn list_occupancies_on(
    db: &impl ConnectionTrait,
    stall_id: StallId,
    days: &[market_day::Model],
) -> Result<Vec<occupancy::Model>, StoreError> {
    let mut taken = Vec::new();
    for part in days.chunks(IDS_PER_QUERY) {
        let rows = occupancy::Entity::find()
            .filter(occupancy::Column::StallId.eq(stall_id))
            .filter(occupancy::Column::MarketDayId.is_in(part.iter().map(|day| day.id)))
            .order_by_asc(occupancy::Column::Id)
            .all(db)
            .await?;
        taken.extend(rows);
    }
    Ok(taken)
}

/// Every stall that is taken on these days.
pub async fn list_stalls_taken_on(
    db: &impl ConnectionTrait,
    days: Vec<MarketDayId>,
) -> Result<Vec<(MarketDayId, StallId)>, StoreError> {
    let mut taken = Vec::new();
    for part in days.chunks(IDS_PER_QUERY) {
        let rows = occupancy::Entity::find()
            .filter(occupancy::Column::MarketDayId.is_in(part.iter().copied()))
            .all(db)
            .await?;
        taken.extend(rows.iter().map(|row| (row.market_day_id, row.stall_id)));
    }
    Ok(taken)
}

/// # Errors
/// `Taken` when somebody has the other stall on one of the days.
pub async fn move_occupancies(
    tx: &WriteTx,
    ids: &[OccupancyId],
    to: StallId,
) -> Result<(), StoreError> {
    for part in ids.chunks(IDS_PER_QUERY) {
        occupancy::Entity::update_many()
            .col_expr(occupancy::Column::StallId, Expr::value(to.0))
            .filter(occupancy::Column::Id.is_in(part.iter().copied()))
            .exec(tx.conn())
            .await?;
    }
    Ok(())
}

pub async fn delete_occupancies(tx: &WriteTx, ids: &[OccupancyId]) -> Result<(), StoreError> {
    for part in ids.chunks(IDS_PER_QUERY) {
        occupancy::Entity::delete_many()
            .filter(occupancy::Column::Id.is_in(part.iter().copied()))
            .exec(tx.conn())
            .await?;
    }
    Ok(())
}

/// A holding or an offer all of whose days were moved is of the other stall from now on.
pub async fn move_what_has_no_day_left(
    tx: &WriteTx,
    moved: &[OccupancyId],
    from: StallId,
    to: StallId,
    today: NaiveDate,
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for part in moved.chunks(IDS_PER_QUERY) {
        let found = occupancy::Entity::find()
            .filter(occupancy::Column::Id.is_in(part.iter().copied()))
            .all(tx.conn())
            .await?;
        rows.extend(found);
    }
    let holdings: BTreeSet<HoldingId> = rows.iter().filter_map(|row| row.holding_id).collect();
    let offers: BTreeSet<OfferId> = rows.iter().filter_map(|row| row.offer_id).collect();
    for id in holdings {
        let own = occupancy::Column::HoldingId.eq(id);
        if !has_stall_left(tx, own, from, today).await? {
            holding::Entity::update_many()
                .col_expr(holding::Column::StallId, Expr::value(to.0))
                .col_expr(
                    holding::Column::Version,
                    Expr::col(holding::Column::Version).add(1),
                )
                .filter(holding::Column::Id.eq(id))
                .filter(holding::Column::StallId.eq(from))
                .exec(tx.conn())
                .await?;
        }
    }
    for id in offers {
        let own = occupancy::Column::OfferId.eq(id);
        if !has_stall_left(tx, own, from, today).await? {
            move_offer_stall(tx, id, from, to).await?;
        }
    }
    Ok(())
}

async fn move_offer_stall(
    tx: &WriteTx,
    id: OfferId,
    from: StallId,
    to: StallId,
) -> Result<(), StoreError> {
    let moved = offer_stall::Entity::update_many()
        .col_expr(offer_stall::Column::StallId, Expr::value(to.0))
        .filter(offer_stall::Column::OfferId.eq(id))
        .filter(offer_stall::Column::StallId.eq(from))
        .exec(tx.conn())
        .await?;
    if moved.rows_affected > 0 {
        offer::Entity::update_many()
            .col_expr(
                offer::Column::Version,
                Expr::col(offer::Column::Version).add(1),
            )
            .filter(offer::Column::Id.eq(id))
            .exec(tx.conn())
            .await?;
    }
    Ok(())
}

async fn has_stall_left(
    tx: &WriteTx,
    own: sea_orm::sea_query::SimpleExpr,
    stall_id: StallId,
    today: NaiveDate,
) -> Result<bool, StoreError> {
    let ahead = Query::select()
        .column(market_day::Column::Id)
        .from(Alias::new("market_day"))
        .and_where(Expr::col(market_day::Column::Date).gte(today))
        .to_owned();
    let found = occupancy::Entity::find()
        .filter(own)
        .filter(occupancy::Column::MarketDayId.in_subquery(ahead))
        .filter(occupancy::Column::StallId.eq(stall_id))
        .one(tx.conn())
        .await?;
    Ok(found.is_some())
}
