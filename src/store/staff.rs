//! Staff, what they may do, and their signed-in browsers.

use chrono::{DateTime, Utc};
use entity::ids::StaffId;
use entity::{staff, staff_role, web_session};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{StoreError, WriteTx};

pub async fn find_staff_by_email(
    db: &impl ConnectionTrait,
    email: &str,
) -> Result<Option<staff::Model>, StoreError> {
    Ok(staff::Entity::find()
        .filter(staff::Column::Email.eq(email))
        .filter(staff::Column::DisabledAt.is_null())
        .one(db)
        .await?)
}

pub async fn list_roles(
    db: &impl ConnectionTrait,
    staff_id: StaffId,
) -> Result<Vec<staff_role::Model>, StoreError> {
    Ok(staff_role::Entity::find()
        .filter(staff_role::Column::StaffId.eq(staff_id))
        .all(db)
        .await?)
}

/// Who is behind a cookie, unless the session is over or the account is disabled.
pub async fn find_signed_in(
    db: &impl ConnectionTrait,
    token_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<staff::Model>, StoreError> {
    let session = web_session::Entity::find()
        .filter(web_session::Column::TokenHash.eq(token_hash))
        .filter(web_session::Column::ExpiresAt.gt(now))
        .one(db)
        .await?;
    let Some(session) = session else {
        return Ok(None);
    };
    let member = staff::Entity::find_by_id(session.staff_id).one(db).await?;
    Ok(member.filter(|member| member.disabled_at.is_none()))
}

pub async fn delete_session(tx: &WriteTx, token_hash: &str) -> Result<(), StoreError> {
    web_session::Entity::delete_many()
        .filter(web_session::Column::TokenHash.eq(token_hash))
        .exec(tx.conn())
        .await?;
    Ok(())
}

pub async fn delete_sessions_before(tx: &WriteTx, now: DateTime<Utc>) -> Result<(), StoreError> {
    web_session::Entity::delete_many()
        .filter(web_session::Column::ExpiresAt.lte(now))
        .exec(tx.conn())
        .await?;
    Ok(())
}
