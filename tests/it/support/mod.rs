//! What many tests stand on: a database of their own and a mail server. Both are real; nothing
//! here knows a use case.

mod database;
mod smtp;

pub use database::TestDb;
pub use smtp::{Mishap, SmtpServer};
