//! What every change of a market day has in common: how it is found, locked, and who may act.

use chrono::NaiveDate;
use chrono_tz::Tz;
use entity::{application, day_draw, holding, market, market_day, registration, round};
use sea_orm::ConnectionTrait;

use crate::app::place::{find_application, find_market};
use crate::app::round::step::{read, time_zone_of};
use crate::app::{Actor, App, AppError};
use crate::domain::market_day::{MarketDay, MarketDayRefusal};
use crate::domain::values::Names;
use crate::store::market::MarketPlan;
use crate::store::{self, WriteTx};

/// A market day by the codes that people and URLs use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRef {
    pub market: String,
    pub trading_time: String,
    pub date: NaiveDate,
}

impl DayRef {
    /// How audit, occurrences and the commitment name it.
    pub fn name(&self) -> String {
        format!("{}/{}/{}", self.market, self.date, self.trading_time)
    }
}

/// A market day, as anybody needs to see it.
#[derive(Debug)]
pub struct DayFacts {
    pub at: DayRef,
    pub market: market::Model,
    pub time_zone: Tz,
    pub plan: MarketPlan,
    pub time: Names,
    pub row: market_day::Model,
    pub draw: Option<day_draw::Model>,
}

/// # Errors
/// `NotFound` when there is no such day.
pub async fn load_day(db: &impl ConnectionTrait, at: &DayRef) -> Result<DayFacts, AppError> {
    let market = find_market(db, &at.market).await?;
    let plan = store::market::load_plan(db, market.id).await?;
    let time = plan
        .trading_time_by_code(&at.trading_time)
        .ok_or(AppError::NotFound("trading time"))?;
    let found = store::day::find_market_day(db, market.id, time.id, at.date).await?;
    let row = found.ok_or(AppError::NotFound("market day"))?;
    Ok(DayFacts {
        at: at.clone(),
        time_zone: time_zone_of(&market)?,
        draw: store::day::find_day_draw(db, row.id).await?,
        time: read(&time.names)?,
        market,
        plan,
        row,
    })
}

impl DayFacts {
    pub fn lifecycle(&self) -> MarketDay {
        MarketDay {
            date: self.row.date,
            opens_at_utc: self.row.opens_at,
            zone: self.time_zone,
            draw: self.draw.as_ref().map(|draw| draw.state),
        }
    }

    pub fn subject(&self) -> String {
        format!("market_day:{}", self.at.name())
    }

    pub fn stall_code(&self, id: entity::ids::StallId) -> String {
        self.plan
            .stall(id)
            .map_or_else(String::new, |row| row.stall.code.clone())
    }
}

/// A market day whose lists nobody else changes until the transaction ends.
#[derive(Debug)]
pub struct DayStep {
    pub tx: WriteTx,
    pub facts: DayFacts,
    /// The round that gives out its stalls; locked too, when it is asked for by `begin_draw_step`.
    pub round: Option<round::Model>,
}

/// # Errors
/// `NotFound` when there is no such day.
pub async fn begin_day(app: &App, at: &DayRef) -> Result<DayStep, AppError> {
    let tx = app.store.begin_write().await?;
    let day = load_day(tx.conn(), at).await?.row;
    store::day::lock_market_day(&tx, day.id).await?;
    // What was read before the lock may have changed until it was there.
    let facts = load_day(tx.conn(), at).await?;
    let round = store::day::find_round_of_day(tx.conn(), &facts.row).await?;
    Ok(DayStep { tx, facts, round })
}

/// As `begin_day`, with the round locked first, as every offer does: nobody is offered what is
/// about to be drawn.
///
/// # Errors
/// `NotFound` when there is no such day, `Refused` when no round gives out its stalls.
pub async fn begin_draw_step(app: &App, at: &DayRef) -> Result<(DayStep, round::Model), AppError> {
    let tx = app.store.begin_write().await?;
    let day = load_day(tx.conn(), at).await?.row;
    let round = store::day::find_round_of_day(tx.conn(), &day).await?;
    let round = round.ok_or(MarketDayRefusal::NoRound)?;
    let round = store::round::lock_round(&tx, round.id).await?;
    store::day::lock_market_day(&tx, day.id).await?;
    let facts = load_day(tx.conn(), at).await?;
    let step = DayStep {
        tx,
        facts,
        round: Some(round.clone()),
    };
    Ok((step, round))
}

/// The vendor behind an application, for themselves or at a window.
///
/// # Errors
/// `Forbidden` for all but the vendor and the operators; `NotFound` for another market's vendor.
pub async fn find_vendor_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    market: &market::Model,
    code: &str,
) -> Result<(application::Model, registration::Model), AppError> {
    let application = find_application(db, code).await?;
    actor.require_vendor(application.market_id, application.id)?;
    if application.market_id != market.id {
        return Err(AppError::NotFound("application"));
    }
    let vendor = store::person::load_registration(db, application.registration_id).await?;
    Ok((application, vendor))
}

/// Whoever has this stall on the day, if it is the actor's own or they run the market.
///
/// # Errors
/// `Forbidden` for a vendor whose stall it is not; `Refused` when nobody holds it.
pub async fn find_holding(
    actor: &Actor,
    step: &DayStep,
    stall: &str,
) -> Result<holding::Model, AppError> {
    let db = step.tx.conn();
    let id = step
        .facts
        .plan
        .stall_by_code(stall)
        .ok_or(AppError::NotFound("stall"))?
        .stall
        .id;
    let holders = store::day::list_holders(db, step.facts.row.id).await?;
    let held = holders.into_iter().find(|(held, _)| held.stall_id == id);
    let Some((held, _)) = held else {
        actor.require_operator(step.facts.market.id)?;
        return Err(MarketDayRefusal::HoldsNothing.into());
    };
    let is_own = match actor {
        Actor::Vendor { application_id, .. } => {
            let own = store::application::load_application(db, *application_id).await?;
            own.registration_id == held.registration_id
        }
        _ => false,
    };
    if !is_own {
        actor.require_operator(step.facts.market.id)?;
    }
    Ok(held)
}

/// The stall that a vendor has on the day, absent or not.
///
/// # Errors
/// When the database cannot be read.
pub async fn stall_of(
    step: &DayStep,
    vendor: &registration::Model,
) -> Result<Option<String>, AppError> {
    let db = step.tx.conn();
    let taken = store::day::list_occupancies(db, step.facts.row.id).await?;
    let vendors = store::day::vendors_of(db, &taken).await?;
    let own = taken
        .iter()
        .find(|row| vendors.get(&row.id) == Some(&vendor.id));
    Ok(own.map(|row| step.facts.stall_code(row.stall_id)))
}
