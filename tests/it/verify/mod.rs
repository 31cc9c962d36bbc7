//! The proof of a draw: what it is made of, and that no change to it goes unseen.

mod check;
mod check_market;
mod check_mutations;
mod merkle;
mod mutations;
mod python;
pub mod sample;
mod vectors;
