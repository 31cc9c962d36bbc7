//! What a draw is measured against: the least that anyone would have to do. Nothing of the
//! engine is in here but the types of the two files.

pub mod clock;
pub mod hopcroft_karp;
