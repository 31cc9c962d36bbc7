//! Withdraw an application. After freezing it stays on the list and counts as having declined.

use entity::application;
use entity::kinds::{OfferState, WaitingState};
use sea_orm::ActiveValue::Set;

use super::review::{Review, begin_review};
use crate::app::offer::making::{
    Place, fill_from_waiting_list, load_round_facts, save_waiting, waiting_lifecycle,
};
use crate::app::offer::taking_back::take_back_offer;
use crate::app::round::step::read;
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::store;
use crate::text::message::Message;

/// Open offers of this application are taken back, and their stalls go to the next one waiting.
///
/// # Errors
/// `Refused` when it is declined or withdrawn already, or its round is over.
pub async fn withdraw_application(app: &App, actor: &Actor, code: &str) -> Result<(), AppError> {
    let review = begin_review(app, code).await?;
    actor.require_vendor(review.market.id, review.row.id)?;

    let next = review.application.withdraw(&review.round)?;

    let change = application::ActiveModel {
        withdrawn_at: Set(Some(app.now())),
        ..Default::default()
    };
    review
        .save(
            app,
            actor,
            "withdraw_application",
            next.application,
            change,
            None,
        )
        .await?;
    leave_waiting_lists(&review).await?;
    take_back_offers(app, actor, &review).await?;
    let message = Message::ApplicationWithdrawn {
        round: read(&review.round_row.names)?,
    };
    tell(app, &review.tx, vec![Telling::once(&review.row, message)]).await?;
    review.tx.commit().await?;
    Ok(())
}

async fn leave_waiting_lists(review: &Review) -> Result<(), AppError> {
    for entry in store::waiting::list_waiting_of(review.tx.conn(), review.row.id).await? {
        if matches!(entry.state, WaitingState::Waiting | WaitingState::Offered) {
            save_waiting(&review.tx, &entry, waiting_lifecycle(&entry).leave()?).await?;
        }
    }
    Ok(())
}

async fn take_back_offers(app: &App, actor: &Actor, review: &Review) -> Result<(), AppError> {
    let facts = load_round_facts(&review.tx, &review.market, &review.round_row).await?;
    for offer in store::offer::list_offers_of(review.tx.conn(), review.row.id).await? {
        if offer.state != OfferState::Open {
            continue;
        }
        take_back_offer(app, &review.tx, actor, &offer).await?;
        let place = Place {
            trading_time_id: offer.trading_time_id,
            stall_id: offer.stall_id,
        };
        fill_from_waiting_list(app, &review.tx, &facts, place).await?;
    }
    Ok(())
}
