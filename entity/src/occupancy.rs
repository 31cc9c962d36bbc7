//! A stall taken on a market day. This table is why a stall is never occupied twice.

use sea_orm::entity::prelude::*;

use crate::ids::{HoldingId, MarketDayId, MarketId, OccupancyId, OfferId, StallId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "occupancy")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: OccupancyId,
    pub market_id: MarketId,
    pub market_day_id: MarketDayId,
    pub stall_id: StallId,
    pub offer_id: Option<OfferId>,
    pub holding_id: Option<HoldingId>,
}

impl ActiveModelBehavior for ActiveModel {}
