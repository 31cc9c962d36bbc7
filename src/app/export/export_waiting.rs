//! The waiting lists, by code: who is asked next, and what became of those before.

use std::collections::BTreeMap;

use entity::ids::ApplicationId;
use entity::kinds::{Pool, WaitingState};

use super::place_list::find_list_after;
use super::{Cell, ExportList, Exported};
use crate::app::keyset::{Part, Seek};
use crate::app::place::find_market;
use crate::app::{Actor, App, AppError};
use crate::store;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingExported {
    pub round: String,
    pub trading_time: String,
    pub pool: Pool,
    /// As it was published.
    pub number: i32,
    pub code: String,
    pub state: WaitingState,
}

/// The waiting lists of one trading time of a round are one part.
///
/// # Errors
/// `Forbidden` for all but those who run or audit the market; `NotFound` when there is no such round.
pub async fn export_waiting(
    app: &App,
    actor: &Actor,
    asked: &ExportList,
    seek: &Seek,
) -> Result<Part<WaitingExported>, AppError> {
    let db = app.store.reader();
    let market = find_market(db, &asked.market).await?;
    actor.require_reader(market.id)?;
    let place = find_list_after(db, market.id, asked, seek.after.as_deref()).await?;
    let Some(place) = place else {
        return Ok(Part {
            rows: Vec::new(),
            next: None,
        });
    };
    let entries = store::export::list_waiting_at(db, place.round.id, place.trading_time_id).await?;
    let ids = entries.iter().map(|row| row.application_id).collect();
    let applications = store::application::load_applications(db, ids).await?;
    let codes: BTreeMap<ApplicationId, String> = applications
        .into_iter()
        .map(|row| (row.id, row.code))
        .collect();
    let rows = entries.into_iter().filter_map(|row| {
        Some(WaitingExported {
            round: place.round.code.clone(),
            trading_time: place.trading_time.clone(),
            pool: row.pool,
            number: row.number,
            code: codes.get(&row.application_id)?.clone(),
            state: row.state,
        })
    });
    Ok(Part {
        rows: rows.collect(),
        next: place.next,
    })
}

impl Exported for WaitingExported {
    const COLUMNS: &'static [&'static str] =
        &["round", "trading_time", "pool", "number", "code", "state"];

    fn cells(self) -> Vec<Cell> {
        vec![
            Cell::Text(self.round),
            Cell::Text(self.trading_time),
            Cell::word(self.pool),
            Cell::Number(self.number.into()),
            Cell::Text(self.code),
            Cell::word(self.state),
        ]
    }
}
