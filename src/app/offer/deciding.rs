//! What every decision on an offer has in common: who may take it, and how it is written.

use entity::kinds::{OfferState, WaitingState};
use entity::{application, market, offer};
use sea_orm::ActiveValue::Set;

use super::making::{RoundFacts, describe_offer, load_round_facts};
use super::waiting_list::{fill_from_waiting_list, save_waiting, waiting_lifecycle};
use crate::app::record::{Change, record};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::offer::Offer;
use crate::store::{self, WriteTx};
use crate::text::message::{Message, StallOffer};

/// An offer that somebody is about to decide on, loaded inside the transaction.
pub(super) struct Decision {
    pub tx: WriteTx,
    pub market: market::Model,
    pub facts: RoundFacts,
    pub application: application::Model,
    pub offer: offer::Model,
    pub lifecycle: Offer,
}

/// Authorises and loads.
pub(super) async fn begin_decision(
    app: &App,
    actor: &Actor,
    offer_id: &str,
) -> Result<Decision, AppError> {
    let reader = app.store.reader();
    let found = store::offer::find_offer(reader, offer_id).await?;
    let found = found.ok_or(AppError::NotFound("offer"))?;
    actor.require_vendor(found.market_id, found.application_id)?;

    let tx = app.store.begin_write().await?;
    let round = store::round::lock_round(&tx, found.round_id).await?;
    // Its deadline may begin at this very moment, when its notice is delivered.
    let offer = store::offer::lock_offer(&tx, found.id).await?;
    let market = store::market::load_market(tx.conn(), offer.market_id).await?;
    let mut facts = load_round_facts(&tx, &market, &round).await?;
    facts.not_before = offer.from_date.unwrap_or(facts.not_before);
    Ok(Decision {
        facts,
        application: store::application::load_application(tx.conn(), offer.application_id).await?,
        lifecycle: lifecycle(&offer),
        offer,
        market,
        tx,
    })
}

pub fn lifecycle(offer: &offer::Model) -> Offer {
    Offer {
        state: offer.state,
        deadline_utc: offer.deadline_at,
    }
}

/// Writes the decision with its audit row.
pub(super) async fn save_offer(
    app: &App,
    actor: &Actor,
    decision: &Decision,
    action: &str,
    state: OfferState,
) -> Result<(), AppError> {
    let offer = &decision.offer;
    let change = offer::ActiveModel {
        state: Set(state),
        decided_at: Set(Some(app.now())),
        ..Default::default()
    };
    decision
        .tx
        .update(offer.id.0, offer.version, change)
        .await?;
    let change = Change {
        action,
        subject: format!("offer:{}", offer.public_id),
        from: Some(offer.state.as_str()),
        to: Some(state.as_str()),
        ..Change::default()
    };
    record(app, &decision.tx, actor, Some(decision.market.id), change).await
}

/// What a refusal and a lapse have in common: it is counted, the stalls go to the next ones
/// waiting, and the vendor hears how many refusals are left.
pub(super) async fn let_go(
    app: &App,
    decision: &Decision,
    message: impl FnOnce(StallOffer, u32) -> Message,
) -> Result<(), AppError> {
    let (tx, facts, offer) = (&decision.tx, &decision.facts, &decision.offer);
    let registration_id = decision.application.registration_id;
    let stall = describe_offer(app, tx, facts, offer).await?;
    store::person::update_refusals(tx, registration_id).await?;
    let refusals = store::person::load_registration(tx.conn(), registration_id)
        .await?
        .refusals;
    store::offer::delete_occupancies_of_offer(tx, offer.id).await?;
    let refusals = refusals.unsigned_abs();
    return_to_waiting(decision, refusals).await?;
    let left = facts.rules.refusal_limit.saturating_sub(refusals);

    let telling = Telling {
        application: &decision.application,
        offer_id: None,
        occasion: offer.public_id.clone(),
        message: message(stall, left),
    };
    tell(app, tx, vec![telling]).await?;
    fill_from_waiting_list(app, tx, facts, offer.trading_time_id).await
}

/// Whoever was offered a stall from the waiting list keeps their number, up to the limit.
async fn return_to_waiting(decision: &Decision, refusals: u32) -> Result<(), AppError> {
    let limit = decision.facts.rules.refusal_limit;
    let entries =
        store::waiting::list_waiting_of(decision.tx.conn(), decision.application.id).await?;
    for entry in entries {
        let of_this = entry.trading_time_id == decision.offer.trading_time_id;
        if of_this && entry.state == WaitingState::Offered {
            let next = waiting_lifecycle(&entry).refuse(refusals, limit)?;
            save_waiting(&decision.tx, &entry, next).await?;
        }
    }
    Ok(())
}
