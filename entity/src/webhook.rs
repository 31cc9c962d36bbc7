//! Another system that is told what happens at a market.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{MarketId, WebhookId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: WebhookId,
    #[sea_orm(unique)]
    pub public_id: String,
    pub market_id: MarketId,
    pub url: String,
    pub created_at: DateTime<Utc>,
    /// From then on it is told nothing.
    pub ended_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
