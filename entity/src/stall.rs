//! One pitch: where it stands, what it offers.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{MarketId, StallId, ZoneId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stall")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: StallId,
    pub market_id: MarketId,
    pub zone_id: ZoneId,
    pub code: String,
    pub row_label: String,
    /// Stalls of a row whose places differ by one are adjacent.
    pub place: i32,
    pub x_dm: i32,
    pub y_dm: i32,
    pub width_dm: i32,
    pub depth_dm: i32,
    /// Feature words.
    pub features: Json,
    pub retired_at: Option<DateTime<Utc>>,
    pub version: i32,
    /// 1 at first, one more with each edit.
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
