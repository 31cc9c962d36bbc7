//! The tokens of one member of staff, the latest first, those that are over too.

use entity::{api_token, staff};

use crate::app::error::unknown;
use crate::app::{Actor, App, AppError};
use crate::store;

/// # Errors
/// `Invalid` when nobody has the address; `Forbidden` for all but their owner and whoever sits at
/// the machine.
pub async fn list_tokens(
    app: &App,
    actor: &Actor,
    email: Option<&str>,
) -> Result<Vec<api_token::Model>, AppError> {
    let owner = find_owner(app, actor, email).await?;
    let id = owner.map(|owner| owner.id);
    Ok(store::token::list_tokens(app.store.reader(), id).await?)
}

/// Whoever has this address, for themselves or for whoever sits at the machine; nobody stands for
/// the machine.
pub(super) async fn find_owner(
    app: &App,
    actor: &Actor,
    email: Option<&str>,
) -> Result<Option<staff::Model>, AppError> {
    let email = email.map(|email| email.trim().to_lowercase());
    let may = match actor {
        Actor::System => true,
        Actor::Staff(member) => email.as_deref() == Some(&member.email),
        Actor::Public | Actor::Vendor { .. } => false,
    };
    if !may {
        return Err(AppError::Forbidden);
    }
    let Some(email) = email else { return Ok(None) };
    let found = store::staff::find_staff_by_email(app.store.reader(), &email).await?;
    found.map(Some).ok_or_else(|| unknown("email", &email))
}
