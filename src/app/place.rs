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

pub async fn find_application(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<application::Model, AppError> {
    let found = store::application::find_application(db, code).await?;
    found.ok_or(AppError::NotFound("application"))
}
