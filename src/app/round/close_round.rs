//! The term is over: the round closes, and with it what was held and offered for it.

use entity::holding;
use entity::kinds::HoldingState;
use sea_orm::ActiveValue::Set;

use super::step::{RoundRef, begin_step, local_date, term_of};
use crate::app::offer::taking_back::take_back_offer;
use crate::app::{Actor, App, AppError};
use crate::store;

/// # Errors
/// `Refused` unless the round runs and its term is over.
pub async fn close_round(app: &App, actor: &Actor, at: RoundRef) -> Result<(), AppError> {
    let step = begin_step(app, actor, &at).await?;
    let running = store::holding::list_running(step.tx.conn(), step.row.id).await?;

    let today = local_date(app.now(), step.time_zone);
    let next = step.round.close(today, term_of(&step.row)?)?;

    step.save(app, actor, "close_round", &next, None).await?;
    for held in running {
        let over = holding::ActiveModel {
            state: Set(HoldingState::Over),
            ..Default::default()
        };
        step.tx.update(held.id.0, held.version, over).await?;
    }
    for offer in store::offer::list_open_offers(step.tx.conn(), step.row.id).await? {
        take_back_offer(app, &step.tx, actor, &offer).await?;
    }
    step.tx.commit().await?;
    Ok(())
}
