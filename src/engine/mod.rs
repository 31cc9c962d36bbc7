//! The allocation: `allocate(&Problem) -> Outcome`.
//!
//! Pure: no I/O, clock, float, hash order or unseeded randomness. It does not know
//! what a market, a person or a database is, and it writes no sentences: reasons are
//! values that `text` turns into words.
