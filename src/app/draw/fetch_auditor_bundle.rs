//! The auditor's bundle: the whole problem and outcome of a draw, by code. Each time it is fetched
//! is on record.

use entity::draw;
use serde_json::json;

use super::fetch_proof::ProofFile;
use super::proof::{StoredProof, load_proofs};
use crate::app::place::find_round;
use crate::app::record::{Change, record};
use crate::app::round::step::RoundRef;
use crate::app::{Actor, App, AppError};
use crate::store;
use crate::verify::AuditorBundle;

/// # Errors
/// `Forbidden` for all but auditors of the market who have no other task there, since whoever holds
/// the bundle must have no access to who a code is. `NotFound` before there is an outcome.
pub async fn fetch_auditor_bundle(
    app: &App,
    actor: &Actor,
    at: RoundRef,
    time_code: &str,
) -> Result<ProofFile, AppError> {
    let db = app.store.reader();
    let (market, round) = find_round(db, &at.market, &at.round).await?;
    actor.require_auditor(market.id)?;
    let times = store::market::list_trading_times(db, market.id).await?;
    let time = times.into_iter().find(|time| time.code == time_code);
    let time = time.ok_or(AppError::NotFound("trading time"))?;

    let proofs = load_proofs(db, &round, round.cancel_reason.clone()).await?;
    let mut proofs = proofs.into_iter();
    let proof = proofs.find(|proof| proof.latest.trading_time_id == time.id);
    let proof = proof.filter(|proof| has_bundle(&proof.latest));
    let bundle = build(proof.ok_or(AppError::NotFound("bundle"))?).await?;

    let tx = app.store.begin_write().await?;
    let draw = format!("{}/{}/{}", market.slug, round.code, time.code);
    let change = Change {
        action: "fetch_auditor_bundle",
        subject: format!("draw:{draw}"),
        detail: Some(json!({ "sha256": bundle.sha256 })),
        ..Change::default()
    };
    record(app, &tx, actor, Some(market.id), change).await?;
    tx.commit().await?;
    Ok(ProofFile {
        draw,
        bytes: bundle.to_json_pretty().into_bytes(),
    })
}

/// While the seed is open, whoever knew the whole list could try out what it should be.
pub const fn has_bundle(draw: &draw::Model) -> bool {
    draw.outcome.is_some() || draw.public_bundle.is_some()
}

async fn build(proof: StoredProof) -> Result<AuditorBundle, AppError> {
    tokio::task::spawn_blocking(move || proof.bundle())
        .await
        .map_err(|error| AppError::Internal(error.to_string()))?
}
