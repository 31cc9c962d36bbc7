//! What exports read: whole lists in the order of an outside key, and the codes of what they name.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::ids::{MarketId, RoundId, StallId, TradingTimeId};
use entity::{audit, holding, stall, trading_time, waiting_entry};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::StoreError;
use super::listing::After;

/// The codes of a market's stalls, those retired among them.
pub async fn load_stall_codes(
    db: &impl ConnectionTrait,
    market_id: MarketId,
) -> Result<BTreeMap<StallId, String>, StoreError> {
    let rows = stall::Entity::find()
        .filter(stall::Column::MarketId.eq(market_id))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.code)).collect())
}

/// The codes of a market's trading times, those retired among them.
pub async fn load_time_codes(
    db: &impl ConnectionTrait,
    market_id: MarketId,
) -> Result<BTreeMap<TradingTimeId, String>, StoreError> {
    let rows = trading_time::Entity::find()
        .filter(trading_time::Column::MarketId.eq(market_id))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.code)).collect())
}

/// The holdings of a market or of one of its rounds, by their random id.
pub async fn list_holdings_after(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    round_id: Option<RoundId>,
    after: After<'_>,
) -> Result<Vec<holding::Model>, StoreError> {
    let mut query = holding::Entity::find().filter(holding::Column::MarketId.eq(market_id));
    if let Some(round_id) = round_id {
        query = query.filter(holding::Column::RoundId.eq(round_id));
    }
    if let Some(key) = after.key {
        query = query.filter(holding::Column::PublicId.gt(key));
    }
    Ok(query
        .order_by_asc(holding::Column::PublicId)
        .limit(after.limit)
        .all(db)
        .await?)
}

/// The waiting lists of one trading time, pool by pool, in the order in which people are asked.
pub async fn list_waiting_at(
    db: &impl ConnectionTrait,
    round_id: RoundId,
    trading_time_id: TradingTimeId,
) -> Result<Vec<waiting_entry::Model>, StoreError> {
    Ok(waiting_entry::Entity::find()
        .filter(waiting_entry::Column::RoundId.eq(round_id))
        .filter(waiting_entry::Column::TradingTimeId.eq(trading_time_id))
        .order_by_asc(waiting_entry::Column::Pool)
        .order_by_asc(waiting_entry::Column::Position)
        .all(db)
        .await?)
}

/// One row of the audit as it is named from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditMark {
    pub at: DateTime<Utc>,
    pub digest: String,
}

/// The audit of a market after a row, oldest first.
pub async fn list_audit_after(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    after: Option<&AuditMark>,
    limit: u64,
) -> Result<Vec<audit::Model>, StoreError> {
    let of_market = || audit::Entity::find().filter(audit::Column::MarketId.eq(market_id));
    let mut query = of_market();
    if let Some(mark) = after {
        let marked = of_market()
            .filter(audit::Column::At.eq(mark.at))
            .filter(audit::Column::Digest.eq(&mark.digest))
            .one(db)
            .await?;
        let marked = marked.ok_or(StoreError::Missing("audit row"))?;
        let same_moment = Condition::all()
            .add(audit::Column::At.eq(mark.at))
            .add(audit::Column::Id.gt(marked.id));
        let later = Condition::any()
            .add(audit::Column::At.gt(mark.at))
            .add(same_moment);
        query = query.filter(later);
    }
    Ok(query
        .order_by_asc(audit::Column::At)
        .order_by_asc(audit::Column::Id)
        .limit(limit)
        .all(db)
        .await?)
}
