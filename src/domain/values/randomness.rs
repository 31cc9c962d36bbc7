//! The random value of one round of a drand beacon.

use super::clean::half_width;
use super::text_value;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RandomnessError {
    #[error("{character:?} is not a hexadecimal digit")]
    NotHex { character: char },
    #[error("{found} hexadecimal digits, not 64")]
    Length { found: usize },
}

text_value! {
    /// The field `randomness` of a round: 32 bytes as 64 hexadecimal digits, in lower case.
    DrandRandomness, RandomnessError
}

impl DrandRandomness {
    pub const BITS: usize = 256;
    const DIGITS: usize = 64;

    /// Forgives blanks and upper case.
    pub fn parse(raw: &str) -> Result<Self, RandomnessError> {
        let mut digits = String::new();
        for character in half_width(raw).chars() {
            match character {
                '0'..='9' | 'a'..='f' => digits.push(character),
                'A'..='F' => digits.push(character.to_ascii_lowercase()),
                blank if blank.is_whitespace() => {}
                character => return Err(RandomnessError::NotHex { character }),
            }
        }
        match digits.len() {
            Self::DIGITS => Ok(Self(digits)),
            found => Err(RandomnessError::Length { found }),
        }
    }
}
