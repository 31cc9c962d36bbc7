//! The audit of a market: who did what, by codes and random ids, never by a name.

use chrono::{DateTime, SecondsFormat, Utc};
use entity::audit;
use entity::kinds::ActorKind;
use serde_json::Value;

use super::{Cell, ExportList, Exported};
use crate::app::keyset::{Part, Seek};
use crate::app::place::find_market;
use crate::app::{Actor, App, AppError};
use crate::store;
use crate::store::export::AuditMark;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditExported {
    pub at: DateTime<Utc>,
    pub actor_kind: ActorKind,
    /// The random id of a member of staff, or a vendor's application code.
    pub actor: Option<String>,
    pub action: String,
    pub subject: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub reason: Option<String>,
    pub detail: Option<Value>,
    pub digest: String,
}

/// A part of the audit, oldest first.
///
/// # Errors
/// `Forbidden` for all but those who run or audit the market; `NotFound` when the key to go on
/// after names no row.
pub async fn export_audit(
    app: &App,
    actor: &Actor,
    asked: &ExportList,
    seek: &Seek,
) -> Result<Part<AuditExported>, AppError> {
    let db = app.store.reader();
    let market = find_market(db, &asked.market).await?;
    actor.require_reader(market.id)?;
    let after = seek.after.as_deref().map(mark_of).transpose()?;
    let rows =
        store::export::list_audit_after(db, market.id, after.as_ref(), seek.after().limit).await?;
    Ok(Part::of(seek, rows, key_of).map(exported))
}

/// The moment and the digest: a row has no other name outside.
fn key_of(row: &audit::Model) -> String {
    format!("{}-{}", row.at.timestamp_micros(), row.digest)
}

fn mark_of(key: &str) -> Result<AuditMark, AppError> {
    let parts = key.split_once('-').and_then(|(at, digest)| {
        Some(AuditMark {
            at: DateTime::from_timestamp_micros(at.parse().ok()?)?,
            digest: digest.to_owned(),
        })
    });
    parts.ok_or(AppError::NotFound("audit row"))
}

fn exported(row: audit::Model) -> AuditExported {
    AuditExported {
        at: row.at,
        actor_kind: row.actor_kind,
        actor: row.actor,
        action: row.action,
        subject: row.subject,
        from: row.from_state,
        to: row.to_state,
        reason: row.reason,
        detail: row.detail,
        digest: row.digest,
    }
}

impl Exported for AuditExported {
    const COLUMNS: &'static [&'static str] = &[
        "at",
        "actor_kind",
        "actor",
        "action",
        "subject",
        "from_state",
        "to_state",
        "reason",
        "detail",
        "digest",
    ];

    fn cells(self) -> Vec<Cell> {
        vec![
            Cell::text(&self.at.to_rfc3339_opts(SecondsFormat::Micros, true)),
            Cell::word(self.actor_kind),
            Cell::maybe(self.actor),
            Cell::Text(self.action),
            Cell::Text(self.subject),
            Cell::maybe(self.from),
            Cell::maybe(self.to),
            Cell::maybe(self.reason),
            self.detail.map_or(Cell::Blank, Cell::Data),
            Cell::Text(self.digest),
        ]
    }
}
