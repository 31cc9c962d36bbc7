//! A form that was sent. Its fields can be reached only through here, after the CSRF check.

use form_urlencoded::parse;
use poem::web::CsrfVerifier;
use poem::{FromRequest, Request, RequestBody};

use super::Failure;

/// No form of ours comes near this.
const LARGEST_FORM_BYTES: usize = 64 * 1024;

/// The fields of a form, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Posted(Vec<(String, String)>);

impl Posted {
    /// The field, or nothing when it was left out.
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// Every value of a field that may come more than once.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn is_checked(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// Everything but the token, for a form that carries its fields along.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .filter(|(name, _)| name != "csrf")
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl<'a> FromRequest<'a> for Posted {
    async fn from_request(req: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let bytes = body
            .take()?
            .into_bytes_limit(LARGEST_FORM_BYTES)
            .await
            .map_err(|_| Failure::TooLarge)?;
        let fields: Vec<(String, String)> = parse(&bytes).into_owned().collect();
        // What is not UTF-8 comes out with a mark in the place of the bytes; a zero is no text, and
        // PostgreSQL keeps none.
        let unreadable = ['\u{fffd}', '\0'];
        let is_readable = |(name, value): &(String, String)| {
            !name.contains(unreadable) && !value.contains(unreadable)
        };
        if !fields.iter().all(is_readable) {
            return Err(Failure::Unreadable.into());
        }
        let posted = Self(fields);
        let verifier = req.extensions().get::<CsrfVerifier>();
        if verifier.is_some_and(|verifier| verifier.is_valid(posted.get("csrf"))) {
            Ok(posted)
        } else {
            Err(Failure::StaleForm.into())
        }
    }
}
