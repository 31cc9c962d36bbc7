//! A registration that turned out to be somebody's second one: its id leads on to the first.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{MarketId, RegistrationId, RegistrationMergeId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registration_merge")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RegistrationMergeId,
    pub market_id: MarketId,
    pub registration_id: RegistrationId,
    pub into_registration_id: RegistrationId,
    pub reason: String,
    pub merged_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
