//! The digits that are drawn by hand, in public, and become part of a seed.

use super::clean::half_width;
use super::text_value;

/// log2(10) in units of 1 / 10^10, which is exact enough for `MAX` digits.
const BITS_PER_DIGIT: usize = 33_219_280_948;
const UNIT: usize = 10_000_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DigitsError {
    #[error("{character:?} is not a digit")]
    NotADigit { character: char },
    #[error("fewer than {min} digits")]
    TooFew { min: usize },
    #[error("more than {max} digits")]
    TooMany { max: usize },
}

text_value! {
    /// Digits as they were called out, in their order, leading zeros included.
    CeremonyDigits, DigitsError
}

impl CeremonyDigits {
    pub const MIN: usize = 6;
    pub const MAX: usize = 200;

    /// Forgives blanks, dashes and commas between the digits.
    pub fn parse(raw: &str) -> Result<Self, DigitsError> {
        let mut digits = String::new();
        for character in half_width(raw).chars() {
            match character {
                '0'..='9' => digits.push(character),
                '-' | ',' | '、' => {}
                blank if blank.is_whitespace() => {}
                character => return Err(DigitsError::NotADigit { character }),
            }
        }
        match digits.len() {
            count if count < Self::MIN => Err(DigitsError::TooFew { min: Self::MIN }),
            count if count > Self::MAX => Err(DigitsError::TooMany { max: Self::MAX }),
            _ => Ok(Self(digits)),
        }
    }

    /// How many bits of chance they can hold at most: ⌊log2(10ⁿ)⌋.
    pub fn bits(&self) -> usize {
        self.0.len() * BITS_PER_DIGIT / UNIT
    }
}
