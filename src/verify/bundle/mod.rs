//! The two bundles of a draw: one for everyone, and one for the auditor, of which the first is
//! made.

mod auditor;
mod public;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Hex32;

pub use auditor::{AuditorBundle, Correction, Done, Drawn, SaltOf};
pub use public::{Became, Number, Part, PublicBundle, PublicCode, PublicCorrection, PublicPool};

const BUNDLE_TAG: &[u8] = b"starstall bundle v1\0";

/// The digest of a bundle whose own digest is still zeros.
fn digest(bundle: &impl Serialize) -> Hex32 {
    let bytes = serde_json::to_vec(bundle).unwrap_or_default();
    let digest = Sha256::new().chain_update(BUNDLE_TAG);
    Hex32(digest.chain_update(bytes).finalize().into())
}
