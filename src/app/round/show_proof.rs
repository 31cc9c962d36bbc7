//! What the draws of a round can be checked with, as the public reads it.

use chrono_tz::Tz;
use entity::{draw, market, round, trading_time};

use super::step::{read, time_zone_of};
use crate::app::place::find_public_round;
use crate::app::{App, AppError};
use crate::domain::announced::AnnouncedDates;
use crate::domain::rules::RoundRules;
use crate::store;

#[derive(Debug)]
pub struct ProofShown {
    pub market: market::Model,
    pub round: round::Model,
    pub time_zone: Tz,
    pub dates: AnnouncedDates,
    pub rules: RoundRules,
    /// Each trading time with its latest draw; none before the list is frozen.
    pub draws: Vec<(trading_time::Model, draw::Model)>,
}

/// # Errors
/// `NotFound` when there is no such round, or it never opened.
pub async fn show_proof(app: &App, market: &str, round: &str) -> Result<ProofShown, AppError> {
    let db = app.store.reader();
    let (market, round) = find_public_round(db, market, round).await?;
    let draws = store::draw::list_draws(db, round.id).await?;
    let times = store::market::list_trading_times(db, market.id).await?;
    let latest = times.into_iter().filter_map(|time| {
        let mut of_time = draws.iter().filter(|draw| draw.trading_time_id == time.id);
        let draw = of_time.next_back()?.clone();
        Some((time, draw))
    });
    Ok(ProofShown {
        draws: latest.collect(),
        time_zone: time_zone_of(&market)?,
        dates: read(&round.plan)?,
        rules: read(&round.rules)?,
        market,
        round,
    })
}
