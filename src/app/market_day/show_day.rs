//! One market day for the staff: who has what, who is absent, who stands by, what is free.
//!
//! Day staff see stall and vendor only, and so does the list for print.

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;
use entity::ids::{ApplicationId, HoldingId, StallId};
use entity::kinds::{DrawState, Origin, Role, StandbyState};
use entity::{holding, market, market_day, registration, round};

use super::freeze_day::frozen_list;
use super::list_my_days::digits_of;
use super::results::{DayResults, frozen_problem};
use super::step::{DayFacts, DayRef, load_day};
use crate::app::place::find_market;
use crate::app::round::step::{local_date, time_zone_of};
use crate::app::{Actor, App, AppError};
use crate::domain::market_day::MarketDay;
use crate::domain::values::Names;
use crate::engine::Outcome;
use crate::store;
use crate::text::message::TimeResult;
use crate::verify::{AuditorBundle, Drawn, SeedValue};

/// So many days are listed.
const DAYS_LISTED: u64 = 12;

#[derive(Debug)]
pub struct DayShown {
    pub at: DayRef,
    pub market: market::Model,
    pub time_zone: Tz,
    pub trading_time: Names,
    pub row: market_day::Model,
    pub day: MarketDay,
    pub round: Option<round::Model>,
    /// Every stall that is let that day, by code.
    pub stalls: Vec<StallOnDay>,
    /// None for those who see stall and vendor only.
    pub inside: Option<DayInside>,
}

/// What only those who run or audit the allocation see.
#[derive(Debug)]
pub struct DayInside {
    /// They may change something.
    pub is_operator: bool,
    pub standby: Vec<OnStandby>,
    pub commitment: Option<String>,
    pub digits: Vec<String>,
    /// How many stalls there were to give out, once it is drawn.
    pub free: u32,
    pub draw: Option<DrawState>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StallOnDay {
    pub code: String,
    /// Whose it is that day.
    pub vendor: Option<String>,
    pub usage: StallUse,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StallUse {
    Free,
    /// Kept for an offer that is not answered yet.
    Kept,
    Held,
    /// Its holder does not come, and nobody else has it.
    Absent,
    /// Held for this one day.
    ForTheDay,
}

impl StallOnDay {
    /// To them an absent holder's stall is just free, and whoever is there is there.
    fn tell_day_staff(&mut self) {
        match self.usage {
            StallUse::Absent | StallUse::Free => {
                self.usage = StallUse::Free;
                self.vendor = None;
            }
            StallUse::ForTheDay | StallUse::Held => self.usage = StallUse::Held,
            StallUse::Kept => {}
        }
    }

    /// Whether somebody can have it that day.
    pub fn is_free(&self) -> bool {
        matches!(self.usage, StallUse::Free | StallUse::Absent)
    }
}

#[derive(Clone, Debug)]
pub struct OnStandby {
    pub code: String,
    /// None for who may not learn it.
    pub vendor: Option<String>,
    pub state: StandbyState,
    pub result: Option<TimeResult>,
}

/// # Errors
/// `Forbidden` for all but the staff of the market.
pub async fn show_day(app: &App, actor: &Actor, at: &DayRef) -> Result<DayShown, AppError> {
    let db = app.store.reader();
    let facts = load_day(db, at).await?;
    require_day_reader(actor, &facts.market)?;
    let is_reader = actor.require_reader(facts.market.id).is_ok();
    let round = store::day::find_round_of_day(db, &facts.row).await?;
    let inside = if is_reader {
        Some(load_inside(app, actor, &facts).await?)
    } else {
        None
    };
    let mut stalls = load_stalls(app, &facts, round.as_ref()).await?;
    if inside.is_none() {
        stalls.iter_mut().for_each(StallOnDay::tell_day_staff);
    }
    if !actor.knows_names(facts.market.id) && is_reader {
        for stall in &mut stalls {
            stall.vendor = None;
        }
    }
    Ok(DayShown {
        day: facts.lifecycle(),
        stalls,
        inside,
        round,
        at: facts.at,
        market: facts.market,
        time_zone: facts.time_zone,
        trading_time: facts.time,
        row: facts.row,
    })
}

fn require_day_reader(actor: &Actor, market: &market::Model) -> Result<(), AppError> {
    let roles = [Role::Operator, Role::Admin, Role::Auditor, Role::DayStaff];
    actor.require(market.id, &roles)
}

async fn load_stalls(
    app: &App,
    facts: &DayFacts,
    round: Option<&round::Model>,
) -> Result<Vec<StallOnDay>, AppError> {
    let db = app.store.reader();
    let mut let_out: BTreeSet<StallId> = BTreeSet::new();
    if let Some(round) = round {
        let slots = store::round::list_slots(db, round.id).await?.into_iter();
        let own = slots.filter(|slot| slot.trading_time_id == facts.row.trading_time_id);
        let_out.extend(own.map(|slot| slot.stall_id));
    }
    let absent = store::day::list_absent(db, facts.row.id).await?;
    let holders = store::day::list_holders(db, facts.row.id).await?;
    let_out.extend(holders.iter().map(|(held, _)| held.stall_id));
    let holders: BTreeMap<StallId, (holding::Model, registration::Model)> = holders
        .into_iter()
        .map(|(held, vendor)| (held.stall_id, (held, vendor)))
        .collect();
    let offered: BTreeSet<StallId> = store::day::list_occupancies(db, facts.row.id)
        .await?
        .iter()
        .filter(|row| row.offer_id.is_some())
        .map(|row| row.stall_id)
        .collect();
    let stalls = facts.plan.stalls.iter();
    Ok(stalls
        .filter(|row| let_out.contains(&row.stall.id))
        .map(|row| {
            let holder = holders.get(&row.stall.id);
            let is_offered = offered.contains(&row.stall.id);
            stall_on_day(&row.stall.code, holder, &absent, is_offered)
        })
        .collect())
}

fn stall_on_day(
    code: &str,
    holder: Option<&(holding::Model, registration::Model)>,
    absent: &BTreeSet<HoldingId>,
    is_offered: bool,
) -> StallOnDay {
    let usage = match holder {
        Some((held, _)) if absent.contains(&held.id) => StallUse::Absent,
        Some((held, _)) if held.origin == Origin::Standby => StallUse::ForTheDay,
        Some(_) => StallUse::Held,
        None if is_offered => StallUse::Kept,
        None => StallUse::Free,
    };
    StallOnDay {
        code: code.to_owned(),
        vendor: holder.map(|(_, vendor)| vendor.trading_name.clone()),
        usage,
    }
}

async fn load_inside(app: &App, actor: &Actor, facts: &DayFacts) -> Result<DayInside, AppError> {
    let draw = facts.draw.as_ref();
    let said = DayResults::of(facts)?;
    Ok(DayInside {
        is_operator: actor.require_operator(facts.market.id).is_ok(),
        standby: load_standby(app, actor, facts, said.as_ref()).await?,
        commitment: draw.map(|draw| draw.commitment.clone()),
        digits: digits_of(facts),
        free: count_free(said.as_ref()),
        draw: draw.map(|draw| draw.state),
    })
}

fn count_free(said: Option<&DayResults>) -> u32 {
    let stalls = said.map_or(0, |said| said.problem.stalls.len());
    u32::try_from(stalls).unwrap_or(u32::MAX)
}

async fn load_standby(
    app: &App,
    actor: &Actor,
    facts: &DayFacts,
    said: Option<&DayResults>,
) -> Result<Vec<OnStandby>, AppError> {
    let db = app.store.reader();
    let entries = store::day::list_standby(db, facts.row.id).await?;
    let codes = codes_of(app, entries.iter().map(|row| row.application_id)).await?;
    let ids = entries.iter().map(|row| row.registration_id);
    let vendors = store::person::load_registrations(db, ids).await?;
    let knows_names = actor.knows_names(facts.market.id);
    let mut rows = Vec::new();
    for entry in entries {
        let code = codes
            .get(&entry.application_id)
            .cloned()
            .unwrap_or_default();
        let vendor = vendors.get(&entry.registration_id);
        rows.push(OnStandby {
            result: match &said {
                Some(said) => said.result_of(facts, &code)?,
                None => None,
            },
            vendor: vendor
                .filter(|_| knows_names)
                .map(|vendor| vendor.trading_name.clone()),
            state: entry.state,
            code,
        });
    }
    rows.sort_by_key(|row| {
        let standings = row
            .result
            .as_ref()
            .map(|result| result.standings.as_slice());
        standings.and_then(|list| Some(list.first()?.position))
    });
    Ok(rows)
}

async fn codes_of(
    app: &App,
    ids: impl Iterator<Item = ApplicationId>,
) -> Result<BTreeMap<ApplicationId, String>, AppError> {
    let rows = store::application::load_applications(app.store.reader(), ids.collect()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.code)).collect())
}

/// A file that checks the draw of a day.
#[derive(Clone, Debug)]
pub struct DayFile {
    pub name: String,
    pub json: String,
}

/// The whole problem and outcome of a day, by code, which `starstall verify` checks.
///
/// # Errors
/// `NotFound` before the list is fixed; `Forbidden` for all but those who run or audit it.
pub async fn export_day(app: &App, actor: &Actor, at: &DayRef) -> Result<DayFile, AppError> {
    let db = app.store.reader();
    let facts = load_day(db, at).await?;
    actor.require_reader(facts.market.id)?;
    let draw = facts.draw.as_ref().ok_or(AppError::NotFound("draw"))?;
    let mut problem = frozen_problem(draw)?;
    let entries = store::day::list_standby(db, facts.row.id).await?;
    let codes = codes_of(app, entries.iter().map(|row| row.application_id)).await?;
    let salts = entries.iter().filter_map(|row| {
        let code = codes.get(&row.application_id)?.clone();
        Some((code, row.salt.as_str()))
    });
    let frozen = frozen_list(&at.name(), &draw.engine_version, &problem, salts)?;
    if let Some(seed) = &draw.seed {
        problem.seed.clone_from(seed);
    }
    let values = digits_of(&facts).into_iter().map(|value| SeedValue {
        value,
        fallback: false,
    });
    let outcome = draw.outcome.as_deref().map(Outcome::from_bytes).transpose();
    let drawn = Drawn {
        seed_values: values.collect(),
        problem: Some(problem),
        outcome: outcome.map_err(|error| AppError::Internal(error.to_string()))?,
        ..Drawn::default()
    };
    Ok(DayFile {
        name: format!("auditor-{}.json", at.name().replace('/', "-")),
        json: AuditorBundle::new(&frozen, drawn).to_json_pretty(),
    })
}

/// The days that lie ahead, today's included.
///
/// # Errors
/// `Forbidden` for all but the staff of the market.
pub async fn list_days(app: &App, actor: &Actor, market: &str) -> Result<Vec<DayRef>, AppError> {
    let db = app.store.reader();
    let market = find_market(db, market).await?;
    require_day_reader(actor, &market)?;
    let today = local_date(app.now(), time_zone_of(&market)?);
    let times = store::market::list_trading_times(db, market.id).await?;
    let days = store::day::list_days_from(db, market.id, today, DAYS_LISTED).await?;
    Ok(days
        .into_iter()
        .filter_map(|day| {
            let time = times.iter().find(|time| time.id == day.trading_time_id)?;
            Some(DayRef {
                market: market.slug.clone(),
                trading_time: time.code.clone(),
                date: day.date,
            })
        })
        .collect())
}
