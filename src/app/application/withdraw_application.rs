//! Withdraw an application. After freezing it stays on the list and counts as having declined.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::kinds::{HoldingState, OfferState, WaitingState};
use entity::{application, holding};
use sea_orm::ActiveValue::Set;

use super::review::{Review, begin_review};
use crate::app::offer::making::{RoundFacts, load_round_facts};
use crate::app::offer::taking_back::take_back_offer;
use crate::app::offer::waiting_list::{fill_from_waiting_list, save_waiting, waiting_lifecycle};
use crate::app::record::{Change, record};
use crate::app::round::step::{local_date, read, term_of};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::holding::Holding;
use crate::store;
use crate::text::message::Message;

/// Open offers of this application are taken back and what it holds is given up; their stalls go
/// to the next one waiting.
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
    let facts = load_round_facts(&review.tx, &review.market, &review.round_row).await?;
    take_back_offers(app, actor, &review, &facts).await?;
    give_up_holdings(app, actor, &review, &facts).await?;
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

async fn take_back_offers(
    app: &App,
    actor: &Actor,
    review: &Review,
    facts: &RoundFacts,
) -> Result<(), AppError> {
    for offer in store::offer::list_offers_of(review.tx.conn(), review.row.id).await? {
        if offer.state != OfferState::Open {
            continue;
        }
        take_back_offer(app, &review.tx, actor, &offer).await?;
        fill_from_waiting_list(app, &review.tx, facts, offer.trading_time_id).await?;
    }
    Ok(())
}

/// What they held is free from today on.
async fn give_up_holdings(
    app: &App,
    actor: &Actor,
    review: &Review,
    facts: &RoundFacts,
) -> Result<(), AppError> {
    let today = local_date(app.now(), facts.time_zone);
    let held =
        store::holding::list_holdings_of(review.tx.conn(), review.row.registration_id).await?;
    let running = held.into_iter().filter(|row| {
        row.application_id == Some(review.row.id) && row.state == HoldingState::Running
    });
    let mut freed = BTreeSet::new();
    for row in running {
        give_up_holding(app, actor, review, &row, today).await?;
        freed.insert(row.trading_time_id);
    }
    for trading_time_id in freed {
        fill_from_waiting_list(app, &review.tx, facts, trading_time_id).await?;
    }
    Ok(())
}

async fn give_up_holding(
    app: &App,
    actor: &Actor,
    review: &Review,
    row: &holding::Model,
    today: NaiveDate,
) -> Result<(), AppError> {
    let term = term_of(&review.round_row)?;
    let next = Holding::running(term).give_up(today, today.max(row.from_date))?;

    let change = holding::ActiveModel {
        state: Set(next.state),
        ..Default::default()
    };
    review.tx.update(row.id.0, row.version, change).await?;
    store::holding::delete_occupancies_of_holding(&review.tx, row.id, today).await?;
    let change = Change {
        action: "give_up_holding",
        subject: format!("holding:{}", row.public_id),
        from: Some(row.state.as_str()),
        to: Some(next.state.as_str()),
        ..Change::default()
    };
    record(app, &review.tx, actor, Some(review.market.id), change).await
}
