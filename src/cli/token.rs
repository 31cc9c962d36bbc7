//! `token`: what programs show when they call.

use clap::{Args, Subcommand};
use entity::kinds::TokenScope;

use super::failure::{about, print};
use super::table::two_columns;
use super::{Failure, Installation};
use crate::app::staff::{CreateToken, create_token, list_tokens, revoke_token};
use crate::app::{Actor, AppError};
use crate::config::Config;
use crate::domain::FieldError;
use crate::domain::values::{EmailAddress, Note};

#[derive(Clone, Debug, Subcommand)]
pub enum TokenCommand {
    /// Make a token and show it, this once
    #[command(after_help = "\
With --email it has the rights of that account. Without, it may do whatever can be done at this
machine: create markets and accounts. Such a token is for setting up, and ends after 31 days at
the latest.

  starstall token create --email li@example.org --label 'City portal' --days 90
  starstall token create --label 'Setting up' --days 1")]
    Create(CreateTokenArguments),
    /// List the tokens of an account, or those of this machine
    List(ListTokensArguments),
    /// Revoke a token: from this moment it opens nothing
    Revoke(RevokeTokenArguments),
}

#[derive(Clone, Debug, Args)]
pub struct CreateTokenArguments {
    /// Whose rights it has [default: those of whoever sits at this machine]
    #[arg(long)]
    pub email: Option<String>,

    /// What it is for
    #[arg(long)]
    pub label: String,

    /// What it may do: write as its owner may, or only read
    #[arg(long, default_value = "write", value_parser = parse_scope)]
    pub scope: TokenScope,

    /// For so many days
    #[arg(long, default_value_t = 30)]
    pub days: u32,
}

#[derive(Clone, Debug, Args)]
pub struct ListTokensArguments {
    /// Whose tokens [default: those of this machine]
    #[arg(long)]
    pub email: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub struct RevokeTokenArguments {
    /// As `token list` shows it
    #[arg(value_name = "ID")]
    pub id: String,
}

fn parse_scope(word: &str) -> Result<TokenScope, String> {
    TokenScope::parse(word).ok_or_else(|| "there are read and write".to_owned())
}

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
