//! Seal what was added to the audit since the last seal, chain by chain, in the order in which it is
//! found. Whoever writes a row waits for nothing here.

use entity::audit_seal;
use entity::ids::{AuditId, MarketId};
use sea_orm::ActiveValue::Set;

use crate::app::{App, AppError};
use crate::store::{self, StoreError};
use crate::verify::audit::{beginning, seal_digest};

/// How many rows one seal covers at most, so that its transaction is short.
const ROWS_PER_SEAL: u64 = 1000;

/// Returns how many rows were sealed. Safe to run in any number of instances at once: a seal and
/// the marks on its rows are one transaction, and no two seals can follow the same one.
///
/// # Errors
/// When the database fails; then nothing of the seal at hand was written.
pub async fn seal_audit(app: &App) -> Result<usize, AppError> {
    let mut sealed = 0;
    for market_id in store::audit::list_unsealed_chains(app.store.reader()).await? {
        let name = chain_name(app, market_id).await?;
        loop {
            match seal_next(app, market_id, name.as_deref()).await {
                // Nothing waits, or another instance was faster and has sealed it.
                Ok(0) | Err(StoreError::Taken(_) | StoreError::Stale(_)) => break,
                Ok(count) => sealed += count,
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(sealed)
}

async fn seal_next(
    app: &App,
    market_id: Option<MarketId>,
    name: Option<&str>,
) -> Result<usize, StoreError> {
    let tx = app.store.begin_write().await?;
    let head = store::audit::find_head(tx.conn(), market_id, None).await?;
    let rows = store::audit::list_unsealed(tx.conn(), market_id, AuditId(0), ROWS_PER_SEAL).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let (number, previous) = head.map_or_else(
        || (1, beginning(name).to_string()),
        |head| (head.number + 1, head.digest),
    );
    let at = app.now();
    let digests = rows.iter().map(|row| row.digest.as_str());
    let digest = seal_digest(&previous, number, at.timestamp_micros(), digests);
    let ids: Vec<AuditId> = rows.iter().map(|row| row.id).collect();
    let seal = audit_seal::ActiveModel {
        market_id: Set(market_id),
        number: Set(number),
        previous: Set(previous),
        digest: Set(digest.to_string()),
        row_count: Set(i64::try_from(rows.len()).unwrap_or(i64::MAX)),
        sealed_at: Set(at),
        ..Default::default()
    };
    store::audit::save_seal(&tx, seal, &ids).await?;
    tx.commit().await?;
    Ok(rows.len())
}

async fn chain_name(app: &App, market_id: Option<MarketId>) -> Result<Option<String>, StoreError> {
    match market_id {
        Some(id) => {
            let market = store::market::load_market(app.store.reader(), id).await?;
            Ok(Some(market.slug))
        }
        None => Ok(None),
    }
}
