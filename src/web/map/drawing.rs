//! The lines of the map: where lamps hang, where awnings stand out, where names find room.

use std::fmt::Write;

use super::{CM, Lane, StallShape};

/// A string of lamps over a lane.
pub struct LampString {
    pub path: String,
    pub bulbs: Vec<(i32, i32)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
    Left,
    Right,
}

/// Lamps hang along the lane, a swag every nine metres or so.
pub fn lamps(lane: &Lane) -> LampString {
    let length = lane.width_dm.max(lane.depth_dm) * CM;
    let swags = (length / 900).max(1);
    let (span, depth) = (length / swags, lane.width_dm.min(lane.depth_dm) * CM / 2);
    let mut string = LampString {
        path: String::new(),
        bulbs: Vec::new(),
    };
    let (x, y) = at(lane, 0, 0);
    let _ = write!(string.path, "M{x} {y}");
    for start in (0..swags).map(|index| index * span) {
        let ((mid_x, mid_y), (end_x, end_y)) =
            (at(lane, start + span / 2, depth), at(lane, start + span, 0));
        let _ = write!(string.path, "Q{mid_x} {mid_y} {end_x} {end_y}");
        // A parabola, in thousandths of its depth.
        let hanging = [(0, 0), (1, 278), (2, 444), (3, 500), (4, 444), (5, 278)];
        string.bulbs.extend(
            hanging.map(|(sixth, hang)| at(lane, start + span * sixth / 6, depth * hang / 1000)),
        );
    }
    string
}

/// A point by how far along the lane it is, and how far from its edge.
fn at(lane: &Lane, along: i32, inward: i32) -> (i32, i32) {
    let (x, y) = (lane.x_dm * CM, lane.y_dm * CM);
    if lane.is_across() {
        (x + along, y + inward)
    } else {
        (x + inward, y + along)
    }
}

/// The first place along the lane, from its middle outward, where no other lane crosses.
pub fn name_place(lane: &Lane, lanes: &[Lane]) -> (i32, i32) {
    let length = lane.width_dm.max(lane.depth_dm) * CM;
    let middle = lane.width_dm.min(lane.depth_dm) * CM * 7 / 10;
    let half_name = text_width(&lane.label, 100) * 7 / 10;
    let is_clear = |along: &i32| {
        let (x, y) = at(lane, length * along / 16, middle);
        let (dx, dy) = if lane.is_across() {
            (half_name, 0)
        } else {
            (0, half_name)
        };
        lanes.iter().filter(|other| *other != lane).all(|other| {
            let (left, top) = (other.x_dm * CM, other.y_dm * CM);
            x + dx < left
                || x - dx > left + other.width_dm * CM
                || y + dy < top
                || y - dy > top + other.depth_dm * CM
        })
    };
    let along = [8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13]
        .into_iter()
        .find(is_clear)
        .unwrap_or(8);
    at(lane, length * along / 16, middle)
}

/// About how wide a text stands: a Chinese character is square, a letter is not.
fn text_width(text: &str, size: i32) -> i32 {
    text.chars()
        .map(|letter| {
            if letter.is_ascii() {
                size * 6 / 10
            } else {
                size
            }
        })
        .sum()
}

/// Where a zone's name begins, so that it ends before the drawing does.
pub fn zone_name_x(text: &str, x: i32, right_edge: i32) -> i32 {
    x.min(right_edge - text_width(text, 115))
}

/// How far a landmark's name is moved from the middle of its sign, to stay on the drawing.
pub fn mark_name_shift(text: &str, x: i32, left_edge: i32, right_edge: i32) -> i32 {
    let half = text_width(text, 100) / 2;
    (left_edge + half - x).max(0) + (right_edge - half - x).min(0)
}

/// A cloth with a scalloped edge on the side of the nearest lane, a little out over it.
pub fn awning(stall: &StallShape, lanes: &[Lane]) -> String {
    const SCALLOPS: i32 = 5;
    let (cloth, bulge) = (50, 45);
    let (left, top) = (stall.x(), stall.y());
    let (right, bottom) = (left + stall.width(), top + stall.depth());
    let (start, step, out) = match side_of_lane(stall, lanes) {
        Side::Below => ((left, bottom), (stall.width() / SCALLOPS, 0), (0, 1)),
        Side::Above => ((left, top), (stall.width() / SCALLOPS, 0), (0, -1)),
        Side::Right => ((right, top), (0, stall.depth() / SCALLOPS), (1, 0)),
        Side::Left => ((left, top), (0, stall.depth() / SCALLOPS), (-1, 0)),
    };
    let (in_x, in_y) = (-out.0 * cloth, -out.1 * cloth);
    let (mid_x, mid_y) = (step.0 / 2 + out.0 * bulge, step.1 / 2 + out.1 * bulge);
    let scallop = format!("q{mid_x} {mid_y} {} {}", step.0, step.1);
    let (from_x, from_y) = (start.0 + in_x, start.1 + in_y);
    let scallops = scallop.repeat(5);
    format!(
        "M{from_x} {from_y}L{} {}{scallops}l{in_x} {in_y}z",
        start.0, start.1
    )
}

/// The side on which the nearest lane runs: there a stall is open to its guests.
fn side_of_lane(stall: &StallShape, lanes: &[Lane]) -> Side {
    let (x, y) = (stall.middle_x(), stall.middle_y());
    let distance_and_side = |lane: &Lane| {
        let (dx, side_x) = gap(
            x,
            lane.x_dm * CM,
            lane.width_dm * CM,
            Side::Left,
            Side::Right,
        );
        let (dy, side_y) = gap(
            y,
            lane.y_dm * CM,
            lane.depth_dm * CM,
            Side::Above,
            Side::Below,
        );
        (dx + dy, if dy >= dx { side_y } else { side_x })
    };
    let nearest = lanes
        .iter()
        .map(distance_and_side)
        .min_by_key(|(far, _)| *far);
    nearest.map_or(Side::Below, |(_, side)| side)
}

/// How far `at` lies from a span, and on which of its own sides the span then lies.
fn gap(at: i32, from: i32, length: i32, before: Side, after: Side) -> (i32, Side) {
    if at < from {
        (from - at, after)
    } else {
        ((at - from - length).max(0), before)
    }
}
