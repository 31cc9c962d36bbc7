//! The public bundles of a round: made before the transaction that publishes them, written in it.

use entity::ids::DrawId;
use entity::{draw, round};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::proof::load_proofs;
use crate::app::record::{Change, record};
use crate::app::round::step::Step;
use crate::app::{Actor, App, AppError};
use crate::store;
use crate::verify::PublicBundle;

/// The bundle of one draw, as it stood when this was made.
#[derive(Clone, Debug)]
pub struct MadeBundle {
    draw_id: DrawId,
    draw_version: i32,
    /// `market/round/trading time`.
    draw: String,
    bytes: Vec<u8>,
    sha256: String,
}

/// Makes the bundles of the draws that have none yet. Slow for long lists: no transaction is open
/// meanwhile.
///
/// # Errors
/// When the database cannot be read.
pub async fn make_bundles(
    db: &impl ConnectionTrait,
    round: &round::Model,
    cancelled: Option<String>,
) -> Result<Vec<MadeBundle>, AppError> {
    let mut proofs = load_proofs(db, round, cancelled).await?;
    proofs.retain(|proof| proof.latest.public_bundle.is_none());
    tokio::task::spawn_blocking(move || {
        let made = proofs.iter().map(|proof| {
            let public = PublicBundle::of(&proof.bundle()?);
            Ok(MadeBundle {
                draw_id: proof.latest.id,
                draw_version: proof.latest.version,
                draw: public.commitment.draw.clone(),
                sha256: public.sha256.to_string(),
                bytes: public.to_json_pretty().into_bytes(),
            })
        });
        made.collect()
    })
    .await
    .map_err(|error| AppError::Internal(error.to_string()))?
}

/// Gives a draw the bundle that was made of it; nothing to a list that an earlier version froze, or
/// that has its bundle.
///
/// # Errors
/// `Stale` when the draw has changed since the bundles were made.
pub async fn publish_bundle(
    app: &App,
    actor: &Actor,
    step: &Step,
    draw: &draw::Model,
    made: &[MadeBundle],
) -> Result<(), AppError> {
    let Some(bundle) = made.iter().find(|bundle| bundle.draw_id == draw.id) else {
        return Ok(());
    };
    if bundle.draw_version != draw.version {
        return Err(AppError::Stale);
    }
    store::draw::save_public_bundle(&step.tx, draw.id, &bundle.bytes, &bundle.sha256).await?;
    let change = Change {
        action: "publish_bundle",
        subject: format!("draw:{}", bundle.draw),
        detail: Some(json!({ "sha256": bundle.sha256 })),
        ..Change::default()
    };
    record(app, &step.tx, actor, Some(draw.market_id), change).await
}
