//! One of the stalls of an offer, which are confirmed or declined together.

use sea_orm::entity::prelude::*;

use crate::ids::{MarketId, OfferId, OfferStallId, StallId};
use crate::kinds::Pool;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "offer_stall")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: OfferStallId,
    pub market_id: MarketId,
    pub offer_id: OfferId,
    pub stall_id: StallId,
    /// The pool that this stall is given from: its fee goes by it.
    pub pool: Pool,
}

impl ActiveModelBehavior for ActiveModel {}
