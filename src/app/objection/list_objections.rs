//! The objections of a round, as its operators and auditors read them.

use std::collections::BTreeMap;

use entity::ids::ApplicationId;
use entity::objection;

use crate::app::place::find_round;
use crate::app::round::step::RoundRef;
use crate::app::{Actor, App, AppError};
use crate::store;

#[derive(Clone, Debug)]
pub struct ObjectionShown {
    pub objection: objection::Model,
    /// The code of whoever objected.
    pub code: String,
}

/// The oldest first.
///
/// # Errors
/// `NotFound` when there is no such round, `Forbidden` for all but its operators and auditors.
pub async fn list_objections(
    app: &App,
    actor: &Actor,
    at: &RoundRef,
) -> Result<Vec<ObjectionShown>, AppError> {
    let db = app.store.reader();
    let (market, round) = find_round(db, &at.market, &at.round).await?;
    actor.require_reader(market.id)?;
    let rows = store::objection::list_objections(db, round.id).await?;
    let ids = rows.iter().map(|row| row.application_id).collect();
    let codes: BTreeMap<ApplicationId, String> = store::application::load_applications(db, ids)
        .await?
        .into_iter()
        .map(|row| (row.id, row.code))
        .collect();
    let with_code = |objection: objection::Model| {
        let code = codes.get(&objection.application_id)?.clone();
        Some(ObjectionShown { objection, code })
    };
    Ok(rows.into_iter().filter_map(with_code).collect())
}
