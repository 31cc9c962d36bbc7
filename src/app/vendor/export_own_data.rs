//! What is kept about one person, as one file for them.
//!
//! Tickets are not in it: they stand in the receipts, which are the person's alone.

use entity::{application, registration};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::app::place::find_application;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::store;

/// By the code of one of their applications.
///
/// # Errors
/// `Forbidden` for all but the person and the operators of the market; an operator's copy leaves
/// out confirmations of hardship, which only the person and verifiers see.
pub async fn export_own_data(app: &App, actor: &Actor, code: &str) -> Result<Value, AppError> {
    let db = app.store.reader();
    let found = find_application(db, code).await?;
    actor.require_vendor(found.market_id, found.id)?;
    let own = store::person::load_registration(db, found.registration_id).await?;
    let is_owner = actor.require_owner(found.id).is_ok() || *actor == Actor::System;
    let all = store::erasure::list_registrations_with_merged(db, own.person_id).await?;
    let mut registrations = Vec::new();
    for row in all {
        // Staff of one market see nothing of another.
        if is_owner || row.market_id == found.market_id {
            registrations.push(registration_data(db, row).await?);
        }
    }
    let data = json!({
        "kind": "own_data",
        "version": 1,
        "made_at": app.now(),
        "person": person_data(db, &own).await?,
        "registrations": registrations,
        "attestations": if is_owner { attestations(db, &own).await? } else { Value::Null },
        "notices": notices(db, &own, (!is_owner).then_some(found.market_id)).await?,
    });
    let tx = app.store.begin_write().await?;
    let change = Change {
        action: "export_own_data",
        subject: format!("application:{}", found.code),
        ..Change::default()
    };
    record(app, &tx, actor, Some(found.market_id), change).await?;
    tx.commit().await?;
    Ok(data)
}

async fn person_data(
    db: &impl ConnectionTrait,
    own: &registration::Model,
) -> Result<Value, AppError> {
    let person = store::person::load_person(db, own.person_id).await?;
    Ok(json!({
        "name": person.name,
        "phone": person.phone,
        "email": person.email,
        "language": person.language,
        "identity_checked": person.identity_hash.is_some(),
        "since": person.created_at,
        "erased_at": person.erased_at,
    }))
}

async fn registration_data(
    db: &impl ConnectionTrait,
    row: registration::Model,
) -> Result<Value, AppError> {
    let market = store::market::load_market(db, row.market_id).await?;
    let plan = store::market::load_plan(db, row.market_id).await?;
    let mut applications = Vec::new();
    for application in store::merge::list_applications_of(db, row.id).await? {
        applications.push(application_data(db, &application).await?);
    }
    let held = store::holding::list_holdings_of(db, row.id).await?;
    let held = held.into_iter().map(|held| {
        json!({
            "holding": held.public_id,
            "stalls": plan.stall_codes([held.stall_id]),
            "from": held.from_date,
            "to": held.to_date,
            "state": held.state,
            "origin": held.origin,
            "grounds": held.grounds,
        })
    });
    Ok(json!({
        "market": market.slug,
        "vendor": row.public_id,
        "trading_name": row.trading_name,
        "seniority": row.seniority,
        "standing": row.standing,
        "refusals": row.refusals,
        "since": row.created_at,
        "holdings": held.collect::<Vec<_>>(),
        "applications": applications,
    }))
}

async fn application_data(
    db: &impl ConnectionTrait,
    row: &application::Model,
) -> Result<Value, AppError> {
    let objections = store::objection::list_objections_of(db, row.id).await?;
    let objections = objections.into_iter().map(|objection| {
        json!({
            "raised_at": objection.raised_at,
            "state": objection.state,
            "body": objection.body,
            "answer": objection.answer,
        })
    });
    let offers = store::offer::list_offers_of(db, row.id).await?;
    let offers = offers.into_iter().map(|offer| {
        json!({
            "offer": offer.public_id,
            "state": offer.state,
            "made_at": offer.made_at,
            "deadline_at": offer.deadline_at,
            "decided_at": offer.decided_at,
        })
    });
    Ok(json!({
        "code": row.code,
        "state": row.state,
        "needs": row.needs,
        "workers": row.workers,
        "min_stalls": row.min_stalls,
        "max_stalls": row.max_stalls,
        "asks_charity": row.asks_charity,
        "also_open": row.also_open,
        "decline_reason": row.decline_reason,
        "decline_note": row.decline_note,
        "changes_note": row.changes_note,
        "submitted_at": row.submitted_at,
        "decided_at": row.decided_at,
        "withdrawn_at": row.withdrawn_at,
        "objections": objections.collect::<Vec<_>>(),
        "offers": offers.collect::<Vec<_>>(),
    }))
}

async fn attestations(
    db: &impl ConnectionTrait,
    own: &registration::Model,
) -> Result<Value, AppError> {
    let rows = store::attestation::list_attestations_of(db, own.person_id).await?;
    let rows = rows.into_iter().map(|row| {
        json!({
            "group": row.hardship_group,
            "state": row.state,
            "consent_version": row.consent_version,
            "consented_at": row.consented_at,
            "requested_at": row.requested_at,
            "decided_at": row.decided_at,
            "valid_from": row.valid_from,
            "valid_until": row.valid_until,
        })
    });
    Ok(rows.collect())
}

async fn notices(
    db: &impl ConnectionTrait,
    own: &registration::Model,
    only_at: Option<entity::ids::MarketId>,
) -> Result<Value, AppError> {
    let rows = store::notice::list_notices_of(db, own.person_id, only_at).await?;
    let rows = rows.into_iter().map(|row| {
        json!({
            "event": row.event,
            "channel": row.channel,
            "state": row.state,
            "created_at": row.created_at,
            "sent_at": row.sent_at,
            "facts": row.facts,
        })
    });
    Ok(rows.collect())
}
