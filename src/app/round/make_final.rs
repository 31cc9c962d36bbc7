//! Make the result final: everyone placed is offered their stall, and what is free goes to the
//! waiting list.

use std::collections::BTreeMap;

use entity::application;
use entity::ids::ApplicationId;
use entity::kinds::{ApplicationState, Origin};

use super::step::{RoundRef, Step, begin_step};
use crate::app::offer::making::{Place, RoundFacts, load_round_facts, make_offer};
use crate::app::offer::waiting_list::fill_from_waiting_list;
use crate::app::{Actor, App, AppError};
use crate::store;

/// # Errors
/// `Refused` until the time for objections is over and every objection is answered.
pub async fn make_final(app: &App, actor: &Actor, at: RoundRef) -> Result<(), AppError> {
    let step = begin_step(app, actor, &at).await?;
    let open_objections = store::round::count_open_objections(step.tx.conn(), step.row.id).await?;

    let next = step.round.make_final(app.now(), open_objections)?;

    step.save(app, actor, "make_final", &next, None).await?;
    let facts = load_round_facts(&step.tx, &step.market, &step.row).await?;
    offer_placed(app, &step, &facts).await?;
    step.tx.commit().await?;
    Ok(())
}

/// Whoever withdrew after freezing counts as having declined: their stall goes on.
async fn offer_placed(app: &App, step: &Step, facts: &RoundFacts) -> Result<(), AppError> {
    let mut refused = Vec::new();
    for draw in store::draw::list_latest_draws(step.tx.conn(), step.row.id).await? {
        let entries = store::draw::list_entries(step.tx.conn(), draw.id).await?;
        let ids = entries.iter().map(|entry| entry.application_id);
        let applications = applications_by_id(step, ids.collect()).await?;
        for entry in entries {
            let Some(stall_id) = entry.stall_id else {
                continue;
            };
            let Some(application) = applications.get(&entry.application_id) else {
                continue;
            };
            let place = Place {
                trading_time_id: draw.trading_time_id,
                stall_id,
            };
            if application.state == ApplicationState::Accepted {
                let pool = entry.pool.map_or_else(|| facts.pool_of(place), Ok)?;
                make_offer(app, &step.tx, facts, application, place, pool, Origin::Draw).await?;
            } else {
                refused.push(place);
            }
        }
    }
    for place in refused {
        fill_from_waiting_list(app, &step.tx, facts, place).await?;
    }
    Ok(())
}

async fn applications_by_id(
    step: &Step,
    ids: Vec<ApplicationId>,
) -> Result<BTreeMap<ApplicationId, application::Model>, AppError> {
    let applications = store::application::load_applications(step.tx.conn(), ids).await?;
    Ok(applications
        .into_iter()
        .map(|application| (application.id, application))
        .collect())
}
