//! Holdings: who has which stall.

use chrono::NaiveDate;
use entity::ids::{HoldingId, MarketId, RegistrationId, RoundId};
use entity::kinds::{HoldingState, Origin};
use entity::{holding, market_day, occupancy};
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
