//! Rounds, their trading times and their slots.

use entity::ids::{MarketId, RoundId, TradingTimeId};
use entity::kinds::{ObjectionState, RoundState};
use entity::{objection, round, round_time, slot};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{StoreError, WriteTx};

pub async fn find_round(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    code: &str,
) -> Result<Option<round::Model>, StoreError> {
    Ok(round::Entity::find()
        .filter(round::Column::MarketId.eq(market_id))
        .filter(round::Column::Code.eq(code))
        .one(db)
        .await?)
}

pub async fn load_round(
    db: &impl ConnectionTrait,
    id: RoundId,
) -> Result<round::Model, StoreError> {
    round::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(StoreError::Missing("round"))
}

/// The round as it is now, and as it will stay until the transaction ends.
///
/// Whoever moves the round on takes it so; SQLite has one writer and needs no lock.
pub async fn lock_round(tx: &WriteTx, id: RoundId) -> Result<round::Model, StoreError> {
    let found = round::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx.conn())
        .await?;
    found.ok_or(StoreError::Missing("round"))
}

/// As `lock_round`, beside others who also only need the round to stay in its state.
pub async fn share_round(tx: &WriteTx, id: RoundId) -> Result<round::Model, StoreError> {
    let found = round::Entity::find_by_id(id)
        .lock_shared()
        .one(tx.conn())
        .await?;
    found.ok_or(StoreError::Missing("round"))
}

/// The rounds of a market, the latest term first.
pub async fn list_rounds(
    db: &impl ConnectionTrait,
    market_id: MarketId,
) -> Result<Vec<round::Model>, StoreError> {
    Ok(round::Entity::find()
        .filter(round::Column::MarketId.eq(market_id))
        .order_by_desc(round::Column::TermFrom)
        .all(db)
        .await?)
}

pub async fn list_rounds_in(
    db: &impl ConnectionTrait,
    states: &[RoundState],
) -> Result<Vec<round::Model>, StoreError> {
    Ok(round::Entity::find()
        .filter(round::Column::State.is_in(states.iter().copied()))
        .order_by_asc(round::Column::Id)
        .all(db)
        .await?)
}

/// The round that gave this trading time out for the term before.
pub async fn find_round_before(
    db: &impl ConnectionTrait,
    round: &round::Model,
    trading_time_id: TradingTimeId,
) -> Result<Option<round::Model>, StoreError> {
    let with_time = Query::select()
        .column(round_time::Column::RoundId)
        .from(Alias::new("round_time"))
        .and_where(Expr::col(round_time::Column::TradingTimeId).eq(trading_time_id.0))
        .to_owned();
    let states = [RoundState::Final, RoundState::Running, RoundState::Closed];
    Ok(round::Entity::find()
        .filter(round::Column::MarketId.eq(round.market_id))
        .filter(round::Column::TermTo.lt(round.term_from))
        .filter(round::Column::State.is_in(states))
        .filter(round::Column::Id.in_subquery(with_time))
        .order_by_desc(round::Column::TermTo)
        .one(db)
        .await?)
}

pub async fn list_round_times(
    db: &impl ConnectionTrait,
    round_id: RoundId,
) -> Result<Vec<TradingTimeId>, StoreError> {
    Ok(round_time::Entity::find()
        .filter(round_time::Column::RoundId.eq(round_id))
        .order_by_asc(round_time::Column::TradingTimeId)
        .all(db)
        .await?
        .into_iter()
        .map(|row| row.trading_time_id)
        .collect())
}

pub async fn list_slots(
    db: &impl ConnectionTrait,
    round_id: RoundId,
) -> Result<Vec<slot::Model>, StoreError> {
    Ok(slot::Entity::find()
        .filter(slot::Column::RoundId.eq(round_id))
        .order_by_asc(slot::Column::Id)
        .all(db)
        .await?)
}

pub async fn count_open_objections(
    db: &impl ConnectionTrait,
    round_id: RoundId,
) -> Result<usize, StoreError> {
    let open = objection::Entity::find()
        .filter(objection::Column::RoundId.eq(round_id))
        .filter(objection::Column::State.eq(ObjectionState::Raised))
        .count(db)
        .await?;
    Ok(usize::try_from(open).unwrap_or(usize::MAX))
}
