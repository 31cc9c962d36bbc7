//! What every change to the parts of a market has in common: who may make it, one at a time, and
//! how it is written down.

use chrono::{DateTime, Utc};
use entity::market;

use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::edit::EditRefusal;
use crate::store::{self, WriteTx, market::MarketPlan};

/// A market whose parts nobody else changes until the transaction ends.
#[derive(Debug)]
pub(super) struct Keeping {
    pub tx: WriteTx,
    pub market: market::Model,
    /// What is not retired.
    pub plan: MarketPlan,
}

/// Authorises and loads.
///
/// # Errors
/// `NotFound` when there is no such market, `Forbidden` for all but its operators.
pub(super) async fn begin_keeping(
    app: &App,
    actor: &Actor,
    market: &str,
) -> Result<Keeping, AppError> {
    let market = find_market(app.store.reader(), market).await?;
    actor.require_operator(market.id)?;
    let tx = app.store.begin_write().await?;
    let market = store::market::lock_market(&tx, market.id).await?;
    let plan = store::market::load_plan(tx.conn(), market.id).await?;
    Ok(Keeping { tx, market, plan })
}

impl Keeping {
    /// Names a part of the market in the audit.
    pub fn subject(&self, kind: &str, code: &str) -> String {
        format!("{kind}:{}/{code}", self.market.slug)
    }

    /// Writes the audit row and commits.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn finish(
        self,
        app: &App,
        actor: &Actor,
        change: Change<'_>,
    ) -> Result<(), AppError> {
        record(app, &self.tx, actor, Some(self.market.id), change).await?;
        Ok(self.tx.commit().await?)
    }
}

/// What is retired stays as it was.
///
/// # Errors
/// `Refused` when it is retired.
pub(super) fn require_in_use(retired_at: Option<DateTime<Utc>>) -> Result<(), AppError> {
    match retired_at {
        Some(_) => Err(EditRefusal::Retired.into()),
        None => Ok(()),
    }
}
