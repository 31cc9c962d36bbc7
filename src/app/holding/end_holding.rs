//! End a holding on stated grounds, from a day on. Its vendor hears of it with the grounds.

use chrono::NaiveDate;

use super::at_hand::begin;
use crate::app::{Actor, App, AppError};
use crate::domain::values::Note;
use crate::text::message::Message;

#[derive(Clone, Debug)]
pub struct EndHolding {
    pub holding: String,
    /// The first day on which the stall is free for others.
    pub from: NaiveDate,
    pub grounds: Note,
}

/// # Errors
/// `Forbidden` for all but operators; `Refused` unless it is running and the day lies in what is
/// left of its term.
pub async fn end_holding(app: &App, actor: &Actor, command: EndHolding) -> Result<(), AppError> {
    let mut at_hand = begin(app, actor, &command.holding).await?;
    actor.require_operator(at_hand.market.id)?;

    let from = command.from.max(at_hand.row.from_date);
    let ending = at_hand
        .lifecycle
        .end(at_hand.today, from, command.grounds)?;

    at_hand
        .stop(
            app,
            actor,
            "end_holding",
            &ending.holding,
            Some(&ending.grounds),
        )
        .await?;
    let message = Message::HoldingEnded {
        held: at_hand.held()?,
        free_from: from,
        grounds: ending.grounds.to_string(),
    };
    at_hand.tell(app, message).await?;
    at_hand.fill(app, from).await?;
    at_hand.tx.commit().await?;
    Ok(())
}
