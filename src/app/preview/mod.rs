//! Previews: what rules do to the present applications of a round, before its list is frozen.
//!
//! An operator asks, a job draws many times, the figures are kept. They tell of groups of people,
//! never of one; operators know who is eligible for a charity stall and not why, so that nothing is
//! counted by kind of hardship, and nothing about fewer than [`FEWEST_TOLD`] people.

mod ask_preview;
mod asked;
mod cancel_preview;
mod compute_preview;
mod lists;
mod show_previews;

pub use ask_preview::{AskPreview, DRAWS, ask_preview};
pub use asked::{Asked, PreviewList, PreviewResult, TimeReport};
pub use cancel_preview::cancel_preview;
pub use compute_preview::compute_next_preview;
pub use show_previews::{PreviewShown, list_earlier_rounds, list_previews, show_preview};

/// Fewer people than this are not told of: with a handful it is too easy to guess who they are.
pub const FEWEST_TOLD: u32 = 5;
