//! `token`: what programs show when they call.

use super::arguments::{CreateTokenArguments, ListTokensArguments, RevokeTokenArguments};
use super::failure::{about, print};
use super::table::two_columns;
use super::{Failure, Installation};
use crate::app::staff::{CreateToken, create_token, list_tokens, revoke_token};
use crate::app::{Actor, AppError};
use crate::config::Config;
use crate::domain::FieldError;
use crate::domain::values::{EmailAddress, Note};

pub(super) async fn create(config: Config, arguments: CreateTokenArguments) -> Result<(), Failure> {
    let email = match &arguments.email {
        Some(email) => Some(typed("--email", EmailAddress::parse(email))?),
        None => None,
    };
    let command = CreateToken {
        email,
        label: typed("--label", Note::parse(&arguments.label))?,
        scope: arguments.scope,
        days: arguments.days,
    };
    let installation = Installation::open(config).await?;
    let made = create_token(&installation.app, &Actor::System, command).await;
    installation.app.store.close().await;
    let made = made.map_err(unusable)?;
    print(&two_columns([
        ("Token", made.token.as_str()),
        ("Id", &made.id),
        ("Until", &made.expires_at.to_rfc3339()),
    ]))?;
    print("\nIt is shown this once. Whoever has it can do what its owner can.\n")
}

pub(super) async fn list(config: Config, arguments: ListTokensArguments) -> Result<(), Failure> {
    let installation = Installation::open(config).await?;
    let found = list_tokens(
        &installation.app,
        &Actor::System,
        arguments.email.as_deref(),
    )
    .await;
    installation.app.store.close().await;
    for token in found.map_err(unusable)? {
        let state = match (token.revoked_at, token.last_used_at) {
            (Some(at), _) => format!("revoked {}", at.to_rfc3339()),
            (None, Some(at)) => format!("last used {}", at.to_rfc3339()),
            (None, None) => "never used".to_owned(),
        };
        let (id, scope) = (&token.public_id, token.scope.as_str());
        let until = token.expires_at.to_rfc3339();
        print(&format!(
            "{id}  {scope}  until {until}  {state}  {}\n",
            token.label
        ))?;
    }
    Ok(())
}

pub(super) async fn revoke(config: Config, arguments: RevokeTokenArguments) -> Result<(), Failure> {
    let installation = Installation::open(config).await?;
    let revoked = revoke_token(&installation.app, &Actor::System, &arguments.id).await;
    installation.app.store.close().await;
    match revoked {
        Err(AppError::NotFound(_)) => Err(Failure::unusable(format!(
            "there is no token {}; `token list` shows them",
            arguments.id
        ))),
        revoked => Ok(revoked?),
    }
}

fn typed<T, E: Into<FieldError>>(flag: &str, parsed: Result<T, E>) -> Result<T, Failure> {
    parsed.map_err(|error| Failure::unusable(about(flag, &error.into())))
}

/// What the use case found wrong with one of the flags.
fn unusable(error: AppError) -> Failure {
    match &error {
        AppError::Invalid(errors) => {
            let first = errors.iter().next();
            let told = first.map(|(field, error)| about(&format!("--{field}"), error));
            Failure::unusable(told.unwrap_or_default())
        }
        _ => error.into(),
    }
}
