//! The use cases, one file each: authorise, load, decide, write.
//!
//! Pages, jobs and the command line all call these; nothing here renders or delivers.

mod actor;
mod edit;
pub mod error;
mod holders;
mod keys;
pub mod keyset;
pub mod once;
pub mod origin;
mod place;
mod record;
mod tell;

pub mod application;
pub mod attestation;
pub mod audit;
pub mod block;
pub mod draw;
pub mod export;
pub mod holding;
pub mod market;
pub mod market_day;
pub mod notice;
pub mod objection;
pub mod offer;
pub mod preview;
pub mod retention;
pub mod round;
pub mod staff;
pub mod vendor;
pub mod webhook;

pub use actor::{Actor, StaffMember};
pub use error::AppError;
pub use keys::Keys;

use chrono::{DateTime, Utc};

use crate::clock::{Chance, Clock};
use crate::store::Store;

/// What a use case works with. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    pub store: Store,
    pub clock: Clock,
    pub chance: Chance,
    pub keys: Keys,
}

impl App {
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// 128 random bits in hex, for ids that leave the process.
    pub fn random_id(&self) -> String {
        hex::encode(self.chance.bytes::<16>())
    }
}
