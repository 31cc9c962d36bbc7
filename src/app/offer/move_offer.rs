//! Move an open offer to other free stalls by hand, as one. It needs a reason, and the
//! public log says that and why, without saying who.

use entity::ids::StallId;
use entity::kinds::{Origin, Pool, PublicEvent};
use entity::offer_stall;

use super::deciding::{Decision, begin_decision, save_offer};
use super::free_stalls::list_free_stalls;
use super::making::{Given, make_offer};
use super::waiting_list::fill_from_waiting_list;
use crate::app::error::{invalid, repeated, unknown};
use crate::app::record::{Change, record};
use crate::app::round::public_log::{log_publicly, refuse_telling_reason};
use crate::app::{Actor, App, AppError};
use crate::domain::FieldError;
use crate::domain::fit::{StallFacts, are_adjacent};
use crate::domain::values::{Label, Note};
use crate::store;

#[derive(Clone, Debug)]
pub struct MoveOffer {
    pub offer_id: String,
    /// As many as are offered; next to each other, for whoever needs several so.
    pub to_stalls: Vec<Label>,
    /// It becomes public: it must not tell whom it is about.
    pub reason: Note,
}

/// The old offer is taken back and counts as no refusal; the vendor hears of the new one.
///
/// # Errors
/// `Refused` when the offer is decided already; `Invalid` when a stall is unknown, occupied or
/// blocked, when they are not as many as were offered, or not adjacent though they have to be.
pub async fn move_offer(app: &App, actor: &Actor, command: MoveOffer) -> Result<(), AppError> {
    let decision = begin_decision(app, actor, &command.offer_id).await?;
    actor.require_operator(decision.market.id)?;
    let (tx, facts, offer) = (&decision.tx, &decision.facts, &decision.offer);
    let wanted = find_stalls(&decision, &command.to_stalls)?;
    let before = store::offer::list_stalls_of_offer(tx.conn(), offer.id).await?;

    let next = decision.lifecycle.withdraw()?;
    refuse_as_it_is(&before, &wanted)?;
    log_move(app, &decision, &command.reason).await?;

    save_offer(app, actor, &decision, "move_offer", next.state).await?;
    store::offer::delete_occupancies_of_offer(tx, offer.id).await?;
    let stalls = free_ones(app, &decision, &wanted).await?;
    refuse_apart(&decision, &stalls)?;
    let given = Given {
        trading_time_id: offer.trading_time_id,
        stalls: stalls
            .iter()
            .zip(pools_of(before))
            .map(|(stall, pool)| (stall.stall, pool))
            .collect(),
        pool: offer.pool,
        origin: Origin::ByHand,
    };
    let made = make_offer(app, tx, facts, &decision.application, given).await?;
    fill_from_waiting_list(app, tx, facts, offer.trading_time_id).await?;
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

/// The public log says that and why, and not who.
async fn log_move(app: &App, decision: &Decision, reason: &Note) -> Result<(), AppError> {
    let (tx, application) = (&decision.tx, &decision.application);
    let db = tx.conn();
    let vendor = store::person::load_registration(db, application.registration_id).await?;
    let person = store::person::load_person(db, vendor.person_id).await?;
    refuse_telling_reason(reason, Some(&application.code), &vendor, &person)?;
    let time = Some(decision.offer.trading_time_id);
    let event = PublicEvent::MovedByHand;
    log_publicly(app, tx, &decision.facts.round, time, event, reason).await
}

fn find_stalls(decision: &Decision, codes: &[Label]) -> Result<Vec<StallId>, AppError> {
    let mut found = Vec::new();
    for code in codes {
        let row = decision.facts.plan.stall_by_code(code.as_str());
        let id = row
            .ok_or_else(|| unknown("to_stalls", code.as_str()))?
            .stall
            .id;
        if found.contains(&id) {
            return Err(repeated("to_stalls", code.as_str()));
        }
        found.push(id);
    }
    Ok(found)
}

/// Somebody counts on as many as they were offered; and what is no move is none.
fn refuse_as_it_is(before: &[offer_stall::Model], wanted: &[StallId]) -> Result<(), AppError> {
    let count = i64::try_from(before.len()).unwrap_or(i64::MAX);
    if wanted.len() != before.len() {
        let (min, max) = (count, count);
        return Err(invalid("to_stalls", FieldError::OutOfRange { min, max }));
    }
    if before.iter().all(|row| wanted.contains(&row.stall_id)) {
        return Err(invalid("to_stalls", FieldError::NotAChoice));
    }
    Ok(())
}

/// What is free now that the old offer keeps nothing any more, its own stalls among them.
async fn free_ones(
    app: &App,
    decision: &Decision,
    wanted: &[StallId],
) -> Result<Vec<StallFacts>, AppError> {
    let time = decision.offer.trading_time_id;
    let free = list_free_stalls(app, &decision.tx, &decision.facts, time).await?;
    let of = |id: &StallId| {
        let stall = free.iter().find(|stall| stall.facts.stall == *id);
        stall.map(|stall| stall.facts.clone())
    };
    let found: Option<Vec<StallFacts>> = wanted.iter().map(of).collect();
    found.ok_or_else(|| invalid("to_stalls", FieldError::NotAChoice))
}

fn refuse_apart(decision: &Decision, stalls: &[StallFacts]) -> Result<(), AppError> {
    let stalls: Vec<&StallFacts> = stalls.iter().collect();
    if decision.application.min_stalls > 1 && !are_adjacent(&stalls) {
        return Err(invalid("to_stalls", FieldError::NotAdjacent));
    }
    Ok(())
}

/// Whoever is moved pays what they were to pay before.
fn pools_of(before: Vec<offer_stall::Model>) -> impl Iterator<Item = Pool> {
    before.into_iter().map(|row| row.pool)
}
