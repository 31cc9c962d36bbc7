//! The stored answer to a request that must not be done twice.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::IdempotencyKeyId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_key")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: IdempotencyKeyId,
    /// Who asked, and for what.
    pub scope: String,
    pub key: String,
    pub answer: Json,
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
