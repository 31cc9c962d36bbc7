//! What went wrong, its status, and the page that says so: decided here, once.

use entity::kinds::Language;
use poem::http::StatusCode;
use poem::{Endpoint, IntoResponse, Request, Response};

use super::{language_of, see_other};
use crate::app::AppError;

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
    let request_id = req.header("x-request-id").unwrap_or_default().to_owned();
    match endpoint.call(req).await {
        Ok(response) => Ok(response.into_response()),
        Err(error) => Ok(error_page(&error, lang, &path, &request_id)),
    }
}

fn error_page(error: &poem::Error, lang: Language, path: &str, request_id: &str) -> Response {
    if matches!(error.downcast_ref::<Failure>(), Some(Failure::SignIn)) {
        return see_other("/staff/sign-in");
    }
    let status = error.status();
    if status.is_server_error() {
        tracing::error!(request_id, path, %error, "request failed");
    }
    let _ = lang;
    status.into_response()
}
