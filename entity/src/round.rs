//! One call for applications, for a term, under one fixed set of rules (批次).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{MarketId, RoundId};
use crate::kinds::RoundState;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "round")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RoundId,
    pub market_id: MarketId,
    pub code: String,
    pub names: Json,
    pub state: RoundState,
    pub term_from: NaiveDate,
    /// The last day of the term.
    pub term_to: NaiveDate,
    /// `domain::rules::RoundRules`, fixed when the round opens.
    pub rules: Json,
    /// The dates that were announced, `domain::announced::AnnouncedDates`.
    pub plan: Json,
    pub opened_at: Option<DateTime<Utc>>,
    pub applications_until: Option<DateTime<Utc>>,
    pub list_objections_until: Option<DateTime<Utc>>,
    pub result_objections_until: Option<DateTime<Utc>>,
    pub cancel_reason: Option<String>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    /// 1 at first, one more with each edit.
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
