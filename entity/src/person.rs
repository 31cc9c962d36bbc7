//! Personal data, erased row by row.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::PersonId;
use crate::kinds::Language;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PersonId,
    #[sea_orm(unique)]
    pub public_id: String,
    /// Keyed hash of the identity that staff checked.
    #[sea_orm(unique)]
    pub identity_hash: Option<String>,
    pub household_hash: Option<String>,
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub language: Language,
    pub created_at: DateTime<Utc>,
    pub erased_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
