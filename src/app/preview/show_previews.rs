//! The previews of a round, and what one of them says.

use entity::{preview, round};

use super::{Asked, PreviewResult};
use crate::app::place::find_round;
use crate::app::round::step::read;
use crate::app::{Actor, App, AppError};
use crate::store;

#[derive(Clone, Debug)]
pub struct PreviewShown {
    pub preview: preview::Model,
    pub asked: Asked,
    /// None until it is done.
    pub result: Option<PreviewResult>,
}

/// The newest first.
///
/// # Errors
/// `NotFound` when there is no such round, `Forbidden` for all but its operators and auditors.
pub async fn list_previews(
    app: &App,
    actor: &Actor,
    market: &str,
    round: &str,
) -> Result<Vec<PreviewShown>, AppError> {
    let db = app.store.reader();
    let (market, round) = find_round(db, market, round).await?;
    actor.require_reader(market.id)?;
    let rows = store::preview::list_previews(db, round.id).await?;
    rows.into_iter().map(shown).collect()
}

/// # Errors
/// `NotFound` when the round has no such preview, `Forbidden` for all but its operators and
/// auditors.
pub async fn show_preview(
    app: &App,
    actor: &Actor,
    (market, round): (&str, &str),
    public_id: &str,
) -> Result<PreviewShown, AppError> {
    let db = app.store.reader();
    let (market, round) = find_round(db, market, round).await?;
    actor.require_reader(market.id)?;
    let found = store::preview::find_preview(db, market.id, public_id).await?;
    let row = found.filter(|row| row.round_id == round.id);
    shown(row.ok_or(AppError::NotFound("preview"))?)
}

/// The other rounds whose list can be tried, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn list_earlier_rounds(
    app: &App,
    actor: &Actor,
    this: &round::Model,
) -> Result<Vec<round::Model>, AppError> {
    actor.require_reader(this.market_id)?;
    let db = app.store.reader();
    let mut rounds = store::round::list_rounds(db, this.market_id).await?;
    rounds.retain(|round| round.id != this.id && round.opened_at.is_some());
    Ok(rounds)
}

fn shown(row: preview::Model) -> Result<PreviewShown, AppError> {
    Ok(PreviewShown {
        asked: read(&row.asked)?,
        result: row.result.as_ref().map(read).transpose()?,
        preview: row,
    })
}
