//! The draw of what is free on one market day, kept as bytes.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{DayDrawId, MarketDayId, MarketId, RoundId};
use crate::kinds::DrawState;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "day_draw")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DayDrawId,
    pub market_id: MarketId,
    #[sea_orm(unique)]
    pub market_day_id: MarketDayId,
    /// The round whose slots and rules they are.
    pub round_id: RoundId,
    pub state: DrawState,
    /// The problem file; until the seed is known, with a seed of zeros.
    pub problem: Vec<u8>,
    pub outcome: Option<Vec<u8>>,
    pub engine_version: String,
    pub commitment: String,
    /// The digits that were called out; an empty list when nobody did.
    pub seed_values: Option<Json>,
    pub seed: Option<String>,
    pub attempts: i32,
    pub claimed_until: Option<DateTime<Utc>>,
    pub frozen_at: DateTime<Utc>,
    pub computed_at: Option<DateTime<Utc>>,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
