//! What anyone may check a draw with: its commitment from freezing on, its bundle once it is public.

use entity::{draw, round};

use super::proof::is_bundle_public;
use crate::app::place::find_public_round;
use crate::app::{App, AppError};
use crate::store;

/// A file that is handed out as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofFile {
    /// `market/round/trading time`.
    pub draw: String,
    pub bytes: Vec<u8>,
}

/// # Errors
/// `NotFound` before the list is frozen.
pub async fn fetch_commitment(
    app: &App,
    market: &str,
    round: &str,
    time_code: &str,
) -> Result<ProofFile, AppError> {
    let draws = find_draws(app, market, round, time_code).await?;
    let first = draws
        .first()
        .and_then(|(_, draw)| draw.commitment_document.clone());
    Ok(ProofFile {
        draw: format!("{market}/{round}/{time_code}"),
        bytes: first.ok_or(AppError::NotFound("commitment"))?,
    })
}

/// # Errors
/// `NotFound` until the result is published, or the round called off after freezing.
pub async fn fetch_public_bundle(
    app: &App,
    market: &str,
    round: &str,
    time_code: &str,
) -> Result<ProofFile, AppError> {
    let draws = find_draws(app, market, round, time_code).await?;
    let public = draws
        .into_iter()
        .rfind(|(round, draw)| is_bundle_public(round, draw));
    let bundle = public.and_then(|(_, draw)| draw.public_bundle);
    Ok(ProofFile {
        draw: format!("{market}/{round}/{time_code}"),
        bytes: bundle.ok_or(AppError::NotFound("bundle"))?,
    })
}

/// The draws of a trading time, the corrected ones after the first.
async fn find_draws(
    app: &App,
    market: &str,
    round: &str,
    time_code: &str,
) -> Result<Vec<(round::Model, draw::Model)>, AppError> {
    let db = app.store.reader();
    let (market, round) = find_public_round(db, market, round).await?;
    let times = store::market::list_trading_times(db, market.id).await?;
    let time = times.into_iter().find(|time| time.code == time_code);
    let time = time.ok_or(AppError::NotFound("trading time"))?;
    let mut draws = store::draw::list_draws(db, round.id).await?;
    draws.retain(|draw| draw.trading_time_id == time.id);
    Ok(draws
        .into_iter()
        .map(|draw| (round.clone(), draw))
        .collect())
}
