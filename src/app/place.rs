//! From the codes that people and URLs use to the rows they name.

use entity::{application, market, round};
use sea_orm::ConnectionTrait;

use super::AppError;
use crate::store;

pub async fn find_market(db: &impl ConnectionTrait, slug: &str) -> Result<market::Model, AppError> {
    store::market::find_market(db, slug)
        .await?
        .ok_or(AppError::NotFound("market"))
}

pub async fn find_round(
    db: &impl ConnectionTrait,
    market: &str,
    round: &str,
) -> Result<(market::Model, round::Model), AppError> {
    let market = find_market(db, market).await?;
    let round = store::round::find_round(db, market.id, round).await?;
    Ok((market, round.ok_or(AppError::NotFound("round"))?))
}

/// A round that the public may know of: one that was opened, whatever became of it.
pub async fn find_public_round(
    db: &impl ConnectionTrait,
    market: &str,
    round: &str,
) -> Result<(market::Model, round::Model), AppError> {
    let (market, round) = find_round(db, market, round).await?;
    if is_public(&round) {
        Ok((market, round))
    } else {
        Err(AppError::NotFound("round"))
    }
}

/// What was cancelled while it was planned stays among the staff.
pub const fn is_public(round: &round::Model) -> bool {
    round.opened_at.is_some()
}

pub async fn find_application(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<application::Model, AppError> {
    let found = store::application::find_application(db, code).await?;
    found.ok_or(AppError::NotFound("application"))
}

/// The page of a list that was asked for, counted from 0; past the end it is the last one.
pub fn page_within(total: u64, page: usize, page_size: usize) -> u64 {
    let last = total.saturating_sub(1) / (page_size as u64).max(1);
    (page as u64).min(last)
}
