//! From the rows of a market to the problem that the engine draws.

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;
use entity::ids::RegistrationId;
use entity::ids::{PersonId, StallId, TradingTimeId};
use entity::kinds::{self, Feature, HardshipGroup, OrderCriterion, Pool as PoolKind};
use entity::{application, registration, round, slot, wish};
use sea_orm::ConnectionTrait;

use crate::app::round::step::{local_date, read};
use crate::app::{App, AppError};
use crate::domain::rules::{self, RoundRules};
use crate::domain::values::Names;
use crate::engine::{Applicant, Cap, Criterion, Placement, Pool, Problem, Quota, Stall, Unfilled};
use crate::store::application::{ApplicationWithTimes, TimeWithWishes};
use crate::store::market::{MarketPlan, StallRow};
use crate::store::{self, WriteTx};

/// A seed of zeros stands in the problem until chance has spoken.
const NO_SEED: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Everything that a frozen list is made from.
#[derive(Debug)]
pub struct FrozenList {
    pub plan: MarketPlan,
    pub trading_times: Vec<TradingTimeId>,
    pub accepted: Vec<ApplicationWithTimes>,
    slots: Vec<slot::Model>,
    blocked: BTreeSet<StallId>,
    registrations: BTreeMap<RegistrationId, registration::Model>,
    groups: BTreeMap<PersonId, BTreeSet<HardshipGroup>>,
    /// What those who may renew held in the term before.
    held: BTreeMap<(RegistrationId, TradingTimeId), Vec<StallId>>,
}

impl FrozenList {
    /// # Errors
    /// `NotFound` when the trading time has been retired since.
    pub fn names_of(&self, id: TradingTimeId) -> Result<Names, AppError> {
        let time = self
            .plan
            .trading_time(id)
            .ok_or(AppError::NotFound("trading time"))?;
        read(&time.names)
    }
}

/// # Errors
/// When the database cannot be read.
pub async fn load_frozen_list(
    app: &App,
    tx: &WriteTx,
    round: &round::Model,
    time_zone: Tz,
) -> Result<FrozenList, AppError> {
    let accepted = store::application::list_accepted(tx.conn(), round.id).await?;
    load_list_of(app, tx.conn(), round, accepted, time_zone).await
}

/// As if these applications were the list of the round.
///
/// # Errors
/// When the database cannot be read.
pub async fn load_list_of(
    app: &App,
    db: &impl ConnectionTrait,
    round: &round::Model,
    accepted: Vec<ApplicationWithTimes>,
    time_zone: Tz,
) -> Result<FrozenList, AppError> {
    let ids = accepted.iter().map(|row| row.application.registration_id);
    let registrations = store::person::load_registrations(db, ids).await?;
    let persons = registrations
        .values()
        .map(|registration| registration.person_id);
    let today = local_date(app.now(), time_zone);
    let groups = store::attestation::list_groups(db, persons, today).await?;
    let blocks =
        store::market::list_blocks(db, round.market_id, round.term_from, round.term_to).await?;
    Ok(FrozenList {
        held: load_held(db, round).await?,
        plan: store::market::load_plan(db, round.market_id).await?,
        trading_times: store::round::list_round_times(db, round.id).await?,
        slots: store::round::list_slots(db, round.id).await?,
        blocked: blocks.into_iter().map(|block| block.stall_id).collect(),
        accepted,
        registrations,
        groups,
    })
}

/// Nothing where the rules know no renewals.
async fn load_held(
    db: &impl ConnectionTrait,
    round: &round::Model,
) -> Result<BTreeMap<(RegistrationId, TradingTimeId), Vec<StallId>>, AppError> {
    let rules: RoundRules = read(&round.rules)?;
    let mut held: BTreeMap<_, Vec<StallId>> = BTreeMap::new();
    if rules.renewals {
        for row in store::holding::list_held_before(db, round).await? {
            let key = (row.registration_id, row.trading_time_id);
            held.entry(key).or_default().push(row.stall_id);
        }
    }
    Ok(held)
}

/// The problem of one trading time, its seed still zeros.
///
/// # Errors
/// `Internal` when a row holds what this version cannot read.
pub fn build_problem(
    list: &FrozenList,
    rules: &RoundRules,
    trading_time_id: TradingTimeId,
) -> Result<Problem, AppError> {
    Ok(Problem {
        version: 1,
        seed: NO_SEED.to_owned(),
        placement: placement_of(rules),
        stalls: stalls_of(list, trading_time_id)?,
        applicants: applicants_of(list, rules, trading_time_id)?,
        pools: pools_of(rules),
        caps: rules
            .caps
            .iter()
            .map(|cap| Cap {
                category: cap.category.to_string(),
                max: cap.max,
            })
            .collect(),
    })
}

const fn placement_of(rules: &RoundRules) -> Placement {
    match rules.placement {
        kinds::Placement::Fill => Placement::Fill,
        kinds::Placement::Choice => Placement::Choice,
    }
}

fn stalls_of(list: &FrozenList, time: TradingTimeId) -> Result<Vec<Stall>, AppError> {
    list.slots
        .iter()
        .filter(|slot| slot.trading_time_id == time && !list.blocked.contains(&slot.stall_id))
        .filter_map(|slot| Some((slot, list.plan.stall(slot.stall_id)?)))
        .map(|(slot, row)| stall_of(list, slot, row))
        .collect()
}

fn stall_of(list: &FrozenList, slot: &slot::Model, row: &StallRow) -> Result<Stall, AppError> {
    let zone = list
        .plan
        .zones
        .iter()
        .find(|zone| zone.id == row.stall.zone_id);
    Ok(Stall {
        id: row.stall.code.clone(),
        zone: zone.map(|zone| zone.code.clone()),
        row: Some(row.stall.row_label.clone()),
        place: Some(row.stall.place.into()),
        pool: slot.pool.as_str().to_owned(),
        features: words(&read::<Vec<Feature>>(&row.stall.features)?),
        categories: row
            .categories
            .iter()
            .filter_map(|id| list.plan.category(*id))
            .map(|category| category.code.clone())
            .collect(),
    })
}

fn words(features: &[Feature]) -> Vec<String> {
    features
        .iter()
        .map(|feature| feature.as_str().to_owned())
        .collect()
}

fn applicants_of(
    list: &FrozenList,
    rules: &RoundRules,
    time: TradingTimeId,
) -> Result<Vec<Applicant>, AppError> {
    let stalls = stalls_of(list, time)?;
    let mut applicants = Vec::new();
    for row in &list.accepted {
        if let Some(wanted) = row
            .times
            .iter()
            .find(|wanted| wanted.time.trading_time_id == time)
        {
            let applicant = applicant_of(list, rules, row, wanted)?;
            let held = held_by(list, row, time);
            applicants.push(as_holder(applicant, &held, &stalls));
        }
    }
    Ok(applicants)
}

/// The stalls that somebody who renews held in the term before.
fn held_by<'a>(
    list: &'a FrozenList,
    row: &ApplicationWithTimes,
    time: TradingTimeId,
) -> BTreeSet<&'a str> {
    let key = (row.application.registration_id, time);
    let held = list.held.get(&key).filter(|_| row.application.renews);
    held.into_iter()
        .flatten()
        .filter_map(|id| list.plan.stall(*id))
        .map(|row| row.stall.code.as_str())
        .collect()
}

/// Only what is on the list and of use to them counts, and nobody holds fewer than they need.
fn as_holder(mut applicant: Applicant, held: &BTreeSet<&str>, stalls: &[Stall]) -> Applicant {
    applicant.holds = stalls
        .iter()
        .filter(|stall| held.contains(stall.id.as_str()) && can_use(&applicant, stall))
        .map(|stall| stall.id.clone())
        .collect();
    if let Ok(holds @ 1..) = u32::try_from(applicant.holds.len()) {
        applicant.min = applicant.min.min(holds);
    }
    applicant
}

fn can_use(applicant: &Applicant, stall: &Stall) -> bool {
    let takes = |category| stall.categories.contains(category);
    applicant
        .needs
        .iter()
        .all(|need| stall.features.contains(need))
        && (stall.categories.is_empty() || applicant.category.as_ref().is_some_and(takes))
}

fn applicant_of(
    list: &FrozenList,
    rules: &RoundRules,
    row: &ApplicationWithTimes,
    wanted: &TimeWithWishes,
) -> Result<Applicant, AppError> {
    let application = &row.application;
    let registration = list.registrations.get(&application.registration_id);
    let groups = registration
        .filter(|_| application.asks_charity)
        .and_then(|registration| list.groups.get(&registration.person_id));
    Ok(Applicant {
        code: application.code.clone(),
        ticket: Some(application.ticket.clone()),
        category: list
            .plan
            .category(application.category_id)
            .map(|category| category.code.clone()),
        needs: words(&read::<Vec<Feature>>(&application.needs)?),
        groups: groups
            .map(|groups| {
                groups
                    .iter()
                    .map(|group| group.as_str().to_owned())
                    .collect()
            })
            .unwrap_or_default(),
        pools: pools_asked(rules, application),
        preferences: wanted
            .wishes
            .iter()
            .filter_map(|wish| preference(list, wish))
            .collect(),
        anywhere: wanted.time.anywhere,
        min: application.min_stalls.unsigned_abs(),
        max: application.max_stalls.unsigned_abs(),
        holds: Vec::new(),
        tier: None,
        rank: registration
            .and_then(|registration| registration.seniority)
            .map(i64::from),
    })
}

/// Nobody stands in a pool that the round does not have.
fn pools_asked(rules: &RoundRules, application: &application::Model) -> Vec<String> {
    let asks_charity = application.asks_charity;
    let charity = asks_charity.then_some(PoolKind::Charity);
    let open = (application.also_open || !asks_charity).then_some(PoolKind::Open);
    charity
        .into_iter()
        .chain(open)
        .filter(|pool| rules.pool(*pool).is_some())
        .map(|pool| pool.as_str().to_owned())
        .collect()
}

fn preference(list: &FrozenList, wish: &wish::Model) -> Option<String> {
    if let Some(stall_id) = wish.stall_id {
        return list.plan.stall(stall_id).map(|row| row.stall.code.clone());
    }
    let zone_id = wish.zone_id?;
    let zone = list.plan.zones.iter().find(|zone| zone.id == zone_id)?;
    Some(format!("zone:{}", zone.code))
}

fn pools_of(rules: &RoundRules) -> Vec<Pool> {
    rules.pools.iter().map(pool_of).collect()
}

fn pool_of(pool: &rules::PoolRules) -> Pool {
    Pool {
        name: pool.pool.as_str().to_owned(),
        groups: pool
            .groups
            .iter()
            .map(|group| group.as_str().to_owned())
            .collect(),
        categories: Vec::new(),
        quotas: pool
            .quotas
            .iter()
            .map(|quota| Quota {
                group: quota.group.as_str().to_owned(),
                at_least: quota.at_least,
            })
            .collect(),
        order: pool.order.iter().copied().map(criterion_of).collect(),
        unfilled: Some(match pool.unfilled {
            kinds::Unfilled::Hold => Unfilled::Hold,
            kinds::Unfilled::Release => Unfilled::Release,
        }),
    }
}

const fn criterion_of(criterion: OrderCriterion) -> Criterion {
    match criterion {
        OrderCriterion::Tier => Criterion::Tier,
        OrderCriterion::Rank => Criterion::Rank,
    }
}
