//! Passwords of staff: long rather than odd.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    #[error("shorter than {min} characters")]
    TooShort { min: usize },
    #[error("longer than {max} characters")]
    TooLong { max: usize },
    #[error("a control character")]
    Control,
    #[error("made of one or two characters")]
    TooPlain,
}

/// A new password, as typed: nothing is trimmed and nothing is printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    pub const MIN: usize = 10;
    /// Longer ones would let anybody keep the server busy hashing.
    pub const MAX: usize = 128;

    pub fn parse(raw: &str) -> Result<Self, PasswordError> {
        let count = raw.chars().count();
        if count < Self::MIN {
            return Err(PasswordError::TooShort { min: Self::MIN });
        }
        if count > Self::MAX {
            return Err(PasswordError::TooLong { max: Self::MAX });
        }
        if raw.chars().any(char::is_control) {
            return Err(PasswordError::Control);
        }
        if different_characters(raw) < 3 {
            return Err(PasswordError::TooPlain);
        }
        Ok(Self(raw.to_owned()))
    }

    /// For the one place that hashes it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Password(hidden)")
    }
}

fn different_characters(text: &str) -> usize {
    let mut characters: Vec<char> = text.chars().collect();
    characters.sort_unstable();
    characters.dedup();
    characters.len()
}
