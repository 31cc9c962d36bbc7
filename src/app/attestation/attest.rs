//! Attest: confirm a request until a day, or decline it.

use chrono::NaiveDate;
use entity::attestation;
use entity::kinds::Role;
use sea_orm::ActiveValue::Set;

use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::FieldErrors;
use crate::domain::attestation::{Attestation, AttestationRefusal, Validity};
use crate::store;

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
/// `Refused` when it is addressed to another organisation or decided already.
pub async fn attest(app: &App, actor: &Actor, command: Attest) -> Result<(), AppError> {
    let found = store::attestation::find_attestation(app.store.reader(), &command.attestation)
        .await?
        .ok_or(AppError::NotFound("attestation"))?;
    require_attester(actor, &found)?;

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
    tx.commit().await?;
    Ok(())
}

/// Attesters answer what is addressed to their organisation; a verifier enters a paper list.
fn require_attester(actor: &Actor, row: &attestation::Model) -> Result<(), AppError> {
    match actor {
        Actor::System => Ok(()),
        Actor::Staff(member) if member.attests_for(row.organisation_id) => Ok(()),
        Actor::Staff(member) if member.roles.iter().any(|role| role.role == Role::Verifier) => {
            Ok(())
        }
        Actor::Staff(_) => Err(AttestationRefusal::AnotherOrganisation.into()),
        Actor::Public | Actor::Vendor { .. } => Err(AppError::Forbidden),
    }
}
