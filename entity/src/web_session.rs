//! A signed-in browser.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{StaffId, WebSessionId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "web_session")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: WebSessionId,
    /// SHA-256 of the cookie's token.
    #[sea_orm(unique)]
    pub token_hash: String,
    pub staff_id: StaffId,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
