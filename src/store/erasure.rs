//! Personal data goes here, and nowhere else: rows are blanked or deleted, codes stay.

use chrono::{DateTime, Utc};
use entity::ids::{ApplicationId, PersonId, RegistrationId};
use entity::kinds::{ApplicationState, HoldingState, NoticeState, OfferState, RoundState};
use entity::{
    application, attestation, audit, holding, notice, objection, offer, person, registration,
    registration_merge, round,
};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{IDS_PER_QUERY, StoreError, WriteTx};

/// What keeps a person from being erased: what they hold, what they are asked, where they stand.
#[derive(Clone, Debug)]
pub struct Current {
    pub holdings: Vec<holding::Model>,
    pub offers: Vec<offer::Model>,
    pub rounds: Vec<round::Model>,
}

pub async fn load_current(
    db: &impl ConnectionTrait,
    registrations: &[RegistrationId],
) -> Result<Current, StoreError> {
    let ids = || registrations.iter().copied();
    let holdings = holding::Entity::find()
        .filter(holding::Column::RegistrationId.is_in(ids()))
        .filter(holding::Column::State.eq(HoldingState::Running))
        .all(db)
        .await?;
    let applications = application::Entity::find()
        .filter(application::Column::RegistrationId.is_in(ids()))
        .all(db)
        .await?;
    let offers = offer::Entity::find()
        .filter(offer::Column::ApplicationId.is_in(applications.iter().map(|row| row.id)))
        .filter(offer::Column::State.eq(OfferState::Open))
        .all(db)
        .await?;
    let counting = applications.iter().filter(|row| counts(row.state));
    let rounds = round::Entity::find()
        .filter(round::Column::Id.is_in(counting.map(|row| row.round_id)))
        .filter(round::Column::State.is_not_in([RoundState::Closed, RoundState::Cancelled]))
        .all(db)
        .await?;
    Ok(Current {
        holdings,
        offers,
        rounds,
    })
}

const fn counts(state: ApplicationState) -> bool {
    !matches!(
        state,
        ApplicationState::Declined | ApplicationState::Withdrawn
    )
}

/// Every registration of a person, and those of others that were merged into one of them.
pub async fn list_registrations_with_merged(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<registration::Model>, StoreError> {
    let own = registration::Entity::find()
        .filter(registration::Column::PersonId.eq(person))
        .all(db)
        .await?;
    let merged = Query::select()
        .column(registration_merge::Column::RegistrationId)
        .from(Alias::new("registration_merge"))
        .and_where(
            Expr::col(registration_merge::Column::IntoRegistrationId)
                .is_in(own.iter().map(|row| row.id)),
        )
        .to_owned();
    let merged = registration::Entity::find()
        .filter(registration::Column::Id.in_subquery(merged))
        .filter(registration::Column::PersonId.ne(person))
        .all(db)
        .await?;
    Ok(own.into_iter().chain(merged).collect())
}

/// Nobody changes them until the transaction ends.
pub async fn lock_persons(tx: &WriteTx, persons: &[PersonId]) -> Result<(), StoreError> {
    person::Entity::find()
        .filter(person::Column::Id.is_in(persons.iter().copied()))
        .order_by_asc(person::Column::Id)
        .lock_exclusive()
        .all(tx.conn())
        .await?;
    registration::Entity::find()
        .filter(registration::Column::PersonId.is_in(persons.iter().copied()))
        .order_by_asc(registration::Column::Id)
        .lock_exclusive()
        .all(tx.conn())
        .await?;
    Ok(())
}

/// How many rows of each table were touched, for the audit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Erased {
    pub persons: u64,
    pub applications: u64,
    pub attestations: u64,
    pub notices: u64,
    pub objections: u64,
    pub audit_rows: u64,
}

/// Erases persons with everything that hangs on them. `new_link` makes a hash that no link has.
///
/// # Errors
/// When the database refuses.
pub async fn erase_persons(
    tx: &WriteTx,
    registrations: &[registration::Model],
    now: DateTime<Utc>,
    mut new_link: impl FnMut() -> String,
) -> Result<Erased, StoreError> {
    let persons: Vec<PersonId> = registrations.iter().map(|row| row.person_id).collect();
    let ids: Vec<RegistrationId> = registrations.iter().map(|row| row.id).collect();
    let applications = application::Entity::find()
        .filter(application::Column::RegistrationId.is_in(ids.iter().copied()))
        .all(tx.conn())
        .await?;
    let subjects = list_subjects(tx, registrations, &applications).await?;
    let erased = Erased {
        audit_rows: erase_audit(tx, &subjects, &applications).await?,
        attestations: delete_attestations(tx, &persons).await?,
        notices: erase_notices_of(tx, &persons, now).await?,
        objections: blank_objections(tx, &applications).await?,
        applications: applications.len() as u64,
        persons: blank_persons(tx, &persons, now).await?,
    };
    for row in &applications {
        blank_application(tx, row.id, new_link()).await?;
    }
    blank_registrations(tx, &ids).await?;
    Ok(erased)
}

/// As the audit names what belongs to them.
async fn list_subjects(
    tx: &WriteTx,
    registrations: &[registration::Model],
    applications: &[application::Model],
) -> Result<Vec<String>, StoreError> {
    let db = tx.conn();
    let mut subjects: Vec<String> = Vec::new();
    subjects.extend(
        registrations
            .iter()
            .map(|row| format!("vendor:{}", row.public_id)),
    );
    subjects.extend(
        applications
            .iter()
            .map(|row| format!("application:{}", row.code)),
    );
    let persons = registrations.iter().map(|row| row.person_id);
    let found = attestation::Entity::find()
        .filter(attestation::Column::PersonId.is_in(persons.clone()))
        .all(db)
        .await?;
    subjects.extend(
        found
            .iter()
            .map(|row| format!("attestation:{}", row.public_id)),
    );
    let found = notice::Entity::find()
        .filter(notice::Column::PersonId.is_in(persons))
        .all(db)
        .await?;
    subjects.extend(found.iter().map(|row| format!("notice:{}", row.public_id)));
    let ids = registrations.iter().map(|row| row.id);
    let found = holding::Entity::find()
        .filter(holding::Column::RegistrationId.is_in(ids))
        .all(db)
        .await?;
    subjects.extend(found.iter().map(|row| format!("holding:{}", row.public_id)));
    let ids = applications.iter().map(|row| row.id);
    let found = offer::Entity::find()
        .filter(offer::Column::ApplicationId.is_in(ids.clone()))
        .all(db)
        .await?;
    subjects.extend(found.iter().map(|row| format!("offer:{}", row.public_id)));
    let found = objection::Entity::find()
        .filter(objection::Column::ApplicationId.is_in(ids))
        .all(db)
        .await?;
    subjects.extend(
        found
            .iter()
            .map(|row| format!("objection:{}", row.public_id)),
    );
    Ok(subjects)
}

/// Reason and detail of what was done to them, and the addresses from which they acted themselves.
async fn erase_audit(
    tx: &WriteTx,
    subjects: &[String],
    applications: &[application::Model],
) -> Result<u64, StoreError> {
    let mut erased = 0;
    for part in subjects.chunks(IDS_PER_QUERY) {
        let done = audit::Entity::update_many()
            .set(audit::ActiveModel {
                reason: Set(None),
                detail: Set(None),
                salt: Set(None),
                ..Default::default()
            })
            .filter(audit::Column::Subject.is_in(part.iter()))
            .filter(audit::Column::Salt.is_not_null())
            .exec(tx.conn())
            .await?;
        erased += done.rows_affected;
    }
    let codes = applications.iter().map(|row| row.code.as_str());
    let own = Condition::any()
        .add(audit::Column::Actor.is_in(codes.clone()))
        .add(audit::Column::Subject.is_in(codes.map(|code| format!("application:{code}"))));
    erase_addresses(tx, own.into()).await?;
    Ok(erased)
}

pub(super) async fn erase_addresses(tx: &WriteTx, which: SimpleExpr) -> Result<u64, StoreError> {
    let done = audit::Entity::update_many()
        .set(audit::ActiveModel {
            address: Set(None),
            address_salt: Set(None),
            ..Default::default()
        })
        .filter(which)
        .filter(audit::Column::Address.is_not_null())
        .exec(tx.conn())
        .await?;
    Ok(done.rows_affected)
}

async fn delete_attestations(tx: &WriteTx, persons: &[PersonId]) -> Result<u64, StoreError> {
    let done = attestation::Entity::delete_many()
        .filter(attestation::Column::PersonId.is_in(persons.iter().copied()))
        .exec(tx.conn())
        .await?;
    Ok(done.rows_affected)
}

async fn erase_notices_of(
    tx: &WriteTx,
    persons: &[PersonId],
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    // What has not left yet has nobody to go to any more.
    notice::Entity::update_many()
        .col_expr(
            notice::Column::State,
            Expr::value(NoticeState::Undeliverable),
        )
        .col_expr(
            notice::Column::Version,
            Expr::col(notice::Column::Version).add(1),
        )
        .filter(notice::Column::PersonId.is_in(persons.iter().copied()))
        .filter(notice::Column::State.is_not_in(ENDED))
        .exec(tx.conn())
        .await?;
    erase_notices(
        tx,
        notice::Column::PersonId.is_in(persons.iter().copied()),
        now,
    )
    .await
}

/// States in which nothing more is tried.
pub(super) const ENDED: [NoticeState; 3] = [
    NoticeState::Sent,
    NoticeState::Undeliverable,
    NoticeState::ReachedOtherwise,
];

pub(super) async fn erase_notices(
    tx: &WriteTx,
    which: SimpleExpr,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = notice::Entity::update_many()
        .set(notice::ActiveModel {
            facts: Set(serde_json::json!({})),
            failure: Set(None),
            resend_reason: Set(None),
            erased_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(which)
        .filter(notice::Column::ErasedAt.is_null())
        .exec(tx.conn())
        .await?;
    Ok(done.rows_affected)
}

async fn blank_objections(
    tx: &WriteTx,
    applications: &[application::Model],
) -> Result<u64, StoreError> {
    let done = objection::Entity::update_many()
        .set(objection::ActiveModel {
            body: Set(String::new()),
            answer: Set(None),
            ..Default::default()
        })
        .filter(objection::Column::ApplicationId.is_in(applications.iter().map(|row| row.id)))
        .exec(tx.conn())
        .await?;
    Ok(done.rows_affected)
}

async fn blank_persons(
    tx: &WriteTx,
    persons: &[PersonId],
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = person::Entity::update_many()
        .set(person::ActiveModel {
            identity_hash: Set(None),
            household_hash: Set(None),
            name: Set(String::new()),
            phone: Set(None),
            email: Set(None),
            erased_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(person::Column::Id.is_in(persons.iter().copied()))
        .filter(person::Column::ErasedAt.is_null())
        .exec(tx.conn())
        .await?;
    Ok(done.rows_affected)
}

async fn blank_application(
    tx: &WriteTx,
    id: ApplicationId,
    link_hash: String,
) -> Result<(), StoreError> {
    application::Entity::update_many()
        .set(application::ActiveModel {
            decline_note: Set(None),
            changes_note: Set(None),
            household_hash: Set(None),
            link_hash: Set(link_hash),
            ..Default::default()
        })
        .filter(application::Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

async fn blank_registrations(tx: &WriteTx, ids: &[RegistrationId]) -> Result<(), StoreError> {
    let ids = || ids.iter().copied();
    registration::Entity::update_many()
        .set(registration::ActiveModel {
            trading_name: Set(String::new()),
            ..Default::default()
        })
        .filter(registration::Column::Id.is_in(ids()))
        .exec(tx.conn())
        .await?;
    holding::Entity::update_many()
        .set(holding::ActiveModel {
            grounds: Set(None),
            ..Default::default()
        })
        .filter(holding::Column::RegistrationId.is_in(ids()))
        .exec(tx.conn())
        .await?;
    registration_merge::Entity::update_many()
        .set(registration_merge::ActiveModel {
            reason: Set(String::new()),
            ..Default::default()
        })
        .filter(registration_merge::Column::IntoRegistrationId.is_in(ids()))
        .exec(tx.conn())
        .await?;
    Ok(())
}
