//! The public results of a round: by code, never with a stall or a pool beside it.

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;
use entity::ids::ApplicationId;
use entity::kinds::{ApplicationState, DrawState, PublicResult, RoundState};
use entity::{draw, market, round, round_log, trading_time};

use super::step::{read, time_zone_of};
use crate::app::place::find_public_round;
use crate::app::{App, AppError};
use crate::domain::announced::AnnouncedDates;
use crate::domain::rules::RoundRules;
use crate::store;

#[derive(Debug)]
pub struct ResultsShown {
    pub market: market::Model,
    pub round: round::Model,
    pub time_zone: Tz,
    pub dates: AnnouncedDates,
    pub rules: RoundRules,
    pub times: Vec<trading_time::Model>,
    /// The trading time that is shown.
    pub time: Option<trading_time::Model>,
    /// Its draw, from freezing on.
    pub draw: Option<draw::Model>,
    /// Sorted by code. Empty until the list is public.
    pub rows: Vec<ResultShown>,
    /// What was done by hand, for this trading time or for all.
    pub log: Vec<round_log::Model>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultShown {
    pub code: String,
    /// None while only the list is public.
    pub result: Option<PublicResult>,
}

/// # Errors
/// `NotFound` when there is no such round or trading time, or the round never opened.
pub async fn show_results(
    app: &App,
    market: &str,
    round: &str,
    time_code: Option<&str>,
) -> Result<ResultsShown, AppError> {
    let db = app.store.reader();
    let (market, round) = find_public_round(db, market, round).await?;
    let ids = store::round::list_round_times(db, round.id).await?;
    let mut times = store::market::list_trading_times(db, market.id).await?;
    times.retain(|time| ids.contains(&time.id));
    let time = match time_code {
        Some(code) => {
            let found = times.iter().find(|time| time.code == code);
            Some(found.ok_or(AppError::NotFound("trading time"))?.clone())
        }
        None => times.first().cloned(),
    };
    let draws = store::draw::list_draws(db, round.id).await?;
    let draw = time.as_ref().and_then(|time| {
        draws
            .into_iter()
            .rfind(|draw| draw.trading_time_id == time.id)
    });
    Ok(ResultsShown {
        rows: match &time {
            Some(time) => list_rows(app, &round, time, draw.as_ref()).await?,
            None => Vec::new(),
        },
        log: list_log(app, &round, time.as_ref()).await?,
        time_zone: time_zone_of(&market)?,
        dates: read(&round.plan)?,
        rules: read(&round.rules)?,
        market,
        round,
        times,
        time,
        draw,
    })
}

async fn list_log(
    app: &App,
    round: &round::Model,
    time: Option<&trading_time::Model>,
) -> Result<Vec<round_log::Model>, AppError> {
    let mut log = store::round_log::list_round_log(app.store.reader(), round.id).await?;
    let shown = time.map(|time| time.id);
    log.retain(|row| row.trading_time_id.is_none() || row.trading_time_id == shown);
    Ok(log)
}

async fn list_rows(
    app: &App,
    round: &round::Model,
    time: &trading_time::Model,
    draw: Option<&draw::Model>,
) -> Result<Vec<ResultShown>, AppError> {
    if !list_is_public(round.state) {
        return Ok(Vec::new());
    }
    match draw {
        Some(draw) if draw.state == DrawState::Published => drawn_rows(app, round, draw).await,
        Some(draw) if draw.number > 1 => Ok(frozen_codes(app, draw)
            .await?
            .into_iter()
            .map(|code| ResultShown { code, result: None })
            .collect()),
        _ => listed_rows(app, round, time, draw).await,
    }
}

const fn list_is_public(state: RoundState) -> bool {
    !matches!(
        state,
        RoundState::Planned | RoundState::Open | RoundState::Reviewing | RoundState::Cancelled
    )
}

async fn listed_rows(
    app: &App,
    round: &round::Model,
    time: &trading_time::Model,
    draw: Option<&draw::Model>,
) -> Result<Vec<ResultShown>, AppError> {
    let is_frozen = draw.is_some();
    let list = store::application::list_with_times(app.store.reader(), round.id).await?;
    Ok(list
        .into_iter()
        .filter(|row| match row.application.state {
            ApplicationState::Accepted => true,
            // Whoever withdrew after freezing stays on the list.
            ApplicationState::Withdrawn => {
                is_frozen && row.application.withdrawn_at >= draw.map(|draw| draw.frozen_at)
            }
            _ => false,
        })
        .filter(|row| {
            row.times
                .iter()
                .any(|wanted| wanted.time.trading_time_id == time.id)
        })
        .map(|row| ResultShown {
            code: row.application.code,
            result: None,
        })
        .collect())
}

async fn drawn_rows(
    app: &App,
    round: &round::Model,
    draw: &draw::Model,
) -> Result<Vec<ResultShown>, AppError> {
    let db = app.store.reader();
    let codes: BTreeMap<ApplicationId, String> = store::application::list_ids(db, round.id)
        .await?
        .into_iter()
        .map(|(code, id)| (id, code))
        .collect();
    let mut rows: Vec<ResultShown> = store::draw::list_entries(db, draw.id)
        .await?
        .into_iter()
        .filter_map(|entry| {
            Some(ResultShown {
                code: codes.get(&entry.application_id)?.clone(),
                result: Some(entry.public_result),
            })
        })
        .collect();
    if draw.number > 1 {
        let mut taken_out = frozen_codes(app, draw).await?;
        for row in &rows {
            taken_out.remove(&row.code);
        }
        rows.extend(taken_out.into_iter().map(|code| ResultShown {
            code,
            result: Some(PublicResult::NotPlaced),
        }));
    }
    rows.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(rows)
}

/// Everyone who stood on the list when it was frozen, those taken out since included.
async fn frozen_codes(app: &App, draw: &draw::Model) -> Result<BTreeSet<String>, AppError> {
    let db = app.store.reader();
    let draws = store::draw::list_draws(db, draw.round_id).await?;
    let first = draws
        .iter()
        .find(|first| first.trading_time_id == draw.trading_time_id);
    let Some(first) = first else {
        return Ok(BTreeSet::new());
    };
    let salts = store::draw::list_salts(db, first.id).await?;
    Ok(salts.into_iter().map(|(code, _)| code).collect())
}
