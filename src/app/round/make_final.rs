//! Make the result final: everyone placed is offered their stalls, and what is free goes to the
//! waiting list.

use std::collections::{BTreeMap, BTreeSet};

use entity::ids::{ApplicationId, StallId};
use entity::kinds::{ApplicationState, Origin, Pool};
use entity::{application, draw, draw_entry};

use super::step::{RoundRef, Step, begin_step};
use crate::app::offer::making::{Given, RoundFacts, load_round_facts, make_offer};
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

/// Whoever withdrew after freezing counts as having declined: their stalls go on.
async fn offer_placed(app: &App, step: &Step, facts: &RoundFacts) -> Result<(), AppError> {
    let mut refused = BTreeSet::new();
    for draw in store::draw::list_latest_draws(step.tx.conn(), step.row.id).await? {
        let entries = store::draw::list_entries(step.tx.conn(), draw.id).await?;
        let mut stalls = store::draw::list_entry_stalls(step.tx.conn(), draw.id).await?;
        let ids = entries.iter().map(|entry| entry.application_id);
        let applications = applications_by_id(step, ids.collect()).await?;
        for entry in entries {
            let stalls = stalls.remove(&entry.id).unwrap_or_default();
            let application = applications.get(&entry.application_id);
            let Some(application) = application.filter(|_| !stalls.is_empty()) else {
                continue;
            };
            if application.state == ApplicationState::Accepted {
                let given = given(facts, &draw, &entry, &stalls)?;
                make_offer(app, &step.tx, facts, application, given).await?;
            } else {
                refused.insert(draw.trading_time_id);
            }
        }
    }
    for trading_time_id in refused {
        fill_from_waiting_list(app, &step.tx, facts, trading_time_id).await?;
    }
    Ok(())
}

fn given(
    facts: &RoundFacts,
    draw: &draw::Model,
    entry: &draw_entry::Model,
    stalls: &[StallId],
) -> Result<Given, AppError> {
    let time = draw.trading_time_id;
    let stalls: Vec<(StallId, Pool)> = stalls
        .iter()
        .map(|id| Ok((*id, facts.fee_pool(time, *id, entry.pool)?)))
        .collect::<Result<_, AppError>>()?;
    let first = stalls.first().map(|(_, pool)| *pool);
    Ok(Given {
        trading_time_id: time,
        pool: entry.pool.or(first).unwrap_or(Pool::Open),
        stalls,
        origin: Origin::Draw,
    })
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
