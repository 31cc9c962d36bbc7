//! Who is behind a token, and what it may do for them.

use chrono::Duration;
use entity::api_token;
use entity::kinds::TokenScope;

use super::sign_in::{hash_token, with_roles};
use crate::app::{Actor, App, AppError};
use crate::store;

/// So often at most is written down that a token was used.
const NOTED_EVERY: Duration = Duration::minutes(1);

#[derive(Clone, Debug)]
pub struct TokenOwner {
    pub actor: Actor,
    pub scope: TokenScope,
}

/// `None` when the token is unknown, over or revoked, or its owner's account is disabled.
///
/// # Errors
/// When the database fails.
pub async fn find_token_owner(app: &App, token: &str) -> Result<Option<TokenOwner>, AppError> {
    let found =
        store::token::find_live_token(app.store.reader(), &hash_token(token), app.now()).await?;
    let Some((token, owner)) = found else {
        return Ok(None);
    };
    note_use(app, &token).await?;
    Ok(Some(TokenOwner {
        actor: match owner {
            Some(owner) => Actor::Staff(with_roles(app, owner).await?),
            None => Actor::System,
        },
        scope: token.scope,
    }))
}

async fn note_use(app: &App, token: &api_token::Model) -> Result<(), AppError> {
    let is_noted = |used| app.now() < used + NOTED_EVERY;
    if token.last_used_at.is_some_and(is_noted) {
        return Ok(());
    }
    let tx = app.store.begin_write().await?;
    store::token::update_last_used(&tx, token.id, app.now()).await?;
    tx.commit().await?;
    Ok(())
}
