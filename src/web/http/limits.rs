//! How often one address may try what costs something: signing in, applying.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;

use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use poem::Request;

use super::Failure;

type PerAddress = RateLimiter<String, DashMapStateStore<String>, DefaultClock>;

const SIGN_INS_A_MINUTE: u32 = 10;
/// A whole market hall may sit behind one address on the day when a call opens.
const APPLICATIONS_A_MINUTE: u32 = 60;
/// Of programs: one without a token, and one with.
const CALLS_A_MINUTE: u32 = 300;
const TOKEN_CALLS_A_MINUTE: u32 = 3000;

#[derive(Clone, Debug)]
pub struct Limits {
    sign_in: Arc<PerAddress>,
    apply: Arc<PerAddress>,
    api_address: Arc<PerAddress>,
    api_token: Arc<PerAddress>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sign_in: Arc::new(RateLimiter::keyed(per_minute(SIGN_INS_A_MINUTE))),
            apply: Arc::new(RateLimiter::keyed(per_minute(APPLICATIONS_A_MINUTE))),
            api_address: Arc::new(RateLimiter::keyed(per_minute(CALLS_A_MINUTE))),
            api_token: Arc::new(RateLimiter::keyed(per_minute(TOKEN_CALLS_A_MINUTE))),
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

    /// # Errors
    /// The seconds to wait, when this address has called too often within the last minute.
    pub fn check_api_address(&self, req: &Request) -> Result<(), u64> {
        check_calls(&self.api_address, &address_of(req))
    }

    /// # Errors
    /// The seconds to wait, when this token was used too often within the last minute.
    pub fn check_api_token(&self, token_hash: &String) -> Result<(), u64> {
        check_calls(&self.api_token, token_hash)
    }
}

fn check_calls(limiter: &PerAddress, key: &String) -> Result<(), u64> {
    limiter.check_key(key).map_err(|not_until| {
        let wait = not_until.wait_time_from(DefaultClock::default().now());
        wait.as_secs() + 1
    })
}

fn check(limiter: &PerAddress, req: &Request) -> Result<(), Failure> {
    let address = address_of(req);
    limiter.check_key(&address).map_err(|_| Failure::TooMany)
}

/// Whose the request is, empty when that is unknown.
pub fn address_of(req: &Request) -> String {
    let peer = req.remote_addr().as_socket_addr().map(SocketAddr::ip);
    let forwarded = req.headers().get_all("x-forwarded-for").iter().next_back();
    let forwarded = forwarded.and_then(|value| value.to_str().ok());
    let address = counted_address(peer, forwarded);
    address.map_or_else(String::new, |address| address.to_string())
}

/// Whose tries are counted: the other end of the connection.
///
/// Where that is this machine, it is a reverse proxy, and the last address in its
/// `X-Forwarded-For` is the one that it saw itself. Whatever stands before it, and the header of
/// everybody else, could be made up to be counted anew each time.
pub fn counted_address(peer: Option<IpAddr>, forwarded: Option<&str>) -> Option<IpAddr> {
    let peer = peer?.to_canonical();
    if !peer.is_loopback() {
        return Some(peer);
    }
    let last = forwarded.and_then(|list| list.rsplit(',').next());
    let client: Option<IpAddr> = last.and_then(|address| address.trim().parse().ok());
    Some(client.map_or(peer, |client| client.to_canonical()))
}
