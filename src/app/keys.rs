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
        let [half, _] = halves(self.derive("application link", application_code));
        SecretLink::from_random(half)
    }

    /// The keyed hash by which one identity is recognised without being kept.
    pub fn identity_hash(&self, identity: &str) -> String {
        hex::encode(self.derive("identity", identity))
    }

    pub fn household_hash(&self, household: &str) -> String {
        hex::encode(self.derive("household", household))
    }

    /// The password of an invented account, so that whoever plays a scenario again is told it again.
    pub fn invented_password(&self, email: &str) -> String {
        let digest = hex::encode(self.derive("invented account", email));
        let parts: Vec<&str> = [0..4, 4..8, 8..12]
            .into_iter()
            .filter_map(|range| digest.get(range))
            .collect();
        parts.join("-")
    }

    /// What follows the prefix of a staff token; the database keeps only its hash.
    pub fn token(&self, id: &str) -> String {
        hex::encode(self.derive("api token", id))
    }

    /// With which messages to a webhook are signed; the database keeps nothing of it.
    pub fn webhook(&self, id: &str) -> [u8; 32] {
        self.derive("webhook", id)
    }

    /// The key of the CSRF cookie.
    pub fn csrf(&self) -> [u8; 32] {
        self.derive("csrf", "")
    }

    fn derive(&self, purpose: &str, value: &str) -> [u8; 32] {
        // HMAC takes a key of any length; this one is never refused.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.secret) else {
            return [0; 32];
        };
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

fn halves(bytes: [u8; 32]) -> [[u8; 16]; 2] {
    let (first, second) = bytes.split_at(16);
    [first, second].map(|half| half.try_into().unwrap_or_default())
}
