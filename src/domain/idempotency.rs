//! Keys by which a request that comes twice is done once.

use super::values::TextError;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdempotencyRefusal {
    #[error("the key came with another request before")]
    KeyOfAnotherRequest,
}

/// A key of the sender's choosing: letters, digits and marks of ASCII, no blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    pub const LONGEST: usize = 128;

    /// # Errors
    /// When it is empty, too long, or holds what is no visible ASCII.
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        if raw.is_empty() {
            return Err(TextError::Empty);
        }
        if raw.len() > Self::LONGEST {
            return Err(TextError::TooLong { max: Self::LONGEST });
        }
        match raw.chars().find(|c| !c.is_ascii_graphic()) {
            Some(character) => Err(TextError::Hidden { character }),
            None => Ok(Self(raw.to_owned())),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
