//! Merge two registrations of one person. What the second has goes to the first, and its codes and
//! links lead on. Frozen lists, draws and results stand by code, and stay as they are.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::ids::{RegistrationId, RoundId};
use entity::kinds::HoldingState;
use entity::{application, market, person, registration, registration_merge, round};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use crate::app::edit::edit_row;
use crate::app::error::invalid;
use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::round::step::{lifecycle, local_date, read, time_zone_of};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::FieldError;
use crate::domain::application::Application;
use crate::domain::merge::{MergeRefusal, Presence, Record, SecondApplication, merge_in_round};
use crate::domain::values::{Note, Revision};
use crate::store::{self, StoreError, WriteTx};
use crate::text::message::Message;

#[derive(Clone, Debug)]
pub struct MergeRegistrations {
    pub market: String,
    /// The random id of the registration that stops to be one of its own.
    pub second: String,
    /// The random id of the one that stays, with its name, contact and applications.
    pub into: String,
    /// What whoever merges has seen of the one that stays.
    pub expected: Option<Revision>,
    pub reason: Note,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistrationsMerged {
    pub revision: Revision,
    /// The applications of the second that are the first's now, by code.
    pub moved: Vec<String>,
    /// Those that were withdrawn, as the first has applied in the same round.
    pub withdrawn: Vec<String>,
}

/// # Errors
/// `Refused` when they stand on one frozen list, hold something in one round, are there on one day,
/// are two persons by their papers, or one was merged before; or when somebody else edited the
/// first meanwhile.
pub async fn merge_registrations(
    app: &App,
    actor: &Actor,
    command: MergeRegistrations,
) -> Result<RegistrationsMerged, AppError> {
    let market = find_market(app.store.reader(), &command.market).await?;
    actor.require_operator(market.id)?;

    let tx = app.store.begin_write().await?;
    let two = load_two(&tx, &market, &command).await?;
    refuse_two_persons(&tx, &two).await?;
    let today = local_date(app.now(), time_zone_of(&market)?);
    refuse_same_day(&tx, &two, today).await?;
    let fates = decide(&two)?;

    let merged = RegistrationsMerged {
        revision: join_records(&tx, &two, command.expected).await?,
        moved: move_applications(&tx, &two, &fates).await?,
        withdrawn: withdraw_doubles(app, &tx, actor, &two, &fates).await?,
    };
    let (from, to) = (two.second.registration.id, two.first.registration.id);
    store::merge::move_holdings(&tx, from, to).await?;
    store::merge::move_standby(&tx, from, to).await?;
    join_persons(&tx, &two).await?;
    write_down(app, &tx, actor, &two, &command.reason, &merged).await?;
    tx.commit().await?;
    Ok(merged)
}

/// One registration with all that it has.
struct Side {
    registration: registration::Model,
    applications: BTreeMap<RoundId, application::Model>,
    /// Where it holds something for the term now.
    holds: BTreeSet<RoundId>,
}

/// Both, and nobody changes what they have until the transaction ends.
struct Two {
    second: Side,
    first: Side,
    rounds: Vec<round::Model>,
}

async fn load_two(
    tx: &WriteTx,
    market: &market::Model,
    command: &MergeRegistrations,
) -> Result<Two, AppError> {
    let db = tx.conn();
    let second = find_vendor(tx, market, &command.second).await?;
    let first = find_vendor(tx, market, &command.into).await?;
    if second.id == first.id {
        return Err(invalid("into", FieldError::NotAChoice));
    }
    let ids = [second.id, first.id];
    let mut rounds = Vec::new();
    // Whoever applies or confirms takes the round first, then the person, then the registration.
    for id in store::merge::list_rounds_of(db, ids).await? {
        rounds.push(store::round::lock_round(tx, id).await?);
    }
    store::merge::lock_registrations(tx, [&second, &first]).await?;
    let now_in = store::merge::list_rounds_of(db, ids).await?;
    if now_in != rounds.iter().map(|round| round.id).collect() {
        return Err(AppError::Stale);
    }
    for id in ids {
        if store::merge::find_merge(db, market.id, id).await?.is_some() {
            return Err(MergeRefusal::AlreadyMerged.into());
        }
    }
    Ok(Two {
        second: load_side(tx, second.id).await?,
        first: load_side(tx, first.id).await?,
        rounds,
    })
}

async fn find_vendor(
    tx: &WriteTx,
    market: &market::Model,
    public_id: &str,
) -> Result<registration::Model, AppError> {
    let found = store::merge::find_by_public_id(tx.conn(), market.id, public_id).await?;
    found.ok_or(AppError::NotFound("vendor"))
}

async fn load_side(tx: &WriteTx, id: RegistrationId) -> Result<Side, AppError> {
    let db = tx.conn();
    let applications = store::merge::list_applications_of(db, id).await?;
    let held = store::holding::list_holdings_of(db, id).await?;
    let running = held
        .iter()
        .filter(|row| row.state == HoldingState::Running)
        .map(|row| row.round_id);
    Ok(Side {
        registration: store::person::load_registration(db, id).await?,
        applications: applications
            .into_iter()
            .map(|row| (row.round_id, row))
            .collect(),
        holds: running.collect(),
    })
}

async fn refuse_two_persons(tx: &WriteTx, two: &Two) -> Result<(), AppError> {
    let second = person_of(tx, &two.second).await?.identity_hash;
    let first = person_of(tx, &two.first).await?.identity_hash;
    match (second, first) {
        (Some(second), Some(first)) if second != first => Err(MergeRefusal::TwoPersons.into()),
        _ => Ok(()),
    }
}

async fn person_of(tx: &WriteTx, side: &Side) -> Result<person::Model, AppError> {
    Ok(store::person::load_person(tx.conn(), side.registration.person_id).await?)
}

/// Nobody stands by twice on a day, or while they have a stall.
async fn refuse_same_day(tx: &WriteTx, two: &Two, today: NaiveDate) -> Result<(), AppError> {
    let db = tx.conn();
    let (second, first) = (two.second.registration.id, two.first.registration.id);
    for (own, other) in [(second, first), (first, second)] {
        let others = store::merge::list_standby_days(db, other, today).await?;
        let held = store::holding::list_holdings_of(db, other).await?;
        for day in store::merge::list_standby_days(db, own, today).await? {
            let has_stall = held.iter().any(|row| {
                row.state == HoldingState::Running
                    && row.trading_time_id == day.trading_time_id
                    && (row.from_date..=row.to_date).contains(&day.date)
            });
            if has_stall || others.iter().any(|row| row.id == day.id) {
                return Err(MergeRefusal::SameDay { date: day.date }.into());
            }
        }
    }
    Ok(())
}

type Fates = BTreeMap<RoundId, SecondApplication>;

fn decide(two: &Two) -> Result<Fates, AppError> {
    let in_round = |round: &round::Model| {
        let presence = |side: &Side| Presence {
            application: side.applications.get(&round.id).map(|row| row.state),
            holds: side.holds.contains(&round.id),
        };
        let (second, first) = (presence(&two.second), presence(&two.first));
        merge_in_round(&round.code, &lifecycle(round), second, first).map(|fate| (round.id, fate))
    };
    let fates: Result<Fates, MergeRefusal> = two.rounds.iter().map(in_round).collect();
    Ok(fates?)
}

async fn join_records(
    tx: &WriteTx,
    two: &Two,
    expected: Option<Revision>,
) -> Result<Revision, AppError> {
    let record = |row: &registration::Model| Record {
        seniority: row.seniority,
        refusals: row.refusals,
        standing: row.standing,
    };
    let first = &two.first.registration;
    let joined = record(first).together(record(&two.second.registration));
    let change = registration::ActiveModel {
        seniority: Set(joined.seniority),
        refusals: Set(joined.refusals),
        standing: Set(joined.standing),
        ..Default::default()
    };
    edit_row(
        tx,
        first.id.0,
        Revision::new(first.revision),
        expected,
        change,
    )
    .await
}

async fn move_applications(
    tx: &WriteTx,
    two: &Two,
    fates: &Fates,
) -> Result<Vec<String>, AppError> {
    let to = &two.first.registration;
    let mut moved = Vec::new();
    for row in of_fate(two, fates, SecondApplication::Moves) {
        let change = application::ActiveModel {
            registration_id: Set(to.id),
            ..Default::default()
        };
        tx.update(row.id.0, row.version, change).await?;
        store::merge::move_notices(tx, row.id, to.person_id).await?;
        moved.push(row.code.clone());
    }
    Ok(moved)
}

async fn withdraw_doubles(
    app: &App,
    tx: &WriteTx,
    actor: &Actor,
    two: &Two,
    fates: &Fates,
) -> Result<Vec<String>, AppError> {
    let mut withdrawn = Vec::new();
    for row in of_fate(two, fates, SecondApplication::Withdrawn) {
        let Some(round) = two.rounds.iter().find(|round| round.id == row.round_id) else {
            continue;
        };
        withdraw_double(app, tx, actor, round, row).await?;
        withdrawn.push(row.code.clone());
    }
    Ok(withdrawn)
}

fn of_fate<'a>(
    two: &'a Two,
    fates: &'a Fates,
    fate: SecondApplication,
) -> impl Iterator<Item = &'a application::Model> {
    let rows = two.second.applications.values();
    rows.filter(move |row| fates.get(&row.round_id) == Some(&fate))
}

/// Nothing hangs on it yet but the application itself: its list is not frozen.
async fn withdraw_double(
    app: &App,
    tx: &WriteTx,
    actor: &Actor,
    round: &round::Model,
    row: &application::Model,
) -> Result<(), AppError> {
    let now = Application {
        state: row.state,
        decline_reason: row.decline_reason,
        changes_until: row.changes_until,
    };
    let next = now.withdraw(&lifecycle(round))?.application;
    let change = application::ActiveModel {
        state: Set(next.state),
        decline_reason: Set(next.decline_reason),
        changes_note: Set(None),
        changes_until: Set(next.changes_until),
        withdrawn_at: Set(Some(app.now())),
        ..Default::default()
    };
    tx.update(row.id.0, row.version, change).await?;
    let change = Change {
        action: "withdraw_application",
        subject: format!("application:{}", row.code),
        from: Some(row.state.as_str()),
        to: Some(next.state.as_str()),
        ..Change::default()
    };
    record(app, tx, actor, Some(row.market_id), change).await?;
    let message = Message::ApplicationWithdrawn {
        round: read(&round.names)?,
    };
    tell(app, tx, vec![Telling::once(row, message)]).await
}

/// Papers, household and attestations are the person's; they stay where the second person is
/// registered at another market as well.
async fn join_persons(tx: &WriteTx, two: &Two) -> Result<(), AppError> {
    let second = person_of(tx, &two.second).await?;
    let first = person_of(tx, &two.first).await?;
    let registered = store::person::list_registrations_of(tx.conn(), second.id).await?;
    if registered.len() > 1 {
        return Ok(());
    }
    store::merge::move_attestations(tx, second.id, first.id).await?;
    store::merge::update_identity(tx, second.id, None, None).await?;
    let identity = first.identity_hash.or(second.identity_hash);
    let household = first.household_hash.or(second.household_hash);
    store::merge::update_identity(tx, first.id, identity, household).await?;
    Ok(())
}

async fn write_down(
    app: &App,
    tx: &WriteTx,
    actor: &Actor,
    two: &Two,
    reason: &Note,
    merged: &RegistrationsMerged,
) -> Result<(), AppError> {
    let (second, first) = (&two.second.registration, &two.first.registration);
    let row = registration_merge::ActiveModel {
        market_id: Set(second.market_id),
        registration_id: Set(second.id),
        into_registration_id: Set(first.id),
        reason: Set(reason.to_string()),
        merged_at: Set(app.now()),
        ..Default::default()
    };
    match tx.insert(row).await {
        Err(StoreError::Taken(_)) => return Err(MergeRefusal::AlreadyMerged.into()),
        result => result?,
    };
    let change = Change {
        action: "merge_registrations",
        subject: format!("registration:{}", second.public_id),
        reason: Some(reason.to_string()),
        detail: Some(json!({
            "into": first.public_id,
            "moved": merged.moved,
            "withdrawn": merged.withdrawn,
            "before": { "seniority": first.seniority, "refusals": first.refusals },
        })),
        ..Change::default()
    };
    record(app, tx, actor, Some(second.market_id), change).await
}
