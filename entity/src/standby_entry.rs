//! A vendor who would come on a market day if a stall is free.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{ApplicationId, MarketDayId, MarketId, RegistrationId, StandbyEntryId};
use crate::kinds::StandbyState;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "standby_entry")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: StandbyEntryId,
    pub market_id: MarketId,
    pub market_day_id: MarketDayId,
    pub registration_id: RegistrationId,
    /// Whose needs, category and wishes count, and whose code stands in the draw.
    pub application_id: ApplicationId,
    /// Any stall that they can use, beyond the wishes of the application.
    pub anywhere: bool,
    /// The text that the lottery hashes.
    pub ticket: String,
    /// Of their leaf in the commitment, in hex.
    pub salt: String,
    pub state: StandbyState,
    pub joined_at: DateTime<Utc>,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
