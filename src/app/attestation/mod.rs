//! Attestations: an organisation says whether a person belongs to a hardship group.
//!
//! Asking for one is part of applying; nobody but the attester and the market's verifiers sees it.

mod attest;

pub use attest::{Attest, Verdict, attest};
