//! A trading time that an application asks for.

use sea_orm::entity::prelude::*;

use crate::ids::{ApplicationId, ApplicationTimeId, MarketId, TradingTimeId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application_time")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ApplicationTimeId,
    pub market_id: MarketId,
    pub application_id: ApplicationId,
    pub trading_time_id: TradingTimeId,
    /// Any other stall will do when no wish can be met.
    pub anywhere: bool,
}

impl ActiveModelBehavior for ActiveModel {}
