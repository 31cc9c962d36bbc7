//! Check the chains of the audit: every row against its digest, every seal against its rows and the
//! seal before it.

use entity::audit;
use entity::ids::{AuditId, MarketId};

use super::rows::{checked_row, checked_seal};
use crate::app::place::find_market;
use crate::app::{Actor, App, AppError};
use crate::store;
use crate::verify::Hex32;
use crate::verify::audit::{ChainWalk, Flaw};

const SEALS_AT_ONCE: u64 = 100;
const ROWS_AT_ONCE: u64 = 1000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyAudit {
    /// One chain; all of them when left out.
    pub market: Option<String>,
    /// A seal that somebody wrote down earlier: it has to be in one of the chains.
    pub head: Option<Hex32>,
}

/// What was found in one chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainVerified {
    /// None for what belongs to no market.
    pub market: Option<String>,
    pub seals: i64,
    pub sealed: u64,
    /// Of the sealed rows those whose content was erased.
    pub erased: u64,
    /// Rows that still wait for their seal.
    pub unsealed: u64,
    /// The newest seal, when there is one.
    pub head: Option<String>,
    /// The number of the seal that was asked for, when it is in this chain.
    pub known: Option<i64>,
    /// Everything before it fits.
    pub flaw: Option<Flaw>,
}

/// # Errors
/// `Forbidden` for all but those who may look at the market from the inside; all chains only for
/// whoever sits at the machine.
pub async fn verify_audit(
    app: &App,
    actor: &Actor,
    command: &VerifyAudit,
) -> Result<Vec<ChainVerified>, AppError> {
    let db = app.store.reader();
    let mut chains: Vec<(Option<MarketId>, Option<String>)> = Vec::new();
    if let Some(market) = &command.market {
        let market = find_market(db, market).await?;
        actor.require_reader(market.id)?;
        chains.push((Some(market.id), Some(market.slug)));
    } else {
        if *actor != Actor::System {
            return Err(AppError::Forbidden);
        }
        let markets = store::market::list_markets(db).await?;
        chains.extend(
            markets
                .into_iter()
                .map(|row| (Some(row.id), Some(row.slug))),
        );
        chains.push((None, None));
    }
    let mut verified = Vec::new();
    for (market_id, market) in chains {
        verified.push(verify_chain(app, market_id, market, command.head).await?);
    }
    Ok(verified)
}

async fn verify_chain(
    app: &App,
    market_id: Option<MarketId>,
    market: Option<String>,
    head: Option<Hex32>,
) -> Result<ChainVerified, AppError> {
    let mut walk = ChainWalk::new(market.as_deref());
    let wanted = head.map(|head| head.to_string());
    let mut known = None;
    let mut flaw = walk_seals(app, market_id, &mut walk, |walk| {
        if wanted.as_deref() == Some(walk.head()) {
            known = Some(walk.seals);
        }
    })
    .await?;
    let mut unsealed = 0;
    if flaw.is_none() {
        (unsealed, flaw) = check_unsealed(app, market_id).await?;
    }
    Ok(ChainVerified {
        market,
        head: (walk.seals > 0).then(|| walk.head().to_owned()),
        seals: walk.seals,
        sealed: walk.rows,
        erased: walk.erased,
        unsealed,
        known,
        flaw,
    })
}

async fn walk_seals(
    app: &App,
    market_id: Option<MarketId>,
    walk: &mut ChainWalk,
    mut passed: impl FnMut(&ChainWalk),
) -> Result<Option<Flaw>, AppError> {
    let db = app.store.reader();
    loop {
        let seals = store::audit::list_seals(db, market_id, walk.seals, SEALS_AT_ONCE).await?;
        if seals.is_empty() {
            return Ok(None);
        }
        for seal in seals {
            let rows = store::audit::list_sealed(db, seal.id).await?;
            let rows: Vec<_> = rows.into_iter().map(checked_row).collect();
            if let Err(flaw) = walk.step(&checked_seal(&seal), &rows) {
                return Ok(Some(flaw));
            }
            passed(walk);
        }
    }
}

/// Rows without a seal are not chained yet, but each has its digest.
async fn check_unsealed(
    app: &App,
    market_id: Option<MarketId>,
) -> Result<(u64, Option<Flaw>), AppError> {
    let (mut count, mut last) = (0, AuditId(0));
    loop {
        let rows =
            store::audit::list_unsealed(app.store.reader(), market_id, last, ROWS_AT_ONCE).await?;
        let Some(newest) = rows.last().map(|row: &audit::Model| row.id) else {
            return Ok((count, None));
        };
        for row in rows {
            if let Err(flaw) = checked_row(row).check() {
                return Ok((count, Some(flaw)));
            }
            count += 1;
        }
        last = newest;
    }
}
