//! Block a stall for a time. Who holds it, or is offered it, is moved or left out first.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::ids::{MarketDayId, StallId};
use entity::kinds::RoundState;
use entity::{market, market_day, stall, stall_block};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::concerned::{Concerned, list_concerned};
use crate::app::error::{invalid, repeated, unknown};
use crate::app::market::{GIVING_OUT, LIVE};
use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::round::step::{local_date, time_zone_of};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::FieldError;
use crate::domain::calendar::CalendarError;
use crate::domain::edit::EditRefusal;
use crate::domain::holding::HoldingRefusal;
use crate::domain::market::{HolderConcerned, MarketRefusal};
use crate::domain::values::{Label, Note};
use crate::store::market::MarketPlan;
use crate::store::{self, WriteTx};
use crate::text::message::Message;

#[derive(Clone, Debug)]
pub struct BlockStall {
    pub market: String,
    /// By its code.
    pub stall: String,
    pub from: NaiveDate,
    /// The last blocked day; open-ended when absent.
    pub until: Option<NaiveDate>,
    pub reason: Note,
    /// Where each of those who have the stall on these days goes.
    pub holders: Vec<HolderGoes>,
}

#[derive(Clone, Debug)]
pub struct HolderGoes {
    /// As the refusal that asks names them.
    pub code: String,
    pub to: WhereTo,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhereTo {
    /// Another stall that is free on all their days.
    Stall(Label),
    /// They have no stall on these days.
    Nowhere,
}

/// What stands on the list of a round in one of these states is drawn.
const FIXED: &[RoundState] = &[RoundState::Frozen, RoundState::Drawn, RoundState::Published];

/// What is decided about one of them.
struct Going<'a> {
    who: &'a Concerned,
    to: Option<&'a stall::Model>,
}

/// Returns the random id by which the block can be lifted.
///
/// # Errors
/// `Refused` with everybody concerned when the command does not say where each of them goes, while a
/// list with the stall is fixed and not final, or while one of the days is being drawn; `Invalid`
/// when a stall to move to is not free on all those days.
pub async fn block_stall(
    app: &App,
    actor: &Actor,
    command: BlockStall,
) -> Result<String, AppError> {
    let market = find_market(app.store.reader(), &command.market).await?;
    actor.require_operator(market.id)?;
    refuse_bad_dates(app, &market, &command)?;

    let tx = app.store.begin_write().await?;
    store::market::lock_market(&tx, market.id).await?;
    let stall = store::market::find_stall(tx.conn(), market.id, &command.stall).await?;
    let stall = stall.ok_or(AppError::NotFound("stall"))?;
    if stall.retired_at.is_some() {
        return Err(EditRefusal::Retired.into());
    }
    hold_rounds(&tx, &market).await?;
    refuse_fixed_list(&tx, &stall, &command).await?;
    let days = store::block::lock_days(&tx, market.id, command.from, command.until).await?;
    let plan = store::market::load_plan(tx.conn(), market.id).await?;
    let concerned = list_concerned(&tx, &stall, &days).await?;

    refuse_day_being_drawn(&tx, &days).await?;
    let going = decide(&plan, &stall, &concerned, &command)?;
    refuse_taken(&tx, market.id, &going).await?;

    let today = local_date(app.now(), time_zone_of(&market)?);
    let block = insert_block(app, &tx, &stall, &command).await?;
    for one in &going {
        let action = move_or_leave_out(&tx, &stall, one, today).await?;
        write_down(app, &tx, actor, &stall, &block, one, action).await?;
    }
    let change = Change {
        action: "block_stall",
        subject: format!("stall:{}/{}", market.slug, stall.code),
        reason: Some(command.reason.to_string()),
        detail: Some(json!({
            "block": block.public_id, "from": command.from, "until": command.until,
        })),
        ..Change::default()
    };
    record(app, &tx, actor, Some(market.id), change).await?;
    tx.commit().await?;
    Ok(block.public_id)
}

fn refuse_bad_dates(
    app: &App,
    market: &market::Model,
    command: &BlockStall,
) -> Result<(), AppError> {
    if command.until.is_some_and(|until| until < command.from) {
        return Err(invalid("until", CalendarError::EndsBeforeItBegins.into()));
    }
    if command.from < local_date(app.now(), time_zone_of(market)?) {
        return Err(HoldingRefusal::InThePast { date: command.from }.into());
    }
    Ok(())
}

/// Whoever fixes a list, confirms an offer or is offered what comes free waits until the block
/// stands.
async fn hold_rounds(tx: &WriteTx, market: &market::Model) -> Result<(), AppError> {
    let mut rounds = store::keeping::list_rounds_of(tx.conn(), market.id, LIVE).await?;
    rounds.sort_by_key(|round| round.id);
    for round in rounds {
        store::round::share_round(tx, round.id).await?;
    }
    Ok(())
}

/// What stands on a list that is fixed is drawn, and cannot be taken off it any more.
async fn refuse_fixed_list(
    tx: &WriteTx,
    stall: &stall::Model,
    command: &BlockStall,
) -> Result<(), AppError> {
    let (db, market_id) = (tx.conn(), stall.market_id);
    let rounds =
        store::keeping::list_rounds_with_stall(db, market_id, GIVING_OUT, stall.id).await?;
    for round in rounds {
        let touches = command.from <= round.term_to
            && command.until.is_none_or(|until| until >= round.term_from);
        if touches && FIXED.contains(&round.state) {
            return Err(MarketRefusal::ListFixed {
                stall: stall.code.clone(),
                round: round.code,
            }
            .into());
        }
    }
    Ok(())
}

/// What is free on such a day is promised to those on standby.
async fn refuse_day_being_drawn(tx: &WriteTx, days: &[market_day::Model]) -> Result<(), AppError> {
    let drawing = store::block::list_days_being_drawn(tx.conn(), days).await?;
    let found = days.iter().find(|day| drawing.contains(&day.id));
    match found {
        Some(day) => Err(MarketRefusal::DayBeingDrawn { date: day.date }.into()),
        None => Ok(()),
    }
}

fn decide<'a>(
    plan: &'a MarketPlan,
    stall: &stall::Model,
    concerned: &'a [Concerned],
    command: &BlockStall,
) -> Result<Vec<Going<'a>>, AppError> {
    let mut said: BTreeMap<&str, &WhereTo> = BTreeMap::new();
    for holder in &command.holders {
        if said.insert(&holder.code, &holder.to).is_some() {
            return Err(repeated("holders", &holder.code));
        }
        if !concerned.iter().any(|who| who.code == holder.code) {
            return Err(unknown("holders", &holder.code));
        }
    }
    let unsaid: Vec<HolderConcerned> = concerned
        .iter()
        .filter(|who| !said.contains_key(who.code.as_str()))
        .map(Concerned::said)
        .collect();
    if !unsaid.is_empty() {
        let stall = stall.code.clone();
        return Err(MarketRefusal::HoldersConcerned {
            stall,
            holders: unsaid,
        }
        .into());
    }
    concerned
        .iter()
        .map(|who| {
            let to = match said.get(who.code.as_str()) {
                Some(WhereTo::Stall(to)) => Some(find_target(plan, stall, to)?),
                _ => None,
            };
            Ok(Going { who, to })
        })
        .collect()
}

fn find_target<'a>(
    plan: &'a MarketPlan,
    blocked: &stall::Model,
    to: &Label,
) -> Result<&'a stall::Model, AppError> {
    let row = plan.stall_by_code(to.as_str());
    let row = row.ok_or_else(|| unknown("holders", to.as_str()))?;
    if row.stall.id == blocked.id {
        return Err(invalid("holders", FieldError::NotAChoice));
    }
    Ok(&row.stall)
}

/// Where they go must be free and unblocked on each of their days.
async fn refuse_taken(
    tx: &WriteTx,
    market_id: entity::ids::MarketId,
    going: &[Going<'_>],
) -> Result<(), AppError> {
    let mut taken: BTreeSet<(MarketDayId, StallId)> = BTreeSet::new();
    for one in going {
        let Some(to) = one.to else { continue };
        let days = one.who.days.iter().map(|day| day.id);
        let others = store::block::list_stalls_taken_on(tx.conn(), days.collect()).await?;
        taken.extend(others);
        let (from, until) = (one.who.first_day(), one.who.last_day());
        let blocks = store::market::list_blocks(tx.conn(), market_id, from, until).await?;
        for day in &one.who.days {
            let blocked = blocks.iter().any(|block| {
                block.stall_id == to.id
                    && block.from_date <= day.date
                    && block.until_date.is_none_or(|until| until >= day.date)
            });
            if blocked || !taken.insert((day.id, to.id)) {
                return Err(repeated("holders", &to.code));
            }
        }
    }
    Ok(())
}

async fn insert_block(
    app: &App,
    tx: &WriteTx,
    stall: &stall::Model,
    command: &BlockStall,
) -> Result<stall_block::Model, AppError> {
    let row = stall_block::ActiveModel {
        public_id: Set(app.random_id()),
        market_id: Set(stall.market_id),
        stall_id: Set(stall.id),
        from_date: Set(command.from),
        until_date: Set(command.until),
        reason: Set(command.reason.to_string()),
        created_at: Set(app.now()),
        ..Default::default()
    };
    Ok(tx.insert(row).await?)
}

/// Moves one of them, or leaves them out. Returns what was done, for the audit.
async fn move_or_leave_out(
    tx: &WriteTx,
    blocked: &stall::Model,
    one: &Going<'_>,
    today: NaiveDate,
) -> Result<&'static str, AppError> {
    let moved = &one.who.occupancies;
    let Some(to) = one.to else {
        store::block::delete_occupancies(tx, moved).await?;
        return Ok("leave_out_for_blocked_stall");
    };
    store::block::move_occupancies(tx, moved, to.id).await?;
    store::block::move_what_has_no_day_left(tx, moved, blocked.id, to.id, today).await?;
    Ok("move_from_blocked_stall")
}

async fn write_down(
    app: &App,
    tx: &WriteTx,
    actor: &Actor,
    blocked: &stall::Model,
    block: &stall_block::Model,
    one: &Going<'_>,
    action: &str,
) -> Result<(), AppError> {
    let days: Vec<NaiveDate> = one.who.days.iter().map(|day| day.date).collect();
    let to = one.to.map(|to| to.code.clone());
    let change = Change {
        action,
        subject: one.who.subject(),
        reason: Some(block.reason.clone()),
        detail: Some(json!({ "from_stall": blocked.code, "to_stall": to, "days": days })),
        ..Change::default()
    };
    record(app, tx, actor, Some(blocked.market_id), change).await?;
    let Some(application) = &one.who.application else {
        return Ok(());
    };
    let message = Message::StallBlocked {
        stall: blocked.code.clone(),
        to,
        from: one.who.first_day(),
        until: one.who.last_day(),
        market_days: one.who.count(),
        reason: block.reason.clone(),
    };
    let telling = Telling {
        application,
        offer_id: None,
        occasion: format!("{}:{}", block.public_id, one.who.code),
        message,
    };
    tell(app, tx, vec![telling]).await
}
