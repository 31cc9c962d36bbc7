//! Edit a category. Its code stays.

use serde_json::json;

use super::keeping::{begin_keeping, require_in_use};
use super::parts::CategoryFacts;
use crate::app::edit::edit_row;
use crate::app::record::Change;
use crate::app::{Actor, App, AppError};
use crate::domain::values::Revision;
use crate::store;

#[derive(Clone, Debug)]
pub struct EditCategory {
    pub market: String,
    /// By its code.
    pub category: String,
    /// What whoever edits has seen.
    pub expected: Option<Revision>,
    pub facts: CategoryFacts,
}

/// # Errors
/// `Refused` when somebody else edited it meanwhile, or it is retired.
pub async fn edit_category(
    app: &App,
    actor: &Actor,
    command: EditCategory,
) -> Result<Revision, AppError> {
    let keeping = begin_keeping(app, actor, &command.market).await?;
    let (tx, market) = (&keeping.tx, &keeping.market);
    let row = store::keeping::find_category(tx.conn(), market.id, &command.category).await?;
    let row = row.ok_or(AppError::NotFound("category"))?;

    require_in_use(row.retired_at)?;

    let change = command.facts.columns();
    let loaded = Revision::new(row.revision);
    let revision = edit_row(tx, row.id.0, loaded, command.expected, change).await?;
    let change = Change {
        action: "edit_category",
        subject: keeping.subject("category", &row.code),
        detail: Some(json!({
            "revision": revision,
            "before": { "names": row.names },
            "now": command.facts,
        })),
        ..Change::default()
    };
    keeping.finish(app, actor, change).await?;
    Ok(revision)
}
