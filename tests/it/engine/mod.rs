//! The engine: fixtures for each rule, properties of all outcomes, and an oracle.

mod compared;
mod files;
mod fixture;
mod hostile;
mod inversions;
mod oracle;
mod placement;
mod properties;
pub mod random;
mod rules;
mod ten_people;
