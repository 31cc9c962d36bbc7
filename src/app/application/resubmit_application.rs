//! Hand an application in again after changes were asked for.

use entity::application;
use sea_orm::ActiveValue::Set;

use super::review::begin_review;
use crate::app::round::step::read;
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::text::message::Message;

/// # Errors
/// `Refused` unless changes were asked for and their deadline has not passed.
pub async fn resubmit_application(app: &App, actor: &Actor, code: &str) -> Result<(), AppError> {
    let review = begin_review(app, code).await?;
    actor.require_vendor(review.market.id, review.row.id)?;

    let next = review.application.submit(&review.round, app.now())?;

    let change = application::ActiveModel {
        changes_note: Set(None),
        ..Default::default()
    };
    review
        .save(app, actor, "resubmit_application", next, change, None)
        .await?;
    let message = Message::ApplicationResubmitted {
        round: read(&review.round_row.names)?,
    };
    let telling = Telling::again(&review.row, review.row.version, message);
    tell(app, &review.tx, vec![telling]).await?;
    review.tx.commit().await?;
    Ok(())
}
