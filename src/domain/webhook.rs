//! Webhooks: where they may go, when a try is repeated, and how a message is signed.

use chrono::{DateTime, Duration, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use thiserror::Error;

/// The last try is about three days after the event.
const WAITS_IN_MINUTES: [i64; 8] = [1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60, 24 * 60];
const LONGEST_URL: usize = 500;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not the address of a web server")]
pub struct WebhookUrlError;

/// An `https` or `http` address with a host, and without a name or password in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookUrl(String);

impl WebhookUrl {
    /// # Errors
    /// When it is anything else, or longer than 500 bytes.
    pub fn parse(text: &str) -> Result<Self, WebhookUrlError> {
        let url = url::Url::parse(text.trim()).map_err(|_| WebhookUrlError)?;
        let is_web = matches!(url.scheme(), "https" | "http") && url.has_host();
        let has_secret = !url.username().is_empty() || url.password().is_some();
        if !is_web || has_secret || url.as_str().len() > LONGEST_URL {
            return Err(WebhookUrlError);
        }
        Ok(Self(url.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// When a message is due again that has failed so often; none when it was the last try.
pub fn next_try(failures: u32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let index = usize::try_from(failures.checked_sub(1)?).ok()?;
    let minutes = WAITS_IN_MINUTES.get(index)?;
    Some(now + Duration::minutes(*minutes))
}

/// What `webhook-signature` carries: HMAC-SHA256 over id, time and body, each behind a full stop, as
/// Standard Webhooks 1.0 writes it.
pub fn signature(key: &[u8; 32], id: &str, at: DateTime<Utc>, body: &str) -> [u8; 32] {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        // HMAC takes a key of any length; this one is never refused.
        return [0; 32];
    };
    mac.update(format!("{id}.{}.{body}", at.timestamp()).as_bytes());
    mac.finalize().into_bytes().into()
}
