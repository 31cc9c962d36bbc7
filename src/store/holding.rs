//! Holdings: who has which stall.

use chrono::NaiveDate;
use entity::ids::{HoldingId, MarketDayId, MarketId, RegistrationId, RoundId};
use entity::kinds::{HoldingState, Origin};
use entity::{absence, holding, market_day, occupancy, round};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{StoreError, WriteTx};

pub async fn find_holding(
    db: &impl ConnectionTrait,
    public_id: &str,
) -> Result<Option<holding::Model>, StoreError> {
    Ok(holding::Entity::find()
        .filter(holding::Column::PublicId.eq(public_id))
        .one(db)
        .await?)
}

pub async fn load_holding(
    db: &impl ConnectionTrait,
    id: HoldingId,
) -> Result<holding::Model, StoreError> {
    let found = holding::Entity::find_by_id(id).one(db).await?;
    found.ok_or(StoreError::Missing("holding"))
}

/// The days from `from` on that a holding has, soonest first.
pub async fn list_days(
    db: &impl ConnectionTrait,
    holding_id: HoldingId,
    from: NaiveDate,
) -> Result<Vec<market_day::Model>, StoreError> {
    let days = Query::select()
        .column(occupancy::Column::MarketDayId)
        .from(Alias::new("occupancy"))
        .and_where(Expr::col(occupancy::Column::HoldingId).eq(holding_id.0))
        .to_owned();
    Ok(market_day::Entity::find()
        .filter(market_day::Column::Id.in_subquery(days))
        .filter(market_day::Column::Date.gte(from))
        .order_by_asc(market_day::Column::Date)
        .all(db)
        .await?)
}

/// These days belong to another holding of the same vendor, at its stall; absences go with them.
///
/// # Errors
/// `Taken` when somebody has that stall on one of the days.
pub async fn move_days(
    tx: &WriteTx,
    from: &holding::Model,
    to: &holding::Model,
    days: &[market_day::Model],
) -> Result<(), StoreError> {
    let days: Vec<MarketDayId> = days.iter().map(|day| day.id).collect();
    occupancy::Entity::update_many()
        .col_expr(occupancy::Column::HoldingId, Expr::value(to.id.0))
        .col_expr(occupancy::Column::StallId, Expr::value(to.stall_id.0))
        .filter(occupancy::Column::HoldingId.eq(from.id))
        .filter(occupancy::Column::MarketDayId.is_in(days.iter().copied()))
        .exec(tx.conn())
        .await?;
    absence::Entity::update_many()
        .col_expr(absence::Column::HoldingId, Expr::value(to.id.0))
        .filter(absence::Column::HoldingId.eq(from.id))
        .filter(absence::Column::MarketDayId.is_in(days))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// What was held in the term before a round, in the round's own trading times: what still runs and
/// what ran out, not what was given up or ended.
pub async fn list_held_before(
    db: &impl ConnectionTrait,
    round: &round::Model,
) -> Result<Vec<holding::Model>, StoreError> {
    let mut held = Vec::new();
    for time in super::round::list_round_times(db, round.id).await? {
        let Some(before) = super::round::find_round_before(db, round, time).await? else {
            continue;
        };
        let rows = holding::Entity::find()
            .filter(holding::Column::MarketId.eq(round.market_id))
            .filter(holding::Column::RoundId.eq(before.id))
            .filter(holding::Column::TradingTimeId.eq(time))
            .filter(holding::Column::State.is_in([HoldingState::Running, HoldingState::Over]))
            .filter(holding::Column::Origin.ne(Origin::Standby))
            .order_by_asc(holding::Column::Id)
            .all(db)
            .await?;
        held.extend(rows);
    }
    Ok(held)
}

/// What a vendor has held for a term; single days are not among them.
pub async fn list_holdings_of(
    db: &impl ConnectionTrait,
    registration_id: RegistrationId,
) -> Result<Vec<holding::Model>, StoreError> {
    Ok(holding::Entity::find()
        .filter(holding::Column::RegistrationId.eq(registration_id))
        .filter(holding::Column::Origin.ne(Origin::Standby))
        .order_by_asc(holding::Column::Id)
        .all(db)
        .await?)
}

pub async fn list_holdings(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    round_id: RoundId,
) -> Result<Vec<holding::Model>, StoreError> {
    Ok(holding::Entity::find()
        .filter(holding::Column::MarketId.eq(market_id))
        .filter(holding::Column::RoundId.eq(round_id))
        .order_by_asc(holding::Column::Id)
        .all(db)
        .await?)
}

/// Lets go of the days from `from` on that a holding had.
pub async fn delete_occupancies_of_holding(
    tx: &WriteTx,
    holding_id: HoldingId,
    from: NaiveDate,
) -> Result<(), StoreError> {
    let rows = occupancy::Entity::find()
        .filter(occupancy::Column::HoldingId.eq(holding_id))
        .all(tx.conn())
        .await?;
    let ahead = market_day::Entity::find()
        .filter(market_day::Column::Id.is_in(rows.iter().map(|row| row.market_day_id)))
        .filter(market_day::Column::Date.gte(from))
        .all(tx.conn())
        .await?;
    occupancy::Entity::delete_many()
        .filter(occupancy::Column::HoldingId.eq(holding_id))
        .filter(occupancy::Column::MarketDayId.is_in(ahead.iter().map(|day| day.id)))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// What of a round is held now.
pub async fn list_running(
    db: &impl ConnectionTrait,
    round_id: RoundId,
) -> Result<Vec<holding::Model>, StoreError> {
    Ok(holding::Entity::find()
        .filter(holding::Column::RoundId.eq(round_id))
        .filter(holding::Column::State.eq(HoldingState::Running))
        .all(db)
        .await?)
}
