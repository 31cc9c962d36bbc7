//! Add a member of staff with one role. Only whoever sits at the machine may.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, SaltString};
use entity::kinds::{Language, Role};
use entity::{staff, staff_role};
use sea_orm::ActiveValue::Set;

use crate::app::error::{invalid, repeated, unknown};
use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::FieldError;
use crate::domain::values::{EmailAddress, Label, Password, PersonName};
use crate::store::{self, StoreError, WriteTx};

#[derive(Clone, Debug)]
pub struct AddStaff {
    pub email: EmailAddress,
    pub name: PersonName,
    pub password: Password,
    pub language: Language,
    pub roles: Vec<Role>,
    /// Where they have these roles; attesters have an organisation in its place.
    pub market: Option<String>,
    pub organisation: Option<Label>,
}

/// # Errors
/// `Invalid` when the address is taken, or the market or organisation does not exist.
pub async fn add_staff(app: &App, actor: &Actor, command: AddStaff) -> Result<(), AppError> {
    if !matches!(actor, Actor::System) {
        return Err(AppError::Forbidden);
    }
    let password_hash = hash_password(app, command.password.clone()).await?;

    let tx = app.store.begin_write().await?;
    let row = staff::ActiveModel {
        public_id: Set(app.random_id()),
        email: Set(command.email.as_str().to_lowercase()),
        name: Set(command.name.to_string()),
        password_hash: Set(password_hash),
        language: Set(command.language),
        created_at: Set(app.now()),
        ..Default::default()
    };
    let member = match tx.insert(row).await {
        Err(StoreError::Taken(_)) => return Err(repeated("email", command.email.as_str())),
        result => result?,
    };
    insert_roles(&tx, &member, &command).await?;
    let change = Change {
        action: "add_staff",
        subject: format!("staff:{}", member.public_id),
        ..Change::default()
    };
    record(app, &tx, actor, None, change).await?;
    tx.commit().await?;
    Ok(())
}

async fn insert_roles(
    tx: &WriteTx,
    member: &staff::Model,
    command: &AddStaff,
) -> Result<(), AppError> {
    let market_id = match &command.market {
        Some(slug) => Some(find_market(tx.conn(), slug).await?.id),
        None => None,
    };
    let organisation_id = match &command.organisation {
        Some(code) => {
            let found = store::attestation::find_organisation(tx.conn(), code.as_str()).await?;
            Some(
                found
                    .ok_or_else(|| unknown("organisation", code.as_str()))?
                    .id,
            )
        }
        None => None,
    };
    for role in &command.roles {
        let attests = *role == Role::Attester;
        if attests && organisation_id.is_none() {
            return Err(invalid("organisation", FieldError::Missing));
        }
        if !attests && market_id.is_none() {
            return Err(invalid("market", FieldError::Missing));
        }
        let row = staff_role::ActiveModel {
            staff_id: Set(member.id),
            role: Set(*role),
            market_id: Set(market_id.filter(|_| !attests)),
            organisation_id: Set(organisation_id.filter(|_| attests)),
            ..Default::default()
        };
        tx.insert(row).await?;
    }
    Ok(())
}

/// argon2id with the crate's defaults (19 MiB, 2 passes, 1 lane), away from the async threads.
async fn hash_password(app: &App, password: Password) -> Result<String, AppError> {
    let salt_bytes = app.chance.bytes::<16>();
    let hash = tokio::task::spawn_blocking(move || {
        let salt = SaltString::encode_b64(&salt_bytes)?;
        let hash = Argon2::default().hash_password(password.reveal().as_bytes(), &salt)?;
        Ok::<_, argon2::password_hash::Error>(hash.to_string())
    });
    hash.await
        .map_err(|error| AppError::Internal(error.to_string()))?
        .map_err(|error| AppError::Internal(error.to_string()))
}
