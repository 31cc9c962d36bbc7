//! Brings to other systems what they are to be told, signed as Standard Webhooks 1.0 says.
//!
//! A claim is committed before anybody is talked to, and no transaction is open meanwhile. After a
//! crash a message may go twice, with the same `webhook-id`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use entity::kinds::DeliveryState;
use entity::webhook_delivery;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, Url};
use rustls::{ClientConfig, RootCertStore};

use crate::app::{App, AppError};
use crate::domain::webhook::{next_try, signature};
use crate::store::{self, webhook::Tried};

const BATCH: u64 = 20;
const LONGEST_CALL: Duration = Duration::from_secs(15);
/// Longer than a batch can take, one after another.
const LEASE: TimeDelta = TimeDelta::minutes(10);
const GONE: u16 = 410;

/// How other systems are called.
#[derive(Clone, Debug)]
pub struct Messenger {
    client: Client,
    /// In production only public addresses are called, and only by `https`: whoever names an address
    /// must not reach what stands beside the server.
    is_public_only: bool,
}

impl Messenger {
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(is_public_only: bool) -> Result<Self, AppError> {
        let broken = |error: &dyn std::fmt::Display| AppError::Internal(error.to_string());
        let roots = RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| broken(&error))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let mut client = Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(LONGEST_CALL)
            .user_agent(concat!("Starstall/", env!("CARGO_PKG_VERSION")));
        if is_public_only {
            client = client.dns_resolver(PublicOnly);
        }
        let client = client.build().map_err(|error| broken(&error))?;
        Ok(Self {
            client,
            is_public_only,
        })
    }

    /// The status that was answered.
    async fn call(&self, message: &Message) -> Result<u16, String> {
        let url = Url::parse(&message.url).map_err(|error| error.to_string())?;
        if self.is_public_only && !is_public_url(&url) {
            return Err("not a public https address".to_owned());
        }
        let request = self
            .client
            .post(url)
            .header("content-type", "application/json")
            .header("webhook-id", &message.id)
            .header("webhook-timestamp", message.at.timestamp().to_string())
            .header("webhook-signature", &message.signature)
            .body(message.body.clone());
        let answer = request.send().await;
        // An error would repeat the address, and what may stand in its query.
        let answer = answer.map_err(|error| error.without_url().to_string())?;
        Ok(answer.status().as_u16())
    }
}

/// What is sent in one try.
struct Message {
    id: String,
    url: String,
    at: DateTime<Utc>,
    signature: String,
    body: String,
}

/// Sends what is due. Returns how much there was.
///
/// # Errors
/// When the database fails; what was claimed is due again when the lease runs out.
pub async fn run_due(app: &App, messenger: &Messenger) -> Result<usize, AppError> {
    let now = app.now();
    let tx = app.store.begin_write().await?;
    let claimed = store::webhook::claim_deliveries(&tx, now, now + LEASE, BATCH).await?;
    tx.commit().await?;
    let count = claimed.len();
    for delivery in claimed {
        deliver(app, messenger, &delivery).await?;
    }
    Ok(count)
}

async fn deliver(
    app: &App,
    messenger: &Messenger,
    delivery: &webhook_delivery::Model,
) -> Result<(), AppError> {
    let webhook = store::webhook::load_webhook(app.store.reader(), delivery.webhook_id).await?;
    let at = app.now();
    let key = app.keys.webhook(&webhook.public_id);
    let signed = signature(&key, &delivery.public_id, at, &delivery.body);
    let message = Message {
        id: delivery.public_id.clone(),
        url: webhook.url,
        at,
        signature: format!("v1,{}", STANDARD.encode(signed)),
        body: delivery.body.clone(),
    };
    let answer = messenger.call(&message).await;
    let tx = app.store.begin_write().await?;
    let tried = judge(delivery, answer, app.now());
    store::webhook::update_tried(&tx, delivery.id, tried).await?;
    tx.commit().await?;
    Ok(())
}

/// Any 2xx is a yes; 410 says that nobody wants it any more; everything else is tried again.
fn judge(
    delivery: &webhook_delivery::Model,
    answer: Result<u16, String>,
    now: DateTime<Utc>,
) -> Tried {
    let is_heard = matches!(answer, Ok(200..=299));
    let is_unwanted = answer == Ok(GONE);
    let failures = delivery.failures + i32::from(!is_heard);
    let next = next_try(failures.unsigned_abs(), now).filter(|_| !is_heard && !is_unwanted);
    let state = match (is_heard, next) {
        (true, _) => DeliveryState::Sent,
        (false, Some(_)) => DeliveryState::Queued,
        (false, None) => DeliveryState::Failed,
    };
    Tried {
        state,
        failures,
        due_at: next.unwrap_or(delivery.due_at),
        answer: answer.map_or_else(|error| error, |status| status.to_string()),
        ended_at: next.is_none().then_some(now),
    }
}

/// Names that lead to addresses of this machine or its network lead nowhere.
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err("not a public address".into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

fn is_public_url(url: &Url) -> bool {
    let is_public_host = match url.host() {
        Some(url::Host::Ipv4(ip)) => is_public(ip.into()),
        Some(url::Host::Ipv6(ip)) => is_public(ip.into()),
        Some(url::Host::Domain(_)) => true,
        None => false,
    };
    url.scheme() == "https" && is_public_host
}

fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

/// Without those that RFC 6890 sets aside; `100.64/10` lies between providers and their customers.
fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [first, second, ..] = ip.octets();
    let is_shared = first == 100 && (64..128).contains(&second);
    let is_benchmark = first == 198 && (18..20).contains(&second);
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_unspecified()
        || ip.is_broadcast()
        || ip.is_documentation()
        || ip.is_multicast()
        || first == 0
        || first >= 240
        || is_shared
        || is_benchmark)
}

/// Global unicast only, without the parts that carry an IPv4 address inside.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    let is_global = first & 0xe000 == 0x2000;
    let is_special = first == 0x2001 && (second < 0x0200 || second == 0x0db8);
    let is_6to4 = first == 0x2002;
    is_global && !is_special && !is_6to4
}
