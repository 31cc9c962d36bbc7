//! Market days: their lists close, and what is free is drawn among those on standby.

use crate::app::market_day::{compute_next_day_draw, draw_without_digits, freeze_due_days};
use crate::app::{App, AppError};

/// Returns how many days were drawn. Safe to run in any number of instances at once.
///
/// # Errors
/// When the database fails, or a day cannot be computed; it goes back to the queue when its lease
/// runs out.
pub async fn run_due(app: &App) -> Result<usize, AppError> {
    freeze_due_days(app).await?;
    draw_without_digits(app).await?;
    let mut drawn = 0;
    while compute_next_day_draw(app).await? {
        drawn += 1;
    }
    Ok(drawn)
}
