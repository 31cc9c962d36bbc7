//! One stall in one trading time of a round: the thing that is allocated.

use sea_orm::entity::prelude::*;

use crate::ids::{MarketId, RoundId, SlotId, StallId, TradingTimeId};
use crate::kinds::Pool;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "slot")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SlotId,
    pub market_id: MarketId,
    pub round_id: RoundId,
    pub trading_time_id: TradingTimeId,
    pub stall_id: StallId,
    pub pool: Pool,
}

impl ActiveModelBehavior for ActiveModel {}
