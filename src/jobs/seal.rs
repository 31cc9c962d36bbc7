//! Seals over what was added to the audit.

use crate::app::audit::seal_audit;
use crate::app::{App, AppError};

/// Returns how many rows were sealed. Safe to run in any number of instances at once.
///
/// # Errors
/// When the database fails; what was not sealed is found again.
pub async fn run_due(app: &App) -> Result<usize, AppError> {
    seal_audit(app).await
}
