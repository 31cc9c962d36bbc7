//! Who holds and held which stall. It tells no pool: such a list is printed and hung up.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::ids::{ApplicationId, MarketId, RoundId};
use entity::kinds::{HoldingState, Origin};
use entity::{holding, person, registration, round};
use sea_orm::ConnectionTrait;

use super::place_list::find_rounds;
use super::{Cell, ExportList, Exported};
use crate::app::keyset::{Part, Seek};
use crate::app::place::find_market;
use crate::app::{Actor, App, AppError};
use crate::store;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldingExported {
    /// Its random id.
    pub holding: String,
    pub round: String,
    pub trading_time: String,
    pub stall: String,
    pub code: Option<String>,
    /// Only for those who run the market.
    pub holder: Option<Holder>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The first day that is free again, where it stopped early.
    pub free_from: Option<NaiveDate>,
    pub origin: Origin,
    pub state: HoldingState,
    pub started_at: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub name: String,
    pub trading_name: String,
    pub phone: Option<String>,
}

/// A part of the holdings of a market or a round, by their random id.
///
/// # Errors
/// `Forbidden` for all but those who run or audit the market; `NotFound` when there is no such round.
pub async fn export_holdings(
    app: &App,
    actor: &Actor,
    asked: &ExportList,
    seek: &Seek,
) -> Result<Part<HoldingExported>, AppError> {
    let db = app.store.reader();
    let market = find_market(db, &asked.market).await?;
    actor.require_reader(market.id)?;
    let rounds = find_rounds(db, market.id, asked).await?;
    let only = asked.round.as_ref().and(rounds.first());
    let only = only.map(|round| round.id);
    let rows = store::export::list_holdings_after(db, market.id, only, seek.after()).await?;
    let part = Part::of(seek, rows, |row| row.public_id.clone());
    let named = actor.knows_names(market.id);
    let around = Around::load(db, market.id, &rounds, &part.rows, named).await?;
    part.try_map(|row| around.export(row))
}

/// What the holdings of a part point at.
struct Around {
    rounds: BTreeMap<RoundId, String>,
    times: BTreeMap<entity::ids::TradingTimeId, String>,
    stalls: BTreeMap<entity::ids::StallId, String>,
    codes: BTreeMap<ApplicationId, String>,
    registrations: BTreeMap<entity::ids::RegistrationId, registration::Model>,
    persons: BTreeMap<entity::ids::PersonId, person::Model>,
    is_named: bool,
}

impl Around {
    async fn load(
        db: &impl ConnectionTrait,
        market_id: MarketId,
        rounds: &[round::Model],
        rows: &[holding::Model],
        is_named: bool,
    ) -> Result<Self, AppError> {
        let codes = rows.iter().filter_map(|row| row.application_id).collect();
        let codes = store::application::load_applications(db, codes).await?;
        let vendors = rows.iter().filter(|_| is_named);
        let vendors = vendors.map(|row| row.registration_id);
        let registrations = store::person::load_registrations(db, vendors).await?;
        let persons = registrations.values().map(|row| row.person_id);
        Ok(Self {
            rounds: rounds
                .iter()
                .map(|row| (row.id, row.code.clone()))
                .collect(),
            times: store::export::load_time_codes(db, market_id).await?,
            stalls: store::export::load_stall_codes(db, market_id).await?,
            codes: codes.into_iter().map(|row| (row.id, row.code)).collect(),
            persons: store::person::load_persons(db, persons).await?,
            registrations,
            is_named,
        })
    }

    fn export(&self, row: holding::Model) -> Result<HoldingExported, AppError> {
        let code = row.application_id.and_then(|id| self.codes.get(&id));
        Ok(HoldingExported {
            round: named(&self.rounds, &row.round_id, "round")?,
            trading_time: named(&self.times, &row.trading_time_id, "trading time")?,
            stall: named(&self.stalls, &row.stall_id, "stall")?,
            code: code.cloned(),
            holder: self.holder(&row)?,
            holding: row.public_id,
            from: row.from_date,
            to: row.to_date,
            free_from: row.free_from,
            origin: row.origin,
            state: row.state,
            started_at: row.started_at,
        })
    }

    fn holder(&self, row: &holding::Model) -> Result<Option<Holder>, AppError> {
        if !self.is_named {
            return Ok(None);
        }
        let vendor = named(&self.registrations, &row.registration_id, "registration")?;
        let person = named(&self.persons, &vendor.person_id, "person")?;
        Ok(Some(Holder {
            name: person.name,
            trading_name: vendor.trading_name,
            phone: person.phone,
        }))
    }
}

fn named<K: Ord, V: Clone>(
    rows: &BTreeMap<K, V>,
    id: &K,
    what: &'static str,
) -> Result<V, AppError> {
    let row = rows.get(id).cloned();
    row.ok_or(AppError::NotFound(what))
}

impl Exported for HoldingExported {
    const COLUMNS: &'static [&'static str] = &[
        "holding",
        "round",
        "trading_time",
        "stall",
        "code",
        "name",
        "trading_name",
        "phone",
        "from",
        "to",
        "free_from",
        "origin",
        "state",
        "started_at",
    ];

    fn cells(self) -> Vec<Cell> {
        let [name, trading_name, phone] = match self.holder {
            Some(holder) => [Some(holder.name), Some(holder.trading_name), holder.phone],
            None => [None, None, None],
        };
        vec![
            Cell::Text(self.holding),
            Cell::Text(self.round),
            Cell::Text(self.trading_time),
            Cell::Text(self.stall),
            Cell::maybe(self.code),
            Cell::maybe(name),
            Cell::maybe(trading_name),
            Cell::maybe(phone),
            Cell::text(&self.from),
            Cell::text(&self.to),
            Cell::maybe(self.free_from),
            Cell::word(self.origin),
            Cell::word(self.state),
            Cell::text(&self.started_at.to_rfc3339()),
        ]
    }
}
