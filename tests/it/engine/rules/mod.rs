//! A fixture for each rule of the draw. Ranks stand in for luck.

mod turns;
