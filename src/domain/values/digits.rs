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
    const MIN_OF_A_LOTTERY: usize = 2;

    /// Forgives blanks, dashes and commas between the digits.
    pub fn parse(raw: &str) -> Result<Self, DigitsError> {
        Self::parse_at_least(raw, Self::MIN)
    }

    /// The result of a lottery, which may be short: three digits are a whole draw of some.
    pub fn parse_lottery(raw: &str) -> Result<Self, DigitsError> {
        Self::parse_at_least(raw, Self::MIN_OF_A_LOTTERY)
    }

    fn parse_at_least(raw: &str, min: usize) -> Result<Self, DigitsError> {
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
            count if count < min => Err(DigitsError::TooFew { min }),
            count if count > Self::MAX => Err(DigitsError::TooMany { max: Self::MAX }),
            _ => Ok(Self(digits)),
        }
    }

    /// How many bits of chance so many digits can hold at most: ⌊log2(10ⁿ)⌋.
    pub const fn bits_of(count: usize) -> usize {
        count * BITS_PER_DIGIT / UNIT
    }
}
