//! Confirm an offer: its stalls are the vendor's for the term, all of them.

use chrono::NaiveDate;
use entity::kinds::{HoldingState, WaitingState};
use entity::{holding, offer_stall};
use sea_orm::ActiveValue::Set;

use super::deciding::{Decision, begin_decision, save_offer};
use super::making::describe_offer;
use super::waiting_list::{save_waiting, waiting_lifecycle};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::calendar::local_end_of_day;
use crate::domain::offer::OfferRefusal;
use crate::store;
use crate::text::message::Message;

/// # Errors
/// `Refused` after the deadline, after the term, or when it is decided already; `Stale` when somebody else was
/// faster.
pub async fn confirm_offer(app: &App, actor: &Actor, offer_id: &str) -> Result<(), AppError> {
    let decision = begin_decision(app, actor, offer_id).await?;
    let (tx, facts, offer) = (&decision.tx, &decision.facts, &decision.offer);

    let now = app.now();
    let next = decision.lifecycle.confirm(now)?;
    let from = facts.first_day(app);
    if from > facts.round.term_to {
        let deadline = local_end_of_day(facts.round.term_to, facts.time_zone);
        return Err(OfferRefusal::TooLate { deadline }.into());
    }

    save_offer(app, actor, &decision, "confirm_offer", next.state).await?;
    let mut holdings = Vec::new();
    for stall in store::offer::list_stalls_of_offer(tx.conn(), offer.id).await? {
        let held = tx.insert(new_holding(app, &decision, &stall, from)).await?;
        store::offer::update_occupancies_to_holding(tx, offer.id, stall.stall_id, held.id).await?;
        holdings.push(held.id);
    }
    store::offer::update_moved_occupancies(tx, offer.id, &holdings).await?;
    leave_waiting_lists(&decision).await?;
    let message = Message::OfferConfirmed {
        round: facts.names.clone(),
        offer: describe_offer(app, tx, facts, offer).await?,
    };
    let telling = Telling {
        application: &decision.application,
        offer_id: None,
        occasion: offer.public_id.clone(),
        message,
    };
    tell(app, tx, vec![telling]).await?;
    decision.tx.commit().await?;
    Ok(())
}

fn new_holding(
    app: &App,
    decision: &Decision,
    stall: &offer_stall::Model,
    from: NaiveDate,
) -> holding::ActiveModel {
    let offer = &decision.offer;
    holding::ActiveModel {
        public_id: Set(app.random_id()),
        market_id: Set(offer.market_id),
        round_id: Set(offer.round_id),
        trading_time_id: Set(offer.trading_time_id),
        registration_id: Set(decision.application.registration_id),
        application_id: Set(Some(decision.application.id)),
        stall_id: Set(stall.stall_id),
        pool: Set(stall.pool),
        origin: Set(offer.origin),
        state: Set(HoldingState::Running),
        from_date: Set(from),
        to_date: Set(decision.facts.round.term_to),
        started_at: Set(app.now()),
        version: Set(1),
        ..Default::default()
    }
}

/// Whoever has a stall waits for no other in the same trading time.
async fn leave_waiting_lists(decision: &Decision) -> Result<(), AppError> {
    let entries =
        store::waiting::list_waiting_of(decision.tx.conn(), decision.application.id).await?;
    for entry in entries {
        let waiting = waiting_lifecycle(&entry);
        let next = match entry.state {
            _ if entry.trading_time_id != decision.offer.trading_time_id => continue,
            WaitingState::Offered => waiting.place()?,
            WaitingState::Waiting => waiting.leave()?,
            WaitingState::Placed | WaitingState::Left => continue,
        };
        save_waiting(&decision.tx, &entry, next).await?;
    }
    Ok(())
}
