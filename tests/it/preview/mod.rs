//! Simulated draws: numbers that can be checked by hand, the figures that the rules are built on,
//! and what must not be told.

mod figures;
mod markets;
mod people;
mod rules;
