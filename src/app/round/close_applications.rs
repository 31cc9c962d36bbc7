//! Close the call: what came in is now reviewed.

use super::step::{RoundRef, begin_step};
use crate::app::{Actor, App, AppError};

/// # Errors
/// `Refused` unless the round is open and its deadline has passed.
pub async fn close_applications(app: &App, actor: &Actor, at: RoundRef) -> Result<(), AppError> {
    let step = begin_step(app, actor, &at).await?;

    let next = step.round.close_applications(app.now())?;

    step.save(app, actor, "close_applications", &next, None)
        .await?;
    step.tx.commit().await?;
    Ok(())
}
