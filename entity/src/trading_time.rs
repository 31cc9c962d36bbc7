//! A weekly time of a market (时段).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{MarketId, TradingTimeId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trading_time")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: TradingTimeId,
    pub market_id: MarketId,
    pub code: String,
    pub names: Json,
    /// "mon" to "sun".
    pub weekdays: Json,
    /// Wall time, minutes after midnight.
    pub starts_at_minute: i32,
    pub duration_minutes: i32,
    pub retired_at: Option<DateTime<Utc>>,
    /// 1 at first, one more with each edit.
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
