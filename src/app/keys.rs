//! Everything that is derived from the installation's one secret.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::domain::values::SecretLink;

/// The installation's secret, from which links and identity hashes are derived.
///
/// Whoever changes it makes every secret link that is out there stop working.
#[derive(Clone)]
pub struct Keys {
    secret: [u8; 32],
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    pub const fn new(secret: [u8; 32]) -> Self {
        Self { secret }
    }

    /// The secret link of an application. It is derived, so that a mail can carry it while the
    /// database keeps only its hash.
    pub fn link(&self, application_code: &str) -> SecretLink {
        let digest = self.derive("application link", application_code);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        SecretLink::from_random(bytes)
    }

    /// The keyed hash by which one identity is recognised without being kept.
    pub fn identity_hash(&self, identity: &str) -> String {
        hex::encode(self.derive("identity", identity))
    }

    pub fn household_hash(&self, household: &str) -> String {
        hex::encode(self.derive("household", household))
    }

    /// The key of the CSRF cookie.
    pub fn csrf(&self) -> [u8; 32] {
        self.derive("csrf", "")
    }

    fn derive(&self, purpose: &str, value: &str) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new(&self.secret.into());
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        mac.finalize().into_bytes().into()
    }
}
