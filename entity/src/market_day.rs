//! One date of one trading time (开市日): the unit that is occupied.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{MarketDayId, MarketId, TradingTimeId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "market_day")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: MarketDayId,
    pub market_id: MarketId,
    pub trading_time_id: TradingTimeId,
    pub date: NaiveDate,
    pub opens_at: DateTime<Utc>,
    pub closes_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
