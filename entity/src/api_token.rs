//! A token with which a program acts for a member of staff.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{ApiTokenId, StaffId};
use crate::kinds::TokenScope;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_token")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ApiTokenId,
    #[sea_orm(unique)]
    pub public_id: String,
    /// None acts as whoever sits at the machine.
    pub staff_id: Option<StaffId>,
    /// What it is for, in its owner's words.
    pub label: String,
    pub scope: TokenScope,
    /// SHA-256 of the token.
    #[sea_orm(unique)]
    pub token_hash: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// To the minute: not every request writes.
    pub last_used_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
