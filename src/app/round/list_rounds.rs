//! The rounds of a market: as its staff see them, the planned ones too, and as the public does.

use entity::{market, round};

use super::step::lifecycle;
use crate::app::place::is_public;
use crate::app::{Actor, App, AppError};
use crate::store;

/// The latest term first.
///
/// # Errors
/// `Forbidden` for all but its operators and auditors.
pub async fn list_rounds(
    app: &App,
    actor: &Actor,
    market: &market::Model,
) -> Result<Vec<round::Model>, AppError> {
    actor.require_reader(market.id)?;
    Ok(store::round::list_rounds(app.store.reader(), market.id).await?)
}

/// The rounds that the public may know of, the latest term first.
///
/// # Errors
/// When the database fails.
pub async fn list_public_rounds(
    app: &App,
    market: &market::Model,
) -> Result<Vec<round::Model>, AppError> {
    let mut rounds = store::round::list_rounds(app.store.reader(), market.id).await?;
    rounds.retain(is_public);
    Ok(rounds)
}

/// The round that the menu leads to: the latest one that is under way.
pub fn busy_round(rounds: &[round::Model]) -> Option<&round::Model> {
    rounds.iter().find(|round| lifecycle(round).is_under_way())
}

/// The busy round of a market.
///
/// # Errors
/// When the database fails.
pub async fn find_busy_round(
    app: &App,
    market: &market::Model,
) -> Result<Option<round::Model>, AppError> {
    let rounds = store::round::list_rounds(app.store.reader(), market.id).await?;
    Ok(busy_round(&rounds).cloned())
}
