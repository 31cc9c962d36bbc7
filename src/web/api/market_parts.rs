//! What a market consists of: zones, categories, trading times, stalls.
#![expect(
    clippy::too_many_arguments,
    reason = "each is a parameter of the document"
)]

use entity::kinds::{Feature, ZoneColour};
use entity::{category, trading_time, zone};
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::{Json, PlainText};
use poem_openapi::{Enum, Object, OpenApi};

use super::Tag;
use super::caller::{Anyone, Caller};
use super::list::{List, Wanted, part_of};
use super::problem::ApiError;
use super::wire::{NamesSent, list, names};
use super::words::Word;
use crate::app::market::{MarketPlan, StallRow};
use crate::app::market::{import_stalls, show_market};

/// A named part of a market.
#[derive(Clone, Debug, Object)]
struct Zone {
    code: String,
    names: NamesSent,
    colour: Word<ZoneColour>,
    label_x_dm: i32,
    label_y_dm: i32,
    revision: i64,
}

/// What is sold.
#[derive(Clone, Debug, Object)]
struct Category {
    code: String,
    names: NamesSent,
    revision: i64,
}

/// A weekly time of a market.
#[derive(Clone, Debug, Object)]
struct TradingTime {
    code: String,
    names: NamesSent,
    weekdays: Vec<String>,
    /// Of the day, in the market's own time.
    starts_at_minute: i32,
    duration_minutes: i32,
    revision: i64,
}

/// One pitch.
#[derive(Clone, Debug, Object)]
struct Stall {
    code: String,
    /// The code of its zone.
    zone: String,
    /// The row in which it stands.
    row: String,
    /// Its number in the row: neighbours differ by 1.
    place: i32,
    x_dm: i32,
    y_dm: i32,
    width_dm: i32,
    depth_dm: i32,
    features: Vec<Word<Feature>>,
    /// The codes of the categories that it takes; none means any.
    categories: Vec<String>,
    revision: i64,
}

/// What an import added.
#[derive(Clone, Debug, Object)]
struct Imported {
    stalls_count: u64,
}

#[derive(Clone, Copy, Debug)]
pub struct MarketParts;

#[OpenApi(tag = "Tag::Markets")]
impl MarketParts {
    /// The zones of a market
    #[oai(
        path = "/markets/:market/zones",
        method = "get",
        operation_id = "list_zones"
    )]
    async fn zones(
        &self,
        Anyone(caller): Anyone,
        market: Path<String>,
        limit: Query<Option<u64>>,
        cursor: Query<Option<String>>,
    ) -> Result<Json<List<Zone>>, ApiError> {
        let wanted = Wanted::new(limit.0, cursor.0.as_deref())?;
        let found = show_market(&caller.app, &market.0, None).await?;
        let key = |row: &zone::Model| (String::new(), row.code.clone());
        let zones = found.plan.zones;
        Ok(Json(part_of(zones, &wanted, key, |row| Ok(zone_of(row)))?))
    }

    /// The categories of a market
    #[oai(
        path = "/markets/:market/categories",
        method = "get",
        operation_id = "list_categories"
    )]
    async fn categories(
        &self,
        Anyone(caller): Anyone,
        market: Path<String>,
        limit: Query<Option<u64>>,
        cursor: Query<Option<String>>,
    ) -> Result<Json<List<Category>>, ApiError> {
        let wanted = Wanted::new(limit.0, cursor.0.as_deref())?;
        let found = show_market(&caller.app, &market.0, None).await?;
        let key = |row: &category::Model| (String::new(), row.code.clone());
        let shown = |row: category::Model| {
            Ok(Category {
                names: names(&row.names),
                code: row.code,
                revision: row.revision.into(),
            })
        };
        Ok(Json(part_of(found.plan.categories, &wanted, key, shown)?))
    }

    /// The trading times of a market
    #[oai(
        path = "/markets/:market/trading-times",
        method = "get",
        operation_id = "list_trading_times"
    )]
    async fn trading_times(
        &self,
        Anyone(caller): Anyone,
        market: Path<String>,
        limit: Query<Option<u64>>,
        cursor: Query<Option<String>>,
    ) -> Result<Json<List<TradingTime>>, ApiError> {
        let wanted = Wanted::new(limit.0, cursor.0.as_deref())?;
        let found = show_market(&caller.app, &market.0, None).await?;
        let key = |row: &trading_time::Model| (String::new(), row.code.clone());
        let shown = |row: trading_time::Model| Ok(time_of(row));
        Ok(Json(part_of(
            found.plan.trading_times,
            &wanted,
            key,
            shown,
        )?))
    }

    /// The stalls of a market
    #[oai(
        path = "/markets/:market/stalls",
        method = "get",
        operation_id = "list_stalls"
    )]
    async fn stalls(
        &self,
        Anyone(caller): Anyone,
        market: Path<String>,
        /// Only those of this zone.
        zone: Query<Option<String>>,
        /// Only those with this feature.
        feature: Query<Option<Word<Feature>>>,
        /// Only those that take this category, those that take any included.
        category: Query<Option<String>>,
        /// By code, or by zone and then code; with `-` from the end.
        #[oai(default)]
        sort: Query<StallSort>,
        limit: Query<Option<u64>>,
        cursor: Query<Option<String>>,
    ) -> Result<Json<List<Stall>>, ApiError> {
        let mut wanted = Wanted::new(limit.0, cursor.0.as_deref())?;
        wanted.descending = sort.0.is_descending();
        let found = show_market(&caller.app, &market.0, None).await?;
        let mut stalls: Vec<Stall> = found
            .plan
            .stalls
            .iter()
            .map(|row| stall_of(&found.plan, row))
            .collect();
        stalls.retain(|stall| {
            zone.0.as_ref().is_none_or(|zone| *zone == stall.zone)
                && feature.0.is_none_or(|word| stall.features.contains(&word))
                && category.0.as_ref().is_none_or(|category| {
                    stall.categories.is_empty() || stall.categories.contains(category)
                })
        });
        let by_zone = matches!(sort.0, StallSort::Zone | StallSort::ZoneDescending);
        let key = |stall: &Stall| {
            let sorts = if by_zone { &stall.zone } else { "" };
            (sorts.to_owned(), stall.code.clone())
        };
        Ok(Json(part_of(stalls, &wanted, key, Ok)?))
    }

    /// Import stalls from CSV
    ///
    /// All of them, or none and every error with its line. Columns: `code,zone,row,place,x_dm,y_dm,
    /// width_dm,depth_dm,features,categories`; several words in a cell are parted by `;`.
    #[oai(
        path = "/markets/:market/stalls/import",
        method = "post",
        operation_id = "import_stalls"
    )]
    async fn import(
        &self,
        caller: Caller,
        market: Path<String>,
        csv: PlainText<String>,
    ) -> Result<Json<Imported>, ApiError> {
        let done = import_stalls(&caller.app, &caller.actor, &market.0, csv.0.as_bytes()).await?;
        Ok(Json(Imported {
            stalls_count: done.stalls as u64,
        }))
    }
}

/// By what stalls are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum StallSort {
    #[default]
    Code,
    #[oai(rename = "-code")]
    CodeDescending,
    Zone,
    #[oai(rename = "-zone")]
    ZoneDescending,
}

impl StallSort {
    const fn is_descending(self) -> bool {
        matches!(self, Self::CodeDescending | Self::ZoneDescending)
    }
}

fn zone_of(row: zone::Model) -> Zone {
    Zone {
        names: names(&row.names),
        code: row.code,
        colour: Word(row.colour),
        label_x_dm: row.label_x_dm,
        label_y_dm: row.label_y_dm,
        revision: row.revision.into(),
    }
}

fn time_of(row: trading_time::Model) -> TradingTime {
    TradingTime {
        names: names(&row.names),
        code: row.code,
        weekdays: list(&row.weekdays),
        starts_at_minute: row.starts_at_minute,
        duration_minutes: row.duration_minutes,
        revision: row.revision.into(),
    }
}

fn stall_of(plan: &MarketPlan, row: &StallRow) -> Stall {
    let zone = plan.zones.iter().find(|zone| zone.id == row.stall.zone_id);
    let categories = row.categories.iter().filter_map(|id| plan.category(*id));
    let features: Vec<Feature> = list(&row.stall.features);
    Stall {
        code: row.stall.code.clone(),
        zone: zone.map_or_else(String::new, |zone| zone.code.clone()),
        row: row.stall.row_label.clone(),
        place: row.stall.place,
        x_dm: row.stall.x_dm,
        y_dm: row.stall.y_dm,
        width_dm: row.stall.width_dm,
        depth_dm: row.stall.depth_dm,
        features: features.into_iter().map(Word).collect(),
        categories: categories.map(|category| category.code.clone()).collect(),
        revision: row.stall.revision.into(),
    }
}
