//! The one error of the use cases. Its status and its words are decided elsewhere, once each.

use crate::domain::import::ImportError;
use crate::domain::{FieldError, FieldErrors, Refusal};
use crate::notice::NoticeError;
use crate::store::StoreError;

#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no such thing, or it is not for whoever asks.
    #[error("not found: {0}")]
    NotFound(&'static str),
    #[error("forbidden")]
    Forbidden,
    /// The rules of the market say no.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// Somebody else was faster.
    #[error("changed by somebody else meanwhile")]
    Stale,
    /// Something that was typed has to be mended.
    #[error("invalid fields")]
    Invalid(FieldErrors),
    /// A file that was imported has to be mended; nothing was changed.
    #[error("{} errors in the file", .0.len())]
    Import(Vec<ImportError>),
    /// Too much at once: nothing was done, and the same may succeed in a moment.
    #[error("busy: {0}")]
    Busy(String),
    #[error("internal: {0}")]
    Internal(String),
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            // A constraint of the database decided a race that the use case could not see.
            StoreError::Stale(_) | StoreError::Taken(_) => Self::Stale,
            StoreError::Missing(what) => Self::NotFound(what),
            StoreError::Busy(why) => Self::Busy(why.to_string()),
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<NoticeError> for AppError {
    fn from(error: NoticeError) -> Self {
        match error {
            NoticeError::Refused(refusal) => Self::Refused(refusal.into()),
            NoticeError::Store(error) => error.into(),
        }
    }
}

impl<R: Into<Refusal>> From<R> for AppError {
    fn from(refusal: R) -> Self {
        Self::Refused(refusal.into())
    }
}

/// A single field that has to be mended.
pub fn invalid(field: &'static str, error: FieldError) -> AppError {
    AppError::Invalid(FieldErrors::one(field, error))
}

/// A field whose value is there already.
pub fn repeated(field: &'static str, value: &str) -> AppError {
    let value = value.to_owned();
    invalid(field, FieldError::Repeated { value })
}

/// A field that names something that does not exist.
pub fn unknown(field: &'static str, value: &str) -> AppError {
    let value = value.to_owned();
    invalid(field, FieldError::Unknown { value })
}
