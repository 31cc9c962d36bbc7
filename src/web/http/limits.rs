//! How often one address may try what costs something: signing in, applying.

use std::num::NonZeroU32;
use std::sync::Arc;

use governor::clock::DefaultClock;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use poem::Request;

use super::Failure;

type PerAddress = RateLimiter<String, DashMapStateStore<String>, DefaultClock>;

const SIGN_INS_A_MINUTE: u32 = 10;
/// A whole market hall may sit behind one address on the day when a call opens.
const APPLICATIONS_A_MINUTE: u32 = 60;

#[derive(Clone, Debug)]
pub struct Limits {
    sign_in: Arc<PerAddress>,
    apply: Arc<PerAddress>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sign_in: Arc::new(RateLimiter::keyed(per_minute(SIGN_INS_A_MINUTE))),
            apply: Arc::new(RateLimiter::keyed(per_minute(APPLICATIONS_A_MINUTE))),
        }
    }
}

fn per_minute(count: u32) -> Quota {
    Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN))
}

impl Limits {
    /// # Errors
    /// `TooMany` when this address has tried too often within the last minute.
    pub fn check_sign_in(&self, req: &Request) -> Result<(), Failure> {
        check(&self.sign_in, req)
    }

    /// # Errors
    /// `TooMany` when this address has applied too often within the last minute.
    pub fn check_apply(&self, req: &Request) -> Result<(), Failure> {
        check(&self.apply, req)
    }
}

fn check(limiter: &PerAddress, req: &Request) -> Result<(), Failure> {
    let address = req
        .remote_addr()
        .as_socket_addr()
        .map_or_else(String::new, |address| address.ip().to_string());
    limiter.check_key(&address).map_err(|_| Failure::TooMany)
}
