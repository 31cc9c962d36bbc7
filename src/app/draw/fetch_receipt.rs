//! A vendor's receipts, one for each list that they stand on. They hold a ticket: nobody else gets
//! them, whoever runs the market included.

use std::collections::BTreeMap;

use entity::ids::TradingTimeId;

use super::proof::is_bundle_public;
use crate::app::place::find_application;
use crate::app::{Actor, App, AppError};
use crate::store;
use crate::verify::{Hex32, Receipt};

/// By trading time; none before the lists are frozen.
pub type Receipts = BTreeMap<TradingTimeId, HeldReceipt>;

#[derive(Clone, Debug)]
pub struct HeldReceipt {
    pub receipt: Receipt,
    /// The seed, once the public bundle is out, in which the receipt's own numbers stand.
    pub public_seed: Option<Hex32>,
}

/// # Errors
/// `Forbidden` for all but the vendor whose they are.
pub async fn list_receipts(app: &App, actor: &Actor, code: &str) -> Result<Receipts, AppError> {
    let db = app.store.reader();
    let application = find_application(db, code).await?;
    actor.require_owner(application.id)?;
    let leaves = store::draw::list_leaves_of(db, application.id).await?;
    if leaves.is_empty() {
        return Ok(Receipts::new());
    }
    let round = store::round::load_round(db, application.round_id).await?;
    let draws = store::draw::list_draws(db, round.id).await?;
    let mut receipts = Receipts::new();
    for leaf in leaves {
        let Some(draw) = draws.iter().find(|draw| draw.id == leaf.draw_id) else {
            continue;
        };
        let seed = draw.seed.as_deref().map(Hex32::parse).transpose();
        let seed = seed.map_err(|_| AppError::Internal("unreadable seed".to_owned()))?;
        let held = HeldReceipt {
            receipt: serde_json::from_slice(&leaf.receipt)
                .map_err(|_| AppError::Internal("unreadable receipt".to_owned()))?,
            public_seed: seed.filter(|_| draw.outcome.is_some() && is_bundle_public(&round, draw)),
        };
        receipts.insert(draw.trading_time_id, held);
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
    let held = receipts.remove(&time.id);
    Ok(held.ok_or(AppError::NotFound("receipt"))?.receipt)
}
