//! What a member of staff may do, and where.

use sea_orm::entity::prelude::*;

use crate::ids::{MarketId, OrganisationId, StaffId, StaffRoleId};
use crate::kinds::Role;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_role")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: StaffRoleId,
    pub staff_id: StaffId,
    pub role: Role,
    pub market_id: Option<MarketId>,
    pub organisation_id: Option<OrganisationId>,
}

impl ActiveModelBehavior for ActiveModel {}
