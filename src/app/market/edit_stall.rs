//! Edit a stall: where it stands, what it offers, what it takes. Its code stays.

use serde_json::json;

use super::stall_facts::{StallFacts, check_facts, columns_of, save_categories};
use crate::app::edit::edit_row;
use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::edit::EditRefusal;
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
    let market = find_market(app.store.reader(), &command.market).await?;
    actor.require_operator(market.id)?;

    let tx = app.store.begin_write().await?;
    store::market::lock_market(&tx, market.id).await?;
    let plan = store::market::load_plan(tx.conn(), market.id).await?;
    let stall = store::market::find_stall(tx.conn(), market.id, &command.stall).await?;
    let stall = stall.ok_or(AppError::NotFound("stall"))?;

    if stall.retired_at.is_some() {
        return Err(EditRefusal::Retired.into());
    }
    let checked = check_facts(&plan, &stall.code, &command.facts)?;

    let change = columns_of(&command.facts, &checked);
    let loaded = Revision::new(stall.revision);
    let revision = edit_row(&tx, stall.id.0, loaded, command.expected, change).await?;
    save_categories(&tx, market.id, stall.id, &checked.categories).await?;
    let change = Change {
        action: "edit_stall",
        subject: format!("stall:{}/{}", market.slug, stall.code),
        detail: Some(json!({ "revision": revision, "now": command.facts })),
        ..Change::default()
    };
    record(app, &tx, actor, Some(market.id), change).await?;
    tx.commit().await?;
    Ok(revision)
}
