//! Let lapse the offers whose deadline has passed; each in a transaction of its own.

use super::deciding::{begin_decision, let_go, save_offer};
use crate::app::{Actor, App, AppError};
use crate::store;
use crate::text::message::Message;

const BATCH: u64 = 100;

/// Returns how many lapsed. Whoever confirmed in the meantime keeps their stall.
///
/// # Errors
/// When the database cannot be read; an offer that cannot be ended is logged and passed over.
pub async fn expire_offers(app: &App) -> Result<usize, AppError> {
    let lapsed = store::offer::list_lapsed_offers(app.store.reader(), app.now(), BATCH).await?;
    let mut expired = 0;
    for offer in &lapsed {
        match expire_offer(app, &offer.public_id).await {
            Ok(()) => expired += 1,
            Err(AppError::Refused(_) | AppError::Stale) => {}
            // One that cannot be ended must not keep the others.
            Err(error) => tracing::error!(offer = offer.public_id, %error, "cannot expire"),
        }
    }
    Ok(expired)
}

async fn expire_offer(app: &App, offer_id: &str) -> Result<(), AppError> {
    let actor = Actor::System;
    let decision = begin_decision(app, &actor, offer_id).await?;

    let next = decision.lifecycle.expire(app.now())?;

    save_offer(app, &actor, &decision, "expire_offer", next.state).await?;
    let round = decision.facts.names.clone();
    let_go(app, &decision, |offer, refusals_left| {
        Message::OfferExpired {
            round,
            offer,
            refusals_left,
        }
    })
    .await?;
    decision.tx.commit().await?;
    Ok(())
}
