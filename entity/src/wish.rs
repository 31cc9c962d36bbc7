//! A stall or a zone that an application would like, in order.

use sea_orm::entity::prelude::*;

use crate::ids::{ApplicationTimeId, MarketId, StallId, WishId, ZoneId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wish")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: WishId,
    pub market_id: MarketId,
    pub application_time_id: ApplicationTimeId,
    /// 1 is the first wish.
    pub ordinal: i32,
    pub stall_id: Option<StallId>,
    pub zone_id: Option<ZoneId>,
}

impl ActiveModelBehavior for ActiveModel {}
