//! The rules of the market as plain types: values that parse, and lifecycles whose
//! transitions are functions that refuse what is not allowed.
//!
//! Pure: it reads no clock and no database; time and randomness are parameters.
//! Refusals are values; `text` says them.

pub mod announced;
pub mod application;
pub mod attestation;
pub mod calendar;
pub mod draw;
pub mod edit;
pub mod erasure;
pub mod fields;
pub mod fit;
pub mod ground;
pub mod holding;
pub mod idempotency;
pub mod import;
pub mod market;
pub mod market_day;
pub mod merge;
pub mod next_term;
pub mod notice;
pub mod objection;
pub mod offer;
pub mod preview;
pub mod refusal;
pub mod retention;
pub mod round;
pub mod rules;
pub mod seed;
pub mod sizes;
pub mod values;
pub mod waiting;
pub mod webhook;

pub use fields::{FieldError, FieldErrors};
pub use refusal::Refusal;
