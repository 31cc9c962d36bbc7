//! Waiting lists: fixed numbers, one list per pool and trading time.

use entity::ids::{ApplicationId, RoundId, TradingTimeId};
use entity::kinds::{Pool, WaitingState};
use entity::waiting_entry;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{StoreError, WriteTx};

/// Who still waits in a pool, in the order in which they are asked.
pub async fn list_waiting(
    db: &impl ConnectionTrait,
    round_id: RoundId,
    trading_time_id: TradingTimeId,
    pool: Pool,
) -> Result<Vec<waiting_entry::Model>, StoreError> {
    Ok(waiting_entry::Entity::find()
        .filter(waiting_entry::Column::RoundId.eq(round_id))
        .filter(waiting_entry::Column::TradingTimeId.eq(trading_time_id))
        .filter(waiting_entry::Column::Pool.eq(pool))
        .filter(waiting_entry::Column::State.eq(WaitingState::Waiting))
        .order_by_asc(waiting_entry::Column::Position)
        .all(db)
        .await?)
}

/// The waiting lists of a trading time, to be made anew: its draw was corrected.
pub async fn delete_waiting(
    tx: &WriteTx,
    round_id: RoundId,
    trading_time_id: TradingTimeId,
) -> Result<(), StoreError> {
    waiting_entry::Entity::delete_many()
        .filter(waiting_entry::Column::RoundId.eq(round_id))
        .filter(waiting_entry::Column::TradingTimeId.eq(trading_time_id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

pub async fn list_waiting_of(
    db: &impl ConnectionTrait,
    application_id: ApplicationId,
) -> Result<Vec<waiting_entry::Model>, StoreError> {
    Ok(waiting_entry::Entity::find()
        .filter(waiting_entry::Column::ApplicationId.eq(application_id))
        .order_by_asc(waiting_entry::Column::Id)
        .all(db)
        .await?)
}

pub async fn list_waiting_in_round(
    db: &impl ConnectionTrait,
    round_id: RoundId,
) -> Result<Vec<waiting_entry::Model>, StoreError> {
    Ok(waiting_entry::Entity::find()
        .filter(waiting_entry::Column::RoundId.eq(round_id))
        .order_by_asc(waiting_entry::Column::Id)
        .all(db)
        .await?)
}
