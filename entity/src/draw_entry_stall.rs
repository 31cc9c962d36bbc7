//! A stall that a draw gave to an entry. It never changes.

use sea_orm::entity::prelude::*;

use crate::ids::{DrawEntryId, DrawEntryStallId, DrawId, MarketId, StallId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draw_entry_stall")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DrawEntryStallId,
    pub market_id: MarketId,
    pub draw_id: DrawId,
    pub draw_entry_id: DrawEntryId,
    pub stall_id: StallId,
}

impl ActiveModelBehavior for ActiveModel {}
