//! What is sold (经营品类).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{CategoryId, MarketId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "category")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CategoryId,
    pub market_id: MarketId,
    pub code: String,
    pub names: Json,
    pub retired_at: Option<DateTime<Utc>>,
    /// 1 at first, one more with each edit.
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
