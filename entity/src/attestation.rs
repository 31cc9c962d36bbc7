//! "This organisation confirms that this person belongs to this group, from, until" (困难认定).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{AttestationId, OrganisationId, PersonId, StaffId};
use crate::kinds::{AttestationState, HardshipGroup};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attestation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AttestationId,
    #[sea_orm(unique)]
    pub public_id: String,
    pub person_id: PersonId,
    pub organisation_id: OrganisationId,
    pub hardship_group: HardshipGroup,
    pub state: AttestationState,
    pub consent_version: String,
    pub consented_at: DateTime<Utc>,
    pub requested_at: DateTime<Utc>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decided_by: Option<StaffId>,
    pub valid_from: Option<NaiveDate>,
    pub valid_until: Option<NaiveDate>,
}

impl ActiveModelBehavior for ActiveModel {}
