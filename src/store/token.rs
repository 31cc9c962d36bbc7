//! Tokens with which programs act for staff.

use chrono::{DateTime, Utc};
use entity::ids::{ApiTokenId, StaffId};
use entity::{api_token, staff};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{StoreError, WriteTx};

/// A token that is good at this moment, with its owner if it has one.
pub async fn find_live_token(
    db: &impl ConnectionTrait,
    token_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<(api_token::Model, Option<staff::Model>)>, StoreError> {
    let token = api_token::Entity::find()
        .filter(api_token::Column::TokenHash.eq(token_hash))
        .filter(api_token::Column::RevokedAt.is_null())
        .filter(api_token::Column::ExpiresAt.gt(now))
        .one(db)
        .await?;
    let Some(token) = token else {
        return Ok(None);
    };
    let Some(staff_id) = token.staff_id else {
        return Ok(Some((token, None)));
    };
    let owner = staff::Entity::find_by_id(staff_id).one(db).await?;
    let owner = owner.filter(|member| member.disabled_at.is_none());
    Ok(owner.map(|owner| (token, Some(owner))))
}

/// The latest first, those that are over too.
pub async fn list_tokens(
    db: &impl ConnectionTrait,
    staff_id: Option<StaffId>,
) -> Result<Vec<api_token::Model>, StoreError> {
    Ok(api_token::Entity::find()
        .filter(match staff_id {
            Some(id) => api_token::Column::StaffId.eq(id),
            None => api_token::Column::StaffId.is_null(),
        })
        .order_by_desc(api_token::Column::Id)
        .all(db)
        .await?)
}

pub async fn find_token(
    db: &impl ConnectionTrait,
    public_id: &str,
) -> Result<Option<api_token::Model>, StoreError> {
    Ok(api_token::Entity::find()
        .filter(api_token::Column::PublicId.eq(public_id))
        .one(db)
        .await?)
}

/// Keeps the first moment when it was revoked already.
pub async fn update_revoked(
    tx: &WriteTx,
    id: ApiTokenId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = api_token::Entity::update_many()
        .col_expr(api_token::Column::RevokedAt, Expr::value(now))
        .filter(api_token::Column::Id.eq(id))
        .filter(api_token::Column::RevokedAt.is_null())
        .exec(tx.conn())
        .await?;
    Ok(done.rows_affected > 0)
}

pub async fn update_last_used(
    tx: &WriteTx,
    id: ApiTokenId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    api_token::Entity::update_many()
        .col_expr(api_token::Column::LastUsedAt, Expr::value(now))
        .filter(api_token::Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    Ok(())
}
