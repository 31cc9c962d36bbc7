//! The proof of a draw: the commitment to a frozen list, and the seed that nobody could choose.
//!
//! Pure, and shares no allocation code with `engine`: what the engine got wrong must not be
//! repeated here. It does not check an outcome yet.

mod seed;

pub use seed::{Commitment, derive_seed};
