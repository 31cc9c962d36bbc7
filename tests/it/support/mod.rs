//! What many tests stand on: a database of their own, always a real one.

mod database;

pub use database::TestDb;
