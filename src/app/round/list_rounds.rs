//! The rounds of a market: as its staff see them, the planned ones too, and as the public does.

use chrono_tz::Tz;
use entity::{market, round};

use super::step::{lifecycle, time_zone_of};
use crate::app::place::{find_market, is_public};
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

/// The rounds that this caller may know of, with the time zone of their market.
///
/// # Errors
/// `NotFound` when there is no such market.
pub async fn list_known_rounds(
    app: &App,
    actor: &Actor,
    market: &str,
) -> Result<(Tz, Vec<round::Model>), AppError> {
    let market = find_market(app.store.reader(), market).await?;
    let time_zone = time_zone_of(&market)?;
    let rounds = match list_rounds(app, actor, &market).await {
        Err(AppError::Forbidden) => list_public_rounds(app, &market).await?,
        rounds => rounds?,
    };
    Ok((time_zone, rounds))
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
