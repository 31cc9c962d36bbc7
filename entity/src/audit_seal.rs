//! A seal over rows of the audit, chained to the one before it.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{AuditSealId, MarketId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_seal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AuditSealId,
    /// Whose chain it belongs to; none is the chain of what belongs to no market.
    pub market_id: Option<MarketId>,
    /// From 1, without gaps.
    pub number: i64,
    /// Hex digest of the seal before.
    #[sea_orm(unique)]
    pub previous: String,
    #[sea_orm(unique)]
    pub digest: String,
    pub row_count: i64,
    pub sealed_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
