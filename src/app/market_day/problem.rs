//! From one market day to the problem that the engine draws.
//!
//! One pool, `open`, and no group: whoever reads the problem learns nobody's. A charity stall whose
//! holder is absent is given out like any other, so that no list of the day tells whose stall it is;
//! charity slots that nobody holds follow the round's rule for unfilled ones.

use std::collections::{BTreeMap, BTreeSet};

use entity::ids::{ApplicationId, HoldingId, StallId};
use entity::kinds::{self, ApplicationState, Feature, OrderCriterion, Pool as PoolKind};
use entity::{application, holding, registration, round, standby_entry};
use sea_orm::ConnectionTrait;

use super::step::DayFacts;
use crate::app::AppError;
use crate::app::round::step::read;
use crate::domain::rules::RoundRules;
use crate::engine::{Applicant, Cap, Criterion, Placement, Pool, Problem, Stall};
use crate::store;
use crate::store::application::TimeWithWishes;
use crate::store::market::StallRow;

const NO_SEED: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// Who waits for a stall of the whole term comes first, by their number there; then the others.
const WAITING_TIER: i64 = 0;
const OTHERS_TIER: i64 = 1;

/// Everything that one day's problem is made from.
#[derive(Debug)]
pub struct DayList {
    pub rules: RoundRules,
    pub standing: Vec<OnList>,
    /// On standby, but they may not trade any more, or have a stall by now.
    pub dropped: Vec<standby_entry::Model>,
    pub free: BTreeSet<StallId>,
    /// How many of a category are there that day.
    present: BTreeMap<String, u32>,
}

/// Somebody on standby, with what counts of their application.
#[derive(Debug)]
pub struct OnList {
    pub entry: standby_entry::Model,
    pub application: application::Model,
    wanted: Option<TimeWithWishes>,
    seniority: Option<i32>,
    waiting: Option<i32>,
}

/// # Errors
/// When the database cannot be read.
pub async fn load_day_list(
    db: &impl ConnectionTrait,
    facts: &DayFacts,
    round: &round::Model,
) -> Result<DayList, AppError> {
    let rules: RoundRules = read(&round.rules)?;
    let holders = store::day::list_holders(db, facts.row.id).await?;
    let absent = store::day::list_absent(db, facts.row.id).await?;
    let (standing, dropped) = load_standing(db, facts, round).await?;
    Ok(DayList {
        free: find_free(db, facts, round, &rules, &holders, &absent).await?,
        present: count_present(db, facts, &holders, &absent).await?,
        rules,
        standing,
        dropped,
    })
}

/// Slots of the round that nobody has, and those whose holders do not come.
async fn find_free(
    db: &impl ConnectionTrait,
    facts: &DayFacts,
    round: &round::Model,
    rules: &RoundRules,
    holders: &[(holding::Model, registration::Model)],
    absent: &BTreeSet<HoldingId>,
) -> Result<BTreeSet<StallId>, AppError> {
    let (day, date) = (&facts.row, facts.row.date);
    let taken: BTreeSet<StallId> = store::day::list_occupancies(db, day.id)
        .await?
        .iter()
        .map(|row| row.stall_id)
        .collect();
    let blocked: BTreeSet<StallId> = store::market::list_blocks(db, day.market_id, date, date)
        .await?
        .iter()
        .map(|block| block.stall_id)
        .collect();
    let left_free = holders
        .iter()
        .filter(|(held, _)| absent.contains(&held.id))
        .map(|(held, _)| held.stall_id);
    let slots = store::round::list_slots(db, round.id).await?;
    let unlet = slots
        .iter()
        .filter(|slot| slot.trading_time_id == day.trading_time_id)
        .filter(|slot| !taken.contains(&slot.stall_id) && !is_reserved(rules, slot.pool))
        .map(|slot| slot.stall_id);
    Ok(left_free
        .chain(unlet)
        .filter(|id| !blocked.contains(id))
        .collect())
}

fn is_reserved(rules: &RoundRules, pool: PoolKind) -> bool {
    let unfilled = rules.pool(pool).map(|rules| rules.unfilled);
    pool != PoolKind::Open && unfilled == Some(kinds::Unfilled::Hold)
}

async fn count_present(
    db: &impl ConnectionTrait,
    facts: &DayFacts,
    holders: &[(holding::Model, registration::Model)],
    absent: &BTreeSet<HoldingId>,
) -> Result<BTreeMap<String, u32>, AppError> {
    // A cap counts stalls, and somebody may have several.
    let mut stalls: BTreeMap<ApplicationId, u32> = BTreeMap::new();
    let there = holders
        .iter()
        .filter(|(held, _)| !absent.contains(&held.id));
    for id in there.filter_map(|(held, _)| held.application_id) {
        *stalls.entry(id).or_default() += 1;
    }
    let ids = stalls.keys().copied().collect();
    let mut present = BTreeMap::new();
    for application in store::application::load_applications(db, ids).await? {
        if let Some(category) = facts.plan.category(application.category_id) {
            let own = stalls.get(&application.id).copied().unwrap_or_default();
            *present.entry(category.code.clone()).or_default() += own;
        }
    }
    Ok(present)
}

async fn load_standing(
    db: &impl ConnectionTrait,
    facts: &DayFacts,
    round: &round::Model,
) -> Result<(Vec<OnList>, Vec<standby_entry::Model>), AppError> {
    let entries = store::day::list_standby(db, facts.row.id).await?;
    let ids = entries.iter().map(|row| row.application_id).collect();
    let applications: BTreeMap<ApplicationId, application::Model> =
        store::application::load_applications(db, ids)
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
    let vendors =
        store::person::load_registrations(db, entries.iter().map(|row| row.registration_id))
            .await?;
    let taken = store::day::list_occupancies(db, facts.row.id).await?;
    let have_stall: BTreeSet<_> = store::day::vendors_of(db, &taken)
        .await?
        .into_values()
        .collect();
    let waiting: BTreeMap<ApplicationId, i32> =
        store::waiting::list_waiting(db, round.id, facts.row.trading_time_id, PoolKind::Open)
            .await?
            .into_iter()
            .map(|row| (row.application_id, row.number))
            .collect();
    let (mut standing, mut dropped) = (Vec::new(), Vec::new());
    for entry in entries {
        let vendor = vendors.get(&entry.registration_id);
        let application = applications.get(&entry.application_id);
        let (Some(vendor), Some(application)) = (vendor, application) else {
            continue;
        };
        if application.state != ApplicationState::Accepted
            || vendor.standing == kinds::Standing::Suspended
            || have_stall.contains(&vendor.id)
        {
            dropped.push(entry);
            continue;
        }
        let times = store::application::load_times(db, application.id).await?;
        standing.push(OnList {
            wanted: times
                .into_iter()
                .find(|row| row.time.trading_time_id == facts.row.trading_time_id),
            seniority: vendor.seniority,
            waiting: waiting.get(&application.id).copied(),
            application: application.clone(),
            entry,
        });
    }
    Ok((standing, dropped))
}

/// The problem of the day, its seed still zeros.
///
/// # Errors
/// `Internal` when a row holds what this version cannot read.
pub fn build_day_problem(facts: &DayFacts, list: &DayList) -> Result<Problem, AppError> {
    let stalls = list.free.iter().filter_map(|id| facts.plan.stall(*id));
    let by_seniority = list
        .rules
        .pool(PoolKind::Open)
        .is_some_and(|pool| pool.order.contains(&OrderCriterion::Rank));
    Ok(Problem {
        version: 1,
        seed: NO_SEED.to_owned(),
        placement: match list.rules.placement {
            kinds::Placement::Fill => Placement::Fill,
            kinds::Placement::Choice => Placement::Choice,
        },
        stalls: stalls
            .map(|row| stall(facts, row))
            .collect::<Result<_, AppError>>()?,
        applicants: list
            .standing
            .iter()
            .map(|row| applicant(facts, row, by_seniority))
            .collect::<Result<_, AppError>>()?,
        pools: vec![Pool {
            name: PoolKind::Open.as_str().to_owned(),
            groups: Vec::new(),
            categories: Vec::new(),
            quotas: Vec::new(),
            order: vec![Criterion::Tier, Criterion::Rank],
            unfilled: None,
        }],
        caps: caps(list),
    })
}

/// What the round's caps leave for this day.
fn caps(list: &DayList) -> Vec<Cap> {
    let left = |cap: &crate::domain::rules::Cap| {
        let there = list.present.get(cap.category.as_str()).copied();
        cap.max.saturating_sub(there.unwrap_or_default())
    };
    list.rules
        .caps
        .iter()
        .map(|cap| Cap {
            category: cap.category.to_string(),
            max: left(cap),
        })
        .collect()
}

fn stall(facts: &DayFacts, row: &StallRow) -> Result<Stall, AppError> {
    let zone = facts
        .plan
        .zones
        .iter()
        .find(|zone| zone.id == row.stall.zone_id);
    let categories = row.categories.iter();
    Ok(Stall {
        id: row.stall.code.clone(),
        zone: zone.map(|zone| zone.code.clone()),
        row: Some(row.stall.row_label.clone()),
        place: Some(row.stall.place.into()),
        pool: PoolKind::Open.as_str().to_owned(),
        features: words(&row.stall.features)?,
        categories: categories
            .filter_map(|id| Some(facts.plan.category(*id)?.code.clone()))
            .collect(),
    })
}

fn applicant(facts: &DayFacts, row: &OnList, by_seniority: bool) -> Result<Applicant, AppError> {
    let category = facts.plan.category(row.application.category_id);
    let rank = match row.waiting {
        Some(number) => Some(number),
        None => row.seniority.filter(|_| by_seniority),
    };
    Ok(Applicant {
        code: row.application.code.clone(),
        ticket: Some(row.entry.ticket.clone()),
        category: category.map(|category| category.code.clone()),
        needs: words(&row.application.needs)?,
        groups: Vec::new(),
        pools: vec![PoolKind::Open.as_str().to_owned()],
        preferences: wishes(facts, row),
        anywhere: row.entry.anywhere,
        min: 1,
        max: 1,
        holds: Vec::new(),
        tier: Some(match row.waiting {
            Some(_) => WAITING_TIER,
            None => OTHERS_TIER,
        }),
        rank: rank.map(i64::from),
    })
}

fn words(features: &serde_json::Value) -> Result<Vec<String>, AppError> {
    let features: Vec<Feature> = read(features)?;
    Ok(features
        .iter()
        .map(|feature| feature.as_str().to_owned())
        .collect())
}

fn wishes(facts: &DayFacts, row: &OnList) -> Vec<String> {
    let wishes = row.wanted.iter().flat_map(|wanted| &wanted.wishes);
    wishes
        .filter_map(|wish| {
            if let Some(id) = wish.stall_id {
                return Some(facts.plan.stall(id)?.stall.code.clone());
            }
            let zone = facts
                .plan
                .zones
                .iter()
                .find(|zone| Some(zone.id) == wish.zone_id)?;
            Some(format!("zone:{}", zone.code))
        })
        .collect()
}

/// Their wishes as people call them, for the reasons of the outcome.
///
/// # Errors
/// `Internal` when a zone's name cannot be read.
pub fn wish_names(
    facts: &DayFacts,
    preferences: &[String],
) -> Result<Vec<crate::text::message::WishName>, AppError> {
    use crate::text::message::WishName;
    preferences
        .iter()
        .map(|wish| {
            let code = wish.strip_prefix("zone:");
            let zone = code.and_then(|code| facts.plan.zone_by_code(code));
            Ok(match zone {
                Some(zone) => WishName::Zone {
                    code: zone.code.clone(),
                    names: read(&zone.names)?,
                },
                None => WishName::Stall(wish.clone()),
            })
        })
        .collect()
}
