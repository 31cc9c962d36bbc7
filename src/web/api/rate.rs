//! How often one caller may call. Those with a token are counted by it, everybody else by address.

use std::sync::Arc;

use poem::http::header;
use poem::{Endpoint, Request};
use sha2::{Digest, Sha256};

use super::caller::Caller;
use super::problem::ApiError;
use crate::app::Actor;
use crate::web::http::Web;

/// # Errors
/// `TooMany` when the last minute was full, and those of the endpoint.
pub async fn with_rate<E: Endpoint>(endpoint: Arc<E>, req: Request) -> poem::Result<E::Output> {
    if let (Some(web), Some(caller)) = (req.data::<Web>(), req.data::<Caller>()) {
        let token = req.headers().get(header::AUTHORIZATION);
        let waits = match (&caller.actor, token) {
            (Actor::Public, _) | (_, None) => web.limits.check_api_address(&req),
            (_, Some(token)) => web
                .limits
                .check_api_token(&hex::encode(Sha256::digest(token.as_bytes()))),
        };
        waits.map_err(|seconds| ApiError::TooMany { seconds })?;
    }
    endpoint.call(req).await
}
