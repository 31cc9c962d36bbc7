//! One application on the frozen list of a draw, as a leaf of its Merkle tree. It never changes.

use sea_orm::entity::prelude::*;

use crate::ids::{ApplicationId, DrawId, DrawLeafId, MarketId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draw_leaf")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DrawLeafId,
    pub market_id: MarketId,
    pub draw_id: DrawId,
    pub application_id: ApplicationId,
    /// 32 random bytes, so that nobody can find out a leaf by trying what it may say.
    pub salt: Vec<u8>,
    /// What its owner keeps (`verify::Receipt` as JSON), as it was when the list was frozen.
    pub receipt: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
