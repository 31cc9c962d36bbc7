//! A seed: a market with its people and rounds as files, read as a whole and then played
//! through the use cases.
//!
//! Nothing is written past a use case, and nothing is changed while a file has a fault.

mod accounts;
mod applications;
mod faults;
mod files;
mod market;
mod people;
mod play;
mod play_vendors;
mod rounds;
mod scenario;
mod stalls;
mod table;
mod timeline;
mod toml_file;
mod vendors;

pub use accounts::AccountSeed;
pub use applications::{Answer, ApplicationSeed, Fate, RequestSeed};
pub use faults::{Fault, Faults};
pub use files::SeedFiles;
pub use people::{AttestationSeed, People, PersonSeed, VerdictSeed};
pub use play::{invented_password, play};
pub use rounds::{EndState, RoundDays, RoundSeed, day_from};
pub use scenario::Scenario;
pub use stalls::StallsSeed;
