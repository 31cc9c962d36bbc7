//! The problems that the benches draw, each the same in every run. `seed` is the market of
//! the demo, `city` one of any size with everything that a problem may ask for.
//! Nothing here measures.

pub mod city;
pub mod dice;
pub mod seed;
