//! Search the audit of a market: who did what to whom, by subject, actor, action and day.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use entity::audit;
use serde::Serialize;
use serde_json::Value;

use crate::app::error::unknown;
use crate::app::keyset::{Part, Seek};
use crate::app::place::find_market;
use crate::app::round::step::time_zone_of;
use crate::app::{Actor, App, AppError};
use crate::domain::calendar::resolve;
use crate::store;
use crate::store::audit::AuditFilter;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListAudit {
    /// None for what belongs to no market, such as accounts.
    pub market: Option<String>,
    /// As it stands in the rows: `application:7Q4M-2K9D`.
    pub subject: Option<String>,
    /// The public id of a member of staff, or a vendor's code.
    pub actor: Option<String>,
    pub action: Option<String>,
    /// The first day, in the market's time.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuditListed {
    pub at: DateTime<Utc>,
    pub actor_kind: &'static str,
    pub actor: Option<String>,
    pub role: Option<String>,
    pub address: Option<String>,
    pub action: String,
    pub subject: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub reason: Option<String>,
    pub detail: Option<Value>,
    /// Whether reason and detail went by the rules of privacy.
    pub erased: bool,
    pub sealed: bool,
    pub digest: String,
}

/// Oldest first.
///
/// # Errors
/// `Forbidden` for all but those who may look at the market from the inside; what belongs to no
/// market only for whoever sits at the machine. `Invalid` for a key that is none.
pub async fn list_audit(
    app: &App,
    actor: &Actor,
    asked: &ListAudit,
    seek: &Seek,
) -> Result<Part<AuditListed>, AppError> {
    let db = app.store.reader();
    let mut zone = chrono_tz::UTC;
    let mut market_id = None;
    if let Some(market) = &asked.market {
        let market = find_market(db, market).await?;
        actor.require_reader(market.id)?;
        zone = time_zone_of(&market)?;
        market_id = Some(market.id);
    } else if *actor != Actor::System {
        return Err(AppError::Forbidden);
    }
    let midnight = |date: NaiveDate| resolve(date.and_time(NaiveTime::MIN), zone);
    let next = |date: NaiveDate| date.checked_add_days(Days::new(1));
    let filter = AuditFilter {
        subject: asked.subject.clone(),
        actor: asked.actor.clone(),
        action: asked.action.clone(),
        from: asked.from.map(midnight),
        before: asked.until.and_then(next).map(midnight),
        after: seek.after.as_deref().map(read_key).transpose()?,
    };
    let rows = store::audit::list_audit(db, market_id, &filter, seek.after().limit).await?;
    Ok(Part::of(seek, rows, key_of).map(listed))
}

fn key_of(row: &audit::Model) -> String {
    format!("{}-{}", row.at.timestamp_micros(), row.digest)
}

fn read_key(key: &str) -> Result<(DateTime<Utc>, String), AppError> {
    let parts = key.split_once('-').and_then(|(micros, digest)| {
        let at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
        Some((at, digest.to_owned()))
    });
    parts.ok_or_else(|| unknown("after", key))
}

fn listed(row: audit::Model) -> AuditListed {
    AuditListed {
        at: row.at,
        actor_kind: row.actor_kind.as_str(),
        actor: row.actor,
        role: row.role,
        address: row.address,
        action: row.action,
        subject: row.subject,
        from: row.from_state,
        to: row.to_state,
        reason: row.reason,
        detail: row.detail,
        erased: row.salt.is_none(),
        sealed: row.seal_id.is_some(),
        digest: row.digest,
    }
}
