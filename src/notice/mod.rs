//! Which event tells whom what, and by which channel.
//!
//! `compose` makes the rows that a use case writes with its change; `deliver` sends what is due.
//! Nothing here decides what happened, and the words are in `text`.

mod compose;

pub use compose::{Addressee, compose};
