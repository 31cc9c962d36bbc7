//! What a draw said about one application, with everything that its reason is said with.

use std::collections::BTreeMap;

use entity::ids::{DrawEntryId, StallId, TradingTimeId};
use entity::{application, draw, draw_entry};
use sea_orm::ConnectionTrait;

use crate::app::AppError;
use crate::app::round::step::read;
use crate::engine::PoolStanding;
use crate::store;
use crate::store::application::TimeWithWishes;
use crate::store::market::MarketPlan;
use crate::text::message::{Standing, TimeResult, WishName};

/// The entries of one draw, and how many stood in each of its pools.
#[derive(Debug)]
pub struct DrawResults {
    pub trading_time_id: TradingTimeId,
    pub entries: Vec<draw_entry::Model>,
    stalls: BTreeMap<DrawEntryId, Vec<StallId>>,
    pool_sizes: BTreeMap<String, u32>,
}

impl DrawResults {
    /// # Errors
    /// `Internal` when an entry holds what this version cannot read.
    pub async fn load(db: &impl ConnectionTrait, draw: &draw::Model) -> Result<Self, AppError> {
        let entries = store::draw::list_entries(db, draw.id).await?;
        let mut pool_sizes = BTreeMap::new();
        for entry in &entries {
            for standing in standings_of(entry)? {
                *pool_sizes.entry(standing.pool).or_insert(0) += 1;
            }
        }
        Ok(Self {
            trading_time_id: draw.trading_time_id,
            entries,
            stalls: store::draw::list_entry_stalls(db, draw.id).await?,
            pool_sizes,
        })
    }

    /// # Errors
    /// `Internal` when the entry holds what this version cannot read.
    pub fn time_result(
        &self,
        plan: &MarketPlan,
        entry: &draw_entry::Model,
        application: &application::Model,
        wanted: Option<&TimeWithWishes>,
    ) -> Result<TimeResult, AppError> {
        let time = plan.trading_time(self.trading_time_id);
        let category = plan.category(application.category_id);
        let stalls = self.stalls.get(&entry.id);
        let count = |number: i32| u32::try_from(number).unwrap_or(1);
        Ok(TimeResult {
            trading_time: read(&time.ok_or(AppError::NotFound("trading time"))?.names)?,
            result: entry.public_result,
            stalls: plan.stall_codes(stalls.into_iter().flatten().copied()),
            min: count(application.min_stalls),
            max: count(application.max_stalls),
            waiting: entry.open_waiting.and_then(|number| number.try_into().ok()),
            reason: read(&entry.reason)?,
            bounded: entry.bounded,
            preference: entry.preference.and_then(|number| number.try_into().ok()),
            wishes: wish_names(plan, wanted)?,
            standings: self.standings(entry)?,
            category: category.map(|category| read(&category.names)).transpose()?,
        })
    }

    fn standings(&self, entry: &draw_entry::Model) -> Result<Vec<Standing>, AppError> {
        let standings = standings_of(entry)?.into_iter().map(|standing| Standing {
            of: self
                .pool_sizes
                .get(&standing.pool)
                .copied()
                .unwrap_or_default(),
            pool: standing.pool,
            position: standing.position,
            waiting: standing.waiting,
        });
        Ok(standings.collect())
    }
}

/// # Errors
/// `Internal` when the entry holds what this version cannot read.
pub fn standings_of(entry: &draw_entry::Model) -> Result<Vec<PoolStanding>, AppError> {
    read(&entry.standings)
}

fn wish_names(
    plan: &MarketPlan,
    wanted: Option<&TimeWithWishes>,
) -> Result<Vec<WishName>, AppError> {
    let Some(wanted) = wanted else {
        return Ok(Vec::new());
    };
    let names = wanted.wishes.iter().filter_map(|wish| {
        if let Some(row) = wish.stall_id.and_then(|id| plan.stall(id)) {
            return Some(Ok(WishName::Stall(row.stall.code.clone())));
        }
        let zone = plan
            .zones
            .iter()
            .find(|zone| Some(zone.id) == wish.zone_id)?;
        let code = zone.code.clone();
        Some(read(&zone.names).map(|names| WishName::Zone { code, names }))
    });
    names.collect()
}
