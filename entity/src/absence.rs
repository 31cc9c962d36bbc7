//! A holder who will not come on a market day; the stall stays theirs.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{AbsenceId, HoldingId, MarketDayId, MarketId};
use crate::kinds::AbsenceState;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "absence")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AbsenceId,
    pub market_id: MarketId,
    pub market_day_id: MarketDayId,
    pub holding_id: HoldingId,
    pub state: AbsenceState,
    pub announced_at: DateTime<Utc>,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
