//! What is blocked now or later, and why.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use crate::app::place::find_market;
use crate::app::round::step::{local_date, time_zone_of};
use crate::app::{Actor, App, AppError};
use crate::store;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockListed {
    /// Its random id.
    pub block: String,
    pub stall: String,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
    pub reason: String,
    pub made_at: DateTime<Utc>,
}

/// Those that are not over, by stall and then by their first day.
///
/// # Errors
/// `Forbidden` for all but those who look at the market from the inside.
pub async fn list_blocks(
    app: &App,
    actor: &Actor,
    market: &str,
) -> Result<Vec<BlockListed>, AppError> {
    let db = app.store.reader();
    let market = find_market(db, market).await?;
    actor.require_reader(market.id)?;
    let today = local_date(app.now(), time_zone_of(&market)?);
    let ever = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(today);
    let rows = store::market::list_blocks(db, market.id, today, ever).await?;
    let plan = store::market::load_plan(db, market.id).await?;
    let codes: BTreeMap<_, _> = plan
        .stalls
        .iter()
        .map(|row| (row.stall.id, row.stall.code.as_str()))
        .collect();
    let mut listed: Vec<BlockListed> = rows
        .into_iter()
        .filter_map(|row| {
            let stall = codes.get(&row.stall_id)?;
            Some(BlockListed {
                block: row.public_id,
                stall: (*stall).to_owned(),
                from: row.from_date,
                until: row.until_date,
                reason: row.reason,
                made_at: row.created_at,
            })
        })
        .collect();
    listed.sort_by(|a, b| (&a.stall, a.from).cmp(&(&b.stall, b.from)));
    Ok(listed)
}
