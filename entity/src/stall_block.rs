//! A time in which a stall is not to be let, and why.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{MarketId, StallBlockId, StallId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stall_block")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: StallBlockId,
    #[sea_orm(unique)]
    pub public_id: String,
    pub market_id: MarketId,
    pub stall_id: StallId,
    pub from_date: NaiveDate,
    /// The last blocked day; open-ended when absent.
    pub until_date: Option<NaiveDate>,
    pub reason: String,
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
