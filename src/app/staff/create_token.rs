//! Create a token with which a program acts for a member of staff. It is shown once.

use chrono::{DateTime, Duration, Utc};
use entity::api_token;
use entity::kinds::TokenScope;
use sea_orm::ActiveValue::Set;

use super::list_tokens::find_owner;
use super::sign_in::hash_token;
use crate::app::error::invalid;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::FieldError;
use crate::domain::values::{EmailAddress, Note};

/// By which a token is known for one when it turns up where it should not.
pub const TOKEN_PREFIX: &str = "sst_";

const FEWEST_DAYS: i64 = 1;
const MOST_DAYS: i64 = 366;
/// Setting up takes no longer; whoever needs more makes another.
const MOST_DAYS_OF_MACHINE: i64 = 31;

#[derive(Clone, Debug)]
pub struct CreateToken {
    /// Whose rights it has; none for those of whoever sits at the machine.
    pub email: Option<EmailAddress>,
    pub label: Note,
    pub scope: TokenScope,
    pub days: u32,
}

#[derive(Clone, Debug)]
pub struct CreatedToken {
    pub id: String,
    /// Only its hash is kept.
    pub token: String,
    pub expires_at: DateTime<Utc>,
}

/// # Errors
/// `Invalid` when nobody has the address or the days are out of range; `Forbidden` for all but its
/// owner and whoever sits at the machine.
pub async fn create_token(
    app: &App,
    actor: &Actor,
    command: CreateToken,
) -> Result<CreatedToken, AppError> {
    let email = command.email.as_ref().map(EmailAddress::as_str);
    let owner = find_owner(app, actor, email).await?;
    let most = owner.as_ref().map_or(MOST_DAYS_OF_MACHINE, |_| MOST_DAYS);
    let (min, max) = (FEWEST_DAYS, most);
    if !(min..=max).contains(&i64::from(command.days)) {
        return Err(invalid("days", FieldError::OutOfRange { min, max }));
    }

    let id = app.random_id();
    let created = CreatedToken {
        token: token_of(app, &id),
        id,
        expires_at: app.now() + Duration::days(command.days.into()),
    };
    let tx = app.store.begin_write().await?;
    let row = api_token::ActiveModel {
        public_id: Set(created.id.clone()),
        staff_id: Set(owner.as_ref().map(|owner| owner.id)),
        label: Set(command.label.to_string()),
        scope: Set(command.scope),
        token_hash: Set(hash_token(&created.token)),
        created_at: Set(app.now()),
        expires_at: Set(created.expires_at),
        ..Default::default()
    };
    tx.insert(row).await?;
    let change = Change {
        action: "create_token",
        subject: format!("token:{}", created.id),
        to: Some(command.scope.as_str()),
        ..Change::default()
    };
    record(app, &tx, actor, None, change).await?;
    tx.commit().await?;
    Ok(created)
}

/// The token with this id, as it was shown when it was made.
pub fn token_of(app: &App, id: &str) -> String {
    format!("{TOKEN_PREFIX}{}", app.keys.token(id))
}
