//! What the published draws said, by code.

use std::collections::BTreeMap;

use entity::ids::{ApplicationId, MarketId, StallId};
use entity::kinds::{DrawState, Pool, PublicResult};
use entity::{draw, draw_entry};
use sea_orm::ConnectionTrait;

use super::place_list::{PlacedList, find_list_after};
use super::{Cell, ExportList, Exported};
use crate::app::keyset::{Part, Seek};
use crate::app::place::find_market;
use crate::app::{Actor, App, AppError};
use crate::store;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultExported {
    pub round: String,
    pub trading_time: String,
    pub code: String,
    pub result: PublicResult,
    /// Where they were placed.
    pub pool: Option<Pool>,
    /// Their number in the order of that pool.
    pub position: Option<i32>,
    pub stalls: Vec<String>,
    /// Which wish it was.
    pub preference: Option<i32>,
    /// The public waiting number.
    pub waiting: Option<i32>,
    /// Which reason decided it.
    pub reason: Option<String>,
    /// 1, or more where the draw was corrected.
    pub draw: i32,
}

/// The last published draw of one trading time of a round is one part, by code.
///
/// # Errors
/// `Forbidden` for all but those who run or audit the market; `NotFound` when there is no such round.
pub async fn export_results(
    app: &App,
    actor: &Actor,
    asked: &ExportList,
    seek: &Seek,
) -> Result<Part<ResultExported>, AppError> {
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
    let draws = store::draw::list_draws(db, place.round.id).await?;
    let published = draws.into_iter().rfind(|draw| {
        draw.trading_time_id == place.trading_time_id && draw.state == DrawState::Published
    });
    let rows = match published {
        Some(draw) => load_results(db, market.id, &place, &draw).await?,
        None => Vec::new(),
    };
    Ok(Part {
        rows,
        next: place.next,
    })
}

async fn load_results(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    place: &PlacedList,
    draw: &draw::Model,
) -> Result<Vec<ResultExported>, AppError> {
    let entries = store::draw::list_entries(db, draw.id).await?;
    let mut given = store::draw::list_entry_stalls(db, draw.id).await?;
    let codes = store::export::load_stall_codes(db, market_id).await?;
    let stalls_of = |ids: Vec<StallId>| -> Vec<String> {
        let codes = ids.iter().filter_map(|id| codes.get(id).cloned());
        codes.collect()
    };
    let ids = entries.iter().map(|row| row.application_id).collect();
    let applications = store::application::load_applications(db, ids).await?;
    let mut entries: BTreeMap<ApplicationId, draw_entry::Model> = entries
        .into_iter()
        .map(|row| (row.application_id, row))
        .collect();
    let rows = applications.into_iter().filter_map(|application| {
        let entry = entries.remove(&application.id)?;
        let reason = entry.reason.get("kind").and_then(|kind| kind.as_str());
        Some(ResultExported {
            round: place.round.code.clone(),
            trading_time: place.trading_time.clone(),
            code: application.code,
            result: entry.public_result,
            pool: entry.pool,
            position: entry.position,
            stalls: stalls_of(given.remove(&entry.id).unwrap_or_default()),
            preference: entry.preference,
            waiting: entry.open_waiting,
            reason: reason.map(str::to_owned),
            draw: draw.number,
        })
    });
    Ok(rows.collect())
}

impl Exported for ResultExported {
    const COLUMNS: &'static [&'static str] = &[
        "round",
        "trading_time",
        "code",
        "result",
        "pool",
        "position",
        "stalls",
        "preference",
        "waiting",
        "reason",
        "draw",
    ];

    fn cells(self) -> Vec<Cell> {
        vec![
            Cell::Text(self.round),
            Cell::Text(self.trading_time),
            Cell::Text(self.code),
            Cell::word(self.result),
            self.pool.map_or(Cell::Blank, Cell::word),
            Cell::number(self.position),
            Cell::List(self.stalls),
            Cell::number(self.preference),
            Cell::number(self.waiting),
            Cell::maybe(self.reason),
            Cell::Number(self.draw.into()),
        ]
    }
}
