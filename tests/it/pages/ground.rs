//! The street plans of the seeds, to draw: the small square for snapshots, the whole market to
//! look at.

use entity::kinds::{Language, ZoneColour};
use starstall::web::map::{
    Landmark, LandmarkKind, Lane, MapView, StallShape, StallState, ZoneLabel,
};
use toml::Value;

pub fn say(lang: Language, zh: &str, en: &str) -> String {
    match lang {
        Language::ZhCn => zh.to_owned(),
        Language::En => en.to_owned(),
    }
}

/// The map of a seed with a believable evening on it.
pub fn map(lang: Language, mine: Option<&str>) -> MapView {
    let seed = if std::env::var_os("STARSTALL_GALLERY").is_some() {
        "jinxiu-starlight"
    } else {
        "small-square"
    };
    let folder = format!("{}/seeds/{seed}", env!("CARGO_MANIFEST_DIR"));
    let market: Value =
        toml::from_str(&std::fs::read_to_string(format!("{folder}/market.toml")).unwrap()).unwrap();
    let zones = list(&market, "zone");
    MapView {
        lang,
        title: say(lang, "周末夜市的摊位图", "Stall map for weekend nights"),
        list_href: "#stall-list".to_owned(),
        width_dm: number(&market["ground"], "width_dm"),
        depth_dm: number(&market["ground"], "depth_dm"),
        lanes: list(&market, "lane")
            .iter()
            .map(|lane| lane_of(lang, lane))
            .collect(),
        landmarks: list(&market, "landmark")
            .iter()
            .map(|mark| landmark_of(lang, mark))
            .collect(),
        zones: zones.iter().map(|zone| zone_of(lang, zone)).collect(),
        stalls: stalls(lang, &format!("{folder}/stalls.csv"), &zones, mine),
    }
}

fn stalls(lang: Language, path: &str, zones: &[Value], mine: Option<&str>) -> Vec<StallShape> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let shape = |(index, record): (usize, Result<csv::StringRecord, csv::Error>)| {
        let record = record.unwrap();
        let code = record[0].to_owned();
        let zone = zones
            .iter()
            .find(|zone| zone["code"].as_str() == Some(&record[1]))
            .unwrap();
        let state = state_of(index, &code, mine);
        let word = starstall::text::say(lang, state.label_key());
        StallShape {
            x_dm: record[4].parse().unwrap(),
            y_dm: record[5].parse().unwrap(),
            width_dm: record[6].parse().unwrap(),
            depth_dm: record[7].parse().unwrap(),
            colour: ZoneColour::parse(zone["colour"].as_str().unwrap()).unwrap(),
            state,
            title: say(lang, &format!("{code}，{word}"), &format!("{code}, {word}")),
            href: Some(format!("#row-{code}")),
            code,
        }
    };
    reader.records().enumerate().map(shape).collect()
}

fn state_of(index: usize, code: &str, mine: Option<&str>) -> StallState {
    match index % 23 {
        _ if mine == Some(code) => StallState::Mine,
        1 | 9 | 17 => StallState::Free,
        4 => StallState::Blocked,
        _ => StallState::Taken,
    }
}

fn lane_of(lang: Language, table: &Value) -> Lane {
    Lane {
        label: name(lang, table),
        x_dm: number(table, "x_dm"),
        y_dm: number(table, "y_dm"),
        width_dm: number(table, "width_dm"),
        depth_dm: number(table, "depth_dm"),
    }
}

fn landmark_of(lang: Language, mark: &Value) -> Landmark {
    Landmark {
        kind: LandmarkKind::parse(mark["kind"].as_str().unwrap()).unwrap(),
        x_dm: number(mark, "x_dm"),
        y_dm: number(mark, "y_dm"),
        label: name(lang, mark),
    }
}

fn zone_of(lang: Language, zone: &Value) -> ZoneLabel {
    ZoneLabel {
        text: format!("{} {}", name(lang, zone), zone["code"].as_str().unwrap()),
        x_dm: number(zone, "label_x_dm"),
        y_dm: number(zone, "label_y_dm"),
    }
}

fn list(table: &Value, key: &str) -> Vec<Value> {
    table
        .get(key)
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default()
}

fn number(table: &Value, key: &str) -> i32 {
    table[key].as_integer().unwrap().try_into().unwrap()
}

fn name(lang: Language, table: &Value) -> String {
    let name = table
        .get("names")
        .and_then(|names| names.get(lang.as_str()));
    name.and_then(Value::as_str).unwrap_or_default().to_owned()
}
