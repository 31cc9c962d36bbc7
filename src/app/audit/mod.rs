//! The audit: sealed, checked, searched. Its rows are written by `record`, with each change.

mod list_audit;
mod rows;
mod seal_audit;
mod show_seal;
mod verify_audit;

pub use list_audit::{AuditListed, ListAudit, list_audit};
pub use seal_audit::seal_audit;
pub use show_seal::{SealShown, show_seal, show_seal_of_round};
pub use verify_audit::{ChainVerified, VerifyAudit, verify_audit};
