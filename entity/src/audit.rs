//! Who did what, when, from, to, why. Rows are only ever added.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{AuditId, MarketId};
use crate::kinds::ActorKind;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AuditId,
    pub market_id: Option<MarketId>,
    pub at: DateTime<Utc>,
    pub actor_kind: ActorKind,
    /// Public id of the actor.
    pub actor: Option<String>,
    pub action: String,
    /// What it was done to, by outside code.
    pub subject: String,
    pub from_state: Option<String>,
    pub to_state: Option<String>,
    pub reason: Option<String>,
    pub detail: Option<Json>,
    pub salt: Option<Vec<u8>>,
    /// Hex SHA-256 over the salt and the row.
    pub digest: String,
}

impl ActiveModelBehavior for ActiveModel {}
