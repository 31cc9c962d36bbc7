//! Previews: asked for, claimed by a job, and kept with their figures.

use chrono::{DateTime, Utc};
use entity::ids::{MarketId, PreviewId, RoundId};
use entity::kinds::PreviewState;
use entity::preview;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{StoreError, WriteTx};

pub async fn find_preview(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    public_id: &str,
) -> Result<Option<preview::Model>, StoreError> {
    Ok(preview::Entity::find()
        .filter(preview::Column::MarketId.eq(market_id))
        .filter(preview::Column::PublicId.eq(public_id))
        .one(db)
        .await?)
}

/// The newest first.
pub async fn list_previews(
    db: &impl ConnectionTrait,
    round_id: RoundId,
) -> Result<Vec<preview::Model>, StoreError> {
    Ok(preview::Entity::find()
        .filter(preview::Column::RoundId.eq(round_id))
        .order_by_desc(preview::Column::Id)
        .all(db)
        .await?)
}

/// The next preview that nobody computes, as it will stay until the transaction ends: one that waits,
/// or one whose claim ran out because the process that had it is gone.
pub async fn lock_next_preview(
    tx: &WriteTx,
    now: DateTime<Utc>,
) -> Result<Option<preview::Model>, StoreError> {
    let free = Condition::any()
        .add(preview::Column::State.eq(PreviewState::Queued))
        .add(
            Condition::all()
                .add(preview::Column::State.eq(PreviewState::Computing))
                .add(preview::Column::ClaimedUntil.lt(now)),
        );
    Ok(preview::Entity::find()
        .filter(free)
        .order_by_asc(preview::Column::Id)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .one(tx.conn())
        .await?)
}

pub async fn delete_previews(tx: &WriteTx, ids: Vec<PreviewId>) -> Result<(), StoreError> {
    preview::Entity::delete_many()
        .filter(preview::Column::Id.is_in(ids))
        .exec(tx.conn())
        .await?;
    Ok(())
}
