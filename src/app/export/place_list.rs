//! Lists that there are for each trading time of a round: one is a part.

use entity::ids::{MarketId, TradingTimeId};
use entity::round;
use sea_orm::ConnectionTrait;

use super::ExportList;
use crate::app::AppError;
use crate::store;

/// One trading time of a round.
pub(super) struct PlacedList {
    pub round: round::Model,
    pub trading_time_id: TradingTimeId,
    pub trading_time: String,
    /// Where to go on.
    pub next: Option<String>,
}

/// The round that was named, or all of the market, the latest term first.
pub(super) async fn find_rounds(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    asked: &ExportList,
) -> Result<Vec<round::Model>, AppError> {
    let Some(code) = &asked.round else {
        return Ok(store::round::list_rounds(db, market_id).await?);
    };
    let round = store::round::find_round(db, market_id, code).await?;
    Ok(vec![round.ok_or(AppError::NotFound("round"))?])
}

/// The list after the one that the key names; none when there is no more.
pub(super) async fn find_list_after(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    asked: &ExportList,
    after: Option<&str>,
) -> Result<Option<PlacedList>, AppError> {
    let codes = store::export::load_time_codes(db, market_id).await?;
    let mut places = Vec::new();
    for round in find_rounds(db, market_id, asked).await? {
        for id in store::round::list_round_times(db, round.id).await? {
            if let Some(code) = codes.get(&id) {
                places.push((format!("{}/{code}", round.code), round.clone(), id, code));
            }
        }
    }
    let begin = match after {
        None => 0,
        Some(key) => places
            .iter()
            .position(|(own, ..)| own == key)
            .map_or(places.len(), |place| place + 1),
    };
    let goes_on = begin + 1 < places.len();
    let found = places.into_iter().nth(begin);
    Ok(found.map(|(key, round, trading_time_id, code)| PlacedList {
        round,
        trading_time_id,
        trading_time: code.clone(),
        next: goes_on.then_some(key),
    }))
}
