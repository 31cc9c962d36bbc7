//! What the draw said about one application (摇号结果). It never changes.

use sea_orm::entity::prelude::*;

use crate::ids::{ApplicationId, DrawEntryId, DrawId, MarketId};
use crate::kinds::{Pool, PublicResult};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draw_entry")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DrawEntryId,
    pub market_id: MarketId,
    pub draw_id: DrawId,
    pub application_id: ApplicationId,
    pub public_result: PublicResult,
    pub pool: Option<Pool>,
    pub position: Option<i32>,
    pub preference: Option<i32>,
    /// The public waiting number.
    pub open_waiting: Option<i32>,
    pub standings: Json,
    pub reason: Json,
    /// The bound of work decided something about it.
    pub bounded: bool,
}

impl ActiveModelBehavior for ActiveModel {}
