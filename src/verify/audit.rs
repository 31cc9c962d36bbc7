//! The audit as chains of seals: what is hashed, and whether it fits.
//!
//! `docs/audit.md` states every byte. What privacy erases leaves its digest behind, and everything
//! else of its row can still be checked.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Hex32;

const ROW: &str = "starstall audit row v2";
const SEAL: &[u8] = b"starstall audit seal v1\0";
const CHAIN: &[u8] = b"starstall audit chain v1\0";

/// One row as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditRow {
    pub market: Option<i64>,
    pub at_micros: i64,
    pub actor_kind: String,
    pub actor: Option<String>,
    pub role: Option<String>,
    pub action: String,
    pub subject: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub reason: Option<String>,
    pub detail: Option<Value>,
    /// None once reason and detail were erased.
    pub salt: Option<Vec<u8>>,
    /// None in rows of the first version, whose digest is of all at once.
    pub payload_digest: Option<String>,
    pub address: Option<String>,
    pub address_salt: Option<Vec<u8>>,
    pub address_digest: Option<String>,
    pub digest: String,
}

/// One seal as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditSeal {
    pub number: i64,
    pub previous: String,
    pub digest: String,
    pub row_count: i64,
    pub sealed_at_micros: i64,
}

/// The first thing that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A row says another thing than when it was written.
    RowChanged { action: String, at_micros: i64 },
    /// A seal covers so many rows, and so many are there.
    RowCount { seal: i64, sealed: i64, found: i64 },
    /// The rows of a seal are not those that were sealed, or not in their order, or the seal itself
    /// was changed.
    SealBroken { seal: i64 },
    /// A seal is missing before this one.
    SealMissing { before: i64 },
    /// A seal does not follow from the one before it.
    SealUnchained { seal: i64 },
}

/// What stands for reason and detail.
pub fn payload_digest(salt: &[u8], reason: Option<&str>, detail: Option<&Value>) -> String {
    let covered = json!([reason, detail]).to_string();
    let digest = Sha256::new().chain_update(salt).chain_update(covered);
    hex::encode(digest.finalize())
}

/// What stands for the address of the request.
pub fn address_digest(salt: &[u8], address: &str) -> String {
    let digest = Sha256::new().chain_update(salt).chain_update(address);
    hex::encode(digest.finalize())
}

impl AuditRow {
    /// What the digest of the row has to be, by everything in it that is never erased.
    pub fn expected_digest(&self) -> String {
        let covered = json!([
            ROW,
            self.market,
            self.at_micros,
            self.actor_kind,
            self.actor,
            self.role,
            self.action,
            self.subject,
            self.from,
            self.to,
            self.payload_digest,
            self.address_digest,
        ]);
        hex::encode(Sha256::digest(covered.to_string()))
    }

    pub const fn is_erased(&self) -> bool {
        self.salt.is_none()
    }

    /// # Errors
    /// When it says another thing than when it was written.
    pub fn check(&self) -> Result<(), Flaw> {
        let fits = if self.payload_digest.is_some() {
            self.digest == self.expected_digest() && self.payload_fits() && self.address_fits()
        } else {
            self.fits_first_version()
        };
        if fits {
            Ok(())
        } else {
            Err(Flaw::RowChanged {
                action: self.action.clone(),
                at_micros: self.at_micros,
            })
        }
    }

    fn payload_fits(&self) -> bool {
        let (reason, detail) = (self.reason.as_deref(), self.detail.as_ref());
        match &self.salt {
            Some(salt) => self.payload_digest == Some(payload_digest(salt, reason, detail)),
            None => reason.is_none() && detail.is_none(),
        }
    }

    fn address_fits(&self) -> bool {
        match (&self.address_salt, &self.address) {
            (Some(salt), Some(address)) => {
                self.address_digest == Some(address_digest(salt, address))
            }
            (None, None) => true,
            _ => false,
        }
    }

    /// Everything was under one salt, and what is erased there can no longer be checked.
    fn fits_first_version(&self) -> bool {
        let Some(salt) = &self.salt else {
            return self.reason.is_none() && self.detail.is_none();
        };
        let covered = json!([
            self.market,
            self.at_micros,
            self.actor_kind,
            self.actor,
            self.action,
            self.subject,
            self.from,
            self.to,
            self.reason,
            self.detail,
        ]);
        let digest = Sha256::new().chain_update(salt);
        let digest = digest.chain_update(covered.to_string()).finalize();
        self.digest == hex::encode(digest)
    }
}

/// What the first seal of a chain follows: the chain's name, empty for what belongs to no market.
pub fn beginning(market: Option<&str>) -> Hex32 {
    let digest = Sha256::new().chain_update(CHAIN);
    let digest = digest.chain_update(market.unwrap_or_default());
    Hex32(digest.finalize().into())
}

/// A seal over these rows, in this order.
pub fn seal_digest<'a>(
    previous: &str,
    number: i64,
    sealed_at_micros: i64,
    row_digests: impl IntoIterator<Item = &'a str>,
) -> Hex32 {
    let mut digest = Sha256::new();
    digest.update(SEAL);
    digest.update(previous);
    digest.update(number.to_be_bytes());
    digest.update(sealed_at_micros.to_be_bytes());
    for row in row_digests {
        digest.update(row);
    }
    Hex32(digest.finalize().into())
}

/// Walks along a chain, seal by seal.
#[derive(Clone, Debug)]
pub struct ChainWalk {
    last: String,
    pub seals: i64,
    pub rows: u64,
    pub erased: u64,
}

impl ChainWalk {
    pub fn new(market: Option<&str>) -> Self {
        Self {
            last: beginning(market).to_string(),
            seals: 0,
            rows: 0,
            erased: 0,
        }
    }

    /// The digest of the last seal that was checked: of the chain's beginning when there is none.
    pub fn head(&self) -> &str {
        &self.last
    }

    /// Checks the next seal with the rows that name it, in their order.
    ///
    /// # Errors
    /// The first thing that does not fit.
    pub fn step(&mut self, seal: &AuditSeal, rows: &[AuditRow]) -> Result<(), Flaw> {
        if seal.number != self.seals + 1 {
            return Err(Flaw::SealMissing {
                before: seal.number,
            });
        }
        if seal.previous != self.last {
            return Err(Flaw::SealUnchained { seal: seal.number });
        }
        for row in rows {
            row.check()?;
        }
        let found = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        if found != seal.row_count {
            return Err(Flaw::RowCount {
                seal: seal.number,
                sealed: seal.row_count,
                found,
            });
        }
        let digests = rows.iter().map(|row| row.digest.as_str());
        let at = seal.sealed_at_micros;
        if seal_digest(&seal.previous, seal.number, at, digests).to_string() != seal.digest {
            return Err(Flaw::SealBroken { seal: seal.number });
        }
        self.last.clone_from(&seal.digest);
        self.seals = seal.number;
        self.rows += rows.len() as u64;
        self.erased += rows.iter().filter(|row| row.is_erased()).count() as u64;
        Ok(())
    }
}
