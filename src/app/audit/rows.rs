//! From rows of the database to what is checked.

use entity::{audit, audit_seal};

use crate::verify::audit::{AuditRow, AuditSeal};

pub(super) fn checked_row(row: audit::Model) -> AuditRow {
    AuditRow {
        market: row.market_id.map(|id| id.0),
        at_micros: row.at.timestamp_micros(),
        actor_kind: row.actor_kind.as_str().to_owned(),
        actor: row.actor,
        role: row.role,
        action: row.action,
        subject: row.subject,
        from: row.from_state,
        to: row.to_state,
        reason: row.reason,
        detail: row.detail,
        salt: row.salt,
        payload_digest: row.payload_digest,
        address: row.address,
        address_salt: row.address_salt,
        address_digest: row.address_digest,
        digest: row.digest,
    }
}

pub(super) fn checked_seal(row: &audit_seal::Model) -> AuditSeal {
    AuditSeal {
        number: row.number,
        previous: row.previous.clone(),
        digest: row.digest.clone(),
        row_count: row.row_count,
        sealed_at_micros: row.sealed_at.timestamp_micros(),
    }
}
