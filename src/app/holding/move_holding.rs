//! Move a vendor by hand from one stall to another, for the rest of the term. It needs a reason,
//! and the public log says that and why, without saying who.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::ids::{MarketDayId, StallId};
use entity::kinds::{HoldingState, Origin, PublicEvent};
use entity::{holding, market_day};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::at_hand::{AtHand, begin};
use super::misfit::{Target, refuse_misfits};
use crate::app::error::{invalid, repeated, unknown};
use crate::app::record::{Change, record};
use crate::app::round::public_log::{log_publicly, refuse_telling_reason};
use crate::app::{Actor, App, AppError};
use crate::domain::FieldError;
use crate::domain::fit::Misfit;
use crate::domain::values::{Label, Note};
use crate::store;
use crate::text::message::Message;

#[derive(Clone, Debug)]
pub struct MoveHolding {
    pub holding: String,
    pub to_stall: Label,
    /// The first day at the other stall.
    pub from: NaiveDate,
    /// It becomes public: it must not tell whom it is about.
    pub reason: Note,
    /// What does not fit and is done all the same.
    pub despite: Vec<Misfit>,
}

/// Returns the id of the holding that takes the place of the old one, which ends with the reason as
/// its grounds.
///
/// # Errors
/// `Refused` unless it is running and the day lies in what is left of its term, or while something
/// does not fit and nobody said that they know; `Invalid` when the stall is unknown, not given out in
/// the round, blocked, or taken on one of the days.
pub async fn move_holding(
    app: &App,
    actor: &Actor,
    command: MoveHolding,
) -> Result<String, AppError> {
    let mut at_hand = begin(app, actor, &command.holding).await?;
    actor.require_operator(at_hand.market.id)?;
    let to = find_target(&at_hand, &command.to_stall)?;
    let db = at_hand.tx.conn();
    let vendor = store::person::load_registration(db, at_hand.row.registration_id).await?;
    let person = store::person::load_person(db, vendor.person_id).await?;

    let from = command.from.max(at_hand.row.from_date);
    let reason = command.reason.clone();
    let ending = at_hand.lifecycle.end(at_hand.today, from, reason)?;
    let code = at_hand.application.as_ref().map(|row| row.code.as_str());
    refuse_telling_reason(&command.reason, code, &vendor, &person)?;
    let days = days_left(&at_hand, from).await?;
    refuse_taken(&at_hand, to.stall, &days, from, &command.to_stall).await?;
    refuse_misfits(&at_hand, &to, person.id, &command.despite).await?;

    let new = insert_holding(app, &at_hand, to.stall, from).await?;
    store::holding::move_days(&at_hand.tx, &at_hand.row, &new, &days).await?;
    at_hand
        .stop(
            app,
            actor,
            "move_holding",
            &ending.holding,
            Some(&command.reason),
        )
        .await?;
    write_down(app, actor, &at_hand, &new, &command).await?;
    let message = Message::HoldingMoved {
        held: at_hand.held()?,
        to_stall: command.to_stall.to_string(),
        from,
        reason: command.reason.to_string(),
    };
    at_hand.tell(app, message).await?;
    at_hand.fill(app, from).await?;
    at_hand.tx.commit().await?;
    Ok(new.public_id)
}

fn find_target(at_hand: &AtHand, code: &Label) -> Result<Target, AppError> {
    let row = at_hand.facts.plan.stall_by_code(code.as_str());
    let row = row.ok_or_else(|| unknown("to_stall", code.as_str()))?;
    let stall = row.stall.id;
    let time = at_hand.row.trading_time_id;
    let slot = at_hand.facts.slots_of(time).find(|(id, _)| *id == stall);
    match slot {
        Some((stall, pool)) if stall != at_hand.row.stall_id => Ok(Target { stall, pool }),
        _ => Err(invalid("to_stall", FieldError::NotAChoice)),
    }
}

/// The days that they still have from this one on.
async fn days_left(at_hand: &AtHand, from: NaiveDate) -> Result<Vec<market_day::Model>, AppError> {
    Ok(store::holding::list_days(at_hand.tx.conn(), at_hand.row.id, from).await?)
}

/// The stall must be free and unblocked on all of these days.
async fn refuse_taken(
    at_hand: &AtHand,
    stall: StallId,
    days: &[market_day::Model],
    from: NaiveDate,
    code: &Label,
) -> Result<(), AppError> {
    let (db, market_id) = (at_hand.tx.conn(), at_hand.market.id);
    let ids: Vec<MarketDayId> = days.iter().map(|day| day.id).collect();
    let taken = store::block::list_stalls_taken_on(db, ids).await?;
    let blocks = store::market::list_blocks(db, market_id, from, at_hand.row.to_date).await?;
    let taken: BTreeSet<StallId> = taken.into_iter().map(|(_, stall)| stall).collect();
    if taken.contains(&stall) {
        return Err(repeated("to_stall", code.as_str()));
    }
    if blocks.iter().any(|block| block.stall_id == stall) {
        return Err(invalid("to_stall", FieldError::NotAChoice));
    }
    Ok(())
}

/// Whoever is moved pays what they paid before.
async fn insert_holding(
    app: &App,
    at_hand: &AtHand,
    stall_id: StallId,
    from: NaiveDate,
) -> Result<holding::Model, AppError> {
    let old = &at_hand.row;
    let row = holding::ActiveModel {
        public_id: Set(app.random_id()),
        market_id: Set(old.market_id),
        round_id: Set(old.round_id),
        trading_time_id: Set(old.trading_time_id),
        registration_id: Set(old.registration_id),
        application_id: Set(old.application_id),
        stall_id: Set(stall_id),
        pool: Set(old.pool),
        origin: Set(Origin::ByHand),
        state: Set(HoldingState::Running),
        from_date: Set(from),
        to_date: Set(old.to_date),
        started_at: Set(app.now()),
        version: Set(1),
        ..Default::default()
    };
    Ok(at_hand.tx.insert(row).await?)
}

async fn write_down(
    app: &App,
    actor: &Actor,
    at_hand: &AtHand,
    new: &holding::Model,
    command: &MoveHolding,
) -> Result<(), AppError> {
    let (tx, round) = (&at_hand.tx, &at_hand.facts.round);
    let time = Some(at_hand.row.trading_time_id);
    let event = PublicEvent::MovedByHand;
    log_publicly(app, tx, round, time, event, &command.reason).await?;
    let despite: Vec<&str> = command.despite.iter().map(|misfit| misfit.word()).collect();
    let change = Change {
        action: "hold_by_hand",
        subject: format!("holding:{}", new.public_id),
        to: Some(new.state.as_str()),
        reason: Some(command.reason.to_string()),
        detail: Some(json!({
            "instead_of": at_hand.row.public_id, "stall": command.to_stall, "despite": despite,
        })),
        ..Change::default()
    };
    record(app, tx, actor, Some(at_hand.market.id), change).await
}
