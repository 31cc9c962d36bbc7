//! The call of a round, as the public reads it: dates, rules, and what is given out.

use chrono_tz::Tz;
use entity::ids::TradingTimeId;
use entity::kinds::Pool;
use entity::{market, organisation, round, trading_time};

use super::step::{lifecycle, read, time_zone_of};
use crate::app::place::find_public_round;
use crate::app::{App, AppError};
use crate::domain::announced::AnnouncedDates;
use crate::domain::rules::RoundRules;
use crate::store;
use crate::store::market::MarketPlan;

#[derive(Debug)]
pub struct CallShown {
    pub market: market::Model,
    pub round: round::Model,
    pub time_zone: Tz,
    pub rules: RoundRules,
    pub dates: AnnouncedDates,
    pub plan: MarketPlan,
    pub times: Vec<TimeGivenOut>,
    pub organisations: Vec<organisation::Model>,
    /// Applications are taken at this moment.
    pub takes_applications: bool,
}

/// A trading time of the round and how many slots of each pool it has.
#[derive(Clone, Debug)]
pub struct TimeGivenOut {
    pub time: trading_time::Model,
    pub open_slots: usize,
    pub charity_slots: usize,
}

/// # Errors
/// `NotFound` when there is no such round, or it never opened.
pub async fn show_call(app: &App, market: &str, round: &str) -> Result<CallShown, AppError> {
    let db = app.store.reader();
    let (market, round) = find_public_round(db, market, round).await?;
    let plan = store::market::load_plan(db, market.id).await?;
    let ids = store::round::list_round_times(db, round.id).await?;
    let slots = store::round::list_slots(db, round.id).await?;
    let count = |id: TradingTimeId, pool: Pool| {
        slots
            .iter()
            .filter(|slot| slot.trading_time_id == id && slot.pool == pool)
            .count()
    };
    let times = plan
        .trading_times
        .iter()
        .filter(|time| ids.contains(&time.id));
    Ok(CallShown {
        times: times
            .map(|time| TimeGivenOut {
                open_slots: count(time.id, Pool::Open),
                charity_slots: count(time.id, Pool::Charity),
                time: time.clone(),
            })
            .collect(),
        time_zone: time_zone_of(&market)?,
        rules: read(&round.rules)?,
        dates: read(&round.plan)?,
        organisations: store::attestation::list_organisations(db).await?,
        takes_applications: lifecycle(&round).takes_applications(app.now()).is_ok(),
        plan,
        market,
        round,
    })
}
