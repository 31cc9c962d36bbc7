//! How a market is reached: some lines for each language.

use std::collections::BTreeMap;

use entity::kinds::Language;
use serde::{Deserialize, Serialize};

use super::clean::{TextError, many_lines};

/// The lines of each language that has any; never none at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    try_from = "BTreeMap<Language, String>",
    into = "BTreeMap<Language, String>"
)]
pub struct Contact(BTreeMap<Language, String>);

impl Contact {
    pub const MAX: usize = 400;

    /// Languages that were left blank are left out.
    pub fn parse<'raw>(
        raw: impl IntoIterator<Item = (Language, &'raw str)>,
    ) -> Result<Self, TextError> {
        let mut lines = BTreeMap::new();
        for (language, text) in raw {
            if !text.trim().is_empty() {
                lines.insert(language, many_lines(text, Self::MAX)?);
            }
        }
        if lines.is_empty() {
            return Err(TextError::Empty);
        }
        Ok(Self(lines))
    }

    /// The lines in this language, else in whichever there is.
    pub fn get(&self, language: Language) -> &str {
        let own = self.0.get(&language);
        own.or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }
}

impl TryFrom<BTreeMap<Language, String>> for Contact {
    type Error = TextError;

    fn try_from(raw: BTreeMap<Language, String>) -> Result<Self, Self::Error> {
        Self::parse(
            raw.iter()
                .map(|(language, text)| (*language, text.as_str())),
        )
    }
}

impl From<Contact> for BTreeMap<Language, String> {
    fn from(contact: Contact) -> Self {
        contact.0
    }
}
