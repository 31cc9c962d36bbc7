//! Objections, and their answers.

use entity::ids::{ApplicationId, ObjectionId, RoundId};
use entity::kinds::ObjectionState;
use entity::objection;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{StoreError, WriteTx};

pub async fn find_objection(
    db: &impl ConnectionTrait,
    public_id: &str,
) -> Result<Option<objection::Model>, StoreError> {
    Ok(objection::Entity::find()
        .filter(objection::Column::PublicId.eq(public_id))
        .one(db)
        .await?)
}

pub async fn load_objection(
    db: &impl ConnectionTrait,
    id: ObjectionId,
) -> Result<objection::Model, StoreError> {
    let found = objection::Entity::find_by_id(id).one(db).await?;
    found.ok_or(StoreError::Missing("objection"))
}

/// The oldest first.
pub async fn list_objections(
    db: &impl ConnectionTrait,
    round_id: RoundId,
) -> Result<Vec<objection::Model>, StoreError> {
    Ok(objection::Entity::find()
        .filter(objection::Column::RoundId.eq(round_id))
        .order_by_asc(objection::Column::Id)
        .all(db)
        .await?)
}

/// Those of one application, the oldest first.
pub async fn list_objections_of(
    db: &impl ConnectionTrait,
    application_id: ApplicationId,
) -> Result<Vec<objection::Model>, StoreError> {
    Ok(objection::Entity::find()
        .filter(objection::Column::ApplicationId.eq(application_id))
        .order_by_asc(objection::Column::Id)
        .all(db)
        .await?)
}

/// Writes the answer, unless there is one.
///
/// # Errors
/// `Stale` when somebody else was faster.
pub async fn update_raised_objection(
    tx: &WriteTx,
    id: ObjectionId,
    change: objection::ActiveModel,
) -> Result<(), StoreError> {
    let result = objection::Entity::update_many()
        .set(change)
        .filter(objection::Column::Id.eq(id))
        .filter(objection::Column::State.eq(ObjectionState::Raised))
        .exec(tx.conn())
        .await?;
    match result.rows_affected {
        0 => Err(StoreError::Stale("objection")),
        _ => Ok(()),
    }
}
