//! The term begins: the round runs.

use super::step::{RoundRef, begin_step, local_date, term_of};
use crate::app::{Actor, App, AppError};

/// # Errors
/// `Refused` unless the round is final and its term has begun.
pub async fn start_round(app: &App, actor: &Actor, at: RoundRef) -> Result<(), AppError> {
    let step = begin_step(app, actor, &at).await?;

    let today = local_date(app.now(), step.time_zone);
    let next = step.round.start(today, term_of(&step.row)?)?;

    step.save(app, actor, "start_round", &next, None).await?;
    step.tx.commit().await?;
    Ok(())
}
