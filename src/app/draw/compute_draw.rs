//! Compute the next draw that waits: claim it, run the engine outside any transaction, write once.

use std::collections::BTreeMap;

use chrono::Duration;
use entity::ids::{ApplicationId, DrawEntryId};
use entity::kinds::{DrawState, Pool, PublicResult};
use entity::{draw, draw_entry, draw_entry_stall};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use crate::app::record::{Change, record};
use crate::app::round::step::lifecycle;
use crate::app::{Actor, App, AppError};
use crate::domain::draw::Draw;
use crate::domain::round::Round;
use crate::engine::{Entry, Outcome, Problem, allocate};
use crate::store::{self, StoreError, WriteTx};

/// How long a computation may take before somebody else may take it over.
const LEASE: Duration = Duration::minutes(10);

/// Computes one draw, if one waits. Returns whether there was one.
///
/// # Errors
/// `Internal` when the frozen problem cannot be read or the database fails; the draw goes back to
/// the queue when the lease runs out.
pub async fn compute_next_draw(app: &App) -> Result<bool, AppError> {
    let Some(draw) = claim(app).await? else {
        return Ok(false);
    };
    let problem = problem_of(&draw)?;

    let (_, outcome) = allocate_apart(problem).await?;

    match write(app, &draw, &outcome).await {
        // Another instance took the claim over and was faster, or the round was cancelled.
        Err(AppError::Stale | AppError::Refused(_)) => Ok(true),
        result => result.map(|()| true),
    }
}

async fn claim(app: &App) -> Result<Option<draw::Model>, AppError> {
    let now = app.now();
    let tx = app.store.begin_write().await?;
    let draw = store::draw::claim_draw(&tx, now, now + LEASE).await?;
    tx.commit().await?;
    Ok(draw)
}

/// The frozen problem with the seed that chance gave.
fn problem_of(draw: &draw::Model) -> Result<Problem, AppError> {
    let problem = Problem::from_json(&draw.problem)
        .map_err(|errors| AppError::Internal(format!("frozen problem: {errors:?}")))?;
    with_seed(problem, draw.seed.clone())
}

/// # Errors
/// `Internal` when chance has not spoken yet.
pub fn with_seed(problem: Problem, seed: Option<String>) -> Result<Problem, AppError> {
    let seed = seed.ok_or_else(|| AppError::Internal("a draw without its seed".to_owned()))?;
    Ok(Problem { seed, ..problem })
}

/// Runs the engine where it keeps nobody waiting, and gives the problem back with the outcome.
///
/// # Errors
/// `Internal` when the problem was frozen with faults.
pub async fn allocate_apart(problem: Problem) -> Result<(Problem, Outcome), AppError> {
    let drawn = tokio::task::spawn_blocking(move || {
        let outcome = allocate(&problem);
        (problem, outcome)
    });
    let (problem, outcome) = drawn
        .await
        .map_err(|error| AppError::Internal(error.to_string()))?;
    let outcome = outcome.map_err(|errors| {
        AppError::Internal(format!("the frozen problem is invalid: {errors:?}"))
    })?;
    Ok((problem, outcome))
}

async fn write(app: &App, draw: &draw::Model, outcome: &Outcome) -> Result<(), AppError> {
    let tx = app.store.begin_write().await?;
    let round = store::round::lock_round(&tx, draw.round_id).await?;
    let next_round = next_round(&lifecycle(&round), draw)?;
    let next = Draw { state: draw.state }.finish()?;

    let change = draw::ActiveModel {
        state: Set(next.state),
        outcome: Set(Some(outcome.to_bytes())),
        progress_percent: Set(100),
        claimed_until: Set(None),
        computed_at: Set(Some(app.now())),
        ..Default::default()
    };
    tx.update(draw.id.0, draw.version, change).await?;
    insert_entries(&tx, draw, outcome).await?;
    advance_round(app, &tx, &round, next_round).await?;
    tx.commit().await?;
    Ok(())
}

async fn insert_entries(
    tx: &WriteTx,
    draw: &draw::Model,
    outcome: &Outcome,
) -> Result<(), AppError> {
    let list = store::application::list_ids(tx.conn(), draw.round_id).await?;
    let mut rows = Vec::with_capacity(outcome.results.len());
    for entry in &outcome.results {
        let application_id = list
            .get(&entry.code)
            .copied()
            .ok_or(StoreError::Missing("application of an entry"))?;
        rows.push(draw_entry::ActiveModel {
            market_id: Set(draw.market_id),
            draw_id: Set(draw.id),
            application_id: Set(application_id),
            public_result: Set(public_result(entry)),
            pool: Set(entry.pool.as_deref().and_then(Pool::parse)),
            position: Set(placed_position(entry).and_then(|position| position.try_into().ok())),
            preference: Set(entry.preference.and_then(|wish| wish.try_into().ok())),
            open_waiting: Set(open_waiting(entry)),
            standings: Set(json!(entry.standings)),
            reason: Set(json!(entry.reason)),
            bounded: Set(entry.bounded),
            ..Default::default()
        });
    }
    tx.insert_all(rows).await?;
    insert_entry_stalls(tx, draw, outcome, &list).await
}

async fn insert_entry_stalls(
    tx: &WriteTx,
    draw: &draw::Model,
    outcome: &Outcome,
    list: &BTreeMap<String, ApplicationId>,
) -> Result<(), AppError> {
    let rows = store::draw::list_entries(tx.conn(), draw.id).await?;
    let ids: BTreeMap<ApplicationId, DrawEntryId> = rows
        .iter()
        .map(|row| (row.application_id, row.id))
        .collect();
    let codes = store::market::list_stall_ids(tx.conn(), draw.market_id).await?;
    let mut stalls = Vec::new();
    for entry in &outcome.results {
        let entry_id = list.get(&entry.code).and_then(|id| ids.get(id)).copied();
        for code in &entry.stalls {
            let stall_id = codes.get(code).copied();
            stalls.push(draw_entry_stall::ActiveModel {
                market_id: Set(draw.market_id),
                draw_id: Set(draw.id),
                draw_entry_id: Set(entry_id.ok_or(StoreError::Missing("entry"))?),
                stall_id: Set(stall_id.ok_or(StoreError::Missing("stall of an entry"))?),
                ..Default::default()
            });
        }
    }
    Ok(tx.insert_all(stalls).await?)
}

/// What the public is told: never a stall, never a pool. Whoever waits, in whichever pool, is
/// "waiting", and no number stands beside a code: who waits for a charity stall alone has none in
/// the open list, and would be known by that.
fn public_result(entry: &Entry) -> PublicResult {
    let mut standings = entry.standings.iter();
    if !entry.stalls.is_empty() {
        PublicResult::Placed
    } else if standings.any(|standing| standing.waiting.is_some()) {
        PublicResult::Waiting
    } else {
        PublicResult::NotPlaced
    }
}

fn open_waiting(entry: &Entry) -> Option<i32> {
    let open = entry
        .standings
        .iter()
        .find(|standing| standing.pool == Pool::Open.as_str())?;
    open.waiting?.try_into().ok()
}

/// The position in the pool that placed them, else in the last pool in which they stood.
fn placed_position(entry: &Entry) -> Option<u32> {
    let placed = entry
        .standings
        .iter()
        .find(|standing| Some(&standing.pool) == entry.pool.as_ref());
    placed
        .or(entry.standings.last())
        .map(|standing| standing.position)
}

/// A correction leaves the round drawn, as it was when it was made.
fn next_round(round: &Round, draw: &draw::Model) -> Result<Round, AppError> {
    let next = match draw.number {
        1 => round.record_draw(0)?,
        _ => round.correct()?,
    };
    Ok(next)
}

/// When the last draw of a round is computed, the round is drawn.
async fn advance_round(
    app: &App,
    tx: &WriteTx,
    round: &entity::round::Model,
    next: Round,
) -> Result<(), AppError> {
    let draws = store::draw::list_draws(tx.conn(), round.id).await?;
    if round.state == next.state || draws.iter().any(|draw| draw.state != DrawState::Computed) {
        return Ok(());
    }
    let change = entity::round::ActiveModel {
        state: Set(next.state),
        ..Default::default()
    };
    tx.update(round.id.0, round.version, change).await?;
    let market = store::market::load_market(tx.conn(), round.market_id).await?;
    let change = Change {
        action: "draw",
        subject: format!("round:{}/{}", market.slug, round.code),
        from: Some(round.state.as_str()),
        to: Some(next.state.as_str()),
        ..Change::default()
    };
    record(app, tx, &Actor::System, Some(round.market_id), change).await
}
