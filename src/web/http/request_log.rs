//! One log line for each request, and the id by which an error page and the log are brought
//! together. Neither the address of the visitor nor the path is in it: a path may be a secret link.

use std::sync::Arc;

use poem::http::HeaderValue;

use poem::{Endpoint, IntoResponse, PathPattern, Request, Response};

use super::{Web, address_of};
use crate::app::origin::asked_from;

/// Set here, whatever the visitor sent.
pub const REQUEST_ID: &str = "x-request-id";

/// # Errors
/// Those of the endpoint.
pub async fn with_request_log<E: Endpoint>(
    endpoint: Arc<E>,
    mut req: Request,
) -> poem::Result<Response> {
    let Some(web) = req.data::<Web>().cloned() else {
        return Ok(endpoint.call(req).await?.into_response());
    };
    let id = hex::encode(web.app.chance.bytes::<8>());
    if let Ok(value) = HeaderValue::from_str(&id) {
        req.headers_mut().insert(REQUEST_ID, value);
    }
    let method = req.method().clone();
    let began = web.app.now();
    let address = address_of(&req);
    let response = asked_from(address, endpoint.call(req))
        .await?
        .into_response();
    let route = response.data::<PathPattern>();
    tracing::info!(
        request_id = id,
        %method,
        route = route.map_or("-", |pattern| &*pattern.0),
        status = response.status().as_u16(),
        milliseconds = (web.app.now() - began).num_milliseconds(),
        "request"
    );
    Ok(response)
}
