//! What went wrong, its status, and the page that says so: decided here, once.

use chrono::DateTime;
use chrono_tz::Tz;
use entity::kinds::Language;
use poem::http::StatusCode;
use poem::{Endpoint, IntoResponse, Request, Response};

use super::{Web, language_of, page_with_status, see_other};
use crate::app::AppError;
use crate::app::market::{Whereabouts, find_time_zone};
use crate::text::{refusals, say};
use crate::web::layout::{Area, Frame};
use crate::web::pages::problem::{Problem, ProblemPage};

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    App(#[from] AppError),
    /// Nobody is signed in: the way on is the sign-in page.
    #[error("not signed in")]
    SignIn,
    /// The form's token does not belong to this browser, or is a day old.
    #[error("stale form")]
    StaleForm,
    #[error("too large")]
    TooLarge,
    #[error("not UTF-8")]
    Unreadable,
    #[error("too many requests")]
    TooMany,
}

impl Failure {
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::App(AppError::NotFound(_)) => StatusCode::NOT_FOUND,
            Self::App(AppError::Forbidden) | Self::StaleForm => StatusCode::FORBIDDEN,
            Self::App(AppError::Refused(_) | AppError::Stale) => StatusCode::CONFLICT,
            Self::App(AppError::Invalid(_) | AppError::Import(_)) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::App(AppError::Busy(_)) => StatusCode::SERVICE_UNAVAILABLE,
            Self::App(AppError::Internal(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
        }
    }
}

impl poem::error::ResponseError for Failure {
    fn status(&self) -> StatusCode {
        self.status()
    }

    /// Never shown: `with_error_pages` makes the page.
    fn as_response(&self) -> Response {
        self.status().into_response()
    }
}

/// Turns every error into a page in the reader's language. What is internal goes to the log with
/// the request's id, and nowhere else.
///
/// # Errors
/// None: every error becomes a page.
pub async fn with_error_pages<E: Endpoint>(
    endpoint: std::sync::Arc<E>,
    req: Request,
) -> poem::Result<Response> {
    let lang = language_of(&req);
    let path = req.original_uri().path().to_owned();
    let request_id = req.header(super::REQUEST_ID).unwrap_or_default().to_owned();
    let web = req.data::<Web>().cloned();
    let answer = if is_readable(&req) {
        endpoint.call(req).await
    } else {
        Err(Failure::Unreadable.into())
    };
    match answer {
        Ok(response) => Ok(response.into_response()),
        Err(error) => {
            let reader = Reader {
                lang,
                zone: zone_of(web.as_ref(), &path).await,
            };
            Ok(error_page(&error, reader, &path, &request_id))
        }
    }
}

/// In which language and time zone the reader is answered.
#[derive(Clone, Copy)]
struct Reader {
    lang: Language,
    zone: Tz,
}

/// Deadlines are said in the time of the market that the address names.
async fn zone_of(web: Option<&Web>, path: &str) -> Tz {
    let (Some(web), Some(whereabouts)) = (web, whereabouts_of(path)) else {
        return Tz::UTC;
    };
    find_time_zone(&web.app, &whereabouts)
        .await
        .unwrap_or(Tz::UTC)
}

fn whereabouts_of(path: &str) -> Option<Whereabouts> {
    let path = path.strip_prefix("/staff").unwrap_or(path);
    let mut parts = path.split('/').skip(1);
    match (parts.next(), parts.next()) {
        (Some("m"), Some(slug)) => Some(Whereabouts::Market(slug.to_owned())),
        (Some("a"), Some(secret)) => Some(Whereabouts::Link(secret.to_owned())),
        _ => None,
    }
}

/// No address of ours has a zero in it, and PostgreSQL looks for none.
fn is_readable(req: &Request) -> bool {
    let query = req.uri().query().unwrap_or_default();
    !req.uri().path().contains("%00") && !query.contains("%00")
}

fn error_page(error: &poem::Error, reader: Reader, path: &str, request_id: &str) -> Response {
    let failure = error.downcast_ref::<Failure>();
    if matches!(failure, Some(Failure::SignIn)) {
        let next: String = form_urlencoded::byte_serialize(path.as_bytes()).collect();
        return see_other(format!("/staff/sign-in?next={next}"));
    }
    let status = error.status();
    if status.is_server_error() {
        tracing::error!(request_id, %error, "request failed");
    }
    let problem = failure.map_or_else(
        || problem_of_status(status),
        |found| problem_of(found, reader),
    );
    let page = ProblemPage {
        frame: frame(reader.lang, path),
        problem,
        request_id: request_id.to_owned(),
    };
    match page_with_status(status, &page) {
        Ok(response) => response,
        Err(_) => status.into_response(),
    }
}

/// A frame around an error stands in no market; nothing on it needs the time.
fn frame(lang: Language, path: &str) -> Frame {
    Frame {
        lang,
        now: DateTime::UNIX_EPOCH,
        path: path.to_owned(),
        csrf: String::new(),
        market: None,
        staff: None,
        area: Area::None,
        banner: None,
    }
}

/// What the framework itself refuses: no such path, no such method, a path that cannot be read.
fn problem_of_status(status: StatusCode) -> Problem {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => Problem::Forbidden,
        status if status.is_server_error() => Problem::Internal,
        _ => Problem::NotFound,
    }
}

fn problem_of(failure: &Failure, reader: Reader) -> Problem {
    let Reader { lang, zone } = reader;
    match failure {
        Failure::App(AppError::NotFound(_)) => Problem::NotFound,
        Failure::App(AppError::Forbidden) | Failure::SignIn => Problem::Forbidden,
        Failure::App(AppError::Refused(refusal)) => Problem::Conflict {
            text: refusals::sentence(lang, zone, refusal),
        },
        Failure::App(AppError::Stale) => Problem::Conflict {
            text: say(lang, "failure-stale"),
        },
        Failure::App(AppError::Invalid(errors)) => {
            let sentences = errors
                .iter()
                .map(|(_, error)| refusals::field_sentence(lang, error));
            Problem::Invalid {
                text: sentences.collect::<Vec<_>>().join(" "),
            }
        }
        Failure::App(AppError::Import(errors)) => {
            let sentences = errors
                .iter()
                .map(|error| refusals::import_sentence(lang, error));
            Problem::Invalid {
                text: sentences.collect::<Vec<_>>().join(" "),
            }
        }
        Failure::App(AppError::Busy(_)) => Problem::Busy,
        Failure::App(AppError::Internal(_)) => Problem::Internal,
        Failure::StaleForm => Problem::Invalid {
            text: say(lang, "failure-stale-form"),
        },
        Failure::Unreadable => Problem::Invalid {
            text: say(lang, "failure-unreadable"),
        },
        Failure::TooLarge => Problem::TooLarge,
        Failure::TooMany => Problem::TooMany,
    }
}
