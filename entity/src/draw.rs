//! The allocation of one trading time of a round (摇号), kept as bytes.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{DrawId, MarketId, RoundId, TradingTimeId};
use crate::kinds::DrawState;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draw")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DrawId,
    pub market_id: MarketId,
    pub round_id: RoundId,
    pub trading_time_id: TradingTimeId,
    /// 1 is the draw; a correction draws again with the same seed.
    pub number: i32,
    pub state: DrawState,
    /// The problem file; until the seed is known, with a seed of zeros.
    pub problem: Vec<u8>,
    pub outcome: Option<Vec<u8>>,
    pub engine_version: String,
    /// Hex SHA-256 of the commitment document.
    pub commitment: String,
    /// As it was published, byte for byte.
    pub commitment_document: Option<Vec<u8>>,
    /// What chance said and where, in the order of the seed sources: `domain::draw::SeedPart`s.
    pub seed_values: Option<Json>,
    pub seed: Option<String>,
    /// From publishing on, or from the round's cancelling: `verify::PublicBundle` as JSON.
    pub public_bundle: Option<Vec<u8>>,
    /// The digest that stands in it.
    pub public_bundle_sha256: Option<String>,
    /// What was mended or taken out, in a draw that takes the place of another.
    pub corrections: Option<Json>,
    pub progress_percent: i32,
    pub attempts: i32,
    pub claimed_until: Option<DateTime<Utc>>,
    pub failure: Option<String>,
    pub frozen_at: DateTime<Utc>,
    pub computed_at: Option<DateTime<Utc>>,
    pub published_at: Option<DateTime<Utc>>,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
