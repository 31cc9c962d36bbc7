//! Cancel a round, with a reason. Everyone hears who counts on it. From freezing on this is public, and
//! publishes what the draw can be checked with: nobody can draw again in silence until they like it.

use entity::kinds::ApplicationState;

use super::step::{RoundRef, begin_step, read};
use crate::app::draw::publish_bundles::{make_bundles, publish_bundle};
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
    for draw in store::draw::list_latest_draws(step.tx.conn(), step.row.id).await? {
        publish_bundle(app, actor, &step, &draw, &bundles).await?;
    }
    let message = Message::RoundCancelled {
        round: read(&step.row.names)?,
        reason,
    };
    let tellings = all
        .iter()
        .filter(|row| waits_for_the_round(row.application.state))
        .map(|row| Telling::once(&row.application, message.clone()))
        .collect();
    tell(app, &step.tx, tellings).await?;
    step.tx.commit().await?;
    Ok(())
}

const fn waits_for_the_round(state: ApplicationState) -> bool {
    matches!(
        state,
        ApplicationState::Submitted | ApplicationState::NeedsChanges | ApplicationState::Accepted
    )
}
