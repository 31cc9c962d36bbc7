//! The stall map: a street plan as SVG, drawn from lengths in decimetres.
//!
//! It never marks a charity stall; only the public colour of a zone shows.

mod drawing;

use askama::Template;
use entity::kinds::{Language, ZoneColour};

use crate::text;

/// Centimetres in a decimetre: the drawing is in centimetres, so that whole numbers do.
const CM: i32 = 10;
/// Room around the ground for entrances and names.
const MARGIN_CM: i32 = 260;
/// What a stall is never smaller than on a screen.
const SMALLEST_TARGET_PX: i32 = 46;

/// A market's ground with its stalls at one trading time. It renders itself.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/map.html")]
pub struct MapView {
    pub lang: Language,
    /// What the map shows, for those who hear it: "周五晚的摊位图".
    pub title: String,
    /// The list that does all that the map does: `#stall-list`, or a page.
    pub list_href: String,
    pub width_dm: i32,
    pub depth_dm: i32,
    pub lanes: Vec<Lane>,
    pub landmarks: Vec<Landmark>,
    pub zones: Vec<ZoneLabel>,
    pub stalls: Vec<StallShape>,
}

impl askama::filters::HtmlSafe for MapView {}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    pub label: String,
    pub x_dm: i32,
    pub y_dm: i32,
    pub width_dm: i32,
    pub depth_dm: i32,
}

#[derive(Clone, Debug)]
pub struct Landmark {
    pub kind: LandmarkKind,
    pub x_dm: i32,
    pub y_dm: i32,
    pub label: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LandmarkKind {
    Entrance,
    Water,
    Power,
    Tree,
    Toilet,
    FirstAid,
    Seating,
}

impl LandmarkKind {
    /// The key of its words; none for what needs no words.
    const fn label_key(self) -> Option<&'static str> {
        match self {
            Self::Water => Some("landmark-water"),
            Self::Power => Some("landmark-power"),
            Self::Toilet => Some("landmark-toilet"),
            Self::FirstAid => Some("landmark-first-aid"),
            Self::Seating => Some("landmark-seating"),
            Self::Entrance | Self::Tree => None,
        }
    }

    /// The kind that a street plan names so (`first_aid`).
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "entrance" => Self::Entrance,
            "water" => Self::Water,
            "power" => Self::Power,
            "tree" => Self::Tree,
            "toilet" => Self::Toilet,
            "first_aid" => Self::FirstAid,
            "seating" => Self::Seating,
            _ => return None,
        })
    }
}

/// A zone's name where it stands on the ground.
#[derive(Clone, Debug)]
pub struct ZoneLabel {
    pub text: String,
    pub x_dm: i32,
    pub y_dm: i32,
}

#[derive(Clone, Debug)]
pub struct StallShape {
    pub code: String,
    pub x_dm: i32,
    pub y_dm: i32,
    pub width_dm: i32,
    pub depth_dm: i32,
    pub colour: ZoneColour,
    pub state: StallState,
    /// All that the map says about the stall: "B12，手作区，老张皮具，出摊".
    pub title: String,
    /// Where a tap leads: the stall's row in the list (`#row-B12`), or a page.
    pub href: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StallState {
    Taken,
    Free,
    Mine,
    Blocked,
}

impl StallState {
    /// Its class in the stylesheet.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Free => "free",
            Self::Mine => "mine",
            Self::Blocked => "blocked",
        }
    }

    /// The key of its words.
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Taken => "stall-taken",
            Self::Free => "stall-free",
            Self::Mine => "stall-mine",
            Self::Blocked => "stall-blocked",
        }
    }
}

impl MapView {
    fn t(&self, key: &str) -> String {
        text::say(self.lang, key)
    }

    fn view_box(&self) -> String {
        let (width, depth) = self.size_cm();
        format!("{} {} {width} {depth}", -MARGIN_CM, -MARGIN_CM)
    }

    fn size_cm(&self) -> (i32, i32) {
        (
            self.width_dm * CM + 2 * MARGIN_CM,
            self.depth_dm * CM + 2 * MARGIN_CM,
        )
    }

    fn width_px(&self) -> i32 {
        self.size_cm().0 * SMALLEST_TARGET_PX / (self.smallest_side_dm() * CM)
    }

    fn height_px(&self) -> i32 {
        self.size_cm().1 * SMALLEST_TARGET_PX / (self.smallest_side_dm() * CM)
    }

    fn code_size_cm(&self) -> i32 {
        let longest = self
            .stalls
            .iter()
            .map(|stall| stall.code.chars().count())
            .max();
        let fitting = match longest.unwrap_or(3) {
            0..=3 => 36,
            4 => 30,
            _ => 24,
        };
        self.smallest_side_dm() * CM * fitting / 100
    }

    fn smallest_side_dm(&self) -> i32 {
        let sides = self
            .stalls
            .iter()
            .map(|stall| stall.width_dm.min(stall.depth_dm));
        sides.min().unwrap_or(30).max(10)
    }

    /// The states that the map shows, for its legend.
    fn shown_states(&self) -> Vec<StallState> {
        use StallState::{Blocked, Free, Mine, Taken};
        let shown = |state: &StallState| self.stalls.iter().any(|stall| stall.state == *state);
        [Taken, Free, Mine, Blocked]
            .into_iter()
            .filter(shown)
            .collect()
    }

    /// The kinds of landmarks that the legend explains.
    fn explained_marks(&self) -> Vec<(LandmarkKind, &'static str)> {
        use LandmarkKind::{FirstAid, Power, Seating, Toilet, Water};
        let explained = [Water, Power, Toilet, FirstAid, Seating].into_iter();
        let shown = explained.filter(|kind| self.landmarks.iter().any(|mark| mark.kind == *kind));
        shown
            .filter_map(|kind| Some((kind, kind.label_key()?)))
            .collect()
    }

    fn has_mine(&self) -> bool {
        self.stalls
            .iter()
            .any(|stall| stall.state == StallState::Mine)
    }

    /// How much of the drawing lies left of my stall and of what stands around it.
    fn px_before_mine(&self) -> Option<i32> {
        let mine = self
            .stalls
            .iter()
            .find(|stall| stall.state == StallState::Mine)?;
        let left_cm = mine.x() + MARGIN_CM;
        let px = left_cm * SMALLEST_TARGET_PX / (self.smallest_side_dm() * CM);
        Some((px - 120).max(0))
    }

    /// The one that `#mine` leads to.
    fn is_first_mine(&self, code: &str) -> bool {
        let mut mine = self
            .stalls
            .iter()
            .filter(|stall| stall.state == StallState::Mine);
        mine.next().is_some_and(|stall| stall.code == code)
    }

    fn awning(&self, stall: &StallShape) -> String {
        drawing::awning(stall, &self.lanes)
    }

    /// Where a lane's name stands: on the lane, and clear of those that cross it.
    fn name_place(&self, lane: &Lane) -> (i32, i32) {
        drawing::name_place(lane, &self.lanes)
    }

    fn zone_name_x(&self, zone: &ZoneLabel) -> i32 {
        drawing::zone_name_x(
            &zone.text,
            zone.x_dm * CM,
            self.width_dm * CM + MARGIN_CM - 30,
        )
    }

    fn mark_name_shift(&self, mark: &Landmark) -> i32 {
        let right = self.width_dm * CM + MARGIN_CM - 30;
        drawing::mark_name_shift(&mark.label, mark.x_dm * CM, 30 - MARGIN_CM, right)
    }
}

impl Lane {
    const fn is_across(&self) -> bool {
        self.width_dm >= self.depth_dm
    }

    fn lamps(&self) -> drawing::LampString {
        drawing::lamps(self)
    }
}

impl StallShape {
    fn x(&self) -> i32 {
        self.x_dm * CM
    }

    fn y(&self) -> i32 {
        self.y_dm * CM
    }

    fn width(&self) -> i32 {
        self.width_dm * CM
    }

    fn depth(&self) -> i32 {
        self.depth_dm * CM
    }

    fn middle_x(&self) -> i32 {
        self.x() + self.width() / 2
    }

    fn middle_y(&self) -> i32 {
        self.y() + self.depth() / 2
    }

    /// Two lines from corner to corner.
    fn cross(&self) -> String {
        let (left, top) = (self.x() + 40, self.y() + 40);
        let (right, bottom) = (self.x() + self.width() - 40, self.y() + self.depth() - 40);
        format!("M{left} {top}L{right} {bottom}M{right} {top}L{left} {bottom}")
    }
}
