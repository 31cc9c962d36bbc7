//! Attestations: who confirmed that a person belongs to a hardship group, and until when.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::ids::{AttestationId, OrganisationId, PersonId};
use entity::kinds::{AttestationState, HardshipGroup};
use entity::{attestation, organisation};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{IDS_PER_QUERY, StoreError, WriteTx};

pub async fn find_organisation(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<Option<organisation::Model>, StoreError> {
    Ok(organisation::Entity::find()
        .filter(organisation::Column::Code.eq(code))
        .one(db)
        .await?)
}

pub async fn load_organisation(
    db: &impl ConnectionTrait,
    id: OrganisationId,
) -> Result<organisation::Model, StoreError> {
    let found = organisation::Entity::find_by_id(id).one(db).await?;
    found.ok_or(StoreError::Missing("organisation"))
}

pub async fn list_organisations(
    db: &impl ConnectionTrait,
) -> Result<Vec<organisation::Model>, StoreError> {
    Ok(organisation::Entity::find()
        .order_by_asc(organisation::Column::Code)
        .all(db)
        .await?)
}

pub async fn find_attestation(
    db: &impl ConnectionTrait,
    public_id: &str,
) -> Result<Option<attestation::Model>, StoreError> {
    Ok(attestation::Entity::find()
        .filter(attestation::Column::PublicId.eq(public_id))
        .one(db)
        .await?)
}

pub async fn find_attestation_of(
    db: &impl ConnectionTrait,
    person_id: PersonId,
    organisation_id: OrganisationId,
    group: HardshipGroup,
) -> Result<Option<attestation::Model>, StoreError> {
    Ok(attestation::Entity::find()
        .filter(attestation::Column::PersonId.eq(person_id))
        .filter(attestation::Column::OrganisationId.eq(organisation_id))
        .filter(attestation::Column::HardshipGroup.eq(group))
        .one(db)
        .await?)
}

pub async fn list_attestations_of(
    db: &impl ConnectionTrait,
    person_id: PersonId,
) -> Result<Vec<attestation::Model>, StoreError> {
    Ok(attestation::Entity::find()
        .filter(attestation::Column::PersonId.eq(person_id))
        .order_by_asc(attestation::Column::Id)
        .all(db)
        .await?)
}

/// The requests that wait for one organisation, the oldest first.
pub async fn list_requests(
    db: &impl ConnectionTrait,
    organisation_id: OrganisationId,
) -> Result<Vec<attestation::Model>, StoreError> {
    Ok(attestation::Entity::find()
        .filter(attestation::Column::OrganisationId.eq(organisation_id))
        .filter(attestation::Column::State.eq(AttestationState::Requested))
        .order_by_asc(attestation::Column::RequestedAt)
        .all(db)
        .await?)
}

/// The groups that are confirmed for each of these persons on a day.
pub async fn list_groups(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
    on: NaiveDate,
) -> Result<BTreeMap<PersonId, BTreeSet<HardshipGroup>>, StoreError> {
    let persons: Vec<PersonId> = persons.into_iter().collect();
    let mut groups: BTreeMap<PersonId, BTreeSet<HardshipGroup>> = BTreeMap::new();
    for part in persons.chunks(IDS_PER_QUERY) {
        let confirmed = attestation::Entity::find()
            .filter(attestation::Column::PersonId.is_in(part.iter().copied()))
            .filter(attestation::Column::State.eq(AttestationState::Confirmed))
            .filter(attestation::Column::ValidFrom.lte(on))
            .filter(attestation::Column::ValidUntil.gte(on))
            .all(db)
            .await?;
        for row in confirmed {
            groups
                .entry(row.person_id)
                .or_default()
                .insert(row.hardship_group);
        }
    }
    Ok(groups)
}

pub async fn lock_attestation(
    tx: &WriteTx,
    id: AttestationId,
) -> Result<attestation::Model, StoreError> {
    let found = attestation::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx.conn())
        .await?;
    found.ok_or(StoreError::Missing("attestation"))
}

/// # Errors
/// `Stale` when it is no longer in the state that the decision was made on.
pub async fn update_attestation(
    tx: &WriteTx,
    id: AttestationId,
    state: AttestationState,
    change: attestation::ActiveModel,
) -> Result<(), StoreError> {
    let result = attestation::Entity::update_many()
        .set(change)
        .filter(attestation::Column::Id.eq(id))
        .filter(attestation::Column::State.eq(state))
        .exec(tx.conn())
        .await?;
    match result.rows_affected {
        0 => Err(StoreError::Stale("attestation")),
        _ => Ok(()),
    }
}
