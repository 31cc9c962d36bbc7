//! The ground of a market as its street plan describes it. Lengths in decimetres from the
//! north-west corner, x to the east and y to the south.

use serde::{Deserialize, Serialize};

use super::values::Names;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    pub width_dm: i32,
    pub depth_dm: i32,
    #[serde(default)]
    pub lanes: Vec<GroundLane>,
    #[serde(default)]
    pub landmarks: Vec<GroundLandmark>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroundLane {
    #[serde(default)]
    pub names: Option<Names>,
    pub x_dm: i32,
    pub y_dm: i32,
    pub width_dm: i32,
    pub depth_dm: i32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroundLandmark {
    /// `entrance`, `water`, `power`, `tree`, `toilet`, `first_aid`, `seating`.
    pub kind: String,
    #[serde(default)]
    pub names: Option<Names>,
    pub x_dm: i32,
    pub y_dm: i32,
}
