//! One edit of a row that staff share: nobody overwrites a colleague's change unseen.

use sea_orm::ActiveModelTrait;

use super::AppError;
use crate::domain::edit::EditRefusal;
use crate::domain::values::Revision;
use crate::store::{StoreError, WriteTx};

/// Writes the change if the row is still as whoever edits it has seen it, and says which revision
/// it has now. Who does not say what they saw edits what was loaded in this transaction.
///
/// # Errors
/// `Refused` when somebody else edited the row meanwhile.
pub async fn edit_row<A: ActiveModelTrait>(
    tx: &WriteTx,
    id: i64,
    loaded: Revision,
    expected: Option<Revision>,
    change: A,
) -> Result<Revision, AppError> {
    let seen = expected.unwrap_or(loaded);
    match tx.edit(id, seen.number(), change).await {
        Ok(()) => Ok(seen.next()),
        Err(StoreError::Stale(_)) => Err(EditRefusal::ChangedMeanwhile.into()),
        Err(error) => Err(error.into()),
    }
}
