//! Lift a block before its time, or one without an end.

use chrono::NaiveDate;
use entity::kinds::RoundState;
use entity::{market, stall_block};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use crate::app::offer::making::load_round_facts;
use crate::app::offer::waiting_list::fill_from_waiting_list;
use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::round::step::{local_date, time_zone_of};
use crate::app::{Actor, App, AppError};
use crate::domain::FieldError;
use crate::domain::holding::HoldingRefusal;
use crate::store::{self, WriteTx};

#[derive(Clone, Debug)]
pub struct UnblockStall {
    pub market: String,
    /// The random id of the block.
    pub block: String,
    /// The first day on which the stall can be used again; today when absent.
    pub from: Option<NaiveDate>,
}

/// Days that have been stay blocked. Who was moved stays where they are; a stall that nobody has
/// in a round that is under way goes to the next one waiting.
///
/// # Errors
/// `NotFound` when there is no such block; `Refused` when the day has passed; `Invalid` when the
/// block ends before it.
pub async fn unblock_stall(
    app: &App,
    actor: &Actor,
    command: UnblockStall,
) -> Result<(), AppError> {
    let market = find_market(app.store.reader(), &command.market).await?;
    actor.require_operator(market.id)?;
    let today = local_date(app.now(), time_zone_of(&market)?);
    let from = command.from.unwrap_or(today);

    let tx = app.store.begin_write().await?;
    store::market::lock_market(&tx, market.id).await?;
    let block = store::block::find_block(tx.conn(), market.id, &command.block).await?;
    let block = block.ok_or(AppError::NotFound("block"))?;

    if from < today {
        return Err(HoldingRefusal::InThePast { date: from }.into());
    }
    if block.until_date.is_some_and(|until| until < from) {
        return Err(crate::app::error::invalid("from", FieldError::NotAChoice));
    }

    lift(&tx, &block, from).await?;
    let plan = store::market::load_plan(tx.conn(), market.id).await?;
    let stall = plan.stall(block.stall_id);
    let code = stall.map(|row| row.stall.code.clone()).unwrap_or_default();
    let change = Change {
        action: "unblock_stall",
        subject: format!("stall:{}/{code}", market.slug),
        detail: Some(json!({ "block": block.public_id, "from": from })),
        ..Change::default()
    };
    record(app, &tx, actor, Some(market.id), change).await?;
    if stall.is_some() {
        offer_to_waiting(app, &tx, &market, &block).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn lift(tx: &WriteTx, block: &stall_block::Model, from: NaiveDate) -> Result<(), AppError> {
    let last = from.pred_opt().filter(|last| *last >= block.from_date);
    match last {
        Some(last) => {
            let change = stall_block::ActiveModel {
                until_date: Set(Some(last)),
                ..Default::default()
            };
            Ok(store::block::update_block(tx, block.id, change).await?)
        }
        None => Ok(store::block::delete_block(tx, block.id).await?),
    }
}

/// The rounds whose stalls are anybody's already.
const UNDER_WAY: &[RoundState] = &[RoundState::Final, RoundState::Running];

async fn offer_to_waiting(
    app: &App,
    tx: &WriteTx,
    market: &market::Model,
    block: &stall_block::Model,
) -> Result<(), AppError> {
    let (db, stall_id) = (tx.conn(), block.stall_id);
    let mut rounds =
        store::keeping::list_rounds_with_stall(db, market.id, UNDER_WAY, stall_id).await?;
    rounds.sort_by_key(|round| round.id);
    for round in rounds {
        let round = store::round::lock_round(tx, round.id).await?;
        if !UNDER_WAY.contains(&round.state) {
            continue;
        }
        let facts = load_round_facts(tx, market, &round).await?;
        for slot in store::round::list_slots(db, round.id).await? {
            if slot.stall_id == stall_id {
                fill_from_waiting_list(app, tx, &facts, slot.trading_time_id).await?;
            }
        }
    }
    Ok(())
}
