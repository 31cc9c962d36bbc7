//! The vendors of a market, with what they hold now.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::ids::{RegistrationId, StallId};
use entity::kinds::{Language, Origin, Standing};
use entity::{holding, market};

use crate::app::keyset::{Part, Seek};
use crate::app::place::find_market;
use crate::app::{Actor, App, AppError};
use crate::domain::values::{Phone, Revision};
use crate::store;
use crate::store::listing::VendorFilter;
use crate::store::market::MarketPlan;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListVendors {
    pub market: String,
    /// The one with this random id.
    pub vendor: Option<String>,
    /// Part of a trading name or of a person's name, or a whole telephone number.
    pub search: Option<String>,
    pub standing: Option<Standing>,
    /// Only those who hold a stall now, or only those who do not.
    pub holding: Option<bool>,
}

/// A vendor with their contact: for those who run the market alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorListed {
    /// The random id of the registration.
    pub vendor: String,
    pub trading_name: String,
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub language: Language,
    /// Small is senior.
    pub seniority: Option<i32>,
    pub standing: Standing,
    pub refusals: i32,
    pub holds: Vec<HeldStall>,
    pub registered_at: DateTime<Utc>,
    pub revision: Revision,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldStall {
    /// The random id of the holding.
    pub holding: String,
    pub stall: String,
    pub trading_time: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub origin: Origin,
}

/// By random id; whoever was merged into another is not among them, and their id finds the other.
///
/// # Errors
/// `Forbidden` for all but those who run the market.
pub async fn list_vendors(
    app: &App,
    actor: &Actor,
    asked: &ListVendors,
    seek: &Seek,
) -> Result<Part<VendorListed>, AppError> {
    let db = app.store.reader();
    let market = find_market(db, &asked.market).await?;
    actor.require_operator(market.id)?;
    let filter = VendorFilter {
        public_id: current_id(app, &market, asked.vendor.as_deref()).await?,
        search: asked.search.as_deref().map(as_kept),
        standing: asked.standing,
        holding: asked.holding,
    };
    let rows = store::listing::list_vendors(db, market.id, &filter, seek.after()).await?;
    let part = Part::of(seek, rows, |row| row.public_id.clone());
    let persons = part.rows.iter().map(|row| row.person_id);
    let mut persons = store::person::load_persons(db, persons).await?;
    let ids: Vec<RegistrationId> = part.rows.iter().map(|row| row.id).collect();
    let plan = store::market::load_plan(db, market.id).await?;
    let mut held = held_by(&plan, store::listing::list_held_by(db, &ids).await?);
    part.try_map(|row| {
        let person = persons.remove(&row.person_id);
        let person = person.ok_or(AppError::NotFound("person"))?;
        Ok(VendorListed {
            vendor: row.public_id,
            trading_name: row.trading_name,
            name: person.name,
            phone: person.phone,
            email: person.email,
            language: person.language,
            seniority: row.seniority,
            standing: row.standing,
            refusals: row.refusals,
            holds: held.remove(&row.id).unwrap_or_default(),
            registered_at: row.created_at,
            revision: Revision::new(row.revision),
        })
    })
}

async fn current_id(
    app: &App,
    market: &market::Model,
    asked: Option<&str>,
) -> Result<Option<String>, AppError> {
    let Some(asked) = asked else { return Ok(None) };
    let db = app.store.reader();
    let current = match store::merge::find_by_public_id(db, market.id, asked).await? {
        Some(found) => store::merge::load_current(db, found).await?.public_id,
        None => asked.to_owned(),
    };
    Ok(Some(current))
}

/// A telephone number as it is kept; anything else as it was typed.
fn as_kept(search: &str) -> String {
    Phone::parse(search).map_or_else(|_| search.trim().to_owned(), String::from)
}

fn held_by(
    plan: &MarketPlan,
    holdings: Vec<holding::Model>,
) -> BTreeMap<RegistrationId, Vec<HeldStall>> {
    let stalls: BTreeMap<StallId, &str> = plan
        .stalls
        .iter()
        .map(|row| (row.stall.id, row.stall.code.as_str()))
        .collect();
    let mut held: BTreeMap<RegistrationId, Vec<HeldStall>> = BTreeMap::new();
    for row in holdings {
        let stall = stalls.get(&row.stall_id);
        let time = plan.trading_time(row.trading_time_id);
        if let (Some(stall), Some(time)) = (stall, time) {
            held.entry(row.registration_id)
                .or_default()
                .push(HeldStall {
                    holding: row.public_id,
                    stall: (*stall).to_owned(),
                    trading_time: time.code.clone(),
                    from: row.from_date,
                    to: row.to_date,
                    origin: row.origin,
                });
        }
    }
    held
}
