//! One vendor's request in one round.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{ApplicationId, CategoryId, MarketId, RegistrationId, RoundId};
use crate::kinds::{ApplicationState, DeclineReason};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ApplicationId,
    pub market_id: MarketId,
    pub round_id: RoundId,
    pub registration_id: RegistrationId,
    /// Stands for the person in everything public; authorises nothing.
    #[sea_orm(unique)]
    pub code: String,
    pub state: ApplicationState,
    pub category_id: CategoryId,
    /// Feature words.
    pub needs: Json,
    /// How many people will work at the stall.
    pub workers: i32,
    /// They need so many stalls next to each other, or none.
    pub min_stalls: i32,
    /// They would take so many.
    pub max_stalls: i32,
    pub asks_charity: bool,
    pub also_open: bool,
    pub decline_reason: Option<DeclineReason>,
    pub decline_note: Option<String>,
    /// What its vendor is asked to change, and until when; there exactly while changes are needed.
    pub changes_note: Option<String>,
    pub changes_until: Option<DateTime<Utc>>,
    /// To keep what they hold in the term before.
    pub renews: bool,
    /// SHA-256 of the secret link.
    #[sea_orm(unique)]
    pub link_hash: String,
    /// 128 random bits in hex: the lottery ticket.
    pub ticket: String,
    /// Filled where the rules count households.
    pub household_hash: Option<String>,
    pub submitted_at: DateTime<Utc>,
    pub decided_at: Option<DateTime<Utc>>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
