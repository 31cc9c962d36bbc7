//! What was done by hand in a round and that everyone may read: what, when, why, never to whom.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{MarketId, RoundId, RoundLogId, TradingTimeId};
use crate::kinds::PublicEvent;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "round_log")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RoundLogId,
    pub market_id: MarketId,
    pub round_id: RoundId,
    pub trading_time_id: Option<TradingTimeId>,
    pub at: DateTime<Utc>,
    pub event: PublicEvent,
    pub reason: String,
}

impl ActiveModelBehavior for ActiveModel {}
