//! Revoke a token: from this moment it opens nothing.

use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::store;

/// Revoking it once more changes nothing.
///
/// # Errors
/// `NotFound` for all but its owner and whoever sits at the machine, and when there is none.
pub async fn revoke_token(app: &App, actor: &Actor, id: &str) -> Result<(), AppError> {
    let missing = || AppError::NotFound("token");
    let tx = app.store.begin_write().await?;
    let token = store::token::find_token(tx.conn(), id).await?;
    let token = token.ok_or_else(missing)?;
    let is_own = actor.staff_id().is_some() && actor.staff_id() == token.staff_id;
    let may = matches!(actor, Actor::System) || is_own;
    if !may {
        return Err(missing());
    }
    if !store::token::update_revoked(&tx, token.id, app.now()).await? {
        return Ok(());
    }
    let change = Change {
        action: "revoke_token",
        subject: format!("token:{}", token.public_id),
        ..Change::default()
    };
    record(app, &tx, actor, None, change).await?;
    tx.commit().await?;
    Ok(())
}
