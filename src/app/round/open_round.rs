//! Open a round for applications. From here on its rules do not change.

use super::step::{RoundRef, begin_step, read};
use crate::app::{Actor, App, AppError};
use crate::domain::announced::AnnouncedDates;
use entity::round;
use sea_orm::ActiveValue::Set;

/// # Errors
/// `Refused` unless the round is planned and its deadline lies ahead.
pub async fn open_round(app: &App, actor: &Actor, at: RoundRef) -> Result<(), AppError> {
    let step = begin_step(app, actor, &at).await?;
    let dates: AnnouncedDates = read(&step.row.plan)?;

    let now = app.now();
    let next = step.round.open(now, dates.applications_until_utc)?;

    step.save(app, actor, "open_round", &next, None).await?;
    let opened = round::ActiveModel {
        opened_at: Set(Some(now)),
        ..Default::default()
    };
    step.tx
        .update(step.row.id.0, step.row.version + 1, opened)
        .await?;
    step.tx.commit().await?;
    Ok(())
}
