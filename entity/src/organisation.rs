//! Who confirms hardship: a street, a community, a federation.

use sea_orm::entity::prelude::*;

use crate::ids::OrganisationId;
use crate::kinds::OrganisationKind;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: OrganisationId,
    #[sea_orm(unique)]
    pub public_id: String,
    #[sea_orm(unique)]
    pub code: String,
    pub kind: OrganisationKind,
    pub names: Json,
}

impl ActiveModelBehavior for ActiveModel {}
