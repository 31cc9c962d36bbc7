//! Cancel a round, with a reason. Everyone hears who counts on it. From freezing on this is public, and
//! publishes what the draw can be checked with: nobody can draw again in silence until they like it.

use chrono::{DateTime, Utc};
use entity::application;
use entity::kinds::{ApplicationState, PublicEvent, WaitingState};

use super::public_log::log_publicly;
use super::step::{RoundRef, Step, begin_step, read};
use crate::app::draw::publish_bundles::{make_bundles, publish_bundle};
use crate::app::offer::waiting_list::{save_waiting, waiting_lifecycle};
use crate::app::place::find_round;
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::values::Note;
use crate::store;
use crate::text::message::Message;

#[derive(Clone, Debug)]
pub struct CancelRound {
    pub at: RoundRef,
    pub reason: Note,
}

/// # Errors
/// `Refused` from the final state on.
pub async fn cancel_round(app: &App, actor: &Actor, command: CancelRound) -> Result<(), AppError> {
    let (market, round) =
        find_round(app.store.reader(), &command.at.market, &command.at.round).await?;
    actor.require_operator(market.id)?;
    let bundles =
        make_bundles(app.store.reader(), &round, Some(command.reason.to_string())).await?;

    let step = begin_step(app, actor, &command.at).await?;
    let all = store::application::list_with_times(step.tx.conn(), step.row.id).await?;

    let cancelled = step.round.cancel(command.reason)?;
    let reason = cancelled.reason.to_string();

    step.save(
        app,
        actor,
        "cancel_round",
        &cancelled.round,
        Some(reason.clone()),
    )
    .await?;
    if cancelled.is_public {
        let event = PublicEvent::Cancelled;
        log_publicly(app, &step.tx, &step.row, None, event, &cancelled.reason).await?;
    }
    end_waiting_lists(&step).await?;
    let draws = store::draw::list_latest_draws(step.tx.conn(), step.row.id).await?;
    for draw in &draws {
        publish_bundle(app, actor, &step, draw, &bundles).await?;
    }
    let frozen_at = draws.first().map(|draw| draw.frozen_at);
    let message = Message::RoundCancelled {
        round: read(&step.row.names)?,
        reason,
    };
    let tellings = all
        .iter()
        .filter(|row| hears_of_it(&row.application, frozen_at))
        .map(|row| Telling::once(&row.application, message.clone()))
        .collect();
    tell(app, &step.tx, tellings).await?;
    step.tx.commit().await?;
    Ok(())
}

/// There is nothing to wait for any more.
async fn end_waiting_lists(step: &Step) -> Result<(), AppError> {
    let entries = store::waiting::list_waiting_in_round(step.tx.conn(), step.row.id).await?;
    for entry in entries {
        if matches!(entry.state, WaitingState::Waiting | WaitingState::Offered) {
            save_waiting(&step.tx, &entry, waiting_lifecycle(&entry).leave()?).await?;
        }
    }
    Ok(())
}

/// Everyone who applied, but for those who left before the list was frozen.
fn hears_of_it(application: &application::Model, frozen_at: Option<DateTime<Utc>>) -> bool {
    match application.state {
        ApplicationState::Draft => false,
        ApplicationState::Withdrawn => {
            let times = application.withdrawn_at.zip(frozen_at);
            times.is_some_and(|(withdrawn_at, frozen_at)| withdrawn_at >= frozen_at)
        }
        ApplicationState::Submitted
        | ApplicationState::NeedsChanges
        | ApplicationState::Accepted
        | ApplicationState::Declined => true,
    }
}
