//! Move an open offer to another free stall by hand. It needs a reason and shows in the audit.

use entity::kinds::Origin;

use super::deciding::{begin_decision, save_offer};
use super::making::{Place, make_offer};
use super::waiting_list::fill_from_waiting_list;
use crate::app::error::{invalid, repeated, unknown};
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::FieldError;
use crate::domain::values::{Label, Note};
use crate::store;

#[derive(Clone, Debug)]
pub struct MoveOffer {
    pub offer_id: String,
    pub to_stall: Label,
    pub reason: Note,
}

/// The old offer is taken back and counts as no refusal; the vendor hears of the new one.
///
/// # Errors
/// `Refused` when the offer is decided already; `Invalid` when the stall is unknown, occupied or
/// blocked.
pub async fn move_offer(app: &App, actor: &Actor, command: MoveOffer) -> Result<(), AppError> {
    let decision = begin_decision(app, actor, &command.offer_id).await?;
    actor.require_operator(decision.market.id)?;
    let (tx, facts, offer) = (&decision.tx, &decision.facts, &decision.offer);
    let code = command.to_stall.as_str();
    let stall = facts
        .plan
        .stall_by_code(code)
        .ok_or_else(|| unknown("to_stall", code))?
        .stall
        .id;
    let occupied = store::offer::list_occupied_stalls(
        tx.conn(),
        offer.market_id,
        offer.trading_time_id,
        facts.first_day(app),
        facts.round.term_to,
    )
    .await?;

    let new = Place {
        trading_time_id: offer.trading_time_id,
        stall_id: stall,
    };
    let is_let = facts.pool_of(new).is_ok() && !facts.is_blocked(app, tx, stall).await?;

    let next = decision.lifecycle.withdraw()?;
    if occupied.contains(&stall) {
        return Err(repeated("to_stall", code));
    }
    if !is_let {
        return Err(invalid("to_stall", FieldError::NotAChoice));
    }

    save_offer(app, actor, &decision, "move_offer", next.state).await?;
    store::offer::delete_occupancies_of_offer(tx, offer.id).await?;
    let old = Place {
        stall_id: offer.stall_id,
        ..new
    };
    let made = make_offer(
        app,
        tx,
        facts,
        &decision.application,
        new,
        offer.pool,
        Origin::ByHand,
    )
    .await?;
    fill_from_waiting_list(app, tx, facts, old).await?;
    let change = Change {
        action: "move_offer",
        subject: format!("offer:{}", made.public_id),
        to: Some(made.state.as_str()),
        reason: Some(command.reason.to_string()),
        ..Change::default()
    };
    record(app, tx, actor, Some(decision.market.id), change).await?;
    decision.tx.commit().await?;
    Ok(())
}
