//! Retire a category that no stall and no round relies on. Its code stays taken.

use entity::category;
use sea_orm::ActiveValue::Set;

use super::keeping::{Keeping, begin_keeping, require_in_use};
use super::parts::LIVE;
use super::retire_stall::Retire;
use crate::app::edit::edit_row;
use crate::app::record::Change;
use crate::app::round::step::read;
use crate::app::{Actor, App, AppError};
use crate::domain::market::MarketRefusal;
use crate::domain::rules::RoundRules;
use crate::domain::values::Revision;
use crate::store;

/// # Errors
/// `Refused` when a stall names it, somebody applied with it in a round that is not over, the
/// rules of one cap it, or it is retired.
pub async fn retire_category(app: &App, actor: &Actor, command: Retire) -> Result<(), AppError> {
    let keeping = begin_keeping(app, actor, &command.market).await?;
    let (tx, market) = (&keeping.tx, &keeping.market);
    let row = store::keeping::find_category(tx.conn(), market.id, &command.code).await?;
    let row = row.ok_or(AppError::NotFound("category"))?;

    require_in_use(row.retired_at)?;
    refuse_on_stalls(&keeping, &row)?;
    refuse_in_rounds(&keeping, &row).await?;

    let change = category::ActiveModel {
        retired_at: Set(Some(app.now())),
        ..Default::default()
    };
    let loaded = Revision::new(row.revision);
    edit_row(tx, row.id.0, loaded, command.expected, change).await?;
    let change = Change {
        action: "retire_category",
        subject: keeping.subject("category", &row.code),
        ..Change::default()
    };
    keeping.finish(app, actor, change).await
}

/// Without it a stall that took nothing else would take anything.
fn refuse_on_stalls(keeping: &Keeping, row: &category::Model) -> Result<(), AppError> {
    let stalls = keeping.plan.stalls.iter();
    let stalls: Vec<String> = stalls
        .filter(|of| of.categories.contains(&row.id))
        .map(|of| of.stall.code.clone())
        .collect();
    if stalls.is_empty() {
        return Ok(());
    }
    let category = row.code.clone();
    Err(MarketRefusal::CategoryOnStalls { category, stalls }.into())
}

async fn refuse_in_rounds(keeping: &Keeping, row: &category::Model) -> Result<(), AppError> {
    let db = keeping.tx.conn();
    let asked = store::keeping::list_rounds_with_category(db, row.market_id, LIVE, row.id).await?;
    let mut using = asked.into_iter().next();
    for round in store::keeping::list_rounds_of(db, row.market_id, LIVE).await? {
        let rules: RoundRules = read(&round.rules)?;
        if rules
            .caps
            .iter()
            .any(|cap| cap.category.as_str() == row.code)
        {
            using = using.or(Some(round));
        }
    }
    match using {
        None => Ok(()),
        Some(round) => Err(MarketRefusal::CategoryInRound {
            category: row.code.clone(),
            round: round.code,
        }
        .into()),
    }
}
