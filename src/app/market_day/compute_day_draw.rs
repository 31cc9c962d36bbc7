//! Compute the next day draw that waits: claim it, run the engine outside any transaction, and
//! write what it said in one: who is where today, and everyone hears.

use std::collections::BTreeMap;

use chrono::Duration;
use entity::ids::StallId;
use entity::kinds::{HoldingState, Origin, Pool};
use entity::{application, day_draw, holding, occupancy, standby_entry};
use sea_orm::ActiveValue::Set;

use super::freeze_day::day_ref;
use super::results::{DayResults, day_name, frozen_problem};
use super::step::{DayStep, begin_draw_step};
use crate::app::draw::{allocate_apart, with_seed};
use crate::app::record::{Change, record};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::draw::Draw;
use crate::domain::market_day::settle_standby;
use crate::engine::{Outcome, Problem};
use crate::store;
use crate::text::message::Message;

/// How long a computation may take before somebody else may take it over.
const LEASE: Duration = Duration::minutes(2);

/// Computes one day's draw, if one waits. Returns whether there was one.
///
/// # Errors
/// `Internal` when the frozen problem cannot be read or the database fails; it goes back to the
/// queue when the lease runs out.
pub async fn compute_next_day_draw(app: &App) -> Result<bool, AppError> {
    let Some(draw) = claim(app).await? else {
        return Ok(false);
    };
    let problem = seeded(&draw)?;

    let (problem, outcome) = allocate_apart(problem).await?;

    match write(app, &draw, DayResults { problem, outcome }).await {
        // Another instance took the claim over and was faster.
        Err(AppError::Stale | AppError::Refused(_)) => Ok(true),
        result => result.map(|()| true),
    }
}

async fn claim(app: &App) -> Result<Option<day_draw::Model>, AppError> {
    let now = app.now();
    let tx = app.store.begin_write().await?;
    let draw = store::day::claim_day_draw(&tx, now, now + LEASE).await?;
    tx.commit().await?;
    Ok(draw)
}

fn seeded(draw: &day_draw::Model) -> Result<Problem, AppError> {
    with_seed(frozen_problem(draw)?, draw.seed.clone())
}

async fn write(app: &App, claimed: &day_draw::Model, said: DayResults) -> Result<(), AppError> {
    let day = store::day::load_market_day(app.store.reader(), claimed.market_day_id).await?;
    let at = day_ref(app, &day).await?;
    let (step, _) = begin_draw_step(app, &at).await?;
    let next = Draw {
        state: step.draw()?.state,
    }
    .finish()?;

    let change = day_draw::ActiveModel {
        state: Set(next.state),
        outcome: Set(Some(said.outcome.to_bytes())),
        claimed_until: Set(None),
        computed_at: Set(Some(app.now())),
        ..Default::default()
    };
    step.tx
        .update(claimed.id.0, claimed.version, change)
        .await?;
    let list = load_list(&step, &said.outcome).await?;
    clear_absent(&step, &said.outcome).await?;
    for (entry, application) in list.values() {
        settle(app, &step, claimed, entry, application, &said).await?;
    }
    tell_everyone(app, &step, &list, &said).await?;
    let change = Change {
        action: "draw_day",
        subject: step.facts.subject(),
        from: Some(claimed.state.as_str()),
        to: Some(next.state.as_str()),
        ..Change::default()
    };
    record(app, &step.tx, &Actor::System, Some(day.market_id), change).await?;
    step.tx.commit().await?;
    Ok(())
}

/// By code.
type OnDay = BTreeMap<String, (standby_entry::Model, application::Model)>;

async fn load_list(step: &DayStep, outcome: &Outcome) -> Result<OnDay, AppError> {
    let db = step.tx.conn();
    let entries = store::day::list_standby(db, step.facts.row.id).await?;
    let ids = entries.iter().map(|row| row.application_id).collect();
    let mut by_id: BTreeMap<_, _> = entries
        .into_iter()
        .map(|row| (row.application_id, row))
        .collect();
    let applications = store::application::load_applications(db, ids).await?;
    Ok(applications
        .into_iter()
        .filter(|row| outcome.entry(&row.code).is_some())
        .filter_map(|row| Some((row.code.clone(), (by_id.remove(&row.id)?, row))))
        .collect())
}

/// The stalls that were given out are no longer their absent holders' on this day; what nobody
/// took stays theirs.
async fn clear_absent(step: &DayStep, outcome: &Outcome) -> Result<(), AppError> {
    let given: Vec<StallId> = outcome
        .results
        .iter()
        .flat_map(|entry| &entry.stalls)
        .filter_map(|code| Some(step.facts.plan.stall_by_code(code)?.stall.id))
        .collect();
    let day = step.facts.row.id;
    let absent = store::day::list_absent(step.tx.conn(), day).await?;
    Ok(store::day::delete_occupancies_of_absent(&step.tx, day, &given, &absent).await?)
}

async fn settle(
    app: &App,
    step: &DayStep,
    draw: &day_draw::Model,
    entry: &standby_entry::Model,
    application: &application::Model,
    said: &DayResults,
) -> Result<(), AppError> {
    let stalls = said
        .outcome
        .entry(&application.code)
        .map_or(&[][..], |found| found.stalls.as_slice());
    let change = standby_entry::ActiveModel {
        state: Set(settle_standby(entry.state, !stalls.is_empty())?),
        ..Default::default()
    };
    step.tx.update(entry.id.0, entry.version, change).await?;
    for code in stalls {
        let stall = step.facts.plan.stall_by_code(code);
        let stall = stall.ok_or(AppError::NotFound("stall"))?.stall.id;
        hold_for_the_day(app, step, draw, application, stall).await?;
    }
    Ok(())
}

/// Always of the open pool, whose stall it is otherwise: nothing tells a charity stall.
async fn hold_for_the_day(
    app: &App,
    step: &DayStep,
    draw: &day_draw::Model,
    application: &application::Model,
    stall: StallId,
) -> Result<(), AppError> {
    let day = &step.facts.row;
    let row = holding::ActiveModel {
        public_id: Set(app.random_id()),
        market_id: Set(day.market_id),
        round_id: Set(draw.round_id),
        trading_time_id: Set(day.trading_time_id),
        registration_id: Set(application.registration_id),
        application_id: Set(Some(application.id)),
        stall_id: Set(stall),
        pool: Set(Pool::Open),
        origin: Set(Origin::Standby),
        state: Set(HoldingState::Running),
        from_date: Set(day.date),
        to_date: Set(day.date),
        started_at: Set(app.now()),
        version: Set(1),
        ..Default::default()
    };
    let held = step.tx.insert(row).await?;
    let row = occupancy::ActiveModel {
        market_id: Set(day.market_id),
        market_day_id: Set(day.id),
        stall_id: Set(stall),
        holding_id: Set(Some(held.id)),
        ..Default::default()
    };
    step.tx.insert(row).await?;
    Ok(())
}

async fn tell_everyone(
    app: &App,
    step: &DayStep,
    list: &OnDay,
    said: &DayResults,
) -> Result<(), AppError> {
    let mut tellings = Vec::new();
    for (code, (_, application)) in list {
        let Some(result) = said.result_of(&step.facts, code)? else {
            continue;
        };
        let message = Message::DayDrawn {
            day: day_name(&step.facts),
            free: u32::try_from(said.problem.stalls.len()).unwrap_or(u32::MAX),
            result,
        };
        tellings.push(Telling {
            application,
            offer_id: None,
            occasion: format!("{code}:{}", step.facts.at.name()),
            message,
        });
    }
    tell(app, &step.tx, tellings).await
}
