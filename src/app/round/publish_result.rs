//! Publish the result: everyone hears what the draw said and why, and may object.
//!
//! One transaction: the round, its draws, the waiting lists and every notice, or nothing.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::ids::{ApplicationId, TradingTimeId};
use entity::kinds::{DrawState, Pool, WaitingState};
use entity::{draw, draw_entry, waiting_entry};
use sea_orm::ActiveValue::Set;

use super::step::{RoundRef, Step, begin_step, read};
use crate::app::draw::publish_bundles::{make_bundles, publish_bundle};
use crate::app::draw::results::{DrawResults, standings_of};
use crate::app::place::find_round;
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::calendar::deadline_after;
use crate::domain::draw::Draw;
use crate::domain::values::Names;
use crate::store;
use crate::store::application::ApplicationWithTimes;
use crate::store::market::MarketPlan;
use crate::text::message::{Message, TimeResult};
use crate::verify::Correction;

/// # Errors
/// `Refused` unless the round is drawn.
pub async fn publish_result(app: &App, actor: &Actor, at: RoundRef) -> Result<(), AppError> {
    let (market, round) = find_round(app.store.reader(), &at.market, &at.round).await?;
    actor.require_operator(market.id)?;
    let bundles = make_bundles(app.store.reader(), &round, None).await?;

    let step = begin_step(app, actor, &at).await?;
    let draws = store::draw::list_latest_draws(step.tx.conn(), step.row.id).await?;
    let plan = store::market::load_plan(step.tx.conn(), step.market.id).await?;

    let missing = draws.iter().filter(|draw| draw.outcome.is_none()).count();
    let objections_until =
        deadline_after(app.now(), step.rules.objection_days_result, step.time_zone);
    let next = step.round.publish(app.now(), missing, objections_until)?;

    let mut results: BTreeMap<ApplicationId, Vec<TimeResult>> = BTreeMap::new();
    let list = list_by_id(&step).await?;
    for draw in &draws {
        let said = DrawResults::load(step.tx.conn(), draw).await?;
        // What a correction did not touch has been published before.
        if draw.state != DrawState::Published {
            publish_bundle(app, actor, &step, draw, &bundles).await?;
            publish_draw(app, &step, draw).await?;
            insert_waiting_entries(&step, draw.trading_time_id, &said.entries).await?;
        }
        for entry in &said.entries {
            let Some(row) = list.get(&entry.application_id) else {
                continue;
            };
            let result = time_result(&plan, &said, entry, row)?;
            results
                .entry(entry.application_id)
                .or_default()
                .push(result);
        }
    }
    step.save(app, actor, "publish_result", &next, None).await?;
    let corrected = corrections_of(&draws)?;
    tell_everyone(app, &step, results, objections_until, &corrected).await?;
    step.tx.commit().await?;
    Ok(())
}

/// Everyone on the list, those included who have withdrawn since it was frozen.
async fn list_by_id(
    step: &Step,
) -> Result<BTreeMap<ApplicationId, ApplicationWithTimes>, AppError> {
    let list = store::application::list_with_times(step.tx.conn(), step.row.id).await?;
    Ok(list
        .into_iter()
        .map(|row| (row.application.id, row))
        .collect())
}

fn time_result(
    plan: &MarketPlan,
    said: &DrawResults,
    entry: &draw_entry::Model,
    row: &ApplicationWithTimes,
) -> Result<TimeResult, AppError> {
    let wanted = row
        .times
        .iter()
        .find(|wanted| wanted.time.trading_time_id == said.trading_time_id);
    said.time_result(plan, entry, &row.application, wanted)
}

async fn publish_draw(app: &App, step: &Step, draw: &draw::Model) -> Result<(), AppError> {
    let next = Draw { state: draw.state }.publish()?;
    let change = draw::ActiveModel {
        state: Set(next.state),
        published_at: Set(Some(app.now())),
        ..Default::default()
    };
    Ok(step.tx.update(draw.id.0, draw.version, change).await?)
}

async fn insert_waiting_entries(
    step: &Step,
    trading_time_id: TradingTimeId,
    entries: &[draw_entry::Model],
) -> Result<(), AppError> {
    let mut rows = Vec::new();
    for entry in entries {
        for standing in standings_of(entry)? {
            let (Some(number), Some(pool)) = (standing.waiting, Pool::parse(&standing.pool)) else {
                continue;
            };
            rows.push(waiting_entry::ActiveModel {
                market_id: Set(step.market.id),
                round_id: Set(step.row.id),
                trading_time_id: Set(trading_time_id),
                application_id: Set(entry.application_id),
                pool: Set(pool),
                position: Set(i32::try_from(standing.position).unwrap_or(i32::MAX)),
                number: Set(i32::try_from(number).unwrap_or(i32::MAX)),
                state: Set(WaitingState::Waiting),
                version: Set(1),
                ..Default::default()
            });
        }
    }
    Ok(step.tx.insert_all(rows).await?)
}

/// Why it was drawn again, each reason once.
fn corrections_of(draws: &[draw::Model]) -> Result<Vec<String>, AppError> {
    let mut reasons = Vec::new();
    for draw in draws {
        let corrections: Vec<Correction> =
            draw.corrections.as_ref().map_or(Ok(Vec::new()), read)?;
        for correction in corrections {
            if !reasons.contains(&correction.reason) {
                reasons.push(correction.reason);
            }
        }
    }
    Ok(reasons)
}

async fn tell_everyone(
    app: &App,
    step: &Step,
    mut results: BTreeMap<ApplicationId, Vec<TimeResult>>,
    objections_until: DateTime<Utc>,
    corrected: &[String],
) -> Result<(), AppError> {
    let round: Names = read(&step.row.names)?;
    let ids: Vec<ApplicationId> = results.keys().copied().collect();
    let applications = store::application::load_applications(step.tx.conn(), ids).await?;
    let tellings = applications
        .iter()
        .filter_map(|application| {
            let times = results.remove(&application.id)?;
            let message = Message::ResultPublished {
                round: round.clone(),
                times,
                objections_until,
                corrected: corrected.to_vec(),
            };
            Some(match corrected {
                [] => Telling::once(application, message),
                _ => Telling::again(application, step.row.version, message),
            })
        })
        .collect();
    tell(app, &step.tx, tellings).await
}
