//! A trading time that a round gives out.

use sea_orm::entity::prelude::*;

use crate::ids::{MarketId, RoundId, TradingTimeId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "round_time")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub market_id: MarketId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub round_id: RoundId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub trading_time_id: TradingTimeId,
}

impl ActiveModelBehavior for ActiveModel {}
