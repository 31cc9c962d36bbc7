//! The stalls of a market, for whoever keeps them: retired ones too, where asked for.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::ids::{CategoryId, StallId, ZoneId};
use entity::kinds::Feature;

use crate::app::error::unknown;
use crate::app::keyset::{Part, Seek};
use crate::app::place::find_market;
use crate::app::round::step::read;
use crate::app::{Actor, App, AppError};
use crate::domain::values::Revision;
use crate::store;
use crate::store::listing::{After, PartFilter, StallFilter};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListStalls {
    pub market: String,
    /// The one with this code.
    pub code: Option<String>,
    pub with_retired: bool,
    /// By code.
    pub zone: Option<String>,
    pub feature: Option<Feature>,
    /// Stalls that name this category, by code.
    pub category: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StallListed {
    pub code: String,
    pub zone: String,
    pub row: String,
    pub place: i32,
    pub x_dm: i32,
    pub y_dm: i32,
    pub width_dm: i32,
    pub depth_dm: i32,
    pub features: Vec<Feature>,
    /// None means that it takes any.
    pub categories: Vec<String>,
    pub retired_at: Option<DateTime<Utc>>,
    pub revision: Revision,
}

/// By code.
///
/// # Errors
/// `Invalid` when the zone or the category does not exist; `Forbidden` for all but those who look
/// at the market from the inside.
pub async fn list_stalls(
    app: &App,
    actor: &Actor,
    asked: &ListStalls,
    seek: &Seek,
) -> Result<Part<StallListed>, AppError> {
    let db = app.store.reader();
    let market = find_market(db, &asked.market).await?;
    actor.require_reader(market.id)?;
    let all = PartFilter {
        code: None,
        with_retired: true,
    };
    let every = After {
        key: None,
        limit: u64::from(u32::MAX),
    };
    let zones = store::listing::list_zones(db, market.id, &all, every).await?;
    let zones: BTreeMap<ZoneId, String> = zones.into_iter().map(|row| (row.id, row.code)).collect();
    let categories = store::listing::list_categories(db, market.id, &all, every).await?;
    let categories: BTreeMap<CategoryId, String> = categories
        .into_iter()
        .map(|row| (row.id, row.code))
        .collect();

    let filter = StallFilter {
        part: PartFilter {
            code: asked.code.clone(),
            with_retired: asked.with_retired,
        },
        zone_id: find_id("zone", &zones, asked.zone.as_deref())?,
        feature: asked.feature,
        category_id: find_id("category", &categories, asked.category.as_deref())?,
    };
    let rows = store::listing::list_stalls(db, market.id, &filter, seek.after()).await?;
    let mut named: BTreeMap<StallId, Vec<String>> = BTreeMap::new();
    for link in store::listing::list_categories_of(db, &rows).await? {
        let code = categories.get(&link.category_id).cloned();
        named.entry(link.stall_id).or_default().extend(code);
    }
    let part = Part::of(seek, rows, |row| row.code.clone());
    part.try_map(|row| {
        Ok(StallListed {
            zone: zones.get(&row.zone_id).cloned().unwrap_or_default(),
            features: read(&row.features)?,
            categories: named.remove(&row.id).unwrap_or_default(),
            code: row.code,
            row: row.row_label,
            place: row.place,
            x_dm: row.x_dm,
            y_dm: row.y_dm,
            width_dm: row.width_dm,
            depth_dm: row.depth_dm,
            retired_at: row.retired_at,
            revision: Revision::new(row.revision),
        })
    })
}

fn find_id<K: Copy>(
    field: &'static str,
    codes: &BTreeMap<K, String>,
    code: Option<&str>,
) -> Result<Option<K>, AppError> {
    let Some(code) = code else { return Ok(None) };
    let found = codes.iter().find(|(_, own)| own.as_str() == code);
    found
        .map(|(id, _)| Some(*id))
        .ok_or_else(|| unknown(field, code))
}
