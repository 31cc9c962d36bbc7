//! A message to one person, kept in the outbox until it is delivered (通知).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{ApplicationId, MarketId, NoticeId, OfferId, PersonId};
use crate::kinds::{Channel, Language, NoticeState};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: NoticeId,
    #[sea_orm(unique)]
    pub public_id: String,
    pub market_id: MarketId,
    /// What happened, a word of `notice::event`.
    pub event: String,
    /// This occurrence of the event.
    pub occurrence: String,
    pub person_id: PersonId,
    pub application_id: Option<ApplicationId>,
    pub offer_id: Option<OfferId>,
    pub channel: Channel,
    /// 1, or more for a deliberate resend.
    pub copy_number: i32,
    pub resend_reason: Option<String>,
    pub language: Language,
    /// What the words are made from.
    pub facts: Json,
    pub state: NoticeState,
    pub attempts: i32,
    pub due_at: DateTime<Utc>,
    pub claimed_until: Option<DateTime<Utc>>,
    pub sent_at: Option<DateTime<Utc>>,
    pub failure: Option<String>,
    pub created_at: DateTime<Utc>,
    /// When its facts were erased by the rules of privacy.
    pub erased_at: Option<DateTime<Utc>>,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
