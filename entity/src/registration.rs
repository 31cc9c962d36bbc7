//! A vendor at a market (商户登记): seniority, standing, refusals.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{MarketId, PersonId, RegistrationId};
use crate::kinds::Standing;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registration")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RegistrationId,
    #[sea_orm(unique)]
    pub public_id: String,
    pub market_id: MarketId,
    pub person_id: PersonId,
    pub trading_name: String,
    /// Small is senior.
    pub seniority: Option<i32>,
    pub standing: Standing,
    pub refusals: i32,
    pub created_at: DateTime<Utc>,
    /// 1 at first, one more with each edit.
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
