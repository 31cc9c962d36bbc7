//! What happens because a time has come: offers lapse, rounds begin and end, old keys go.

use chrono::Duration;
use entity::kinds::RoundState;
use entity::round;

use crate::app::market_day::end_days;
use crate::app::offer::expire_offers;
use crate::app::round::{RoundRef, close_round, start_round};
use crate::app::{Actor, App, AppError};
use crate::store;

/// How long the answer to an `Idempotency-Key` is kept.
const ANSWERS_KEPT: Duration = Duration::hours(48);

/// Returns how many offers lapsed. Safe to run in any number of instances at once.
///
/// # Errors
/// When the database fails.
pub async fn run_due(app: &App) -> Result<usize, AppError> {
    let mut expired = 0;
    loop {
        match expire_offers(app).await? {
            0 => break,
            count => expired += count,
        }
    }
    turn_rounds(app).await?;
    forget_old_keys(app).await?;
    Ok(expired)
}

/// Final rounds whose term has begun run; running ones whose term is over close.
async fn turn_rounds(app: &App) -> Result<(), AppError> {
    let states = [RoundState::Final, RoundState::Running];
    for row in store::round::list_rounds_in(app.store.reader(), &states).await? {
        match end_days(app, &row).await {
            Ok(()) | Err(AppError::Stale) => {}
            Err(error) => return Err(error),
        }
        match turn_round(app, &row).await {
            // Not yet, or another instance was faster.
            Ok(()) | Err(AppError::Refused(_) | AppError::Stale) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn turn_round(app: &App, row: &round::Model) -> Result<(), AppError> {
    let market = store::market::load_market(app.store.reader(), row.market_id).await?;
    let at = RoundRef {
        market: market.slug,
        round: row.code.clone(),
    };
    if row.state == RoundState::Final {
        start_round(app, &Actor::System, at).await
    } else {
        close_round(app, &Actor::System, at).await
    }
}

async fn forget_old_keys(app: &App) -> Result<(), AppError> {
    let now = app.now();
    let tx = app.store.begin_write().await?;
    store::idempotency::delete_answers_before(&tx, now - ANSWERS_KEPT).await?;
    store::staff::delete_sessions_before(&tx, now).await?;
    tx.commit().await?;
    Ok(())
}
