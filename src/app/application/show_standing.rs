//! Where one vendor stands and why: everything that belongs to one application, behind its link.

use chrono_tz::Tz;
use entity::ids::{StallId, TradingTimeId};
use entity::kinds::{DrawState, HoldingState, OfferState, Pool, RoundState};
use entity::{
    application, holding, market, offer, offer_stall, person, registration, round, waiting_entry,
};

use crate::app::draw::results::DrawResults;
use crate::app::round::step::{read, time_zone_of};
use crate::app::{Actor, App, AppError};
use crate::domain::announced::AnnouncedDates;
use crate::domain::rules::RoundRules;
use crate::domain::values::SecretLink;
use crate::store;
use crate::store::application::TimeWithWishes;
use crate::store::market::MarketPlan;
use crate::text::message::TimeResult;

#[derive(Debug)]
pub struct StandingShown {
    pub market: market::Model,
    pub time_zone: Tz,
    pub round: round::Model,
    pub rules: RoundRules,
    pub dates: AnnouncedDates,
    pub plan: MarketPlan,
    pub application: application::Model,
    pub person: person::Model,
    pub registration: registration::Model,
    pub times: Vec<TimeStanding>,
}

/// One trading time of the application, as far as it has come.
#[derive(Debug)]
pub struct TimeStanding {
    pub wanted: TimeWithWishes,
    /// From publication on.
    pub result: Option<TimeResult>,
    /// The latest one.
    pub offer: Option<OfferShown>,
    /// What they have had in this round, one for each stall.
    pub holdings: Vec<holding::Model>,
    pub waiting: Vec<waiting_entry::Model>,
}

/// An offer with its stalls.
#[derive(Clone, Debug)]
pub struct OfferShown {
    pub offer: offer::Model,
    pub stalls: Vec<offer_stall::Model>,
}

impl TimeStanding {
    /// What they have now, if anything.
    pub fn running(&self) -> impl Iterator<Item = &holding::Model> {
        let holdings = self.holdings.iter();
        holdings.filter(|held| held.state == HoldingState::Running)
    }

    /// Each stall that they have or that is kept for them, with the pool that its fee goes by.
    pub fn stalls(&self) -> Vec<(StallId, Pool)> {
        let held: Vec<_> = self
            .running()
            .map(|held| (held.stall_id, held.pool))
            .collect();
        let open = self
            .offer
            .iter()
            .filter(|shown| shown.offer.state == OfferState::Open);
        let offered =
            open.flat_map(|shown| shown.stalls.iter().map(|row| (row.stall_id, row.pool)));
        if held.is_empty() {
            offered.collect()
        } else {
            held
        }
    }
}

/// Who the bearer of a secret link is.
///
/// # Errors
/// `NotFound` when the link belongs to no application.
pub async fn find_vendor(app: &App, secret: &str) -> Result<Actor, AppError> {
    let link = SecretLink::parse(secret).map_err(|_| AppError::NotFound("application"))?;
    let found =
        store::application::find_application_by_link(app.store.reader(), &link.hash()).await?;
    let application = found.ok_or(AppError::NotFound("application"))?;
    Ok(Actor::Vendor {
        application_id: application.id,
        code: application.code,
    })
}

/// # Errors
/// `NotFound` for all but the vendor and the operators of the market.
pub async fn show_standing(
    app: &App,
    actor: &Actor,
    code: &str,
) -> Result<StandingShown, AppError> {
    let db = app.store.reader();
    let application = crate::app::place::find_application(db, code).await?;
    actor.require_vendor(application.market_id, application.id)?;
    let market = store::market::load_market(db, application.market_id).await?;
    let round = store::round::load_round(db, application.round_id).await?;
    let registration = store::person::load_registration(db, application.registration_id).await?;
    let registration = store::merge::load_current(db, registration).await?;
    let plan = store::market::load_plan(db, market.id).await?;
    let times = load_times(app, &plan, &round, &application).await?;
    Ok(StandingShown {
        time_zone: time_zone_of(&market)?,
        rules: read(&round.rules)?,
        dates: read(&round.plan)?,
        person: store::person::load_person(db, registration.person_id).await?,
        market,
        round,
        plan,
        application,
        registration,
        times,
    })
}

async fn load_times(
    app: &App,
    plan: &MarketPlan,
    round: &round::Model,
    application: &application::Model,
) -> Result<Vec<TimeStanding>, AppError> {
    let db = app.store.reader();
    let offers = store::offer::list_offers_of(db, application.id).await?;
    let ids = offers.iter().map(|offer| offer.id).collect();
    let stalls = store::offer::list_offer_stalls(db, ids).await?;
    let with_stalls = |offer: &offer::Model| OfferShown {
        stalls: stalls.get(&offer.id).cloned().unwrap_or_default(),
        offer: offer.clone(),
    };
    let holdings = store::holding::list_holdings_of(db, application.registration_id).await?;
    let waiting = store::waiting::list_waiting_of(db, application.id).await?;
    let times = store::application::load_times(db, application.id).await?;
    let results = load_results(app, plan, round, application, &times).await?;
    let mut standings = Vec::new();
    for wanted in times {
        let id = wanted.time.trading_time_id;
        standings.push(TimeStanding {
            result: results
                .iter()
                .find(|(time, _)| *time == id)
                .map(|(_, said)| said.clone()),
            offer: offers
                .iter()
                .rfind(|offer| offer.trading_time_id == id)
                .map(with_stalls),
            holdings: holdings
                .iter()
                .filter(|held| held.trading_time_id == id && held.round_id == round.id)
                .cloned()
                .collect(),
            waiting: waiting
                .iter()
                .filter(|row| row.trading_time_id == id)
                .cloned()
                .collect(),
            wanted,
        });
    }
    Ok(standings)
}

async fn load_results(
    app: &App,
    plan: &MarketPlan,
    round: &round::Model,
    application: &application::Model,
    wanted: &[TimeWithWishes],
) -> Result<Vec<(TradingTimeId, TimeResult)>, AppError> {
    let db = app.store.reader();
    let is_public = matches!(
        round.state,
        RoundState::Published | RoundState::Final | RoundState::Running | RoundState::Closed
    );
    if !is_public {
        return Ok(Vec::new());
    }
    let mut results = Vec::new();
    for draw in store::draw::list_latest_draws(db, round.id).await? {
        if draw.state != DrawState::Published {
            continue;
        }
        let said = DrawResults::load(db, &draw).await?;
        let Some(entry) = said
            .entries
            .iter()
            .find(|row| row.application_id == application.id)
        else {
            continue;
        };
        let time = wanted
            .iter()
            .find(|row| row.time.trading_time_id == draw.trading_time_id);
        let result = said.time_result(plan, entry, application, time)?;
        results.push((draw.trading_time_id, result));
    }
    Ok(results)
}
