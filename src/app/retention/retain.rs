//! Erase what was kept long enough, market by market, and say how much it was.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use entity::{market, registration};
use serde_json::json;

use super::retention_of;
use crate::app::record::{Change, record};
use crate::app::round::step::{local_date, time_zone_of};
use crate::app::vendor::erase;
use crate::app::{Actor, App, AppError};
use crate::domain::retention::{DataKind, Retention};
use crate::store::overdue::KeptUntil;
use crate::store::{self, WriteTx};

/// What became of one market's data, by kind; only what there was of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retained {
    /// None for what belongs to no market.
    pub market: Option<String>,
    pub erased: BTreeMap<DataKind, u64>,
}

/// So many persons are erased in one run at most: what is left waits for the next.
const PERSONS_AT_ONCE: u64 = 500;

/// Safe to repeat, and in any number of instances: what is erased is not found again. With
/// `dry_run` everything is done and taken back.
///
/// # Errors
/// When the database fails; a market is erased by rule as a whole, or not.
pub async fn retain(app: &App, dry_run: bool) -> Result<Vec<Retained>, AppError> {
    let mut report = Vec::new();
    for market in store::market::list_markets(app.store.reader()).await? {
        report.push(retain_market(app, &market, dry_run).await?);
    }
    report.push(retain_rest(app, dry_run).await?);
    report.retain(|market| !market.erased.is_empty());
    Ok(report)
}

async fn retain_market(
    app: &App,
    market: &market::Model,
    dry_run: bool,
) -> Result<Retained, AppError> {
    let kept = retention_of(market)?;
    let today = local_date(app.now(), time_zone_of(market)?);
    let tx = app.store.begin_write().await?;
    let mut erased = BTreeMap::new();
    let persons = erase_overdue(app, &tx, market, kept, today).await?;
    erased.insert(DataKind::Applicants, persons);
    let rows = erase_by_age(app, &tx, market, kept, today).await?;
    erased.extend(rows);
    erased.retain(|_, count| *count > 0);
    if !erased.is_empty() {
        let counts: BTreeMap<&str, u64> = erased
            .iter()
            .map(|(kind, count)| (kind.as_str(), *count))
            .collect();
        let change = Change {
            action: "retain",
            subject: format!("market:{}", market.slug),
            detail: Some(json!({ "erased": counts, "days": kept })),
            ..Change::default()
        };
        record(app, &tx, &Actor::System, Some(market.id), change).await?;
    }
    if !dry_run {
        tx.commit().await?;
    }
    Ok(Retained {
        market: Some(market.slug.clone()),
        erased,
    })
}

async fn erase_by_age(
    app: &App,
    tx: &WriteTx,
    market: &market::Model,
    kept: Retention,
    today: NaiveDate,
) -> Result<[(DataKind, u64); 4], AppError> {
    let before = |kind| app.now() - days(kept.days(kind));
    let id = market.id;
    let hardship = store::overdue::delete_old_attestations(
        tx,
        id,
        today - days(kept.hardship),
        before(DataKind::Hardship),
        before(DataKind::Applicants),
    )
    .await?;
    let notices =
        store::overdue::erase_old_notices(tx, id, before(DataKind::Notices), app.now()).await?;
    let previews = store::overdue::delete_old_previews(tx, id, before(DataKind::Previews)).await?;
    let addresses =
        store::overdue::erase_old_addresses(tx, Some(id), before(DataKind::Addresses)).await?;
    Ok([
        (DataKind::Hardship, hardship),
        (DataKind::Notices, notices),
        (DataKind::Previews, previews),
        (DataKind::Addresses, addresses),
    ])
}

/// Persons whose time is over at every market that knows them.
async fn erase_overdue(
    app: &App,
    tx: &WriteTx,
    market: &market::Model,
    kept: Retention,
    today: NaiveDate,
) -> Result<u64, AppError> {
    let until = kept_until(app.now(), kept, today);
    let db = tx.conn();
    let overdue =
        store::overdue::list_overdue_registrations(db, market.id, until, None, PERSONS_AT_ONCE)
            .await?;
    let mut count = 0;
    for row in overdue {
        if !is_over_elsewhere(app, tx, &row).await? {
            continue;
        }
        let reason = "retention";
        match erase(app, tx, &Actor::System, market, &row, reason).await {
            Ok(erased) => count += erased.persons,
            // Something is current all the same, or it was erased with another of theirs.
            Err(AppError::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(count)
}

async fn is_over_elsewhere(
    app: &App,
    tx: &WriteTx,
    row: &registration::Model,
) -> Result<bool, AppError> {
    let db = tx.conn();
    for other in store::erasure::list_registrations_with_merged(db, row.person_id).await? {
        if other.market_id == row.market_id {
            continue;
        }
        let market = store::market::load_market(db, other.market_id).await?;
        let today = local_date(app.now(), time_zone_of(&market)?);
        let until = kept_until(app.now(), retention_of(&market)?, today);
        let found =
            store::overdue::list_overdue_registrations(db, market.id, until, Some(other.id), 1)
                .await?;
        if found.is_empty() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn kept_until(now: DateTime<Utc>, kept: Retention, today: NaiveDate) -> KeptUntil {
    KeptUntil {
        applicants: today - days(kept.applicants),
        vendors: today - days(kept.vendors),
        registered_before: now - days(kept.applicants),
    }
}

/// What belongs to no market has the defaults.
async fn retain_rest(app: &App, dry_run: bool) -> Result<Retained, AppError> {
    let tx = app.store.begin_write().await?;
    let before = app.now() - days(Retention::default().addresses);
    let count = store::overdue::erase_old_addresses(&tx, None, before).await?;
    let mut erased = BTreeMap::from([(DataKind::Addresses, count)]);
    erased.retain(|_, count| *count > 0);
    if !dry_run {
        tx.commit().await?;
    }
    Ok(Retained {
        market: None,
        erased,
    })
}

fn days(count: u32) -> Duration {
    Duration::days(i64::from(count))
}
