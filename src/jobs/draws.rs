//! Draws that wait for their computation, one after another: a draw is one core.

use crate::app::draw::compute_next_draw;
use crate::app::{App, AppError};

/// Computes every draw that waits. Returns how many there were.
///
/// # Errors
/// When one of them cannot be computed; it goes back to the queue when its lease runs out.
pub async fn run_due(app: &App) -> Result<usize, AppError> {
    let mut computed = 0;
    while compute_next_draw(app).await? {
        computed += 1;
    }
    Ok(computed)
}
