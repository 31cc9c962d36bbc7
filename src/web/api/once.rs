//! `Idempotency-Key`: a POST that comes twice is done once, and answered twice.

use std::sync::Arc;

use poem::http::{HeaderValue, Method, StatusCode, header};
use poem::{Body, Endpoint, IntoResponse, Request, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaResponses, Registry};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::caller::Caller;
use super::problem::ApiError;
use crate::app::once::{
    KeptAnswer, KeptSecret, KeyedRequest, bind_once, find_kept_answer, keep_answer,
};
use crate::app::staff::token_of;
use crate::app::webhook::secret_of;
use crate::app::{App, AppError};
use crate::domain::idempotency::IdempotencyKey;

/// No request of ours comes near this but a file that is imported.
pub const LARGEST_BODY_BYTES: usize = 4 * 1024 * 1024;
const HEADER: &str = "idempotency-key";
const REPLAYED: &str = "idempotent-replayed";

/// An answer with a field `secret` that must not be kept.
#[derive(Clone, Debug)]
pub struct WithSecret<T>(pub T, pub KeptSecret);

impl<T: IntoResponse> IntoResponse for WithSecret<T> {
    fn into_response(self) -> Response {
        let mut response = self.0.into_response();
        response.extensions_mut().insert(self.1);
        response
    }
}

impl<T: ApiResponse> ApiResponse for WithSecret<T> {
    fn meta() -> MetaResponses {
        T::meta()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

/// # Errors
/// `Key` when the key is unusable, `Refused` when it came with another request, and those of the
/// endpoint.
pub async fn with_once<E: Endpoint>(endpoint: Arc<E>, mut req: Request) -> poem::Result<Response> {
    let bytes = req.take_body().into_bytes_limit(LARGEST_BODY_BYTES).await;
    let bytes = bytes.map_err(|_| ApiError::TooLarge)?;
    let keyed = keyed_request(&req, &bytes)?;
    req.set_body(bytes);
    let caller = req.data::<Caller>().cloned();
    let (Some(keyed), Some(caller)) = (keyed, caller) else {
        return Ok(endpoint.call(req).await?.into_response());
    };
    let app = caller.app.clone();
    if let Some(answer) = find_kept_answer(&app, &keyed)
        .await
        .map_err(ApiError::App)?
    {
        return Ok(replay(&app, answer));
    }
    let bound = bind_once(&app, &keyed).await;
    req.set_data(Caller {
        app: bound.clone(),
        ..caller
    });
    let answered = match endpoint.call(req).await {
        Ok(response) => keep(&bound, &keyed, response.into_response()).await,
        Err(error) => Err(error),
    };
    match answered {
        // The same request was a moment faster, and its answer is there by now.
        Err(_) if bound.store.was_done_before() => {
            let kept = find_kept_answer(&app, &keyed)
                .await
                .map_err(ApiError::App)?;
            let kept = kept.ok_or(ApiError::App(AppError::Stale))?;
            Ok(replay(&app, kept))
        }
        answered => answered,
    }
}

fn keyed_request(req: &Request, body: &[u8]) -> Result<Option<KeyedRequest>, ApiError> {
    let Some(key) = req.headers().get(HEADER) else {
        return Ok(None);
    };
    if *req.method() != Method::POST {
        return Ok(None);
    }
    let key = key.to_str().map_err(|_| ApiError::Key)?;
    let key = IdempotencyKey::parse(key).map_err(|_| ApiError::Key)?;
    let uri = req.original_uri();
    let sender = req.headers().get(header::AUTHORIZATION);
    let sender = sender.map_or(&[][..], HeaderValue::as_bytes);
    Ok(Some(KeyedRequest {
        scope: format!("api:{}", hex::encode(Sha256::digest(sender))),
        key: key.as_str().to_owned(),
        sha256: hex::encode(
            Sha256::new()
                .chain_update(uri.path_and_query().map_or("", |path| path.as_str()))
                .chain_update([0])
                .chain_update(body)
                .finalize(),
        ),
    }))
}

/// What went well is kept; what did not is undone, and may be tried again with the same key.
async fn keep(bound: &App, keyed: &KeyedRequest, mut response: Response) -> poem::Result<Response> {
    if !response.status().is_success() {
        return Ok(response);
    }
    let bytes = response.take_body().into_bytes().await;
    let bytes = bytes.map_err(|error| internal(&error.to_string()))?;
    let mut body = if bytes.is_empty() {
        Value::Null
    } else {
        serde_json::from_slice(&bytes).map_err(|error| internal(&error.to_string()))?
    };
    let secret = response.data::<KeptSecret>().cloned();
    if let (Some(_), Some(fields)) = (&secret, body.as_object_mut()) {
        fields.remove("secret");
    }
    let location = response.headers().get(header::LOCATION);
    let answer = KeptAnswer {
        status: response.status().as_u16(),
        location: location.and_then(|value| value.to_str().ok().map(str::to_owned)),
        body,
        secret,
    };
    keep_answer(bound, keyed, &answer)
        .await
        .map_err(ApiError::App)?;
    response.set_body(bytes);
    Ok(response)
}

fn internal(error: &str) -> ApiError {
    AppError::Internal(error.to_owned()).into()
}

fn replay(app: &App, mut answer: KeptAnswer) -> Response {
    if let (Some(secret), Some(fields)) = (&answer.secret, answer.body.as_object_mut()) {
        fields.insert("secret".to_owned(), reveal(app, secret).into());
    }
    let mut response = Response::builder()
        .status(StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK))
        .header(header::CACHE_CONTROL, "no-store")
        .header(REPLAYED, "true")
        .finish();
    if let Some(location) = answer
        .location
        .and_then(|at| HeaderValue::from_str(&at).ok())
    {
        response.headers_mut().insert(header::LOCATION, location);
    }
    if !answer.body.is_null() {
        let json = HeaderValue::from_static("application/json; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        response.set_body(Body::from_string(answer.body.to_string()));
    }
    response
}

/// The secret of an answer, derived anew.
pub fn reveal(app: &App, secret: &KeptSecret) -> String {
    match secret {
        KeptSecret::Link(code) => app.keys.link(code).reveal().to_owned(),
        KeptSecret::Token(id) => token_of(app, id),
        KeptSecret::Webhook(id) => secret_of(app, id),
    }
}
