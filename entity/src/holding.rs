//! A slot held by a vendor for a term, with its origin (入驻).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{
    ApplicationId, HoldingId, MarketId, RegistrationId, RoundId, StallId, TradingTimeId,
};
use crate::kinds::{HoldingState, Origin, Pool};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "holding")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: HoldingId,
    #[sea_orm(unique)]
    pub public_id: String,
    pub market_id: MarketId,
    pub round_id: RoundId,
    pub trading_time_id: TradingTimeId,
    pub registration_id: RegistrationId,
    pub application_id: Option<ApplicationId>,
    pub stall_id: StallId,
    pub pool: Pool,
    pub origin: Origin,
    pub state: HoldingState,
    pub from_date: NaiveDate,
    pub to_date: NaiveDate,
    /// The first day that is free again, where it stopped before the end of its term.
    pub free_from: Option<NaiveDate>,
    pub grounds: Option<String>,
    pub started_at: DateTime<Utc>,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
