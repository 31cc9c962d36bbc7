//! Copy a round for the next term: its rules, fees, texts and slots, its dates moved along. Nobody
//! has applied yet, and it is planned like any other.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::ids::StallId;
use entity::kinds::Pool;
use entity::{round, slot};
use serde_json::json;

use super::plan_round::{CharityStalls, PlanRound, TimeSlots, refuse_bad_plan, write_plan};
use super::step::{RoundRef, read, term_of, time_zone_of};
use crate::app::error::invalid;
use crate::app::place::find_round;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::announced::AnnouncedDates;
use crate::domain::calendar::Term;
use crate::domain::next_term::{LeftOut, days_between, term_after, term_from};
use crate::domain::round::RoundRefusal;
use crate::domain::rules::RoundRules;
use crate::domain::values::{Label, Names};
use crate::store::market::MarketPlan;
use crate::store::{self, WriteTx};

/// What is not said stays as it was, or follows from the old term.
#[derive(Clone, Debug)]
pub struct CopyRound {
    pub from: RoundRef,
    pub code: Label,
    pub names: Option<Names>,
    pub term_from: Option<NaiveDate>,
    pub term_to: Option<NaiveDate>,
    pub dates: Option<AnnouncedDates>,
    /// Whether holders may apply to keep what they hold.
    pub renewals: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundCopied {
    pub term: Term,
    pub dates: AnnouncedDates,
    /// How many stalls it gives out, counted in each of its trading times.
    pub slots: usize,
    pub left_out: Vec<LeftOut>,
}

/// # Errors
/// `Refused` when nothing of it is left, or its dates are out of order or have passed; `Invalid` when
/// the code is taken or the term overlaps with another round's.
pub async fn copy_round(
    app: &App,
    actor: &Actor,
    command: CopyRound,
) -> Result<RoundCopied, AppError> {
    let (market, old) = find_round(
        app.store.reader(),
        &command.from.market,
        &command.from.round,
    )
    .await?;
    actor.require_operator(market.id)?;
    let time_zone = time_zone_of(&market)?;

    let tx = app.store.begin_write().await?;
    let market = store::market::lock_market(&tx, market.id).await?;
    let plan = store::market::load_plan(tx.conn(), market.id).await?;
    let (term, days) = next_term(&old, &command)?;
    let left = what_is_left(&tx, &plan, &old, term).await?;

    let (next, dropped) = next_round(&command, &plan, &old, term, days, &left, time_zone)?;
    refuse_bad_plan(&next, time_zone)?;
    let until = next.dates.applications_until_utc;
    if until <= app.now() {
        return Err(RoundRefusal::DeadlineNotAhead { until }.into());
    }

    let copied = RoundCopied {
        term,
        dates: next.dates,
        slots: left.times.iter().map(|time| time.slots.len()).sum(),
        left_out: left.left_out.into_iter().chain(dropped).collect(),
    };
    let round = write_plan(app, &tx, &market, &plan, &next, left.times).await?;
    let change = Change {
        action: "copy_round",
        subject: format!("round:{}/{}", market.slug, round.code),
        to: Some(round.state.as_str()),
        detail: Some(json!({ "from": old.code, "left_out": copied.left_out })),
        ..Change::default()
    };
    record(app, &tx, actor, Some(market.id), change).await?;
    tx.commit().await?;
    Ok(copied)
}

/// The new term, and how many days its dates lie behind the old ones.
fn next_term(old: &round::Model, command: &CopyRound) -> Result<(Term, i64), AppError> {
    let before = term_of(old)?;
    let next = match command.term_from {
        Some(from) => term_from(before, from),
        None => term_after(before),
    };
    let next = next.and_then(|next| Term::new(next.from(), command.term_to.unwrap_or(next.to())));
    let next = next.map_err(|error| invalid("term", error.into()))?;
    Ok((next, days_between(before, next)))
}

struct WhatIsLeft {
    times: Vec<TimeSlots>,
    left_out: BTreeSet<LeftOut>,
}

/// The slots that can be given out again, and why the others cannot.
async fn what_is_left(
    tx: &WriteTx,
    plan: &MarketPlan,
    old: &round::Model,
    term: Term,
) -> Result<WhatIsLeft, AppError> {
    let db = tx.conn();
    let slots = store::round::list_slots(db, old.id).await?;
    let mut left = WhatIsLeft {
        times: Vec::new(),
        left_out: missing_stalls(tx, plan, old, term, &slots).await?,
    };
    let out: BTreeSet<&str> = left.left_out.iter().filter_map(stall_of).collect();
    let all = store::keeping::list_all_times(db, old.market_id).await?;
    let mut retired = BTreeSet::new();
    for id in store::round::list_round_times(db, old.id).await? {
        if plan.trading_time(id).is_none() {
            let time = all.iter().find(|time| time.id == id);
            retired.extend(time.map(|time| LeftOut::RetiredTradingTime {
                trading_time: time.code.clone(),
            }));
            continue;
        }
        let of_time = slots.iter().filter(|slot| slot.trading_time_id == id);
        let kept = of_time.filter(|slot| {
            let row = plan.stall(slot.stall_id);
            row.is_some_and(|row| !out.contains(row.stall.code.as_str()))
        });
        left.times.push(TimeSlots {
            trading_time_id: id,
            slots: kept.map(|slot| (slot.stall_id, slot.pool)).collect(),
        });
    }
    if left.times.iter().all(|time| time.slots.is_empty()) {
        return Err(RoundRefusal::NothingToCopy.into());
    }
    left.left_out.append(&mut retired);
    Ok(left)
}

fn stall_of(left_out: &LeftOut) -> Option<&str> {
    match left_out {
        LeftOut::RetiredStall { stall }
        | LeftOut::BlockedStall { stall, .. }
        | LeftOut::NewStall { stall } => Some(stall),
        LeftOut::RetiredTradingTime { .. } | LeftOut::CapOfRetiredCategory { .. } => None,
    }
}

/// As at freezing, a block on any day of the term keeps a stall out.
async fn missing_stalls(
    tx: &WriteTx,
    plan: &MarketPlan,
    old: &round::Model,
    term: Term,
    slots: &[slot::Model],
) -> Result<BTreeSet<LeftOut>, AppError> {
    let db = tx.conn();
    let offered: BTreeSet<StallId> = slots.iter().map(|slot| slot.stall_id).collect();
    let blocks = store::market::list_blocks(db, old.market_id, term.from(), term.to()).await?;
    let mut missing = BTreeSet::new();
    for (stall, id) in store::market::list_stall_ids(db, old.market_id).await? {
        let own = blocks.iter().filter(|block| block.stall_id == id);
        // The one that lasts longest: open-ended before all others.
        let longest = own.max_by_key(|block| block.until_date.unwrap_or(NaiveDate::MAX));
        let in_use = plan.stall(id).is_some();
        missing.extend(match (offered.contains(&id), in_use, longest) {
            (true, true, Some(block)) => Some(LeftOut::BlockedStall {
                stall,
                until: block.until_date,
            }),
            (true, false, _) => Some(LeftOut::RetiredStall { stall }),
            (false, true, _) => Some(LeftOut::NewStall { stall }),
            (true, true, None) | (false, false, _) => None,
        });
    }
    Ok(missing)
}

/// The copy as a plan, and the caps that it does not have any more.
fn next_round(
    command: &CopyRound,
    plan: &MarketPlan,
    old: &round::Model,
    term: Term,
    days: i64,
    left: &WhatIsLeft,
    time_zone: chrono_tz::Tz,
) -> Result<(PlanRound, Vec<LeftOut>), AppError> {
    let out_of_reach = |error| invalid("term", crate::domain::FieldError::Calendar(error));
    let rules: RoundRules = read(&old.rules)?;
    let mut rules = rules.moved(days).map_err(out_of_reach)?;
    rules.renewals = command.renewals.unwrap_or(rules.renewals);
    let dropped = drop_caps(&mut rules, plan);
    let dates = match command.dates {
        Some(dates) => dates,
        None => read::<AnnouncedDates>(&old.plan)?
            .moved(days, time_zone)
            .map_err(out_of_reach)?,
    };
    let names = match &command.names {
        Some(names) => names.clone(),
        None => read(&old.names)?,
    };
    let next = PlanRound {
        market: command.from.market.clone(),
        code: command.code.clone(),
        names,
        term,
        dates,
        rules,
        times: left
            .times
            .iter()
            .filter_map(|time| charity_stalls(plan, time))
            .collect(),
    };
    Ok((next, dropped))
}

fn drop_caps(rules: &mut RoundRules, plan: &MarketPlan) -> Vec<LeftOut> {
    let is_sold = |category: &Label| plan.category_by_code(category.as_str()).is_some();
    let (kept, dropped): (Vec<_>, Vec<_>) =
        rules.caps.drain(..).partition(|cap| is_sold(&cap.category));
    rules.caps = kept;
    let dropped = dropped.into_iter();
    dropped
        .map(|cap| LeftOut::CapOfRetiredCategory {
            category: cap.category,
        })
        .collect()
}

fn charity_stalls(plan: &MarketPlan, time: &TimeSlots) -> Option<CharityStalls> {
    let trading_time = plan.trading_time(time.trading_time_id)?;
    let charity = time.slots.iter().filter(|(_, pool)| *pool == Pool::Charity);
    let codes = plan.stall_codes(charity.map(|(id, _)| *id));
    Some(CharityStalls {
        trading_time: Label::parse(&trading_time.code).ok()?,
        stalls: codes
            .iter()
            .filter_map(|code| Label::parse(code).ok())
            .collect(),
    })
}
