//! The JSON API as programs use it, in process: requests sent, answers read.

pub mod client;
mod document;
mod editing;
mod frame;
pub mod guide;
mod once;
mod rights;
mod tokens;
mod webhooks;
mod whole_market;
