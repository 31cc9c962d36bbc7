//! What was kept long enough goes.

use crate::app::retention::retain;
use crate::app::{App, AppError};

/// Returns how many markets had something to erase. Safe to run in any number of instances at once.
///
/// # Errors
/// When the database fails; what was not erased is found again.
pub async fn run_due(app: &App) -> Result<usize, AppError> {
    Ok(retain(app, false).await?.len())
}
