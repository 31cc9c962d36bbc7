//! Registrations that turned out to be one person's: how one leads on to the other.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::ids::{ApplicationId, MarketId, PersonId, RegistrationId, RoundId};
use entity::kinds::StandbyState;
use entity::{
    application, attestation, holding, market_day, notice, person, registration,
    registration_merge, standby_entry,
};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, LockType, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{StoreError, WriteTx};

/// A registration by its random id, merged or not.
pub async fn find_by_public_id(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    public_id: &str,
) -> Result<Option<registration::Model>, StoreError> {
    Ok(registration::Entity::find()
        .filter(registration::Column::MarketId.eq(market_id))
        .filter(registration::Column::PublicId.eq(public_id))
        .one(db)
        .await?)
}

/// The merge of a registration into another, if there was one.
pub async fn find_merge(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    id: RegistrationId,
) -> Result<Option<registration_merge::Model>, StoreError> {
    Ok(registration_merge::Entity::find()
        .filter(registration_merge::Column::MarketId.eq(market_id))
        .filter(registration_merge::Column::RegistrationId.eq(id))
        .one(db)
        .await?)
}

/// The registration that stands for this one now: itself, unless it was merged.
pub async fn load_current(
    db: &impl ConnectionTrait,
    mut row: registration::Model,
) -> Result<registration::Model, StoreError> {
    while let Some(merge) = find_merge(db, row.market_id, row.id).await? {
        row = super::person::load_registration(db, merge.into_registration_id).await?;
    }
    Ok(row)
}

/// Nobody merges it until the transaction ends.
pub async fn share_registration(tx: &WriteTx, id: RegistrationId) -> Result<(), StoreError> {
    registration::Entity::find_by_id(id)
        .lock_shared()
        .one(tx.conn())
        .await?;
    Ok(())
}

/// These registrations and the persons behind them, as they will stay until the transaction ends.
pub async fn lock_registrations(
    tx: &WriteTx,
    registrations: [&registration::Model; 2],
) -> Result<(), StoreError> {
    person::Entity::find()
        .filter(person::Column::Id.is_in(registrations.map(|row| row.person_id)))
        .order_by_asc(person::Column::Id)
        .lock_exclusive()
        .all(tx.conn())
        .await?;
    registration::Entity::find()
        .filter(registration::Column::Id.is_in(registrations.map(|row| row.id)))
        .order_by_asc(registration::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(tx.conn())
        .await?;
    Ok(())
}

/// The rounds in which one of these has applied or holds something.
pub async fn list_rounds_of(
    db: &impl ConnectionTrait,
    registrations: [RegistrationId; 2],
) -> Result<BTreeSet<RoundId>, StoreError> {
    let mut rounds = BTreeSet::new();
    for id in registrations {
        let applied = list_applications_of(db, id).await?;
        rounds.extend(applied.into_iter().map(|row| row.round_id));
        let held = super::holding::list_holdings_of(db, id).await?;
        rounds.extend(held.into_iter().map(|row| row.round_id));
    }
    Ok(rounds)
}

pub async fn list_applications_of(
    db: &impl ConnectionTrait,
    id: RegistrationId,
) -> Result<Vec<application::Model>, StoreError> {
    Ok(application::Entity::find()
        .filter(application::Column::RegistrationId.eq(id))
        .order_by_asc(application::Column::Id)
        .all(db)
        .await?)
}

/// The days from `from` on for which somebody stood by and did not leave.
pub async fn list_standby_days(
    db: &impl ConnectionTrait,
    id: RegistrationId,
    from: NaiveDate,
) -> Result<Vec<market_day::Model>, StoreError> {
    let days = Query::select()
        .column(standby_entry::Column::MarketDayId)
        .from(Alias::new("standby_entry"))
        .and_where(Expr::col(standby_entry::Column::RegistrationId).eq(id))
        .and_where(Expr::col(standby_entry::Column::State).ne(StandbyState::Left))
        .to_owned();
    Ok(market_day::Entity::find()
        .filter(market_day::Column::Id.in_subquery(days))
        .filter(market_day::Column::Date.gte(from))
        .order_by_asc(market_day::Column::Date)
        .all(db)
        .await?)
}

/// All that was held, for a term or for a day, belongs to another registration.
pub async fn move_holdings(
    tx: &WriteTx,
    from: RegistrationId,
    to: RegistrationId,
) -> Result<(), StoreError> {
    holding::Entity::update_many()
        .col_expr(holding::Column::RegistrationId, Expr::value(to.0))
        .col_expr(
            holding::Column::Version,
            Expr::col(holding::Column::Version).add(1),
        )
        .filter(holding::Column::RegistrationId.eq(from))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// So do the days for which they stood by, but for those for which the other did as well.
pub async fn move_standby(
    tx: &WriteTx,
    from: RegistrationId,
    to: RegistrationId,
) -> Result<(), StoreError> {
    let own = Query::select()
        .column(standby_entry::Column::MarketDayId)
        .from(Alias::new("standby_entry"))
        .and_where(Expr::col(standby_entry::Column::RegistrationId).eq(to))
        .to_owned();
    standby_entry::Entity::update_many()
        .col_expr(standby_entry::Column::RegistrationId, Expr::value(to.0))
        .col_expr(
            standby_entry::Column::Version,
            Expr::col(standby_entry::Column::Version).add(1),
        )
        .filter(standby_entry::Column::RegistrationId.eq(from))
        .filter(standby_entry::Column::MarketDayId.not_in_subquery(own))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// What was told of an application was told to this person: it is not told again.
pub async fn move_notices(
    tx: &WriteTx,
    application_id: ApplicationId,
    to: PersonId,
) -> Result<(), StoreError> {
    notice::Entity::update_many()
        .col_expr(notice::Column::PersonId, Expr::value(to.0))
        .filter(notice::Column::ApplicationId.eq(application_id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// What was confirmed or asked of one person, where the other has not asked the same.
pub async fn move_attestations(
    tx: &WriteTx,
    from: PersonId,
    to: PersonId,
) -> Result<(), StoreError> {
    let own = super::attestation::list_attestations_of(tx.conn(), to).await?;
    for row in super::attestation::list_attestations_of(tx.conn(), from).await? {
        let is_same = |other: &attestation::Model| {
            other.organisation_id == row.organisation_id
                && other.hardship_group == row.hardship_group
        };
        if own.iter().any(is_same) {
            continue;
        }
        attestation::Entity::update_many()
            .col_expr(attestation::Column::PersonId, Expr::value(to.0))
            .filter(attestation::Column::Id.eq(row.id))
            .exec(tx.conn())
            .await?;
    }
    Ok(())
}

/// By which papers a person, and by which household they are known.
pub async fn update_identity(
    tx: &WriteTx,
    id: PersonId,
    identity_hash: Option<String>,
    household_hash: Option<String>,
) -> Result<(), StoreError> {
    let change = person::ActiveModel {
        identity_hash: Set(identity_hash),
        household_hash: Set(household_hash),
        ..Default::default()
    };
    person::Entity::update_many()
        .set(change)
        .filter(person::Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    Ok(())
}
