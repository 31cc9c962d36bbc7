//! A request that must not be done twice: its work and its answer are one transaction.
//!
//! The answer is kept 48 hours. Refusals are not: nothing was done, and a retry may succeed.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{App, AppError};
use crate::domain::idempotency::IdempotencyRefusal;
use crate::store::{self, Claim};

/// A request with a key of its sender's choosing.
#[derive(Clone, Debug)]
pub struct KeyedRequest {
    /// Who sends it, and to where.
    pub scope: String,
    pub key: String,
    /// Of everything that was sent, so that a key stands for one request only.
    pub sha256: String,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptAnswer {
    pub status: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// Without any secret; `secret` says where it belongs.
    #[serde(default)]
    pub body: Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<KeptSecret>,
}

/// A secret in an answer, which is derived anew instead of being kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptSecret {
    /// The secret link of the application with this code.
    Link(String),
    /// The staff token with this id.
    Token(String),
    /// That of the webhook with this id.
    Webhook(String),
}

#[derive(Serialize, Deserialize)]
struct Kept {
    sha256: String,
    answer: KeptAnswer,
}

/// What was answered when this request came before, if it did.
///
/// # Errors
/// `Refused` when the key came with another request.
pub async fn find_kept_answer(
    app: &App,
    request: &KeyedRequest,
) -> Result<Option<KeptAnswer>, AppError> {
    let db = app.store.reader();
    let found = store::idempotency::find_answer(db, &request.scope, &request.key).await?;
    let Some(found) = found else {
        return Ok(None);
    };
    let kept: Kept = serde_json::from_value(found)
        .map_err(|error| AppError::Internal(format!("unreadable answer: {error}")))?;
    if kept.sha256 == request.sha256 {
        Ok(Some(kept.answer))
    } else {
        Err(IdempotencyRefusal::KeyOfAnotherRequest.into())
    }
}

/// What this one request is done with: nothing is written before `keep_answer`.
pub async fn bind_once(app: &App, request: &KeyedRequest) -> App {
    let claim = Claim {
        scope: request.scope.clone(),
        key: request.key.clone(),
        at: app.now(),
    };
    App {
        store: app.store.once(claim).await,
        ..app.clone()
    }
}

/// Keeps what was done, and the answer with it.
///
/// # Errors
/// `Stale` when the same request was a moment faster; then nothing was written.
pub async fn keep_answer(
    bound: &App,
    request: &KeyedRequest,
    answer: &KeptAnswer,
) -> Result<(), AppError> {
    let kept = Kept {
        sha256: request.sha256.clone(),
        answer: answer.clone(),
    };
    let kept = serde_json::to_value(kept).map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(bound.store.keep_answer(kept).await?)
}
