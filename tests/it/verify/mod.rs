//! The proof of a draw.

mod check;
