//! Apply to renew: whoever held something in the term before applies in the next round with what
//! they hold, and with wishes that they would rather have.

use std::collections::BTreeSet;

use entity::ids::TradingTimeId;
use entity::kinds::{ApplicationState, Feature};
use entity::{application, holding, registration, round};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::applicant::request_attestations;
use super::apply::{CharityRequest, Receipt, TimeWanted, refuse_bad_request};
use super::wishes::{insert_times, resolve_times};
use crate::app::error::unknown;
use crate::app::holding::require_holder;
use crate::app::place::find_round;
use crate::app::record::{Change, record};
use crate::app::round::step::{RoundRef, lifecycle, read};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::application::{Application, ApplicationRefusal};
use crate::domain::rules::RoundRules;
use crate::domain::values::{ApplicationCode, Label, Ticket};
use crate::store::market::MarketPlan;
use crate::store::{self, StoreError, WriteTx};
use crate::text::message::Message;

#[derive(Clone, Debug)]
pub struct ApplyToRenew {
    /// The next round.
    pub at: RoundRef,
    /// One of the holdings of whoever applies, in the term before.
    pub holding: String,
    pub category: Label,
    pub needs: Vec<Feature>,
    pub workers: u8,
    pub charity: Option<CharityRequest>,
    /// What they would rather have, by trading time. Where they hold something, they keep it when no
    /// wish comes true; what they hold elsewhere is asked for without being named.
    pub times: Vec<TimeWanted>,
}

/// # Errors
/// `Refused` when the round takes no applications or no renewals, they hold nothing in the term
/// before it, or have applied already; `Invalid` when a stall, zone, category or trading time does
/// not exist; `Forbidden` for all but the holder and staff.
pub async fn apply_to_renew(
    app: &App,
    actor: &Actor,
    command: ApplyToRenew,
) -> Result<Receipt, AppError> {
    let db = app.store.reader();
    let (market, row) = find_round(db, &command.at.market, &command.at.round).await?;
    let held = store::holding::find_holding(db, &command.holding).await?;
    let held = held
        .filter(|held| held.market_id == market.id)
        .ok_or(AppError::NotFound("holding"))?;
    require_holder(app, actor, &held).await?;

    let tx = app.store.begin_write().await?;
    let row = store::round::share_round(&tx, row.id).await?;
    store::merge::share_registration(&tx, held.registration_id).await?;
    let vendor = store::person::load_registration(tx.conn(), held.registration_id).await?;
    let vendor = store::merge::load_current(tx.conn(), vendor).await?;
    let plan = store::market::load_plan(tx.conn(), market.id).await?;
    let held = list_held(&tx, &row, &vendor).await?;

    let next = begin(app, &row, &held)?;
    let wanted = with_held(&plan, &held, &command.times);
    refuse_bad_request(command.workers, &wanted)?;
    refuse_second(&tx, &row, &vendor).await?;
    let round_times = store::round::list_round_times(tx.conn(), row.id).await?;
    let times = resolve_times(&plan, &round_times, &wanted)?;

    let code = ApplicationCode::from_random(app.chance.bytes());
    let mut new = new_application(app, &row, &vendor, &plan, &command, &code, next.state)?;
    new.max_stalls = Set(most_held(&held));
    let inserted = insert_application(&tx, new).await?;
    insert_times(&tx, &inserted, times).await?;
    request_attestations(app, &tx, vendor.person_id, command.charity.as_ref()).await?;
    write_down(app, &tx, actor, &row, &inserted).await?;
    tx.commit().await?;
    Ok(Receipt {
        link: app.keys.link(code.as_str()),
        code,
    })
}

/// What they held in the term before, in the trading times of this round.
async fn list_held(
    tx: &WriteTx,
    round: &round::Model,
    vendor: &registration::Model,
) -> Result<Vec<holding::Model>, AppError> {
    let mut held = store::holding::list_held_before(tx.conn(), round).await?;
    held.retain(|held| held.registration_id == vendor.id);
    Ok(held)
}

fn begin(app: &App, row: &round::Model, held: &[holding::Model]) -> Result<Application, AppError> {
    let round = lifecycle(row);
    let rules: RoundRules = read(&row.rules)?;
    let next = Application::begin(&round, app.now())?.submit(&round, app.now())?;
    if !rules.renewals {
        return Err(ApplicationRefusal::NoRenewals.into());
    }
    if held.is_empty() {
        return Err(ApplicationRefusal::HoldsNothing.into());
    }
    Ok(next)
}

/// Where they hold something and named nothing, they ask for just that.
fn with_held(plan: &MarketPlan, held: &[holding::Model], times: &[TimeWanted]) -> Vec<TimeWanted> {
    let mut wanted = times.to_vec();
    let ids: BTreeSet<TradingTimeId> = held.iter().map(|row| row.trading_time_id).collect();
    for time in ids.into_iter().filter_map(|id| plan.trading_time(id)) {
        if wanted
            .iter()
            .any(|row| row.trading_time.as_str() == time.code)
        {
            continue;
        }
        wanted.extend(
            Label::parse(&time.code)
                .ok()
                .map(|trading_time| TimeWanted {
                    trading_time,
                    wishes: Vec::new(),
                    anywhere: false,
                }),
        );
    }
    wanted
}

async fn refuse_second(
    tx: &WriteTx,
    round: &round::Model,
    vendor: &registration::Model,
) -> Result<(), AppError> {
    match store::application::find_application_of(tx.conn(), round.id, vendor.id).await? {
        Some(_) => Err(ApplicationRefusal::AlreadyThere.into()),
        None => Ok(()),
    }
}

/// As many as they hold in one trading time, they may keep.
fn most_held(held: &[holding::Model]) -> i32 {
    let of = |time: TradingTimeId| {
        held.iter()
            .filter(|row| row.trading_time_id == time)
            .count()
    };
    let most = held.iter().map(|row| of(row.trading_time_id)).max();
    most.and_then(|most| i32::try_from(most).ok()).unwrap_or(1)
}

fn new_application(
    app: &App,
    round: &round::Model,
    vendor: &registration::Model,
    plan: &MarketPlan,
    command: &ApplyToRenew,
    code: &ApplicationCode,
    state: ApplicationState,
) -> Result<application::ActiveModel, AppError> {
    let category = plan
        .category_by_code(command.category.as_str())
        .ok_or_else(|| unknown("category", command.category.as_str()))?;
    let charity = command.charity.as_ref();
    Ok(application::ActiveModel {
        market_id: Set(round.market_id),
        round_id: Set(round.id),
        registration_id: Set(vendor.id),
        code: Set(code.to_string()),
        state: Set(state),
        category_id: Set(category.id),
        needs: Set(json!(command.needs)),
        workers: Set(command.workers.into()),
        asks_charity: Set(charity.is_some()),
        also_open: Set(charity.is_none_or(|request| request.also_open)),
        renews: Set(true),
        link_hash: Set(app.keys.link(code.as_str()).hash()),
        ticket: Set(Ticket::from_random(app.chance.bytes()).reveal().to_owned()),
        submitted_at: Set(app.now()),
        version: Set(1),
        ..Default::default()
    })
}

/// Two forms of one vendor at the same moment: the database lets one through.
async fn insert_application(
    tx: &WriteTx,
    new: application::ActiveModel,
) -> Result<application::Model, AppError> {
    match tx.insert(new).await {
        Err(StoreError::Taken(_)) => Err(ApplicationRefusal::AlreadyThere.into()),
        result => Ok(result?),
    }
}

async fn write_down(
    app: &App,
    tx: &WriteTx,
    actor: &Actor,
    round: &round::Model,
    application: &application::Model,
) -> Result<(), AppError> {
    let change = Change {
        action: "apply_to_renew",
        subject: format!("application:{}", application.code),
        to: Some(application.state.as_str()),
        ..Change::default()
    };
    record(app, tx, actor, Some(round.market_id), change).await?;
    let message = Message::ApplicationReceived {
        round: read(&round.names)?,
        applications_until: round.applications_until.unwrap_or(application.submitted_at),
    };
    tell(app, tx, vec![Telling::once(application, message)]).await
}
