//! Edit a stall: where it stands, what it offers, what it takes. Its code stays.

use serde_json::json;

use super::keeping::{begin_keeping, require_in_use};
use super::stall_facts::{StallFacts, check_facts, columns_of, facts_before, save_categories};
use crate::app::edit::edit_row;
use crate::app::record::Change;
use crate::app::{Actor, App, AppError};
use crate::domain::values::Revision;
use crate::store;

#[derive(Clone, Debug)]
pub struct EditStall {
    pub market: String,
    /// By its code.
    pub stall: String,
    /// What whoever edits has seen.
    pub expected: Option<Revision>,
    pub facts: StallFacts,
}

/// What a list that is frozen says of the stall does not change; every later list sees it as it
/// is now.
///
/// # Errors
/// `Invalid` when a fact does not fit the market; `Refused` when somebody else edited the stall
/// meanwhile, or it is retired.
pub async fn edit_stall(
    app: &App,
    actor: &Actor,
    command: EditStall,
) -> Result<Revision, AppError> {
    let keeping = begin_keeping(app, actor, &command.market).await?;
    let (tx, market) = (&keeping.tx, &keeping.market);
    let stall = store::market::find_stall(tx.conn(), market.id, &command.stall).await?;
    let stall = stall.ok_or(AppError::NotFound("stall"))?;

    require_in_use(stall.retired_at)?;
    let checked = check_facts(&keeping.plan, &stall.code, &command.facts)?;

    let before = facts_before(&keeping.plan, &stall);
    let change = columns_of(&command.facts, &checked);
    let loaded = Revision::new(stall.revision);
    let revision = edit_row(tx, stall.id.0, loaded, command.expected, change).await?;
    save_categories(tx, market.id, stall.id, &checked.categories).await?;
    let change = Change {
        action: "edit_stall",
        subject: keeping.subject("stall", &stall.code),
        detail: Some(json!({ "revision": revision, "before": before, "now": command.facts })),
        ..Change::default()
    };
    keeping.finish(app, actor, change).await?;
    Ok(revision)
}
