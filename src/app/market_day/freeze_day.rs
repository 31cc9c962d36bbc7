//! Fix the list of a day: who stands by, what is free, and the commitment to both.

use std::collections::BTreeMap;

use chrono::Duration;
use entity::kinds::DrawState;
use entity::{day_draw, market_day, standby_entry};
use sea_orm::ActiveValue::Set;

use super::problem::{DayList, build_day_problem, load_day_list};
use super::step::{DayRef, DayStep, begin_draw_step};
use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::market_day::leave_standby;
use crate::engine::{ENGINE_VERSION, Problem};
use crate::store::{self, WriteTx};
use crate::verify::{Freezing, FrozenList, Hex32, SeedOrigin, SeedSource};

/// The lists of a day that opens before noon close the evening before: none closes earlier than this
/// before it opens.
const LOOKS_AHEAD: Duration = Duration::hours(20);

/// Digits that are called out at the market, once the list is fixed.
pub const SEED_SOURCES: &[SeedSource] = &[SeedSource {
    from: SeedOrigin::CeremonyDigits {},
    fallback: None,
}];

/// # Errors
/// `Refused` before the lists close, once the market has opened, or when nobody stands by.
pub async fn freeze_day(app: &App, actor: &Actor, at: &DayRef) -> Result<(), AppError> {
    let market = find_market(app.store.reader(), &at.market).await?;
    actor.require_operator(market.id)?;
    let (step, round) = begin_draw_step(app, at).await?;
    let list = load_day_list(step.tx.conn(), &step.facts, &round).await?;

    let draw = step
        .facts
        .lifecycle()
        .freeze(app.now(), list.standing.len())?;
    let problem = build_day_problem(&step.facts, &list)?;
    let frozen = freeze(at, &list, &problem)?;

    for entry in &list.dropped {
        drop_entry(&step.tx, entry).await?;
    }
    let row = day_draw::ActiveModel {
        market_id: Set(market.id),
        market_day_id: Set(step.facts.row.id),
        round_id: Set(round.id),
        state: Set(draw.state),
        problem: Set(problem.canonical_bytes()),
        engine_version: Set(ENGINE_VERSION.to_owned()),
        commitment: Set(frozen.commitment().to_hex()),
        attempts: Set(0),
        frozen_at: Set(app.now()),
        version: Set(1),
        ..Default::default()
    };
    step.tx.insert(row).await?;
    let change = Change {
        action: "freeze_day",
        subject: step.facts.subject(),
        to: Some(DrawState::AwaitingSeed.as_str()),
        reason: Some(frozen.commitment().to_hex()),
        ..Change::default()
    };
    record(app, &step.tx, actor, Some(market.id), change).await?;
    step.tx.commit().await?;
    Ok(())
}

fn freeze(at: &DayRef, list: &DayList, problem: &Problem) -> Result<FrozenList, AppError> {
    let salts = list
        .standing
        .iter()
        .map(|row| (row.application.code.clone(), row.entry.salt.as_str()));
    frozen_list(&at.name(), ENGINE_VERSION, problem, salts)
}

/// The list of a day with its tree, from what is stored.
///
/// # Errors
/// `Internal` when a salt is missing or unreadable.
pub fn frozen_list<'a>(
    name: &str,
    engine_version: &str,
    problem: &Problem,
    salts: impl Iterator<Item = (String, &'a str)>,
) -> Result<FrozenList, AppError> {
    let salts: Result<BTreeMap<String, Hex32>, _> = salts
        .map(|(code, salt)| Hex32::parse(salt).map(|salt| (code, salt)))
        .collect();
    let salts = salts.map_err(|error| AppError::Internal(error.to_string()))?;
    FrozenList::new(Freezing {
        draw: name,
        engine_version,
        seed_sources: SEED_SOURCES,
        problem,
        salts: &salts,
    })
    .map_err(|error| AppError::Internal(error.to_string()))
}

/// Whoever has a stall by now, or may not trade, is not drawn.
async fn drop_entry(tx: &WriteTx, entry: &standby_entry::Model) -> Result<(), AppError> {
    let change = standby_entry::ActiveModel {
        state: Set(leave_standby(Some(entry.state))?),
        ..Default::default()
    };
    Ok(tx.update(entry.id.0, entry.version, change).await?)
}

/// Fixes the list of every day whose time has come. Returns how many there were.
///
/// # Errors
/// When the database fails; a day that cannot be fixed is logged and passed over.
pub async fn freeze_due_days(app: &App) -> Result<usize, AppError> {
    let now = app.now();
    let reader = app.store.reader();
    let due = store::day::list_days_with_standby(reader, now, now + LOOKS_AHEAD).await?;
    let mut frozen = 0;
    for day in due {
        let at = day_ref(app, &day).await?;
        match freeze_day(app, &Actor::System, &at).await {
            Ok(()) => frozen += 1,
            // Not yet, or another instance was faster.
            Err(AppError::Refused(_) | AppError::Stale) => {}
            Err(error) => tracing::error!(day = at.name(), %error, "cannot fix the list"),
        }
    }
    Ok(frozen)
}

/// # Errors
/// `NotFound` when its trading time has been retired since.
pub async fn day_ref(app: &App, day: &market_day::Model) -> Result<DayRef, AppError> {
    let db = app.store.reader();
    let market = store::market::load_market(db, day.market_id).await?;
    let times = store::market::list_trading_times(db, day.market_id).await?;
    let time = times.iter().find(|time| time.id == day.trading_time_id);
    Ok(DayRef {
        market: market.slug,
        trading_time: time.ok_or(AppError::NotFound("trading time"))?.code.clone(),
        date: day.date,
    })
}

impl DayStep {
    /// The draw of the day, once its list is fixed.
    ///
    /// # Errors
    /// `NotFound` before.
    pub fn draw(&self) -> Result<&day_draw::Model, AppError> {
        self.facts.draw.as_ref().ok_or(AppError::NotFound("draw"))
    }
}
