//! All SQL. Reads take any connection; writes take a `WriteTx`, which only `begin_write` makes.
//!
//! It decides nothing: it loads, saves, and turns a `DbErr` into a `StoreError`.

mod connection;
mod error;
mod once;

pub mod application;
pub mod archive;
pub mod attestation;
pub mod audit;
pub mod block;
pub mod columns;
pub mod day;
pub mod draw;
pub mod erasure;
pub mod export;
pub mod holding;
pub mod idempotency;
pub mod keeping;
pub mod listing;
pub mod market;
pub mod merge;
pub mod notice;
pub mod objection;
pub mod offer;
pub mod overdue;
pub mod person;
pub mod preview;
pub mod round;
pub mod round_log;
pub mod staff;
pub mod token;
pub mod waiting;
pub mod webhook;

pub use connection::{Store, WriteTx};
pub use error::StoreError;
pub use once::Claim;

/// How many ids stand in one `IN`: SQLite takes 32,766 variables in a statement.
const IDS_PER_QUERY: usize = 10_000;

/// Where a page of a list begins; pages count from 0. No database counts beyond 63 bits, and no
/// list of ours has a row there.
fn offset_of(page: u64, page_size: u64) -> u64 {
    page.saturating_mul(page_size).min(i64::MAX.unsigned_abs())
}
