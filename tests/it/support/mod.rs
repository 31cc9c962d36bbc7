//! What many tests stand on: a database of their own, a mail server, and a market to act on. All
//! are real.

mod database;
pub mod scene;
mod smtp;

pub use database::TestDb;
pub use smtp::{Mishap, SmtpServer};
