//! A place with stalls, a time zone, languages, rules.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::MarketId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "market")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: MarketId,
    /// Names the market in URLs.
    #[sea_orm(unique)]
    pub slug: String,
    pub names: Json,
    /// Where it is, in people's words.
    pub place: Json,
    /// IANA name; every local date and wall time of the market is in it.
    pub time_zone: String,
    /// Language tags, the first is the market's own.
    pub languages: Json,
    /// The street plan: ground, lanes, landmarks, in decimetres.
    pub ground: Json,
    pub created_at: DateTime<Utc>,
    /// How the market is reached, by language tag.
    pub contact: Option<Json>,
    /// For how many days what is kept; what is not named has its default.
    pub retention: Option<Json>,
    /// 1 at first, one more with each edit.
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
