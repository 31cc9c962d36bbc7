//! What many requests and answers are made of, and how they become domain types.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;
use poem_openapi::Object;
use serde_json::Value;

use super::problem::ApiError;
use crate::app::AppError;
use crate::app::error::invalid;
use crate::domain::values::{Label, Names, NamesError, Revision};
use crate::domain::{FieldError, FieldErrors};

/// Language tag to text, such as `zh-CN`.
pub type NamesSent = BTreeMap<String, String>;

/// A moment, as machines take it and as it is at the market.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct Moment {
    pub utc: DateTime<Utc>,
    /// RFC 3339 with the offset of the market's time zone.
    pub local: String,
}

impl Moment {
    pub fn new(utc: DateTime<Utc>, zone: Tz) -> Self {
        let local = utc.with_timezone(&zone);
        Self {
            local: local.to_rfc3339_opts(SecondsFormat::Secs, false),
            utc,
        }
    }

    pub fn some(utc: Option<DateTime<Utc>>, zone: Tz) -> Option<Self> {
        utc.map(|utc| Self::new(utc, zone))
    }
}

/// The names that a row keeps.
pub fn names(column: &Value) -> NamesSent {
    serde_json::from_value(column.clone()).unwrap_or_default()
}

/// A list of words that a row keeps.
pub fn list<T: serde::de::DeserializeOwned>(column: &Value) -> Vec<T> {
    serde_json::from_value(column.clone()).unwrap_or_default()
}

pub fn read_names(sent: &NamesSent) -> Result<Names, NamesError> {
    Names::parse(sent.iter().map(|(tag, text)| (tag.as_str(), text.as_str())))
}

pub fn parse_names(
    errors: &mut FieldErrors,
    field: &'static str,
    sent: &NamesSent,
) -> Option<Names> {
    errors.check(field, read_names(sent))
}

/// A revision as `ETag` writes it.
pub fn tag(revision: i64) -> String {
    format!("\"{revision}\"")
}

pub fn parse_label(field: &'static str, sent: &str) -> Result<Label, ApiError> {
    Label::parse(sent).map_err(|error| refuse(field, error))
}

/// What `If-Match` says that the caller has seen.
///
/// # Errors
/// `RevisionMissing` when it says nothing, `Revision` when it is not one revision.
pub fn expected(if_match: Option<&str>) -> Result<Revision, ApiError> {
    let tag = if_match.ok_or(ApiError::RevisionMissing)?.trim();
    let number = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
    let number = number.and_then(|number| number.parse().ok());
    number.map(Revision::new).ok_or(ApiError::Revision)
}

pub fn refuse(field: &'static str, error: impl Into<FieldError>) -> ApiError {
    ApiError::App(invalid(field, error.into()))
}

/// All that was found wrong, at once.
pub fn refuse_all(errors: FieldErrors) -> ApiError {
    if errors.is_empty() {
        return AppError::Internal("nothing wrong, and nothing made".to_owned()).into();
    }
    AppError::Invalid(errors).into()
}
