//! Erase a person: name, contact, confirmations of hardship, the bodies of notices and what was
//! written about them. Codes stay, and with them every proof: it never needed the person.

use entity::ids::{PersonId, RegistrationId};
use entity::{market, registration};
use serde_json::json;

use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::erasure::ErasureRefusal;
use crate::domain::values::Note;
use crate::store::erasure::Erased;
use crate::store::{self, WriteTx};

#[derive(Clone, Debug)]
pub struct ErasePerson {
    pub market: String,
    /// The random id of the registration.
    pub vendor: String,
    /// Why, without a name: it stays in the audit.
    pub reason: Note,
}

/// # Errors
/// `Refused` while they hold a stall, are asked about one, or stand in a round that goes on;
/// `Forbidden` for all but the operators of every market at which they are registered.
pub async fn erase_person(
    app: &App,
    actor: &Actor,
    command: ErasePerson,
) -> Result<Erased, AppError> {
    let market = find_market(app.store.reader(), &command.market).await?;
    actor.require_operator(market.id)?;
    let tx = app.store.begin_write().await?;
    let found = store::merge::find_by_public_id(tx.conn(), market.id, &command.vendor).await?;
    let found = found.ok_or(AppError::NotFound("vendor"))?;
    let erased = erase(
        app,
        &tx,
        actor,
        &market,
        &found,
        &command.reason.to_string(),
    )
    .await?;
    tx.commit().await?;
    Ok(erased)
}

/// The same inside a transaction, for whoever erases by rule.
///
/// # Errors
/// As `erase_person`.
pub(in crate::app) async fn erase(
    app: &App,
    tx: &WriteTx,
    actor: &Actor,
    market: &market::Model,
    found: &registration::Model,
    reason: &str,
) -> Result<Erased, AppError> {
    let db = tx.conn();
    store::erasure::lock_persons(tx, &[found.person_id]).await?;
    let person = store::person::load_person(db, found.person_id).await?;
    if person.erased_at.is_some() {
        return Err(ErasureRefusal::ErasedBefore.into());
    }
    let all = store::erasure::list_registrations_with_merged(db, found.person_id).await?;
    let merged: Vec<PersonId> = all.iter().map(|row| row.person_id).collect();
    store::erasure::lock_persons(tx, &merged).await?;
    for row in &all {
        actor.require_operator(row.market_id)?;
    }

    refuse_current(tx, market, &all).await?;

    let erased = store::erasure::erase_persons(tx, &all, app.now(), || {
        hex::encode(app.chance.bytes::<32>())
    })
    .await?;
    for row in &all {
        let change = Change {
            action: "erase_person",
            subject: format!("vendor:{}", row.public_id),
            reason: Some(reason.to_owned()),
            detail: Some(json!(erased)),
            ..Change::default()
        };
        record(app, tx, actor, Some(row.market_id), change).await?;
    }
    Ok(erased)
}

async fn refuse_current(
    tx: &WriteTx,
    market: &market::Model,
    registrations: &[registration::Model],
) -> Result<(), AppError> {
    let db = tx.conn();
    let ids: Vec<RegistrationId> = registrations.iter().map(|row| row.id).collect();
    let current = store::erasure::load_current(db, &ids).await?;
    if let Some(held) = current.holdings.first() {
        let plan = store::market::load_plan(db, market.id).await?;
        let codes = plan.stall_codes([held.stall_id]);
        let stall = codes.into_iter().next().unwrap_or_default();
        return Err(ErasureRefusal::HoldsStall { stall }.into());
    }
    if !current.offers.is_empty() {
        return Err(ErasureRefusal::OfferOpen.into());
    }
    match current.rounds.into_iter().next() {
        Some(round) => Err(ErasureRefusal::StandsInRound { round: round.code }.into()),
        None => Ok(()),
    }
}
