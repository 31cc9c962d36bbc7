//! Draws: the problem as it is frozen, the seed, the computation, what was short, and what they
//! are checked with.

mod compute_draw;
mod correct_entry;
mod fetch_auditor_bundle;
mod fetch_proof;
mod fetch_receipt;
mod mending;
pub mod problem;
pub mod proof;
pub mod publish_bundles;
mod record_seed;
pub mod results;
mod shortages;

pub use compute_draw::{allocate_apart, compute_next_draw, with_seed};
pub use correct_entry::{CorrectEntry, EntryChange, correct_entry};
pub use fetch_auditor_bundle::{fetch_auditor_bundle, has_bundle};
pub use fetch_proof::{ProofFile, fetch_commitment, fetch_public_bundle};
pub use fetch_receipt::{HeldReceipt, Receipts, fetch_receipt, list_receipts};
pub use mending::Mend;
pub use record_seed::{RecordSeed, SeedTyped, record_seed, seed_of};
pub use shortages::{ShortageShown, list_shortages, read_shortages};
