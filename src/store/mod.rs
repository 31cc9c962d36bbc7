//! All SQL. Reads take any connection; writes take a `WriteTx`, which only `begin_write` makes.
//!
//! It decides nothing: it loads, saves, and turns a `DbErr` into a `StoreError`.

mod connection;
mod error;

pub mod application;
pub mod attestation;
pub mod audit;
pub mod draw;
pub mod holding;
pub mod idempotency;
pub mod market;
pub mod notice;
pub mod offer;
pub mod person;
pub mod round;
pub mod staff;
pub mod waiting;

pub use connection::{Store, WriteTx};
pub use error::StoreError;

/// How many ids stand in one `IN`: SQLite takes 32,766 variables in a statement.
const IDS_PER_QUERY: usize = 10_000;
