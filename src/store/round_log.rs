//! The public log of a round. Rows are only ever added.

use entity::ids::RoundId;
use entity::round_log;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::StoreError;

/// The oldest first.
pub async fn list_round_log(
    db: &impl ConnectionTrait,
    round_id: RoundId,
) -> Result<Vec<round_log::Model>, StoreError> {
    Ok(round_log::Entity::find()
        .filter(round_log::Column::RoundId.eq(round_id))
        .order_by_asc(round_log::Column::Id)
        .all(db)
        .await?)
}
