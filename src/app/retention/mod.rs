//! How long what is kept, and what becomes of it when its time is over. What is erased, and that
//! the proofs need none of it, stands in `store::erasure` and `docs/privacy.md`.

mod retain;
mod set_retention;

pub use retain::{Retained, retain};
pub use set_retention::{SetRetention, set_retention};

use entity::market;

use crate::app::AppError;
use crate::app::round::step::read;
use crate::domain::retention::Retention;

/// The market's own setting, or the defaults.
///
/// # Errors
/// `Internal` when another version wrote what this one cannot read.
pub fn retention_of(market: &market::Model) -> Result<Retention, AppError> {
    market
        .retention
        .as_ref()
        .map_or(Ok(Retention::default()), read)
}
