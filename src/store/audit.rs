//! The audit: rows are only ever added, in the transaction of the change.

use entity::audit;
use entity::ids::MarketId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{StoreError, WriteTx};

pub async fn insert_audit(tx: &WriteTx, row: audit::ActiveModel) -> Result<(), StoreError> {
    audit::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// What was done to one subject, oldest first.
pub async fn list_audit_of(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    subject: &str,
    limit: u64,
) -> Result<Vec<audit::Model>, StoreError> {
    Ok(audit::Entity::find()
        .filter(audit::Column::MarketId.eq(market_id))
        .filter(audit::Column::Subject.eq(subject))
        .order_by_asc(audit::Column::Id)
        .limit(limit)
        .all(db)
        .await?)
}
