//! What is wrong with a form: all of it at once, in the order of the fields.

use std::borrow::Cow;

use super::calendar::CalendarError;
use super::values::{
    CodeError, DigitsError, EmailError, LabelError, MoneyError, NamesError, PasswordError,
    PhoneError, RandomnessError, SecretError, TextError,
};
use super::webhook::WebhookUrlError;

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    #[error("missing")]
    Missing,
    /// Nothing among the given choices.
    #[error("not one of the choices")]
    NotAChoice,
    #[error("not a whole number")]
    NotANumber,
    #[error("not between {min} and {max}")]
    OutOfRange { min: i64, max: i64 },
    #[error("not a date")]
    NotADate,
    #[error("a date outside the term")]
    OutsideTerm,
    /// The same value stands twice where it may stand once.
    #[error("{value:?} more than once")]
    Repeated { value: String },
    /// Two trading times share a moment of the week.
    #[error("{one:?} and {other:?} overlap")]
    Overlap { one: String, other: String },
    /// It names something that does not exist: a stall, a zone, a category.
    #[error("{value:?} does not exist")]
    Unknown { value: String },
    /// Stalls that have to be next to each other, and are not.
    #[error("not next to each other")]
    NotAdjacent,
    #[error("more than {max}")]
    TooMany { max: usize },
    /// Consent is needed before anything is kept.
    #[error("no consent")]
    NoConsent,
    #[error(transparent)]
    Text(#[from] TextError),
    #[error(transparent)]
    Email(#[from] EmailError),
    #[error(transparent)]
    Phone(#[from] PhoneError),
    #[error(transparent)]
    Label(#[from] LabelError),
    #[error(transparent)]
    Code(#[from] CodeError),
    #[error(transparent)]
    Secret(#[from] SecretError),
    #[error(transparent)]
    Money(#[from] MoneyError),
    #[error(transparent)]
    Names(#[from] NamesError),
    #[error(transparent)]
    Digits(#[from] DigitsError),
    #[error(transparent)]
    Randomness(#[from] RandomnessError),
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    #[error(transparent)]
    Webhook(#[from] WebhookUrlError),
}

/// Collects the first error of every field while a form is parsed.
///
/// ```
/// use starstall::domain::fields::FieldErrors;
/// use starstall::domain::values::{EmailAddress, PersonName};
///
/// let mut errors = FieldErrors::default();
/// let name = errors.check("name", PersonName::parse(""));
/// let email = errors.check("email", EmailAddress::parse("wang@example.cn"));
/// assert!(name.is_none() && email.is_some());
/// assert!(errors.get("name").is_some());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<(Cow<'static, str>, FieldError)>);

impl FieldErrors {
    /// A single error, for what only the use case can know.
    pub fn one(field: impl Into<Cow<'static, str>>, error: impl Into<FieldError>) -> Self {
        let mut errors = Self::default();
        errors.add(field, error);
        errors
    }

    /// Keeps the value or the error.
    pub fn check<T, E: Into<FieldError>>(
        &mut self,
        field: impl Into<Cow<'static, str>>,
        parsed: Result<T, E>,
    ) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(error) => {
                self.add(field, error);
                None
            }
        }
    }

    /// As `check`, where a blank field is no error.
    pub fn check_optional<T, E: Into<FieldError>>(
        &mut self,
        field: impl Into<Cow<'static, str>>,
        raw: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        if raw.trim().is_empty() {
            return None;
        }
        self.check(field, parse(raw))
    }

    /// The first error of a field stands; later ones would only repeat it.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, error: impl Into<FieldError>) {
        let field = field.into();
        if self.get(&field).is_none() {
            self.0.push((field, error.into()));
        }
    }

    pub fn get(&self, field: &str) -> Option<&FieldError> {
        let found = self.0.iter().find(|(name, _)| name == field);
        found.map(|(_, error)| error)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &FieldError)> {
        self.0.iter().map(|(field, error)| (field.as_ref(), error))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// `Ok` when nothing was wrong.
    pub fn finish(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}
