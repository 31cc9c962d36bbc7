//! What runs later: draws, the outbox, deadlines.
//!
//! A job claims its work with a lease, so that any number of instances can run side by side.

pub mod deadlines;
pub mod draws;
pub mod outbox;
