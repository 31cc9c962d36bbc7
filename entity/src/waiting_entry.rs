//! A fixed number in one pool's waiting list (候补).

use sea_orm::entity::prelude::*;

use crate::ids::{ApplicationId, MarketId, RoundId, TradingTimeId, WaitingEntryId};
use crate::kinds::{Pool, WaitingState};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "waiting_entry")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: WaitingEntryId,
    pub market_id: MarketId,
    pub round_id: RoundId,
    pub trading_time_id: TradingTimeId,
    pub application_id: ApplicationId,
    pub pool: Pool,
    /// The position in the draw of its pool: who is first to be asked.
    pub position: i32,
    /// The number that was published.
    pub number: i32,
    pub state: WaitingState,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
