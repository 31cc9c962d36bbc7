//! Send an application back to its vendor: a note says what to change, a deadline until when.

use chrono::NaiveDate;
use entity::application;
use sea_orm::ActiveValue::Set;

use super::review::begin_review;
use crate::app::round::step::{read, time_zone_of};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::calendar::local_end_of_day;
use crate::domain::values::Note;
use crate::text::message::Message;

#[derive(Clone, Debug)]
pub struct AskForChanges {
    pub code: String,
    pub note: Note,
    /// The last day on which the vendor may hand it in again.
    pub until: NaiveDate,
}

/// # Errors
/// `Refused` unless it is submitted, the list is not made yet and the deadline lies ahead.
pub async fn ask_for_changes(
    app: &App,
    actor: &Actor,
    command: AskForChanges,
) -> Result<(), AppError> {
    let review = begin_review(app, &command.code).await?;
    actor.require_operator(review.market.id)?;

    let until = local_end_of_day(command.until, time_zone_of(&review.market)?);
    let next = review
        .application
        .ask_for_changes(&review.round, app.now(), until)?;

    let note = command.note.to_string();
    let change = application::ActiveModel {
        changes_note: Set(Some(note.clone())),
        ..Default::default()
    };
    let reason = Some(note.clone());
    review
        .save(app, actor, "ask_for_changes", next, change, reason)
        .await?;
    let message = Message::ChangesAsked {
        round: read(&review.round_row.names)?,
        note,
        until,
    };
    let telling = Telling::again(&review.row, review.row.version, message);
    tell(app, &review.tx, vec![telling]).await?;
    review.tx.commit().await?;
    Ok(())
}
