//! Accept an application: it stands on the list of its round.

use entity::application;
use sea_orm::ActiveValue::Set;

use super::review::begin_review;
use crate::app::round::step::read;
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::text::message::Message;

/// # Errors
/// `Refused` unless it is submitted and the list is not made yet.
pub async fn accept_application(app: &App, actor: &Actor, code: &str) -> Result<(), AppError> {
    let review = begin_review(app, code).await?;
    actor.require_operator(review.market.id)?;

    let next = review.application.accept(&review.round)?;

    let change = application::ActiveModel {
        decided_at: Set(Some(app.now())),
        ..Default::default()
    };
    review
        .save(app, actor, "accept_application", next, change, None)
        .await?;
    let message = Message::ApplicationAccepted {
        round: read(&review.round_row.names)?,
    };
    tell(app, &review.tx, vec![Telling::once(&review.row, message)]).await?;
    review.tx.commit().await?;
    Ok(())
}
