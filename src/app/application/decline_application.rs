//! Decline an application, with a reason that its vendor is told.

use entity::application;
use entity::kinds::DeclineReason;
use sea_orm::ActiveValue::Set;

use super::review::begin_review;
use crate::app::round::step::read;
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::rules::RoundRules;
use crate::domain::values::Note;
use crate::text::message::Message;

#[derive(Clone, Debug)]
pub struct DeclineApplication {
    pub code: String,
    pub reason: DeclineReason,
    pub note: Option<Note>,
}

/// # Errors
/// `Refused` unless it is undecided and the list is not made yet.
pub async fn decline_application(
    app: &App,
    actor: &Actor,
    command: DeclineApplication,
) -> Result<(), AppError> {
    let review = begin_review(app, &command.code).await?;
    actor.require_operator(review.market.id)?;
    let rules: RoundRules = read(&review.round_row.rules)?;

    let next = review
        .application
        .decline(&review.round, command.reason, app.now())?;

    let note = command.note.map(|note| note.to_string());
    let change = application::ActiveModel {
        decided_at: Set(Some(app.now())),
        decline_note: Set(note.clone()),
        ..Default::default()
    };
    let reason = Some(command.reason.as_str().to_owned());
    review
        .save(app, actor, "decline_application", next, change, reason)
        .await?;
    let message = Message::ApplicationDeclined {
        round: read(&review.round_row.names)?,
        reason: command.reason,
        note,
        objection_days: rules.objection_days_list,
    };
    tell(app, &review.tx, vec![Telling::once(&review.row, message)]).await?;
    review.tx.commit().await?;
    Ok(())
}
