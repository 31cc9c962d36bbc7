//! Stalls held for one vendor until a deadline (待确认入驻).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{ApplicationId, MarketId, OfferId, RoundId, TradingTimeId};
use crate::kinds::{OfferState, Origin, Pool};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "offer")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: OfferId,
    #[sea_orm(unique)]
    pub public_id: String,
    pub market_id: MarketId,
    pub round_id: RoundId,
    pub trading_time_id: TradingTimeId,
    pub application_id: ApplicationId,
    /// The pool in which they got it.
    pub pool: Pool,
    pub origin: Origin,
    pub state: OfferState,
    /// The first day that it covers, where the stall is somebody else's until then.
    pub from_date: Option<NaiveDate>,
    /// Days from the delivery of its notice.
    pub confirm_days: i32,
    /// None until the notice has reached the vendor.
    pub deadline_at: Option<DateTime<Utc>>,
    pub made_at: DateTime<Utc>,
    pub decided_at: Option<DateTime<Utc>>,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
