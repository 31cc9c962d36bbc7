//! What the public sees of a market: its plan, and who is there on the next market day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use chrono_tz::Tz;
use entity::ids::{CategoryId, StallId};
use entity::{market, market_day, registration, round, trading_time};

use crate::app::place::find_market;
use crate::app::round::list_public_rounds;
use crate::app::round::step::{local_date, time_zone_of};
use crate::app::{App, AppError};
use crate::store;
use crate::store::market::MarketPlan;

/// A market at one trading time.
#[derive(Debug)]
pub struct MarketShown {
    pub market: market::Model,
    pub time_zone: Tz,
    pub plan: MarketPlan,
    /// All rounds that were opened, the latest term first.
    pub rounds: Vec<round::Model>,
    pub today: NaiveDate,
    /// None when the market has no trading times yet.
    pub time: Option<trading_time::Model>,
    /// Today or the next market day of the trading time; none when no term lies ahead.
    pub day: Option<market_day::Model>,
    pub present: BTreeMap<StallId, Present>,
    pub blocked: BTreeSet<StallId>,
}

/// A vendor who has a stall on the day.
#[derive(Clone, Debug)]
pub struct Present {
    pub vendor: registration::Model,
    pub category: Option<CategoryId>,
}

/// How far ahead the next market day is looked for.
const HORIZON_DAYS: i64 = 400;

/// # Errors
/// `NotFound` when there is no such market.
pub async fn show_market(
    app: &App,
    slug: &str,
    time_code: Option<&str>,
) -> Result<MarketShown, AppError> {
    let db = app.store.reader();
    let market = find_market(db, slug).await?;
    let time_zone = time_zone_of(&market)?;
    let plan = store::market::load_plan(db, market.id).await?;
    let today = local_date(app.now(), time_zone);
    let (time, day) = time_and_day(app, &market, &plan, today, time_code).await?;
    let (mut present, mut blocked) = (BTreeMap::new(), BTreeSet::new());
    if let Some(day) = &day {
        present = present_on(app, day).await?;
        let blocks = store::market::list_blocks(db, market.id, day.date, day.date).await?;
        blocked = blocks.into_iter().map(|block| block.stall_id).collect();
    }
    Ok(MarketShown {
        rounds: list_public_rounds(app, &market).await?,
        market,
        time_zone,
        plan,
        today,
        time,
        day,
        present,
        blocked,
    })
}

/// The trading time that was asked for, else the one whose next day comes first.
async fn time_and_day(
    app: &App,
    market: &market::Model,
    plan: &MarketPlan,
    today: NaiveDate,
    time_code: Option<&str>,
) -> Result<(Option<trading_time::Model>, Option<market_day::Model>), AppError> {
    let mut best: (Option<trading_time::Model>, Option<market_day::Model>) = (None, None);
    for time in &plan.trading_times {
        if time_code.is_some_and(|code| code != time.code) {
            continue;
        }
        let until = today + chrono::Duration::days(HORIZON_DAYS);
        let days =
            store::market::list_market_days(app.store.reader(), market.id, time.id, today, until)
                .await?;
        let day = days.into_iter().next();
        let is_sooner = match (&day, &best.1) {
            (Some(day), Some(found)) => day.date < found.date,
            (Some(_), None) => true,
            (None, _) => best.0.is_none(),
        };
        if is_sooner {
            best = (Some(time.clone()), day);
        }
    }
    match (best.0.is_none(), time_code) {
        (true, Some(_)) => Err(AppError::NotFound("trading time")),
        _ => Ok(best),
    }
}

async fn present_on(
    app: &App,
    day: &market_day::Model,
) -> Result<BTreeMap<StallId, Present>, AppError> {
    let db = app.store.reader();
    let held = store::day::list_present(db, day.id).await?;
    let ids = held
        .iter()
        .filter_map(|(holding, _)| holding.application_id)
        .collect();
    let applications = store::application::load_applications(db, ids).await?;
    let categories: BTreeMap<_, _> = applications
        .into_iter()
        .map(|row| (row.id, row.category_id))
        .collect();
    Ok(held
        .into_iter()
        .map(|(holding, vendor)| {
            let category = holding
                .application_id
                .and_then(|id| categories.get(&id).copied());
            (holding.stall_id, Present { vendor, category })
        })
        .collect())
}

/// Every market, for the first page.
///
/// # Errors
/// When the database fails.
pub async fn list_markets(app: &App) -> Result<Vec<market::Model>, AppError> {
    Ok(store::market::list_markets(app.store.reader()).await?)
}
