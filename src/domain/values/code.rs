//! The code that stands for a person in everything public.

use super::clean::half_width;
use super::text_value;

/// Crockford's 32 letters: of 0 and O, of 1, I and L, only the digit is used.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LETTERS: usize = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    #[error("a code has 8 letters and digits")]
    Length,
    #[error("{character:?} stands in no code")]
    Character { character: char },
}

text_value! {
    /// Such as `7Q4M-2K9D`. It names an application and authorises nothing.
    ApplicationCode, CodeError
}

impl ApplicationCode {
    /// From 40 random bits, five to a letter.
    pub fn from_random(bits: [u8; 5]) -> Self {
        let number = bits
            .iter()
            .fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
        let letters = (0..LETTERS)
            .rev()
            .filter_map(|place| letter_of((number >> (5 * place)) & 31));
        Self(with_dash(&letters.collect::<Vec<char>>()))
    }

    /// Forgives case, blanks, a missing dash, and O for 0 or I and L for 1.
    pub fn parse(raw: &str) -> Result<Self, CodeError> {
        let letters = half_width(raw)
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '_' | '.'))
            .map(read_letter)
            .collect::<Result<Vec<char>, CodeError>>()?;
        if letters.len() != LETTERS {
            return Err(CodeError::Length);
        }
        Ok(Self(with_dash(&letters)))
    }
}

fn letter_of(index: u64) -> Option<char> {
    let index = usize::try_from(index).ok()?;
    ALPHABET.get(index).map(|byte| char::from(*byte))
}

fn read_letter(character: char) -> Result<char, CodeError> {
    let upper = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let is_known = ALPHABET.iter().any(|byte| char::from(*byte) == upper);
    if is_known {
        Ok(upper)
    } else {
        Err(CodeError::Character { character })
    }
}

fn with_dash(letters: &[char]) -> String {
    let half = letters.len() / 2;
    let (head, tail) = letters.split_at(half);
    head.iter().chain(['-'].iter()).chain(tail).collect()
}
