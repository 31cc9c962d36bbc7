//! Markets with their zones, stalls, categories, trading times and market days.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::ids::{CategoryId, MarketId, StallId, TradingTimeId};
use entity::{
    category, market, market_day, stall, stall_block, stall_category, trading_time, zone,
};
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{StoreError, WriteTx};

pub async fn list_markets(db: &impl ConnectionTrait) -> Result<Vec<market::Model>, StoreError> {
    Ok(market::Entity::find()
        .order_by_asc(market::Column::Slug)
        .all(db)
        .await?)
}

pub async fn find_market(
    db: &impl ConnectionTrait,
    slug: &str,
) -> Result<Option<market::Model>, StoreError> {
    Ok(market::Entity::find()
        .filter(market::Column::Slug.eq(slug))
        .one(db)
        .await?)
}

pub async fn load_market(
    db: &impl ConnectionTrait,
    id: MarketId,
) -> Result<market::Model, StoreError> {
    market::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(StoreError::Missing("market"))
}

/// The market, whose parts nobody else edits until this transaction ends. Rows that only point at
/// it go on.
pub async fn lock_market(tx: &WriteTx, id: MarketId) -> Result<market::Model, StoreError> {
    let found = market::Entity::find_by_id(id)
        .lock(LockType::NoKeyUpdate)
        .one(tx.conn())
        .await?;
    found.ok_or(StoreError::Missing("market"))
}

/// A stall by its code, retired or not.
pub async fn find_stall(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    code: &str,
) -> Result<Option<stall::Model>, StoreError> {
    Ok(stall::Entity::find()
        .filter(stall::Column::MarketId.eq(market_id))
        .filter(stall::Column::Code.eq(code))
        .one(db)
        .await?)
}

pub async fn delete_stall_categories(tx: &WriteTx, stall_id: StallId) -> Result<(), StoreError> {
    stall_category::Entity::delete_many()
        .filter(stall_category::Column::StallId.eq(stall_id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// What a market consists of, for a map, a list or a draw. Retired parts are left out.
#[derive(Clone, Debug)]
pub struct MarketPlan {
    pub zones: Vec<zone::Model>,
    pub categories: Vec<category::Model>,
    pub trading_times: Vec<trading_time::Model>,
    pub stalls: Vec<StallRow>,
}

/// A stall with the categories that it takes; none means any.
#[derive(Clone, Debug)]
pub struct StallRow {
    pub stall: stall::Model,
    pub categories: Vec<CategoryId>,
}

impl MarketPlan {
    pub fn stall(&self, id: StallId) -> Option<&StallRow> {
        self.stalls.iter().find(|row| row.stall.id == id)
    }

    pub fn stall_by_code(&self, code: &str) -> Option<&StallRow> {
        self.stalls.iter().find(|row| row.stall.code == code)
    }

    /// The codes of these stalls, in order.
    pub fn stall_codes(&self, ids: impl IntoIterator<Item = StallId>) -> Vec<String> {
        let rows = ids.into_iter().filter_map(|id| self.stall(id));
        let mut codes: Vec<String> = rows.map(|row| row.stall.code.clone()).collect();
        codes.sort_unstable();
        codes
    }

    pub fn zone_by_code(&self, code: &str) -> Option<&zone::Model> {
        self.zones.iter().find(|zone| zone.code == code)
    }

    pub fn category(&self, id: CategoryId) -> Option<&category::Model> {
        self.categories.iter().find(|category| category.id == id)
    }

    pub fn category_by_code(&self, code: &str) -> Option<&category::Model> {
        self.categories
            .iter()
            .find(|category| category.code == code)
    }

    pub fn trading_time(&self, id: TradingTimeId) -> Option<&trading_time::Model> {
        self.trading_times.iter().find(|time| time.id == id)
    }

    pub fn trading_time_by_code(&self, code: &str) -> Option<&trading_time::Model> {
        self.trading_times.iter().find(|time| time.code == code)
    }
}

/// Every stall of a market by its code, those that are no longer in use among them.
pub async fn list_stall_ids(
    db: &impl ConnectionTrait,
    market_id: MarketId,
) -> Result<BTreeMap<String, StallId>, StoreError> {
    let rows = stall::Entity::find()
        .filter(stall::Column::MarketId.eq(market_id))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.code, row.id)).collect())
}

pub async fn load_plan(
    db: &impl ConnectionTrait,
    market_id: MarketId,
) -> Result<MarketPlan, StoreError> {
    Ok(MarketPlan {
        zones: zone::Entity::find()
            .filter(zone::Column::MarketId.eq(market_id))
            .filter(zone::Column::RetiredAt.is_null())
            .order_by_asc(zone::Column::Code)
            .all(db)
            .await?,
        categories: category::Entity::find()
            .filter(category::Column::MarketId.eq(market_id))
            .filter(category::Column::RetiredAt.is_null())
            .order_by_asc(category::Column::Id)
            .all(db)
            .await?,
        trading_times: list_trading_times(db, market_id).await?,
        stalls: list_stalls(db, market_id).await?,
    })
}

pub async fn list_trading_times(
    db: &impl ConnectionTrait,
    market_id: MarketId,
) -> Result<Vec<trading_time::Model>, StoreError> {
    Ok(trading_time::Entity::find()
        .filter(trading_time::Column::MarketId.eq(market_id))
        .filter(trading_time::Column::RetiredAt.is_null())
        .order_by_asc(trading_time::Column::Id)
        .all(db)
        .await?)
}

async fn list_stalls(
    db: &impl ConnectionTrait,
    market_id: MarketId,
) -> Result<Vec<StallRow>, StoreError> {
    let mut categories: BTreeMap<StallId, Vec<CategoryId>> = BTreeMap::new();
    let links = stall_category::Entity::find()
        .filter(stall_category::Column::MarketId.eq(market_id))
        .all(db)
        .await?;
    for link in links {
        categories
            .entry(link.stall_id)
            .or_default()
            .push(link.category_id);
    }
    let stalls = stall::Entity::find()
        .filter(stall::Column::MarketId.eq(market_id))
        .filter(stall::Column::RetiredAt.is_null())
        .order_by_asc(stall::Column::Code)
        .all(db)
        .await?;
    Ok(stalls
        .into_iter()
        .map(|stall| StallRow {
            categories: categories.remove(&stall.id).unwrap_or_default(),
            stall,
        })
        .collect())
}

/// Blocks that touch the days from `from` to `to`, both included.
pub async fn list_blocks(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<stall_block::Model>, StoreError> {
    Ok(stall_block::Entity::find()
        .filter(stall_block::Column::MarketId.eq(market_id))
        .filter(stall_block::Column::FromDate.lte(to))
        .filter(
            Condition::any()
                .add(stall_block::Column::UntilDate.is_null())
                .add(stall_block::Column::UntilDate.gte(from)),
        )
        .all(db)
        .await?)
}

pub async fn list_market_days(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    trading_time_id: TradingTimeId,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<market_day::Model>, StoreError> {
    Ok(market_day::Entity::find()
        .filter(market_day::Column::MarketId.eq(market_id))
        .filter(market_day::Column::TradingTimeId.eq(trading_time_id))
        .filter(market_day::Column::Date.between(from, to))
        .order_by_asc(market_day::Column::Date)
        .all(db)
        .await?)
}

/// Adds the days that are not there yet.
pub async fn insert_market_days(
    tx: &WriteTx,
    days: Vec<market_day::ActiveModel>,
) -> Result<(), StoreError> {
    if days.is_empty() {
        return Ok(());
    }
    let columns = [
        market_day::Column::MarketId,
        market_day::Column::TradingTimeId,
        market_day::Column::Date,
    ];
    market_day::Entity::insert_many(days)
        .on_conflict(OnConflict::columns(columns).do_nothing().to_owned())
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}
