//! Telephone numbers: mainland mobiles as people write them, all others with their `+`.

use super::clean::{TextError, half_width, one_line};
use super::text_value;

const MAX_WRITTEN: usize = 40;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    #[error(transparent)]
    Text(#[from] TextError),
    #[error("something other than digits")]
    NotDigits,
    #[error("a mainland mobile has 11 digits and begins with 13 to 19")]
    NotAMobile,
    #[error("an international number has 7 to 15 digits after the +")]
    NotInternational,
}

text_value! {
    /// Kept as `+` and digits: `+8613800138000`.
    Phone, PhoneError
}

impl Phone {
    pub fn parse(raw: &str) -> Result<Self, PhoneError> {
        let line = one_line(&half_width(raw), MAX_WRITTEN)?;
        let (is_international, digits) = split_prefix(&without_separators(&line))?;
        let mobile = digits.strip_prefix("86").filter(|rest| is_mobile(rest));
        match mobile {
            Some(mobile) => Ok(Self(format!("+86{mobile}"))),
            None if !is_international && is_mobile(&digits) => Ok(Self(format!("+86{digits}"))),
            None if !is_international || digits.starts_with("86") => Err(PhoneError::NotAMobile),
            None if is_foreign(&digits) => Ok(Self(format!("+{digits}"))),
            None => Err(PhoneError::NotInternational),
        }
    }

    /// As people read it: `138 0013 8000`, or `+` and digits from abroad.
    pub fn spaced(&self) -> String {
        let Some(mobile) = self.0.strip_prefix("+86") else {
            return self.0.clone();
        };
        let (head, tail) = mobile.split_at(3.min(mobile.len()));
        let (middle, end) = tail.split_at(4.min(tail.len()));
        format!("{head} {middle} {end}")
    }
}

/// The `(0)` of `+44 (0)20` is dialled only within the country.
fn without_separators(line: &str) -> String {
    line.replace("(0)", "")
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '.' | '/' | '–' | '—'))
        .collect()
}

/// Whether a country code was written, and the digits that follow the `+` or `00`.
fn split_prefix(number: &str) -> Result<(bool, String), PhoneError> {
    let international = number
        .strip_prefix('+')
        .or_else(|| number.strip_prefix("00"));
    let digits = international.unwrap_or(number);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PhoneError::NotDigits);
    }
    Ok((international.is_some(), digits.to_owned()))
}

fn is_mobile(digits: &str) -> bool {
    let second = digits.as_bytes().get(1);
    digits.len() == 11
        && digits.starts_with('1')
        && second.is_some_and(|byte| (b'3'..=b'9').contains(byte))
}

fn is_foreign(digits: &str) -> bool {
    (7..=15).contains(&digits.len()) && !digits.starts_with('0')
}
