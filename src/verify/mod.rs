//! The proof of a draw: the commitment to a frozen list, the seed that nobody could choose, and a
//! checker of what came of them.
//!
//! Pure, and shares no allocation code with `engine`: what the engine got wrong must not be
//! repeated here.

mod check;
mod seed;

pub use check::{Checked, Finding, Place, Point, Undecided, Why, Wrong, check};
pub use seed::{Commitment, derive_seed};
