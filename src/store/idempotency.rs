//! Stored answers to requests that must not be done twice, kept 48 hours.

use chrono::{DateTime, Utc};
use entity::idempotency_key;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{StoreError, WriteTx};

pub async fn find_answer(
    db: &impl ConnectionTrait,
    scope: &str,
    key: &str,
) -> Result<Option<serde_json::Value>, StoreError> {
    Ok(idempotency_key::Entity::find()
        .filter(idempotency_key::Column::Scope.eq(scope))
        .filter(idempotency_key::Column::Key.eq(key))
        .one(db)
        .await?
        .map(|row| row.answer))
}

pub async fn delete_answers_before(tx: &WriteTx, limit: DateTime<Utc>) -> Result<(), StoreError> {
    idempotency_key::Entity::delete_many()
        .filter(idempotency_key::Column::CreatedAt.lt(limit))
        .exec(tx.conn())
        .await?;
    Ok(())
}
