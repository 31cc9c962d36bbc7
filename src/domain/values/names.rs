//! Names that operators enter, in as many languages as they know.

use std::collections::BTreeMap;

use entity::kinds::Language;
use serde::{Deserialize, Serialize};

use super::clean::{TextError, one_line};

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NamesError {
    #[error("no name in any language")]
    None,
    #[error("{tag:?} is not a language tag")]
    Tag { tag: String },
    #[error("the name in {tag}: {error}")]
    Text { tag: String, error: TextError },
}

/// Language tag to text; never empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(
    try_from = "BTreeMap<String, String>",
    into = "BTreeMap<String, String>"
)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    pub const MAX: usize = 80;

    /// Languages that were left blank are left out.
    pub fn parse<'raw>(
        raw: impl IntoIterator<Item = (&'raw str, &'raw str)>,
    ) -> Result<Self, NamesError> {
        let mut names = BTreeMap::new();
        for (tag, text) in raw {
            if text.trim().is_empty() {
                continue;
            }
            let tag = read_tag(tag)?;
            let name = one_line(text, Self::MAX).map_err(|error| NamesError::Text {
                tag: tag.clone(),
                error,
            })?;
            names.insert(tag, name);
        }
        if names.is_empty() {
            return Err(NamesError::None);
        }
        Ok(Self(names))
    }

    /// The name in this language, else in Chinese, else in whichever there is.
    pub fn get(&self, language: Language) -> &str {
        self.0
            .get(language.as_str())
            .or_else(|| self.0.get(Language::ZhCn.as_str()))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(tag, name)| (tag.as_str(), name.as_str()))
    }
}

impl TryFrom<BTreeMap<String, String>> for Names {
    type Error = NamesError;

    fn try_from(raw: BTreeMap<String, String>) -> Result<Self, Self::Error> {
        Self::parse(raw.iter().map(|(tag, text)| (tag.as_str(), text.as_str())))
    }
}

impl From<Names> for BTreeMap<String, String> {
    fn from(names: Names) -> Self {
        names.0
    }
}

/// Enough of BCP 47: letters, digits and dashes, beginning with a language of 2 or 3 letters.
fn read_tag(raw: &str) -> Result<String, NamesError> {
    let tag = raw.trim();
    let language = tag.split('-').next().unwrap_or_default();
    let is_tag = tag.len() <= 35
        && (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && tag
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if is_tag {
        Ok(tag.to_owned())
    } else {
        Err(NamesError::Tag {
            tag: tag.chars().take(35).collect(),
        })
    }
}
