//! Retire a stall that nobody relies on. It stays in what has been, and its code stays taken.

use entity::stall;
use sea_orm::ActiveValue::Set;

use super::keeping::{Keeping, begin_keeping, require_in_use};
use super::parts::GIVING_OUT;
use crate::app::edit::edit_row;
use crate::app::holders::codes_of;
use crate::app::record::Change;
use crate::app::round::step::{local_date, time_zone_of};
use crate::app::{Actor, App, AppError};
use crate::domain::market::MarketRefusal;
use crate::domain::values::Revision;
use crate::store;

/// A part of a market, by its code, and what whoever retires it has seen.
#[derive(Clone, Debug)]
pub struct Retire {
    pub market: String,
    pub code: String,
    pub expected: Option<Revision>,
}

/// # Errors
/// `Refused` when a round is giving it out, somebody has it on a day ahead, or it is retired.
pub async fn retire_stall(app: &App, actor: &Actor, command: Retire) -> Result<(), AppError> {
    let keeping = begin_keeping(app, actor, &command.market).await?;
    let (tx, market) = (&keeping.tx, &keeping.market);
    let stall = store::market::find_stall(tx.conn(), market.id, &command.code).await?;
    let stall = stall.ok_or(AppError::NotFound("stall"))?;

    require_in_use(stall.retired_at)?;
    refuse_given_out(&keeping, &stall).await?;
    refuse_held(app, &keeping, &stall).await?;

    let change = stall::ActiveModel {
        retired_at: Set(Some(app.now())),
        ..Default::default()
    };
    let loaded = Revision::new(stall.revision);
    edit_row(tx, stall.id.0, loaded, command.expected, change).await?;
    let change = Change {
        action: "retire_stall",
        subject: keeping.subject("stall", &stall.code),
        ..Change::default()
    };
    keeping.finish(app, actor, change).await
}

async fn refuse_given_out(keeping: &Keeping, stall: &stall::Model) -> Result<(), AppError> {
    let (db, market_id) = (keeping.tx.conn(), stall.market_id);
    let rounds =
        store::keeping::list_rounds_with_stall(db, market_id, GIVING_OUT, stall.id).await?;
    match rounds.into_iter().next() {
        None => Ok(()),
        Some(round) => Err(MarketRefusal::StallInRound {
            stall: stall.code.clone(),
            round: round.code,
        }
        .into()),
    }
}

async fn refuse_held(app: &App, keeping: &Keeping, stall: &stall::Model) -> Result<(), AppError> {
    let db = keeping.tx.conn();
    let today = local_date(app.now(), time_zone_of(&keeping.market)?);
    let taken = store::keeping::list_taken(db, stall.market_id, stall.id, today, None).await?;
    if taken.is_empty() {
        return Ok(());
    }
    let codes = codes_of(db, &taken).await?.into_values().collect();
    let stall = stall.code.clone();
    Err(MarketRefusal::StallHeld { stall, codes }.into())
}
