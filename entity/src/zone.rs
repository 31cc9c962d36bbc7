//! A named part of a market.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{MarketId, ZoneId};
use crate::kinds::ZoneColour;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "zone")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ZoneId,
    pub market_id: MarketId,
    pub code: String,
    pub names: Json,
    pub colour: ZoneColour,
    pub label_x_dm: i32,
    pub label_y_dm: i32,
    pub retired_at: Option<DateTime<Utc>>,
    /// 1 at first, one more with each edit.
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
