//! Which pages of other sites may call, from a browser: all of them.
//!
//! The API knows no cookie. Whoever calls it shows a token that the page had to be given, so that a
//! page of another site can do nothing here that it could not do from a server of its own. Where
//! everybody may call, no origin has to be looked up, and no answer depends on it.

use std::sync::Arc;

use poem::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use poem::{Endpoint, IntoResponse, Request, Response};

const ASKED_FIRST: [(HeaderName, &str); 3] = [
    (
        header::ACCESS_CONTROL_ALLOW_METHODS,
        "GET, POST, PUT, PATCH, DELETE",
    ),
    (
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        "Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match",
    ),
    (header::ACCESS_CONTROL_MAX_AGE, "86400"),
];

/// # Errors
/// Those of the endpoint.
pub async fn with_cors<E: Endpoint>(endpoint: Arc<E>, req: Request) -> poem::Result<Response> {
    let mut response = if *req.method() == Method::OPTIONS {
        let mut response = StatusCode::NO_CONTENT.into_response();
        for (name, value) in ASKED_FIRST {
            let value = HeaderValue::from_static(value);
            response.headers_mut().insert(name, value);
        }
        response
    } else {
        endpoint.call(req).await?.into_response()
    };
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static(
            "ETag, Idempotent-Replayed, Location, Retry-After, WWW-Authenticate, X-Request-Id",
        ),
    );
    Ok(response)
}
