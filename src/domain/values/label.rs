//! Outside codes: what stands on a stall, in an address line, in a file.

use super::clean::half_width;
use super::text_value;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    #[error("empty")]
    Empty,
    #[error("shorter than {min} characters")]
    TooShort { min: usize },
    #[error("longer than {max} characters")]
    TooLong { max: usize },
    #[error("{character:?} is not a letter A to Z, a digit or a dash")]
    Character { character: char },
    #[error("a dash at an end, or two in a row")]
    Dash,
}

text_value! {
    /// The outside code of a zone, stall, category, trading time or round: `A01`, `hot-food`.
    Label, LabelError
}

impl Label {
    pub const MAX: usize = 16;

    pub fn parse(raw: &str) -> Result<Self, LabelError> {
        let code = half_width(raw).trim().to_owned();
        check(&code, 1, Self::MAX).map(|()| Self(code))
    }
}

text_value! {
    /// A market's part of an address: `jinxiu-starlight`. Always lower case.
    Slug, LabelError
}

impl Slug {
    pub const MIN: usize = 3;
    pub const MAX: usize = 40;

    pub fn parse(raw: &str) -> Result<Self, LabelError> {
        let slug = half_width(raw).trim().to_ascii_lowercase();
        check(&slug, Self::MIN, Self::MAX).map(|()| Self(slug))
    }
}

fn check(code: &str, min: usize, max: usize) -> Result<(), LabelError> {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if code.is_empty() {
        return Err(LabelError::Empty);
    }
    if let Some(character) = code.chars().find(|c| !is_allowed(*c)) {
        return Err(LabelError::Character { character });
    }
    if code.len() < min {
        return Err(LabelError::TooShort { min });
    }
    if code.len() > max {
        return Err(LabelError::TooLong { max });
    }
    if code.starts_with('-') || code.ends_with('-') || code.contains("--") {
        return Err(LabelError::Dash);
    }
    Ok(())
}
