//! What an organisation is asked to confirm, for those who attest for it.

use entity::kinds::{HardshipGroup, Role};
use entity::{attestation, person};

use crate::app::{Actor, App, AppError};
use crate::store;

#[derive(Clone, Debug)]
pub struct RequestShown {
    pub attestation: attestation::Model,
    /// The code of the organisation.
    pub organisation: String,
    pub person: person::Model,
    pub group: HardshipGroup,
}

/// The requests that are not answered, of every organisation for which the caller attests.
///
/// # Errors
/// `Forbidden` for all but attesters.
pub async fn list_requests(app: &App, actor: &Actor) -> Result<Vec<RequestShown>, AppError> {
    let Actor::Staff(member) = actor else {
        return Err(AppError::Forbidden);
    };
    let attests = member.roles.iter().filter(|row| row.role == Role::Attester);
    let organisations: Vec<_> = attests.filter_map(|row| row.organisation_id).collect();
    if organisations.is_empty() {
        return Err(AppError::Forbidden);
    }
    let db = app.store.reader();
    let mut shown = Vec::new();
    for id in organisations {
        let organisation = store::attestation::load_organisation(db, id).await?;
        for attestation in store::attestation::list_requests(db, id).await? {
            shown.push(RequestShown {
                organisation: organisation.code.clone(),
                person: store::person::load_person(db, attestation.person_id).await?,
                group: attestation.hardship_group,
                attestation,
            });
        }
    }
    Ok(shown)
}
