//! Who calls: staff by a token, a vendor by the secret of their link, or anybody.

use std::sync::Arc;

use entity::kinds::{Language, TokenScope};
use poem::http::{Method, header};
use poem::{Endpoint, Request, RequestBody};
use poem_openapi::registry::{MetaSecurityScheme, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::problem::{ApiError, accepted_language};
use crate::app::application::find_vendor;
use crate::app::staff::{TOKEN_PREFIX, find_token_owner};
use crate::app::{Actor, App, AppError};
use crate::web::http::Web;

const SCHEME: &str = "bearer";

/// What a handler works with.
#[derive(Clone, Debug)]
pub struct Caller {
    pub app: App,
    pub actor: Actor,
    pub lang: Language,
}

/// Also those who show no token.
#[derive(Clone, Debug)]
pub struct Anyone(pub Caller);

/// Finds out who calls, once for each request, before anything else is done.
///
/// # Errors
/// `TokenUnknown` when a token is shown that opens nothing, `TokenOnlyReads` when it may not do this.
pub async fn with_caller<E: Endpoint>(
    endpoint: Arc<E>,
    mut req: Request,
) -> poem::Result<E::Output> {
    let web = req.data::<Web>().cloned().ok_or_else(missing_state)?;
    let actor = find_actor(&web.app, &req).await?;
    req.set_data(Caller {
        actor,
        lang: accepted_language(&req),
        app: web.app,
    });
    endpoint.call(req).await
}

async fn find_actor(app: &App, req: &Request) -> Result<Actor, ApiError> {
    let Some(token) = bearer(req)? else {
        return Ok(Actor::Public);
    };
    if token.starts_with(TOKEN_PREFIX) {
        let owner = find_token_owner(app, token).await?;
        let owner = owner.ok_or(ApiError::TokenUnknown)?;
        let only_looks = matches!(*req.method(), Method::GET | Method::HEAD);
        return match owner.scope {
            TokenScope::Read if !only_looks => Err(ApiError::TokenOnlyReads),
            TokenScope::Read | TokenScope::Write => Ok(owner.actor),
        };
    }
    match find_vendor(app, token).await {
        Err(AppError::NotFound(_)) => Err(ApiError::TokenUnknown),
        found => Ok(found?),
    }
}

/// What stands behind `Bearer` in the one header that carries it.
fn bearer(req: &Request) -> Result<Option<&str>, ApiError> {
    let Some(value) = req.headers().get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let value = value.to_str().map_err(|_| ApiError::TokenUnknown)?;
    let (scheme, token) = value.split_once(' ').ok_or(ApiError::TokenUnknown)?;
    if scheme.eq_ignore_ascii_case(SCHEME) {
        Ok(Some(token.trim()))
    } else {
        Err(ApiError::TokenUnknown)
    }
}

fn missing_state() -> ApiError {
    AppError::Internal("no web state".to_owned()).into()
}

fn found_before(req: &Request) -> Result<Caller, ApiError> {
    req.data::<Caller>().cloned().ok_or_else(missing_state)
}

impl<'a> ApiExtractor<'a> for Caller {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        registry.create_security_scheme(SCHEME, scheme());
    }

    fn security_schemes() -> Vec<&'static str> {
        vec![SCHEME]
    }

    async fn from_request(
        req: &'a Request,
        _body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let caller = found_before(req)?;
        if caller.actor == Actor::Public {
            return Err(ApiError::TokenMissing.into());
        }
        Ok(caller)
    }
}

impl<'a> ApiExtractor<'a> for Anyone {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        Caller::register(registry);
    }

    fn security_schemes() -> Vec<&'static str> {
        vec![SCHEME]
    }

    fn has_security_fallback() -> bool {
        true
    }

    async fn from_request(
        req: &'a Request,
        _body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        Ok(Self(found_before(req)?))
    }
}

const fn scheme() -> MetaSecurityScheme {
    MetaSecurityScheme {
        ty: "http",
        description: Some(
            "`sst_…`: a token of staff, with the rights of its owner. 32 hex digits: the secret \
             of a vendor's link, for their own application.",
        ),
        name: None,
        key_in: None,
        scheme: Some(SCHEME),
        bearer_format: None,
        flows: None,
        openid_connect_url: None,
    }
}
