//! A vendor's receipts, one for each list that they stand on. They hold a ticket: nobody else gets
//! them, whoever runs the market included.

use std::collections::BTreeMap;

use entity::ids::TradingTimeId;

use crate::app::place::find_application;
use crate::app::{Actor, App, AppError};
use crate::store;
use crate::verify::Receipt;

/// The receipts of an application by trading time: none before the lists are frozen.
///
/// # Errors
/// `Forbidden` for all but the vendor whose they are.
pub async fn list_receipts(
    app: &App,
    actor: &Actor,
    code: &str,
) -> Result<BTreeMap<TradingTimeId, Receipt>, AppError> {
    let db = app.store.reader();
    let application = find_application(db, code).await?;
    actor.require_owner(application.id)?;
    let times: BTreeMap<_, _> = store::draw::list_draw_times(db, application.round_id)
        .await?
        .into_iter()
        .collect();
    let mut receipts = BTreeMap::new();
    for leaf in store::draw::list_leaves_of(db, application.id).await? {
        let Some(time) = times.get(&leaf.draw_id) else {
            continue;
        };
        let receipt = serde_json::from_slice(&leaf.receipt)
            .map_err(|_| AppError::Internal("unreadable receipt".to_owned()))?;
        receipts.insert(*time, receipt);
    }
    Ok(receipts)
}

/// # Errors
/// `Forbidden` for all but the vendor whose it is; `NotFound` before the list is frozen, and for a
/// trading time that they did not apply for.
pub async fn fetch_receipt(
    app: &App,
    actor: &Actor,
    code: &str,
    time_code: &str,
) -> Result<Receipt, AppError> {
    let mut receipts = list_receipts(app, actor, code).await?;
    let db = app.store.reader();
    let application = find_application(db, code).await?;
    let times = store::market::list_trading_times(db, application.market_id).await?;
    let time = times.into_iter().find(|time| time.code == time_code);
    let time = time.ok_or(AppError::NotFound("trading time"))?;
    receipts
        .remove(&time.id)
        .ok_or(AppError::NotFound("receipt"))
}
