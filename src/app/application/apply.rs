//! Apply for a stall in a round: anybody may, until the deadline.

use std::collections::BTreeSet;

use entity::ids::MarketId;
use entity::kinds::{ApplicationState, Feature, HardshipGroup, Language};
use entity::{application, registration, round};
use sea_orm::ActiveValue::Set;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::applicant::{find_or_insert_person, find_or_insert_registration, request_attestations};
use super::wishes::{insert_times, resolve_times};
use crate::app::error::{invalid, repeated, unknown};
use crate::app::place::find_round;
use crate::app::record::{Change, record};
use crate::app::round::step::{RoundRef, lifecycle, read};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::application::{Application, ApplicationRefusal, FEWEST_WORKERS, MOST_WORKERS};
use crate::domain::rules::RoundRules;
use crate::domain::sizes::Sizes;
use crate::domain::values::{
    ApplicationCode, EmailAddress, Label, PersonName, Phone, SecretLink, Ticket, TradingName,
};
use crate::domain::{FieldError, Refusal};
use crate::store::{self, StoreError, WriteTx};
use crate::text::message::Message;

#[derive(Clone, Debug)]
pub struct Apply {
    pub at: RoundRef,
    pub name: PersonName,
    pub trading_name: TradingName,
    pub phone: Phone,
    pub email: Option<EmailAddress>,
    pub language: Language,
    /// What staff saw at the window; recognised again by its keyed hash.
    pub identity: Option<String>,
    pub household: Option<String>,
    /// Seniority of an imported vendor; small is senior.
    pub seniority: Option<u32>,
    pub category: Label,
    pub needs: Vec<Feature>,
    pub workers: u8,
    /// How many stalls next to each other.
    pub stalls: Sizes,
    pub charity: Option<CharityRequest>,
    pub times: Vec<TimeWanted>,
    /// The form that was sent: sending it again gives the same receipt and changes nothing.
    pub idempotency_key: Option<String>,
}

/// A charity stall is asked for with a separate consent to have it confirmed.
#[derive(Clone, Debug)]
pub struct CharityRequest {
    /// Whom to ask, for which group. Empty when it was confirmed before.
    pub confirmations: Vec<(Label, HardshipGroup)>,
    pub consent_version: String,
    /// Whether they stand in the open draw too.
    pub also_open: bool,
}

#[derive(Clone, Debug)]
pub struct TimeWanted {
    pub trading_time: Label,
    /// The best first.
    pub wishes: Vec<WishFor>,
    pub anywhere: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WishFor {
    Stall(Label),
    Zone(Label),
}

/// What the applicant keeps. The link lets them act; the code authorises nothing.
#[derive(Clone, Debug)]
pub struct Receipt {
    pub code: ApplicationCode,
    pub link: SecretLink,
}

/// # Errors
/// `Refused` when the round takes no applications (late ones included) or this vendor has applied
/// already; `Invalid` when a stall, zone, category or trading time does not exist; `Forbidden` when
/// anybody but staff says who somebody is.
pub async fn apply(app: &App, actor: &Actor, command: Apply) -> Result<Receipt, AppError> {
    match apply_once(app, actor, &command).await {
        // The same form or the same vendor was a moment faster: now what they left can be seen.
        Err(AppError::Stale) => apply_once(app, actor, &command).await,
        Err(AppError::Refused(Refusal::Application(ApplicationRefusal::AlreadyThere)))
            if command.idempotency_key.is_some() =>
        {
            apply_once(app, actor, &command).await
        }
        result => result,
    }
}

async fn apply_once(app: &App, actor: &Actor, command: &Apply) -> Result<Receipt, AppError> {
    let (market, row) =
        find_round(app.store.reader(), &command.at.market, &command.at.round).await?;
    require_window(actor, market.id, command)?;
    refuse_bad_request(command.workers, &command.times)?;

    let tx = app.store.begin_write().await?;
    if let Some(receipt) = find_receipt(app, &tx, command).await? {
        return Ok(receipt);
    }
    let row = store::round::share_round(&tx, row.id).await?;
    let plan = store::market::load_plan(tx.conn(), market.id).await?;
    let round_times = store::round::list_round_times(tx.conn(), row.id).await?;

    let round = lifecycle(&row);
    let next = Application::begin(&round, app.now())?.submit(&round, app.now())?;
    refuse_sizes(&row, command.stalls)?;
    let times = resolve_times(&plan, &round_times, &command.times)?;
    let category = plan
        .category_by_code(command.category.as_str())
        .ok_or_else(|| unknown("category", command.category.as_str()))?;

    refuse_second_phone(&tx, &row, command).await?;
    let person = find_or_insert_person(app, &tx, command).await?;
    let vendor = find_or_insert_registration(app, &tx, &market, &person, command).await?;
    refuse_second(&tx, &row, &vendor).await?;
    let code = ApplicationCode::from_random(app.chance.bytes());
    let new = new_application(app, &row, &vendor, command, &code, category.id, next.state);
    let inserted = insert_application(&tx, new).await?;
    insert_times(&tx, &inserted, times).await?;
    request_attestations(app, &tx, person.id, command.charity.as_ref()).await?;
    let receipt = Receipt {
        link: app.keys.link(code.as_str()),
        code,
    };
    save_receipt(app, &tx, command, &receipt).await?;
    write_down(app, &tx, actor, &row, &inserted).await?;
    tx.commit().await?;
    Ok(receipt)
}

/// Only staff at a window have seen papers.
fn require_window(actor: &Actor, market_id: MarketId, command: &Apply) -> Result<(), AppError> {
    let is_shown =
        command.identity.is_some() || command.household.is_some() || command.seniority.is_some();
    if is_shown {
        actor.require_operator(market_id)?;
    }
    Ok(())
}

pub(super) fn refuse_bad_request(workers: u8, times: &[TimeWanted]) -> Result<(), AppError> {
    let (min, max) = (FEWEST_WORKERS, MOST_WORKERS);
    if !(min..=max).contains(&i64::from(workers)) {
        return Err(invalid("workers", FieldError::OutOfRange { min, max }));
    }
    if times.is_empty() {
        return Err(invalid("trading_times", FieldError::Missing));
    }
    let mut seen = BTreeSet::new();
    let mut codes = times.iter().map(|time| &time.trading_time);
    match codes.find(|code| !seen.insert(*code)) {
        Some(code) => Err(repeated("trading_times", code.as_str())),
        None => Ok(()),
    }
}

/// The rules say how many stalls one vendor may have.
pub(super) fn refuse_sizes(round: &round::Model, sizes: Sizes) -> Result<(), AppError> {
    let rules: RoundRules = read(&round.rules)?;
    let checked = sizes.check(rules.most_stalls);
    checked.map_err(|(field, error)| invalid(field, error))
}

pub(super) fn count(stalls: u32) -> i32 {
    i32::try_from(stalls).unwrap_or(i32::MAX)
}

/// The same key for somebody else is another request: families fill in one form after another.
fn idempotency_scope(command: &Apply) -> String {
    let RoundRef { market, round } = &command.at;
    let name = hex::encode(Sha256::digest(command.name.as_str()));
    format!("apply:{market}/{round}:{name}")
}

/// The key alone finds the code; the link is derived from it, so no secret is stored.
async fn find_receipt(
    app: &App,
    tx: &WriteTx,
    command: &Apply,
) -> Result<Option<Receipt>, AppError> {
    let Some(key) = &command.idempotency_key else {
        return Ok(None);
    };
    let answer =
        store::idempotency::find_answer(tx.conn(), &idempotency_scope(command), key).await?;
    let Some(answer) = answer else {
        return Ok(None);
    };
    let code: ApplicationCode = read(&answer)?;
    Ok(Some(Receipt {
        link: app.keys.link(code.as_str()),
        code,
    }))
}

async fn save_receipt(
    app: &App,
    tx: &WriteTx,
    command: &Apply,
    receipt: &Receipt,
) -> Result<(), AppError> {
    let Some(key) = &command.idempotency_key else {
        return Ok(());
    };
    let row = entity::idempotency_key::ActiveModel {
        scope: Set(idempotency_scope(command)),
        key: Set(key.clone()),
        answer: Set(json!(receipt.code)),
        created_at: Set(app.now()),
        ..Default::default()
    };
    tx.insert(row).await?;
    Ok(())
}

/// Nobody has seen papers: the telephone number is all that shows that it is the same vendor.
/// Two people who share one are helped at the window, where papers are seen.
async fn refuse_second_phone(
    tx: &WriteTx,
    round: &round::Model,
    command: &Apply,
) -> Result<(), AppError> {
    if command.identity.is_some() {
        return Ok(());
    }
    let phone = command.phone.as_str();
    if store::application::is_phone_in_round(tx.conn(), round.id, phone).await? {
        return Err(ApplicationRefusal::AlreadyThere.into());
    }
    Ok(())
}

async fn refuse_second(
    tx: &WriteTx,
    round: &round::Model,
    vendor: &registration::Model,
) -> Result<(), AppError> {
    let first = store::application::find_application_of(tx.conn(), round.id, vendor.id).await?;
    match first {
        Some(_) => Err(ApplicationRefusal::AlreadyThere.into()),
        None => Ok(()),
    }
}

fn new_application(
    app: &App,
    round: &round::Model,
    vendor: &registration::Model,
    command: &Apply,
    code: &ApplicationCode,
    category_id: entity::ids::CategoryId,
    state: ApplicationState,
) -> application::ActiveModel {
    let charity = command.charity.as_ref();
    application::ActiveModel {
        market_id: Set(round.market_id),
        round_id: Set(round.id),
        registration_id: Set(vendor.id),
        code: Set(code.to_string()),
        state: Set(state),
        category_id: Set(category_id),
        needs: Set(json!(command.needs)),
        workers: Set(command.workers.into()),
        min_stalls: Set(count(command.stalls.min)),
        max_stalls: Set(count(command.stalls.max)),
        asks_charity: Set(charity.is_some()),
        also_open: Set(charity.is_none_or(|request| request.also_open)),
        link_hash: Set(app.keys.link(code.as_str()).hash()),
        ticket: Set(Ticket::from_random(app.chance.bytes()).reveal().to_owned()),
        submitted_at: Set(app.now()),
        version: Set(1),
        ..Default::default()
    }
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
        action: "apply",
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
