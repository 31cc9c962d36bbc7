//! Who did what, when, from, to, why. Rows are only ever added.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{AuditId, AuditSealId, MarketId};
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
    /// In which roles they acted.
    pub role: Option<String>,
    pub action: String,
    /// What it was done to, by outside code.
    pub subject: String,
    pub from_state: Option<String>,
    pub to_state: Option<String>,
    pub reason: Option<String>,
    pub detail: Option<Json>,
    /// Of reason and detail: erased with them.
    pub salt: Option<Vec<u8>>,
    /// Of reason and detail: it stays when they are erased. Rows of the first version have none.
    pub payload_digest: Option<String>,
    /// Of the request, where there was one.
    pub address: Option<String>,
    pub address_salt: Option<Vec<u8>>,
    pub address_digest: Option<String>,
    /// Hex SHA-256 of the row, as `verify::audit` computes it.
    pub digest: String,
    /// The seal that covers the row.
    pub seal_id: Option<AuditSealId>,
}

impl ActiveModelBehavior for ActiveModel {}
