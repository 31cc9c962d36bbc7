//! A question against something published, answered on record (异议).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{ApplicationId, DrawId, MarketId, ObjectionId, RoundId, StaffId};
use crate::kinds::ObjectionState;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "objection")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ObjectionId,
    #[sea_orm(unique)]
    pub public_id: String,
    pub market_id: MarketId,
    pub round_id: RoundId,
    pub application_id: ApplicationId,
    pub draw_id: Option<DrawId>,
    pub body: String,
    pub state: ObjectionState,
    pub answer: Option<String>,
    pub raised_at: DateTime<Utc>,
    pub answered_at: Option<DateTime<Utc>>,
    pub answered_by: Option<StaffId>,
}

impl ActiveModelBehavior for ActiveModel {}
