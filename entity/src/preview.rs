//! What rules would do: many simulated draws of a list that is not frozen yet (模拟摇号).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{MarketId, PreviewId, RoundId, StaffId};
use crate::kinds::PreviewState;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "preview")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PreviewId,
    pub market_id: MarketId,
    pub round_id: RoundId,
    #[sea_orm(unique)]
    pub public_id: String,
    pub state: PreviewState,
    /// Which list, which rules, how many draws.
    pub asked: Json,
    /// Figures for groups of people, none for anybody.
    pub result: Option<Json>,
    pub progress_percent: i32,
    pub attempts: i32,
    pub claimed_until: Option<DateTime<Utc>>,
    pub asked_by: Option<StaffId>,
    pub asked_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
