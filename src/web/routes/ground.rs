//! The map of a market: its ground and its stalls, each in the state that the page wants to show.

use entity::kinds::{Language, ZoneColour};
use entity::{market, zone};

use super::words::names;
use crate::app::market::{MarketPlan, StallRow};
use crate::domain::ground::{Ground, GroundLandmark, GroundLane};
use crate::text::say;
use crate::web::map::{Landmark, LandmarkKind, Lane, MapView, StallShape, StallState, ZoneLabel};

/// How one stall is shown.
#[derive(Clone, Debug)]
pub struct StallLook {
    pub state: StallState,
    /// Who is there, or nothing.
    pub who: Option<String>,
    pub href: Option<String>,
}

pub fn map_of(
    lang: Language,
    market: &market::Model,
    plan: &MarketPlan,
    title: String,
    list_href: &str,
    look: impl Fn(&StallRow) -> StallLook,
) -> MapView {
    let ground: Ground = serde_json::from_value(market.ground.clone()).unwrap_or_default();
    MapView {
        lang,
        title,
        list_href: list_href.to_owned(),
        width_dm: ground.width_dm,
        depth_dm: ground.depth_dm,
        lanes: ground
            .lanes
            .iter()
            .map(|lane| lane_of(lang, lane))
            .collect(),
        landmarks: ground
            .landmarks
            .iter()
            .filter_map(|mark| landmark_of(lang, mark))
            .collect(),
        zones: plan
            .zones
            .iter()
            .map(|zone| zone_label(lang, zone))
            .collect(),
        stalls: plan
            .stalls
            .iter()
            .map(|row| shape_of(lang, plan, row, look(row)))
            .collect(),
    }
}

fn lane_of(lang: Language, ground: &GroundLane) -> Lane {
    Lane {
        label: ground
            .names
            .as_ref()
            .map_or_else(String::new, |names| names.get(lang).to_owned()),
        x_dm: ground.x_dm,
        y_dm: ground.y_dm,
        width_dm: ground.width_dm,
        depth_dm: ground.depth_dm,
    }
}

fn landmark_of(lang: Language, mark: &GroundLandmark) -> Option<Landmark> {
    Some(Landmark {
        kind: LandmarkKind::parse(&mark.kind)?,
        x_dm: mark.x_dm,
        y_dm: mark.y_dm,
        label: mark
            .names
            .as_ref()
            .map_or_else(String::new, |names| names.get(lang).to_owned()),
    })
}

fn zone_label(lang: Language, zone: &zone::Model) -> ZoneLabel {
    ZoneLabel {
        text: format!("{} {}", zone.code, names(lang, &zone.names)),
        x_dm: zone.label_x_dm,
        y_dm: zone.label_y_dm,
    }
}

fn shape_of(lang: Language, plan: &MarketPlan, row: &StallRow, look: StallLook) -> StallShape {
    let zone = plan.zones.iter().find(|zone| zone.id == row.stall.zone_id);
    let zone_name = zone.map(|zone| names(lang, &zone.names));
    let words = [
        Some(row.stall.code.clone()),
        zone_name,
        look.who,
        Some(say(lang, look.state.label_key())),
    ];
    let words: Vec<String> = words.into_iter().flatten().collect();
    StallShape {
        code: row.stall.code.clone(),
        x_dm: row.stall.x_dm,
        y_dm: row.stall.y_dm,
        width_dm: row.stall.width_dm,
        depth_dm: row.stall.depth_dm,
        colour: zone.map_or(ZoneColour::Sky, |zone| zone.colour),
        state: look.state,
        title: words.join(&say(lang, "list-separator")),
        href: look.href,
    }
}
