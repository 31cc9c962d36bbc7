//! Persons and their registrations at markets.

use std::collections::BTreeMap;

use entity::ids::{MarketId, PersonId, RegistrationId};
use entity::{person, registration, registration_merge};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter};

use super::{IDS_PER_QUERY, StoreError, WriteTx};

pub async fn load_person(
    db: &impl ConnectionTrait,
    id: PersonId,
) -> Result<person::Model, StoreError> {
    person::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(StoreError::Missing("person"))
}

pub async fn find_person_by_identity(
    db: &impl ConnectionTrait,
    identity_hash: &str,
) -> Result<Option<person::Model>, StoreError> {
    Ok(person::Entity::find()
        .filter(person::Column::IdentityHash.eq(identity_hash))
        .one(db)
        .await?)
}

pub async fn load_persons(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = PersonId>,
) -> Result<BTreeMap<PersonId, person::Model>, StoreError> {
    let ids: Vec<PersonId> = ids.into_iter().collect();
    let mut rows = BTreeMap::new();
    for part in ids.chunks(IDS_PER_QUERY) {
        let found = person::Entity::find()
            .filter(person::Column::Id.is_in(part.iter().copied()))
            .all(db)
            .await?;
        rows.extend(found.into_iter().map(|row| (row.id, row)));
    }
    Ok(rows)
}

/// Telephone, address and language as they are now.
pub async fn update_contact(tx: &WriteTx, person: &person::Model) -> Result<(), StoreError> {
    let change = person::ActiveModel {
        phone: Set(person.phone.clone()),
        email: Set(person.email.clone()),
        language: Set(person.language),
        ..Default::default()
    };
    person::Entity::update_many()
        .set(change)
        .filter(person::Column::Id.eq(person.id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

pub async fn find_registration(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    person_id: PersonId,
) -> Result<Option<registration::Model>, StoreError> {
    Ok(registration::Entity::find()
        .filter(registration::Column::MarketId.eq(market_id))
        .filter(registration::Column::PersonId.eq(person_id))
        .one(db)
        .await?)
}

/// Every market at which a person is registered.
pub async fn list_registrations_of(
    db: &impl ConnectionTrait,
    person_id: PersonId,
) -> Result<Vec<registration::Model>, StoreError> {
    Ok(registration::Entity::find()
        .filter(registration::Column::PersonId.eq(person_id))
        .all(db)
        .await?)
}

/// Every vendor of a market, those merged into others among them.
pub async fn list_registrations_at(
    db: &impl ConnectionTrait,
    market_id: MarketId,
) -> Result<Vec<registration::Model>, StoreError> {
    Ok(registration::Entity::find()
        .filter(registration::Column::MarketId.eq(market_id))
        .all(db)
        .await?)
}

/// Which registrations of a market were merged, and into which.
pub async fn list_merges(
    db: &impl ConnectionTrait,
    market_id: MarketId,
) -> Result<BTreeMap<RegistrationId, RegistrationId>, StoreError> {
    Ok(registration_merge::Entity::find()
        .filter(registration_merge::Column::MarketId.eq(market_id))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.registration_id, row.into_registration_id))
        .collect())
}

pub async fn load_registration(
    db: &impl ConnectionTrait,
    id: RegistrationId,
) -> Result<registration::Model, StoreError> {
    let found = registration::Entity::find_by_id(id).one(db).await?;
    found.ok_or(StoreError::Missing("registration"))
}

pub async fn load_registrations(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = RegistrationId>,
) -> Result<BTreeMap<RegistrationId, registration::Model>, StoreError> {
    let ids: Vec<RegistrationId> = ids.into_iter().collect();
    let mut rows = BTreeMap::new();
    for part in ids.chunks(IDS_PER_QUERY) {
        let found = registration::Entity::find()
            .filter(registration::Column::Id.is_in(part.iter().copied()))
            .all(db)
            .await?;
        rows.extend(found.into_iter().map(|row| (row.id, row)));
    }
    Ok(rows)
}

/// A correction: the number was not what it should have been.
pub async fn update_seniority(
    tx: &WriteTx,
    id: RegistrationId,
    seniority: Option<i32>,
) -> Result<(), StoreError> {
    registration::Entity::update_many()
        .col_expr(registration::Column::Seniority, Expr::value(seniority))
        .col_expr(
            registration::Column::Revision,
            Expr::col(registration::Column::Revision).add(1),
        )
        .filter(registration::Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Counts one refused offer.
pub async fn update_refusals(tx: &WriteTx, id: RegistrationId) -> Result<(), StoreError> {
    registration::Entity::update_many()
        .col_expr(
            registration::Column::Refusals,
            Expr::col(registration::Column::Refusals).add(1),
        )
        .filter(registration::Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    Ok(())
}
