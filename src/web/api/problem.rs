//! What went wrong, as `application/problem+json` (RFC 9457): its status, a stable code, and words
//! in the caller's language. Decided here, once, also for what the framework refuses.

use std::sync::Arc;

use chrono_tz::Tz;
use entity::kinds::Language;
use poem::error::{MethodNotAllowedError, NotFoundError, ResponseError};
use poem::http::{HeaderValue, StatusCode, header};
use poem::{Endpoint, IntoResponse, Request, Response};
use poem_openapi::error::{
    ContentTypeError, ParseParamError, ParsePathError, ParseRequestPayloadError,
};
use poem_openapi::registry::{MetaResponses, Registry};
use poem_openapi::types::{ToJSON, Type};
use poem_openapi::{ApiResponse, Object};

use super::codes::{kind_of, title_key};
use super::document::{Methods, PREFIX};
use crate::app::AppError;
use crate::app::market::{Whereabouts, find_time_zone};
use crate::domain::Refusal;
use crate::domain::edit::EditRefusal;
use crate::text::{refusals, say};
use crate::web::http::{REQUEST_ID, Web};

/// What `Retry-After` says when there was too much at once.
const BUSY_SECONDS: u64 = 5;
pub const MEDIA_TYPE: &str = "application/problem+json";

#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    #[error(transparent)]
    App(#[from] AppError),
    #[error("no token")]
    TokenMissing,
    #[error("unknown token")]
    TokenUnknown,
    #[error("a token that may only read")]
    TokenOnlyReads,
    #[error("too many requests")]
    TooMany { seconds: u64 },
    #[error("too large")]
    TooLarge,
    #[error("a zero in the address")]
    Unreadable,
    #[error("no cursor of this list")]
    Cursor,
    #[error("an unusable idempotency key")]
    Key,
    #[error("an unusable If-Match")]
    Revision,
    #[error("no If-Match")]
    RevisionMissing,
}

/// What went wrong. `type` leads to its description; programs go by `code`.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Problem {
    #[oai(rename = "type")]
    pub kind: String,
    /// The same for every problem with this status.
    pub title: String,
    pub status: u16,
    /// A sentence for people, in the language of `Accept-Language`.
    pub detail: String,
    /// Stable, the same in every language.
    pub code: String,
    /// By which the log of the server names this request.
    pub request_id: Option<String>,
    /// For whoever writes the program: what the parser says, in English.
    pub hint: Option<String>,
    /// Everything that is to be mended, when it is the content that is refused.
    pub errors: Option<Vec<FieldProblem>>,
}

/// One field, or one line of a file, that is to be mended.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct FieldProblem {
    /// The name of the field or of the column.
    pub field: String,
    /// In a file: the line, counted from 1.
    pub line: Option<u64>,
    pub code: String,
    pub detail: String,
}

impl ApiError {
    const fn key(&self) -> &'static str {
        match self {
            Self::App(AppError::NotFound(_)) => "api-not-found",
            Self::App(AppError::Forbidden) => "api-forbidden",
            Self::App(AppError::Refused(_) | AppError::Stale) => "api-changed-meanwhile",
            Self::App(AppError::Invalid(_) | AppError::Import(_)) => "api-content-refused",
            Self::App(AppError::Busy(_)) => "api-busy",
            Self::App(AppError::Internal(_)) => "api-internal",
            Self::TokenMissing => "api-token-missing",
            Self::TokenUnknown => "api-token-unknown",
            Self::TokenOnlyReads => "api-token-only-reads",
            Self::TooMany { .. } => "api-too-many",
            Self::TooLarge => "api-too-large",
            Self::Unreadable => "api-address-unreadable",
            Self::Cursor => "api-cursor-unknown",
            Self::Key => "api-idempotency-key-unusable",
            Self::Revision => "api-if-match-unusable",
            Self::RevisionMissing => "api-revision-missing",
        }
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::App(AppError::Refused(Refusal::Idempotency(_))) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::App(AppError::Refused(Refusal::Edit(EditRefusal::ChangedMeanwhile))) => {
                StatusCode::PRECONDITION_FAILED
            }
            _ => kind_of(self.key()).status,
        }
    }
}

impl ResponseError for ApiError {
    fn status(&self) -> StatusCode {
        self.status()
    }

    /// Never sent: `with_problems` makes the answer.
    fn as_response(&self) -> Response {
        self.status().into_response()
    }
}

/// In which language and time zone the caller is answered.
#[derive(Clone, Copy)]
struct Voice {
    lang: Language,
    zone: Tz,
}

/// Turns every error into a problem. What is internal goes to the log with the request's id, and
/// nowhere else.
///
/// # Errors
/// None: every error becomes an answer.
pub async fn with_problems<E: Endpoint>(endpoint: Arc<E>, req: Request) -> poem::Result<Response> {
    let lang = accepted_language(&req);
    let path = req.original_uri().path().to_owned();
    let request_id = req.header(REQUEST_ID).unwrap_or_default().to_owned();
    let web = req.data::<Web>().cloned();
    let methods = req.data::<Methods>().cloned();
    let is_readable =
        !path.contains("%00") && !req.uri().query().unwrap_or_default().contains("%00");
    let answer = if is_readable {
        endpoint.call(req).await
    } else {
        Err(ApiError::Unreadable.into())
    };
    let error = match answer {
        Ok(response) => return Ok(response.into_response()),
        Err(error) => error,
    };
    let voice = Voice {
        lang,
        zone: zone_of(web.as_ref(), &path).await,
    };
    let mut problem = problem_of(&error, voice);
    problem.request_id = Some(request_id).filter(|id| !id.is_empty());
    if problem.status >= 500 {
        tracing::error!(request_id = problem.request_id, %error, "request failed");
    }
    let allowed = methods.map(|methods| methods.allowed(&path));
    Ok(with_headers(response_of(&problem), &error, allowed))
}

fn response_of(problem: &Problem) -> Response {
    let body = problem.to_json_string();
    Response::builder()
        .status(StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
        .header(header::CONTENT_TYPE, MEDIA_TYPE)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::VARY, "Accept-Language")
        .body(body)
}

fn with_headers(mut response: Response, error: &poem::Error, allowed: Option<String>) -> Response {
    let challenge = match error.downcast_ref::<ApiError>() {
        Some(ApiError::TokenMissing) => Some("Bearer realm=\"starstall\""),
        Some(ApiError::TokenUnknown) => Some("Bearer realm=\"starstall\", error=\"invalid_token\""),
        Some(ApiError::TokenOnlyReads) => {
            Some("Bearer realm=\"starstall\", error=\"insufficient_scope\", scope=\"write\"")
        }
        _ => None,
    };
    let headers = response.headers_mut();
    if let Some(challenge) = challenge {
        headers.insert(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static(challenge),
        );
    }
    let wait = match error.downcast_ref() {
        Some(ApiError::TooMany { seconds }) => Some(*seconds),
        Some(ApiError::App(AppError::Busy(_))) => Some(BUSY_SECONDS),
        _ => None,
    };
    if let Some(seconds) = wait {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    let allowed = allowed.and_then(|methods| HeaderValue::from_str(&methods).ok());
    if let (true, Some(methods)) = (error.is::<MethodNotAllowedError>(), allowed) {
        headers.insert(header::ALLOW, methods);
    }
    response
}

/// Deadlines are said in the time of the market that the address names.
async fn zone_of(web: Option<&Web>, path: &str) -> Tz {
    let Some(web) = web else { return Tz::UTC };
    let mut parts = path.strip_prefix(PREFIX).unwrap_or(path).split('/').skip(1);
    let whereabouts = match (parts.next(), parts.next()) {
        (Some("markets"), Some(slug)) => Whereabouts::Market(slug.to_owned()),
        (Some("applications"), Some(code)) => Whereabouts::Application(code.to_owned()),
        (Some("offers"), Some(id)) => Whereabouts::Offer(id.to_owned()),
        _ => return Tz::UTC,
    };
    let found = find_time_zone(&web.app, &whereabouts).await;
    found.unwrap_or(Tz::UTC)
}

/// One error as it stands in an answer, also inside of a list of results.
pub fn problem_for(error: ApiError, lang: Language, zone: Tz) -> Problem {
    problem_of(&error.into(), Voice { lang, zone })
}

fn problem_of(error: &poem::Error, voice: Voice) -> Problem {
    match error.downcast_ref::<ApiError>() {
        Some(ApiError::App(AppError::Refused(refusal))) => refused(refusal, voice),
        Some(ApiError::App(AppError::Invalid(errors))) => {
            let errors = errors.iter().map(|(field, error)| {
                let said = refusals::field_said(voice.lang, error);
                FieldProblem {
                    field: field.to_owned(),
                    line: None,
                    code: said.code.to_owned(),
                    detail: said.text,
                }
            });
            with_errors(errors.collect(), voice)
        }
        Some(ApiError::App(AppError::Import(errors))) => {
            let errors = errors.iter().map(|error| {
                let said = refusals::import_said(voice.lang, error);
                FieldProblem {
                    field: error.column.to_owned(),
                    line: Some(error.line),
                    code: said.code.to_owned(),
                    detail: said.text,
                }
            });
            with_errors(errors.collect(), voice)
        }
        Some(other) => plain(other.key(), voice),
        None => of_framework(error, voice),
    }
}

fn refused(refusal: &Refusal, voice: Voice) -> Problem {
    let said = refusals::said(voice.lang, voice.zone, refusal);
    let status = ApiError::App(AppError::Refused(refusal.clone())).status();
    of_code(said.code, status, said.text, voice)
}

fn with_errors(errors: Vec<FieldProblem>, voice: Voice) -> Problem {
    Problem {
        errors: Some(errors),
        ..plain("api-content-refused", voice)
    }
}

/// What is refused before any use case is asked.
fn of_framework(error: &poem::Error, voice: Voice) -> Problem {
    let hint = error.to_string();
    let hinted = |key| Problem {
        hint: Some(hint.clone()),
        ..plain(key, voice)
    };
    if error.is::<ParseRequestPayloadError>() {
        hinted("api-body-unreadable")
    } else if error.is::<ParseParamError>() {
        hinted("api-parameter-unreadable")
    } else if error.is::<ContentTypeError>() {
        hinted("api-media-type-unknown")
    } else if error.is::<ParsePathError>() {
        // An address that cannot be read leads nowhere.
        plain("api-address-unknown", voice)
    } else if error.is::<NotFoundError>() {
        plain("api-address-unknown", voice)
    } else if error.is::<MethodNotAllowedError>() {
        plain("api-method-unknown", voice)
    } else {
        of_status(error.status(), voice)
    }
}

fn of_status(status: StatusCode, voice: Voice) -> Problem {
    let key = match status {
        // Only the router says no more than this: the address is no text.
        StatusCode::BAD_REQUEST => "api-address-unreadable",
        StatusCode::PAYLOAD_TOO_LARGE => "api-too-large",
        StatusCode::NOT_FOUND => "api-address-unknown",
        StatusCode::METHOD_NOT_ALLOWED => "api-method-unknown",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "api-media-type-unknown",
        status if status.is_client_error() => "api-body-unreadable",
        _ => "api-internal",
    };
    plain(key, voice)
}

fn plain(key: &'static str, voice: Voice) -> Problem {
    let kind = kind_of(key);
    of_code(kind.code(), kind.status, say(voice.lang, key), voice)
}

fn of_code(code: &str, status: StatusCode, detail: String, voice: Voice) -> Problem {
    Problem {
        kind: format!("/api/problems#{code}"),
        title: say(voice.lang, title_key(status)),
        status: status.as_u16(),
        detail,
        code: code.to_owned(),
        request_id: None,
        hint: None,
        errors: None,
    }
}

/// The first language of `Accept-Language` that there is, else Chinese.
pub fn accepted_language(req: &Request) -> Language {
    let accepted = req.headers().get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|value| value.to_str().ok());
    accepted
        .and_then(crate::web::http::browser_language)
        .unwrap_or(Language::ZhCn)
}

impl ApiResponse for ApiError {
    /// The document adds `PROBLEMS` to every operation.
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: Vec::new(),
        }
    }

    fn register(registry: &mut Registry) {
        Problem::register(registry);
    }
}
