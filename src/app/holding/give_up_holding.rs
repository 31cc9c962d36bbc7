//! Give a holding up, from a day on. Days that have been are not undone.

use chrono::NaiveDate;

use super::at_hand::begin;
use crate::app::{Actor, App, AppError};
use crate::text::message::Message;

#[derive(Clone, Debug)]
pub struct GiveUpHolding {
    pub holding: String,
    /// The first day on which the stall is free for others.
    pub from: NaiveDate,
}

/// # Errors
/// `Refused` unless it is running and the day lies in what is left of its term.
pub async fn give_up_holding(
    app: &App,
    actor: &Actor,
    command: GiveUpHolding,
) -> Result<(), AppError> {
    let mut at_hand = begin(app, actor, &command.holding).await?;

    // Before its first day there is nothing to keep.
    let from = command.from.max(at_hand.row.from_date);
    let next = at_hand.lifecycle.give_up(at_hand.today, from)?;

    at_hand
        .stop(app, actor, "give_up_holding", &next, None)
        .await?;
    let message = Message::HoldingGivenUp {
        held: at_hand.held()?,
        free_from: from,
    };
    at_hand.tell(app, message).await?;
    at_hand.fill(app, from).await?;
    at_hand.tx.commit().await?;
    Ok(())
}
