//! Edit a zone. Its code stays.

use serde_json::json;

use super::keeping::{begin_keeping, require_in_use};
use super::parts::ZoneFacts;
use crate::app::edit::edit_row;
use crate::app::record::Change;
use crate::app::{Actor, App, AppError};
use crate::domain::values::Revision;
use crate::store;

#[derive(Clone, Debug)]
pub struct EditZone {
    pub market: String,
    /// By its code.
    pub zone: String,
    /// What whoever edits has seen.
    pub expected: Option<Revision>,
    pub facts: ZoneFacts,
}

/// # Errors
/// `Refused` when somebody else edited it meanwhile, or it is retired.
pub async fn edit_zone(app: &App, actor: &Actor, command: EditZone) -> Result<Revision, AppError> {
    let keeping = begin_keeping(app, actor, &command.market).await?;
    let (tx, market) = (&keeping.tx, &keeping.market);
    let row = store::keeping::find_zone(tx.conn(), market.id, &command.zone).await?;
    let row = row.ok_or(AppError::NotFound("zone"))?;

    require_in_use(row.retired_at)?;

    let before = json!({
        "names": row.names,
        "colour": row.colour,
        "label_x_dm": row.label_x_dm,
        "label_y_dm": row.label_y_dm,
    });
    let change = command.facts.columns();
    let loaded = Revision::new(row.revision);
    let revision = edit_row(tx, row.id.0, loaded, command.expected, change).await?;
    let change = Change {
        action: "edit_zone",
        subject: keeping.subject("zone", &row.code),
        detail: Some(json!({ "revision": revision, "before": before, "now": command.facts })),
        ..Change::default()
    };
    keeping.finish(app, actor, change).await?;
    Ok(revision)
}
