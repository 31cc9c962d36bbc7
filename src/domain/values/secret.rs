//! Secrets of a vendor: the link that lets them act, and the ticket they draw with.
//!
//! Neither prints itself by accident: `Debug` hides both.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::clean::half_width;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not 32 hexadecimal digits")]
pub struct SecretError;

/// 128 random bits in a link. Only their hash is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretLink(String);

impl SecretLink {
    pub fn from_random(bits: [u8; 16]) -> Self {
        Self(hex::encode(bits))
    }

    pub fn parse(raw: &str) -> Result<Self, SecretError> {
        read_hex(raw).map(Self)
    }

    /// The token itself, for the one notice or page that hands it over.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored and looked up: SHA-256 of the token, in hex.
    pub fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.0.as_bytes()))
    }
}

impl fmt::Debug for SecretLink {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SecretLink(hidden)")
    }
}

/// The 128 bits that decide a lottery number; only its owner and the auditor know it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ticket(String);

impl Ticket {
    pub fn from_random(bits: [u8; 16]) -> Self {
        Self(hex::encode(bits))
    }

    pub fn parse(raw: &str) -> Result<Self, SecretError> {
        read_hex(raw).map(Self)
    }

    /// Lower-case hex, as it stands in a problem file.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Ticket(hidden)")
    }
}

impl TryFrom<String> for Ticket {
    type Error = SecretError;

    fn try_from(raw: String) -> Result<Self, Self::Error> {
        Self::parse(&raw)
    }
}

impl From<Ticket> for String {
    fn from(ticket: Ticket) -> Self {
        ticket.0
    }
}

fn read_hex(raw: &str) -> Result<String, SecretError> {
    let token = half_width(raw).trim().to_ascii_lowercase();
    let is_hex = token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hex { Ok(token) } else { Err(SecretError) }
}
