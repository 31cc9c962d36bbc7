//! Previews that wait for their computation, one after another: they use one core at most.

use tokio::sync::watch;

use crate::app::preview::compute_next_preview;
use crate::app::{App, AppError};

/// Computes every preview that waits, until `stop` turns true. Returns how many there were.
///
/// # Errors
/// When the database fails; what was under way is computed anew when its lease runs out.
pub async fn run_due(app: &App, stop: watch::Receiver<bool>) -> Result<usize, AppError> {
    let mut computed = 0;
    while !*stop.borrow() && compute_next_preview(app, || *stop.borrow()).await? {
        computed += 1;
    }
    Ok(computed)
}
