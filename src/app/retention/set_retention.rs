//! Set for how many days a market keeps one kind of data.

use entity::market;
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::retention_of;
use crate::app::edit::edit_row;
use crate::app::error::invalid;
use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::FieldError;
use crate::domain::retention::{DataKind, Retention};
use crate::domain::values::Revision;
use crate::store;

#[derive(Clone, Debug)]
pub struct SetRetention {
    pub market: String,
    pub kind: DataKind,
    pub days: u32,
}

/// # Errors
/// `Invalid` for more than ten years; `Forbidden` for all but admins of the market.
pub async fn set_retention(
    app: &App,
    actor: &Actor,
    command: SetRetention,
) -> Result<Retention, AppError> {
    let found = find_market(app.store.reader(), &command.market).await?;
    actor.require(found.id, &[entity::kinds::Role::Admin])?;
    let tx = app.store.begin_write().await?;
    let row = store::market::lock_market(&tx, found.id).await?;

    let most = i64::from(Retention::MOST_DAYS);
    if command.days > Retention::MOST_DAYS {
        return Err(invalid(
            "days",
            FieldError::OutOfRange { min: 0, max: most },
        ));
    }
    let before = retention_of(&row)?;
    let now = before.keeping(command.kind, command.days);

    let change = market::ActiveModel {
        retention: Set(Some(json!(now))),
        ..Default::default()
    };
    edit_row(&tx, row.id.0, Revision::new(row.revision), None, change).await?;
    let change = Change {
        action: "set_retention",
        subject: format!("market:{}", row.slug),
        detail: Some(json!({ "before": before, "now": now })),
        ..Change::default()
    };
    record(app, &tx, actor, Some(row.id), change).await?;
    tx.commit().await?;
    Ok(now)
}
