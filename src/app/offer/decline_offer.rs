//! Decline an offer: it costs nothing up to the limit, and the next one waiting is asked at once.

use super::deciding::{begin_decision, let_go, save_offer};
use crate::app::{Actor, App, AppError};
use crate::text::message::Message;

/// # Errors
/// `Refused` when it is decided already; `Stale` when somebody else was faster.
pub async fn decline_offer(app: &App, actor: &Actor, offer_id: &str) -> Result<(), AppError> {
    let decision = begin_decision(app, actor, offer_id).await?;

    let next = decision.lifecycle.decline()?;

    save_offer(app, actor, &decision, "decline_offer", next.state).await?;
    let round = decision.facts.names.clone();
    let_go(app, &decision, |offer, refusals_left| {
        Message::OfferDeclined {
            round,
            offer,
            refusals_left,
        }
    })
    .await?;
    decision.tx.commit().await?;
    Ok(())
}
