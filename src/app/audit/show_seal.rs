//! The newest seal of a market, for everyone: whoever writes it down can hold the market to it.

use chrono::{DateTime, Utc};
use entity::audit_seal;
use serde::Serialize;

use crate::app::place::{find_market, find_public_round};
use crate::app::round::RoundRef;
use crate::app::{App, AppError};
use crate::store;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SealShown {
    pub market: String,
    pub number: i64,
    /// 64 hex digits: `starstall audit verify --head` takes them.
    pub digest: String,
    pub previous: String,
    pub rows: i64,
    pub sealed_at: DateTime<Utc>,
}

/// # Errors
/// `NotFound` when there is no such market, or nothing was sealed yet.
pub async fn show_seal(app: &App, market: &str) -> Result<SealShown, AppError> {
    let db = app.store.reader();
    let market = find_market(db, market).await?;
    let head = store::audit::find_head(db, Some(market.id), None).await?;
    let head = head.ok_or(AppError::NotFound("seal"))?;
    Ok(shown(market.slug, head))
}

/// The newest seal at the moment when the last draw of a round was published.
///
/// # Errors
/// `NotFound` when no draw of the round is public, or nothing was sealed before.
pub async fn show_seal_of_round(app: &App, at: &RoundRef) -> Result<SealShown, AppError> {
    let db = app.store.reader();
    let (market, round) = find_public_round(db, &at.market, &at.round).await?;
    let draws = store::draw::list_draws(db, round.id).await?;
    let published = draws.iter().filter_map(|draw| draw.published_at).max();
    let published = published.ok_or(AppError::NotFound("seal"))?;
    let head = store::audit::find_head(db, Some(market.id), Some(published)).await?;
    let head = head.ok_or(AppError::NotFound("seal"))?;
    Ok(shown(market.slug, head))
}

fn shown(market: String, seal: audit_seal::Model) -> SealShown {
    SealShown {
        market,
        number: seal.number,
        digest: seal.digest,
        previous: seal.previous,
        rows: seal.row_count,
        sealed_at: seal.sealed_at,
    }
}
