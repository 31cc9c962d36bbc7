//! What was held for a single day is over with it.

use entity::holding;
use entity::round;
use sea_orm::ActiveValue::Set;

use crate::app::round::step::{local_date, time_zone_of};
use crate::app::{App, AppError};
use crate::domain::calendar::Term;
use crate::domain::holding::Holding;
use crate::store;

/// # Errors
/// `Stale` when somebody else was faster.
pub async fn end_days(app: &App, round: &round::Model) -> Result<(), AppError> {
    let market = store::market::load_market(app.store.reader(), round.market_id).await?;
    let today = local_date(app.now(), time_zone_of(&market)?);
    let over = store::day::list_days_over(app.store.reader(), round.id, today).await?;
    if over.is_empty() {
        return Ok(());
    }
    let tx = app.store.begin_write().await?;
    for held in over {
        let term = Term::new(held.from_date, held.to_date)
            .map_err(|error| AppError::Internal(error.to_string()))?;
        let next = Holding::running(term).complete(today)?;
        let change = holding::ActiveModel {
            state: Set(next.state),
            ..Default::default()
        };
        tx.update(held.id.0, held.version, change).await?;
    }
    tx.commit().await?;
    Ok(())
}
