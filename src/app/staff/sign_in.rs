//! Sign in and out: a random token in the cookie, its hash in the database.

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordVerifier};
use chrono::Duration;
use entity::{staff, web_session};
use sea_orm::ActiveValue::Set;
use sha2::{Digest, Sha256};

use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError, StaffMember};
use crate::store;

/// How long a browser stays signed in.
pub const SESSION_LENGTH: Duration = Duration::hours(12);

/// Verified when nobody has the address, so that known and unknown ones take the same time.
/// It is the hash of a password that nobody knows.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c3RhcnN0YWxsLW5vYm9keQ$Qp2mYbG2fS6Uo8g1U6tm4m1Vn1zmyHcx2E6f6v7sJ5k";

#[derive(Clone, Debug)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

/// What the cookie carries.
#[derive(Clone, Debug)]
pub struct SessionToken(pub String);

/// `None` when address and password do not belong together; nothing says which of them is wrong.
///
/// # Errors
/// When the database fails.
pub async fn sign_in(app: &App, command: SignIn) -> Result<Option<SessionToken>, AppError> {
    let email = command.email.trim().to_lowercase();
    let member = store::staff::find_staff_by_email(app.store.reader(), &email).await?;

    let hash = member
        .as_ref()
        .map_or(NOBODY, |member| &member.password_hash)
        .to_owned();
    let matches = verify(hash, command.password).await?;
    let Some(member) = member.filter(|_| matches) else {
        return Ok(None);
    };

    let token = app.random_id() + &app.random_id();
    let (staff_id, actor) = (member.id, Actor::Staff(with_roles(app, member).await?));
    let tx = app.store.begin_write().await?;
    store::staff::delete_sessions_before(&tx, app.now()).await?;
    let row = web_session::ActiveModel {
        token_hash: Set(hash_token(&token)),
        staff_id: Set(staff_id),
        created_at: Set(app.now()),
        expires_at: Set(app.now() + SESSION_LENGTH),
        ..Default::default()
    };
    tx.insert(row).await?;
    let subject = format!("staff:{}", actor.reference().unwrap_or_default());
    let change = Change {
        action: "sign_in",
        subject,
        ..Change::default()
    };
    record(app, &tx, &actor, None, change).await?;
    tx.commit().await?;
    Ok(Some(SessionToken(token)))
}

/// # Errors
/// When the database fails.
pub async fn sign_out(app: &App, token: &SessionToken) -> Result<(), AppError> {
    let tx = app.store.begin_write().await?;
    store::staff::delete_session(&tx, &hash_token(&token.0)).await?;
    tx.commit().await?;
    Ok(())
}

/// Who is behind a cookie.
///
/// # Errors
/// When the database fails.
pub async fn find_actor(app: &App, token: &SessionToken) -> Result<Option<StaffMember>, AppError> {
    let hash = hash_token(&token.0);
    let found = store::staff::find_signed_in(app.store.reader(), &hash, app.now()).await?;
    match found {
        Some(member) => Ok(Some(with_roles(app, member).await?)),
        None => Ok(None),
    }
}

pub(super) async fn with_roles(app: &App, member: staff::Model) -> Result<StaffMember, AppError> {
    Ok(StaffMember {
        roles: store::staff::list_roles(app.store.reader(), member.id).await?,
        id: member.id,
        public_id: member.public_id,
        name: member.name,
        email: member.email,
    })
}

async fn verify(hash: String, password: String) -> Result<bool, AppError> {
    tokio::task::spawn_blocking(move || {
        PasswordHash::new(&hash).is_ok_and(|hash| {
            Argon2::default()
                .verify_password(password.as_bytes(), &hash)
                .is_ok()
        })
    })
    .await
    .map_err(|error| AppError::Internal(error.to_string()))
}

pub(super) fn hash_token(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}
