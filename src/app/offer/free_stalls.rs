//! What is free for the rest of a term, and what is known of it.

use entity::ids::{StallId, TradingTimeId};
use entity::kinds::{Feature, Pool};

use super::making::RoundFacts;
use crate::app::round::step::read;
use crate::app::{App, AppError};
use crate::domain::fit::StallFacts;
use crate::store::{self, WriteTx};

/// A stall of the round that nobody has, with its pool.
#[derive(Clone, Debug)]
pub struct FreeStall {
    pub facts: StallFacts,
    pub pool: Pool,
}

/// The stalls of a trading time that nobody has on any day that lies ahead and that are not
/// blocked; none when no day lies ahead.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_free_stalls(
    app: &App,
    tx: &WriteTx,
    facts: &RoundFacts,
    trading_time_id: TradingTimeId,
) -> Result<Vec<FreeStall>, AppError> {
    let days = facts.days_ahead(app, tx, trading_time_id).await?;
    if days.is_empty() {
        return Ok(Vec::new());
    }
    let occupied = store::offer::list_occupied_stalls(tx.conn(), &days).await?;
    let blocked = facts.blocked(app, tx).await?;
    let is_free = |id: &StallId| !occupied.contains(id) && !blocked.contains(id);
    let slots = facts.slots_of(trading_time_id);
    let mut free = Vec::new();
    for (id, pool) in slots.filter(|(id, _)| is_free(id)) {
        if let Some(facts) = stall_facts(facts, id)? {
            free.push(FreeStall { facts, pool });
        }
    }
    Ok(free)
}

/// None for a stall that is not in use any more.
fn stall_facts(facts: &RoundFacts, id: StallId) -> Result<Option<StallFacts>, AppError> {
    let Some(row) = facts.plan.stall(id) else {
        return Ok(None);
    };
    Ok(Some(StallFacts {
        stall: id,
        code: row.stall.code.clone(),
        zone: row.stall.zone_id,
        row: row.stall.row_label.clone(),
        place: row.stall.place,
        features: read::<Vec<Feature>>(&row.stall.features)?,
        categories: row.categories.clone(),
    }))
}
