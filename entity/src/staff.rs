//! Someone who works for a market or attests for an organisation.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::StaffId;
use crate::kinds::Language;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: StaffId,
    #[sea_orm(unique)]
    pub public_id: String,
    #[sea_orm(unique)]
    pub email: String,
    pub name: String,
    /// argon2id, PHC string.
    pub password_hash: String,
    pub language: Language,
    pub disabled_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
