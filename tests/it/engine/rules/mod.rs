//! A fixture for each rule of the draw. Ranks stand in for luck.

mod blocks;
mod extras;
mod holders;
mod quotas;
mod turns;
