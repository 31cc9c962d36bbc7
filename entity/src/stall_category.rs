//! A category that a stall takes; a stall without any takes all.

use sea_orm::entity::prelude::*;

use crate::ids::{CategoryId, MarketId, StallId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stall_category")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub market_id: MarketId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub stall_id: StallId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub category_id: CategoryId,
}

impl ActiveModelBehavior for ActiveModel {}
