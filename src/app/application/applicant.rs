//! Who applies: the person, their registration at the market, and whom they ask to confirm hardship.

use chrono::NaiveDate;
use entity::ids::PersonId;
use entity::kinds::{AttestationState, Standing};
use entity::{attestation, market, person, registration};
use sea_orm::ActiveValue::Set;

use super::apply::{Apply, CharityRequest};
use crate::app::error::unknown;
use crate::app::{App, AppError};
use crate::store::{self, WriteTx};

/// Whoever was seen at the window is recognised; everybody else is a person of their own until
/// staff check who they are.
pub(super) async fn find_or_insert_person(
    app: &App,
    tx: &WriteTx,
    command: &Apply,
) -> Result<person::Model, AppError> {
    let identity_hash = command
        .identity
        .as_ref()
        .map(|text| app.keys.identity_hash(text));
    if let Some(hash) = &identity_hash
        && let Some(known) = store::person::find_person_by_identity(tx.conn(), hash).await?
    {
        return refresh_contact(tx, known, command).await;
    }
    let row = person::ActiveModel {
        public_id: Set(app.random_id()),
        identity_hash: Set(identity_hash),
        household_hash: Set(command
            .household
            .as_ref()
            .map(|text| app.keys.household_hash(text))),
        name: Set(command.name.to_string()),
        phone: Set(Some(command.phone.to_string())),
        email: Set(command.email.as_ref().map(ToString::to_string)),
        language: Set(command.language),
        created_at: Set(app.now()),
        ..Default::default()
    };
    Ok(tx.insert(row).await?)
}

/// Whoever was seen again may have another telephone, address or language by now.
async fn refresh_contact(
    tx: &WriteTx,
    known: person::Model,
    command: &Apply,
) -> Result<person::Model, AppError> {
    let now_said = person::Model {
        phone: Some(command.phone.to_string()),
        email: command.email.as_ref().map(ToString::to_string),
        language: command.language,
        ..known.clone()
    };
    if now_said != known {
        store::person::update_contact(tx, &now_said).await?;
    }
    Ok(now_said)
}

pub(super) async fn find_or_insert_registration(
    app: &App,
    tx: &WriteTx,
    market: &market::Model,
    person: &person::Model,
    command: &Apply,
) -> Result<registration::Model, AppError> {
    if let Some(known) = store::person::find_registration(tx.conn(), market.id, person.id).await? {
        store::merge::share_registration(tx, known.id).await?;
        return Ok(store::merge::load_current(tx.conn(), known).await?);
    }
    let row = registration::ActiveModel {
        public_id: Set(app.random_id()),
        market_id: Set(market.id),
        person_id: Set(person.id),
        trading_name: Set(command.trading_name.to_string()),
        seniority: Set(command.seniority.and_then(|number| number.try_into().ok())),
        standing: Set(Standing::Good),
        refusals: Set(0),
        created_at: Set(app.now()),
        ..Default::default()
    };
    Ok(tx.insert(row).await?)
}

/// The request goes to the organisation alone; what is asked or confirmed is not asked again.
pub(super) async fn request_attestations(
    app: &App,
    tx: &WriteTx,
    person_id: PersonId,
    request: Option<&CharityRequest>,
) -> Result<(), AppError> {
    let Some(request) = request else {
        return Ok(());
    };
    for (organisation, group) in &request.confirmations {
        let code = organisation.as_str();
        let organisation = store::attestation::find_organisation(tx.conn(), code).await?;
        let organisation = organisation.ok_or_else(|| unknown("organisation", code))?;
        let asked =
            store::attestation::find_attestation_of(tx.conn(), person_id, organisation.id, *group)
                .await?;
        let consent = attestation::ActiveModel {
            state: Set(AttestationState::Requested),
            consent_version: Set(request.consent_version.clone()),
            consented_at: Set(app.now()),
            requested_at: Set(app.now()),
            ..Default::default()
        };
        if let Some(asked) = asked {
            if is_over(&asked, app.now().date_naive()) {
                let (id, state) = (asked.id, asked.state);
                store::attestation::update_attestation(tx, id, state, consent).await?;
            }
            continue;
        }
        let row = attestation::ActiveModel {
            public_id: Set(app.random_id()),
            person_id: Set(person_id),
            organisation_id: Set(organisation.id),
            hardship_group: Set(*group),
            ..consent
        };
        tx.insert(row).await?;
    }
    Ok(())
}

/// Declined, taken back or run out: it may be asked for again.
fn is_over(asked: &attestation::Model, today: NaiveDate) -> bool {
    match asked.state {
        AttestationState::Requested => false,
        AttestationState::Confirmed => asked.valid_until.is_some_and(|until| until < today),
        AttestationState::Declined | AttestationState::ConsentWithdrawn => true,
    }
}
