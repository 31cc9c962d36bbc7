//! Tokens with which programs call.

use chrono::{DateTime, Utc};
use entity::api_token;
use entity::kinds::TokenScope;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::Tag;
use super::answer::{Created, Done};
use super::caller::Caller;
use super::document::PREFIX;
use super::list::{List, Wanted, part_of};
use super::once::WithSecret;
use super::problem::ApiError;
use super::wire::refuse_all;
use super::words::Word;
use crate::app::Actor;
use crate::app::once::KeptSecret;
use crate::app::staff::{CreateToken, create_token, list_tokens, revoke_token};
use crate::domain::FieldErrors;
use crate::domain::values::{EmailAddress, Note};

/// A token, without what makes it one.
#[derive(Clone, Debug, Object)]
struct Token {
    id: String,
    label: String,
    scope: Word<TokenScope>,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    /// To the minute.
    #[oai(skip_serializing_if_is_none)]
    last_used_at: Option<DateTime<Utc>>,
    #[oai(skip_serializing_if_is_none)]
    revoked_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, Object)]
struct TokenSent {
    /// Whose rights it has; left out, your own.
    #[oai(default)]
    email: Option<String>,
    /// What it is for.
    label: String,
    scope: Word<TokenScope>,
    days: u32,
}

/// A token, shown this once.
#[derive(Clone, Debug, Object)]
struct TokenMade {
    id: String,
    /// What goes behind `Bearer`.
    secret: String,
    expires_at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug)]
pub struct Tokens;

#[OpenApi(tag = "Tag::Tokens")]
impl Tokens {
    /// Your tokens
    ///
    /// The latest first, those that are over too. With a token of the installation, those of the
    /// person with this address.
    #[oai(path = "/tokens", method = "get", operation_id = "list_tokens")]
    async fn list(
        &self,
        caller: Caller,
        email: Query<Option<String>>,
        limit: Query<Option<u64>>,
        cursor: Query<Option<String>>,
    ) -> Result<Json<List<Token>>, ApiError> {
        let mut wanted = Wanted::new(limit.0, cursor.0.as_deref())?;
        wanted.descending = true;
        let email = email.0.or_else(|| own_address(&caller.actor));
        let rows = list_tokens(&caller.app, &caller.actor, email.as_deref()).await?;
        let key = |row: &api_token::Model| {
            let at = row.created_at.format("%Y%m%d%H%M%S%6f");
            (at.to_string(), row.public_id.clone())
        };
        Ok(Json(part_of(rows, &wanted, key, |row| Ok(shown(row)))?))
    }

    /// Make a token
    #[oai(path = "/tokens", method = "post", operation_id = "create_token")]
    async fn create(
        &self,
        caller: Caller,
        sent: Json<TokenSent>,
    ) -> Result<WithSecret<Created<TokenMade>>, ApiError> {
        let mut errors = FieldErrors::default();
        let label = errors.check("label", Note::parse(&sent.0.label));
        let email = sent.0.email.or_else(|| own_address(&caller.actor));
        let email = match &email {
            Some(email) => errors.check("email", EmailAddress::parse(email)).map(Some),
            None => Some(None),
        };
        let (Some(label), Some(email)) = (label, email) else {
            return Err(refuse_all(errors));
        };
        let command = CreateToken {
            email,
            label,
            scope: sent.0.scope.0,
            days: sent.0.days,
        };
        let made = create_token(&caller.app, &caller.actor, command).await?;
        let place = format!("{PREFIX}/tokens/{}", made.id);
        let secret = KeptSecret::Token(made.id.clone());
        let body = TokenMade {
            id: made.id,
            secret: made.token,
            expires_at: made.expires_at,
        };
        Ok(WithSecret(Created::At(Json(body), place), secret))
    }

    /// Revoke a token
    ///
    /// From this moment it opens nothing.
    #[oai(path = "/tokens/:id", method = "delete", operation_id = "revoke_token")]
    async fn revoke(&self, caller: Caller, id: Path<String>) -> Result<Done, ApiError> {
        revoke_token(&caller.app, &caller.actor, &id.0).await?;
        Ok(Done::Done)
    }
}

fn own_address(actor: &Actor) -> Option<String> {
    match actor {
        Actor::Staff(member) => Some(member.email.clone()),
        _ => None,
    }
}

fn shown(row: api_token::Model) -> Token {
    Token {
        id: row.public_id,
        label: row.label,
        scope: Word(row.scope),
        created_at: row.created_at,
        expires_at: row.expires_at,
        last_used_at: row.last_used_at,
        revoked_at: row.revoked_at,
    }
}
