//! Draws: the problem as it is frozen, the seed, the computation.

mod compute_draw;
pub mod problem;
mod record_seed;
pub mod results;

pub use compute_draw::compute_next_draw;
pub use record_seed::{RecordSeed, record_seed};
