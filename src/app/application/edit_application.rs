//! Edit one's own application: what is sold, needed and wished for. It keeps its code and its ticket.

use entity::application;
use entity::kinds::Feature;
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::applicant::request_attestations;
use super::apply::{CharityRequest, TimeWanted, count, refuse_bad_request, refuse_sizes};
use super::review::begin_review;
use super::wishes::{insert_times, resolve_times};
use crate::app::error::unknown;
use crate::app::round::step::read;
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::edit::EditRefusal;
use crate::domain::sizes::Sizes;
use crate::domain::values::{Label, Revision};
use crate::store;
use crate::text::message::Message;

/// Everything that may be changed, as it shall be from now on.
#[derive(Clone, Debug)]
pub struct EditApplication {
    pub code: String,
    /// The version that was looked at.
    pub expected: Option<Revision>,
    pub category: Label,
    pub needs: Vec<Feature>,
    pub workers: u8,
    pub stalls: Sizes,
    pub charity: Option<CharityRequest>,
    pub times: Vec<TimeWanted>,
}

/// # Errors
/// `Refused` once it is decided or its deadline has passed; or when somebody else changed it since it
/// was looked at; `Invalid` when a stall, zone, category or trading time does not exist.
pub async fn edit_application(
    app: &App,
    actor: &Actor,
    command: EditApplication,
) -> Result<(), AppError> {
    refuse_bad_request(command.workers, &command.times)?;
    let review = begin_review(app, &command.code).await?;
    actor.require_vendor(review.market.id, review.row.id)?;
    let (tx, row) = (&review.tx, &review.row);
    let plan = store::market::load_plan(tx.conn(), row.market_id).await?;
    let round_times = store::round::list_round_times(tx.conn(), row.round_id).await?;
    let vendor = store::person::load_registration(tx.conn(), row.registration_id).await?;

    let next = review.application.edit(&review.round, app.now())?;
    if command
        .expected
        .is_some_and(|seen| seen.number() != row.version)
    {
        return Err(EditRefusal::ChangedMeanwhile.into());
    }
    refuse_sizes(&review.round_row, command.stalls)?;
    let times = resolve_times(&plan, &round_times, &command.times)?;
    let category = plan
        .category_by_code(command.category.as_str())
        .ok_or_else(|| unknown("category", command.category.as_str()))?;

    let charity = command.charity.as_ref();
    let change = application::ActiveModel {
        category_id: Set(category.id),
        needs: Set(json!(command.needs)),
        workers: Set(command.workers.into()),
        min_stalls: Set(count(command.stalls.min)),
        max_stalls: Set(count(command.stalls.max)),
        asks_charity: Set(charity.is_some()),
        also_open: Set(charity.is_none_or(|request| request.also_open)),
        ..Default::default()
    };
    review
        .save(app, actor, "edit_application", next, change, None)
        .await?;
    store::application::delete_times(tx, row.id, None).await?;
    insert_times(tx, row, times).await?;
    request_attestations(app, tx, vendor.person_id, charity).await?;
    let message = Message::ApplicationEdited {
        round: read(&review.round_row.names)?,
    };
    let telling = Telling::again(row, row.version, message);
    tell(app, tx, vec![telling]).await?;
    review.tx.commit().await?;
    Ok(())
}
