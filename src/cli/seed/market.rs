//! `market.toml`: the market and its street plan.

use std::collections::BTreeSet;

use chrono::{NaiveTime, Timelike};
use chrono_tz::Tz;
use entity::kinds::{Language, OrganisationKind, ZoneColour};
use serde::{Deserialize, Serialize};
use serde_json::json;
use toml::Spanned;

use super::faults::Faults;
use super::files::SeedFiles;
use super::toml_file::TomlFile;
use crate::app::market::{CreateMarket, NewCategory, NewOrganisation, NewTradingTime, NewZone};
use crate::domain::calendar::{TradingTimeSpec, Weekdays};
use crate::domain::values::{Label, Names, Slug};

pub(super) const FILE: &str = "market.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MarketFile {
    slug: Slug,
    names: Names,
    place: Names,
    time_zone: Spanned<String>,
    languages: Vec<Language>,
    ground: Ground,
    #[serde(default)]
    lane: Vec<Lane>,
    #[serde(default)]
    landmark: Vec<Landmark>,
    zone: Vec<ZoneEntry>,
    category: Vec<CategoryEntry>,
    trading_time: Vec<TradingTimeEntry>,
    #[serde(default)]
    organisation: Vec<OrganisationEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ground {
    width_dm: u32,
    depth_dm: u32,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Lane {
    #[serde(skip_serializing_if = "Option::is_none")]
    names: Option<Names>,
    x_dm: i32,
    y_dm: i32,
    width_dm: u32,
    depth_dm: u32,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Landmark {
    kind: LandmarkKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    names: Option<Names>,
    x_dm: i32,
    y_dm: i32,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum LandmarkKind {
    Entrance,
    Water,
    Power,
    Tree,
    Toilet,
    FirstAid,
    Seating,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ZoneEntry {
    code: Spanned<Label>,
    names: Names,
    colour: ZoneColour,
    label_x_dm: i32,
    label_y_dm: i32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CategoryEntry {
    code: Spanned<Label>,
    names: Names,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TradingTimeEntry {
    code: Spanned<Label>,
    names: Names,
    weekdays: Weekdays,
    starts_at: Spanned<String>,
    duration_minutes: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganisationEntry {
    code: Spanned<Label>,
    kind: OrganisationKind,
    names: Names,
}

pub(super) fn read(files: &SeedFiles, faults: &mut Faults) -> Option<CreateMarket> {
    let file = TomlFile::<MarketFile>::read(files, FILE, faults)?;
    let market = &file.value;
    refuse_repeated(
        &file,
        "zone",
        market.zone.iter().map(|entry| &entry.code),
        faults,
    );
    refuse_repeated(
        &file,
        "category",
        market.category.iter().map(|entry| &entry.code),
        faults,
    );
    let times = market.trading_time.iter();
    refuse_repeated(
        &file,
        "trading time",
        times.map(|entry| &entry.code),
        faults,
    );
    let organisations = market.organisation.iter();
    refuse_repeated(
        &file,
        "organisation",
        organisations.map(|entry| &entry.code),
        faults,
    );
    Some(CreateMarket {
        slug: market.slug.clone(),
        names: market.names.clone(),
        place: market.place.clone(),
        time_zone: read_time_zone(&file, faults)?,
        languages: market.languages.clone(),
        ground: json!({
            "width_dm": market.ground.width_dm,
            "depth_dm": market.ground.depth_dm,
            "lanes": market.lane,
            "landmarks": market.landmark,
        }),
        zones: market.zone.iter().map(ZoneEntry::to_new).collect(),
        categories: market.category.iter().map(CategoryEntry::to_new).collect(),
        trading_times: read_trading_times(&file, faults),
        organisations: market
            .organisation
            .iter()
            .map(OrganisationEntry::to_new)
            .collect(),
    })
}

fn refuse_repeated<'a>(
    file: &TomlFile<MarketFile>,
    what: &str,
    codes: impl Iterator<Item = &'a Spanned<Label>>,
    faults: &mut Faults,
) {
    let mut seen = BTreeSet::new();
    for code in codes {
        if !seen.insert(code.get_ref().as_str()) {
            let wrong = format!(
                "there are two with the {what} code {:?}",
                code.get_ref().as_str()
            );
            faults.add(&file.place, file.line_of(code), wrong);
        }
    }
}

fn read_time_zone(file: &TomlFile<MarketFile>, faults: &mut Faults) -> Option<Tz> {
    let name = &file.value.time_zone;
    let zone = name.get_ref().parse().ok();
    if zone.is_none() {
        let wrong = format!(
            "time_zone {:?} is no name such as Asia/Shanghai",
            name.get_ref()
        );
        faults.add(&file.place, file.line_of(name), wrong);
    }
    zone
}

fn read_trading_times(file: &TomlFile<MarketFile>, faults: &mut Faults) -> Vec<NewTradingTime> {
    let mut times = Vec::new();
    for entry in &file.value.trading_time {
        match entry.to_new() {
            Ok(time) => times.push(time),
            Err(wrong) => faults.add(&file.place, file.line_of(&entry.starts_at), wrong),
        }
    }
    times
}

impl ZoneEntry {
    fn to_new(&self) -> NewZone {
        NewZone {
            code: self.code.get_ref().clone(),
            names: self.names.clone(),
            colour: self.colour,
            label_x_dm: self.label_x_dm,
            label_y_dm: self.label_y_dm,
        }
    }
}

impl CategoryEntry {
    fn to_new(&self) -> NewCategory {
        NewCategory {
            code: self.code.get_ref().clone(),
            names: self.names.clone(),
        }
    }
}

impl TradingTimeEntry {
    fn to_new(&self) -> Result<NewTradingTime, String> {
        let written = self.starts_at.get_ref();
        let starts_at = NaiveTime::parse_from_str(written, "%H:%M")
            .map_err(|_| format!("{written:?} is no time such as 17:00"))?;
        let minute = starts_at.hour() * 60 + starts_at.minute();
        let spec = TradingTimeSpec::new(self.weekdays, minute, self.duration_minutes)
            .map_err(|error| error.to_string())?;
        Ok(NewTradingTime {
            code: self.code.get_ref().clone(),
            names: self.names.clone(),
            spec,
        })
    }
}

impl OrganisationEntry {
    fn to_new(&self) -> NewOrganisation {
        NewOrganisation {
            code: self.code.get_ref().clone(),
            kind: self.kind,
            names: self.names.clone(),
        }
    }
}
