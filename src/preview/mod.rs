//! What rules would do, before they bind: the same draw with many seeds, under several rules.
//!
//! Pure, like the engine that it runs. It counts groups of people and forgets who they were: no
//! report says what became of anybody, and with `Detail::Coarse` it counts no kind of hardship
//! and no group that is small enough to point at a person. What is counted are whole numbers;
//! means are rounded once, at the end.
//!
//! Not here: the list and the rules of a round (a use case finds them), and the words.

mod classes;
mod report;
mod run;
mod seeds;
mod shared;
mod tally;
mod variant;

pub use classes::{Detail, Who};
pub use report::{Figure, Report, Row, VariantReport, decimal};
pub use run::{FEWEST_DRAWS, Plan, PreviewError, check, run};
pub use variant::{Lottery, PoolOrder, Variant, VariantError};
