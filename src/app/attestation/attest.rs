//! Attest: confirm a request until a day, or decline it.

use chrono::NaiveDate;
use entity::kinds::Role;
use entity::{attestation, registration};
use sea_orm::ActiveValue::Set;

use crate::app::record::{Change, record};
use crate::app::round::step::read;
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError, StaffMember};
use crate::domain::FieldErrors;
use crate::domain::attestation::{Attestation, AttestationRefusal, Validity};
use crate::domain::values::Names;
use crate::store::{self, WriteTx};
use crate::text::message::Message;

#[derive(Clone, Debug)]
pub struct Attest {
    pub attestation: String,
    pub verdict: Verdict,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Confirm { from: NaiveDate, until: NaiveDate },
    Decline,
}

/// # Errors
/// `Refused` when it is addressed to another organisation or decided already; `Forbidden` for all
/// but attesters, and verifiers of a market at which the person is registered.
pub async fn attest(app: &App, actor: &Actor, command: Attest) -> Result<(), AppError> {
    let found = store::attestation::find_attestation(app.store.reader(), &command.attestation)
        .await?
        .ok_or(AppError::NotFound("attestation"))?;
    let vendors = store::person::list_registrations_of(app.store.reader(), found.person_id).await?;
    require_attester(actor, &found, &vendors)?;

    let tx = app.store.begin_write().await?;
    let row = store::attestation::lock_attestation(&tx, found.id).await?;

    let current = Attestation {
        state: row.state,
        holds: None,
    };
    let next = match command.verdict {
        Verdict::Confirm { from, until } => {
            let holds = Validity::new(from, until)
                .map_err(|error| AppError::Invalid(FieldErrors::one("until", error)))?;
            current.confirm(app.now().date_naive(), holds)?
        }
        Verdict::Decline => current.decline()?,
    };

    let change = attestation::ActiveModel {
        state: Set(next.state),
        decided_at: Set(Some(app.now())),
        decided_by: Set(actor.staff_id()),
        valid_from: Set(next.holds.map(Validity::from)),
        valid_until: Set(next.holds.map(Validity::until)),
        ..Default::default()
    };
    store::attestation::update_attestation(&tx, row.id, row.state, change).await?;
    let change = Change {
        action: "attest",
        subject: format!("attestation:{}", row.public_id),
        from: Some(row.state.as_str()),
        to: Some(next.state.as_str()),
        ..Change::default()
    };
    record(app, &tx, actor, None, change).await?;
    tell_person(app, &tx, &row, next, &vendors).await?;
    tx.commit().await?;
    Ok(())
}

/// They hear at each market for which they applied.
async fn tell_person(
    app: &App,
    tx: &WriteTx,
    row: &attestation::Model,
    next: Attestation,
    vendors: &[registration::Model],
) -> Result<(), AppError> {
    let organisation =
        store::attestation::load_organisation(tx.conn(), row.organisation_id).await?;
    let organisation: Names = read(&organisation.names)?;
    for vendor in vendors {
        let latest = store::application::find_latest_of(tx.conn(), vendor.id).await?;
        let Some(application) = latest else { continue };
        let message = match next.holds {
            Some(holds) => Message::AttestationConfirmed {
                organisation: organisation.clone(),
                until: holds.until(),
            },
            None => Message::AttestationDeclined {
                organisation: organisation.clone(),
            },
        };
        let telling = Telling {
            application: &application,
            offer_id: None,
            occasion: format!("{}:{}", row.public_id, application.code),
            message,
        };
        tell(app, tx, vec![telling]).await?;
    }
    Ok(())
}

/// Attesters answer what is addressed to their organisation; a verifier enters the paper list of a
/// market at which the person is registered.
fn require_attester(
    actor: &Actor,
    row: &attestation::Model,
    vendors: &[registration::Model],
) -> Result<(), AppError> {
    let verifies = |member: &StaffMember| {
        vendors
            .iter()
            .any(|vendor| member.has_role(Role::Verifier, vendor.market_id))
    };
    match actor {
        Actor::System => Ok(()),
        Actor::Staff(member) if member.attests_for(row.organisation_id) => Ok(()),
        Actor::Staff(member) if verifies(member) => Ok(()),
        Actor::Staff(member) if member.roles.iter().any(|role| role.role == Role::Attester) => {
            Err(AttestationRefusal::AnotherOrganisation.into())
        }
        Actor::Staff(_) | Actor::Public | Actor::Vendor { .. } => Err(AppError::Forbidden),
    }
}
