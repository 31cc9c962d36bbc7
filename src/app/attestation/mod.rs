//! Attestations: an organisation says whether a person belongs to a hardship group.
//!
//! Asking for one is part of applying; nobody but the attester and the market's verifiers sees it.

mod attest;
mod list_requests;

pub use attest::{Attest, Verdict, attest};
pub use list_requests::{RequestShown, list_requests};
