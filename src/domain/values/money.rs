//! Money in fen, whole numbers only.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::clean::half_width;

const FEN_PER_YUAN: i64 = 100;
/// Ten million yuan: nobody owes a market more, and a slip of the keyboard stops here.
const MAX_TYPED_YUAN: i64 = 10_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("not an amount such as 12.50")]
    NotAnAmount,
    #[error("less than zero")]
    Negative,
    #[error("more than {max_yuan} yuan")]
    TooLarge { max_yuan: i64 },
}

/// An amount in fen. A balance may be below zero; what is typed as a price may not.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Fen(i64);

impl Fen {
    pub const ZERO: Self = Self(0);

    pub const fn new(fen: i64) -> Self {
        Self(fen)
    }

    /// Reads yuan as people write them: `12`, `12.5`, `¥12.50`, `1,200`.
    pub fn parse_yuan(raw: &str) -> Result<Self, MoneyError> {
        let typed = half_width(raw);
        let amount = typed
            .trim()
            .trim_start_matches(['¥', '￥'])
            .trim_end_matches('元')
            .trim();
        if amount.starts_with(['-', '−']) {
            return Err(MoneyError::Negative);
        }
        let (yuan, fen) = amount.split_once('.').unwrap_or((amount, ""));
        let yuan = read_yuan(yuan)?;
        let fen = read_fraction(fen)?;
        Ok(Self(yuan * FEN_PER_YUAN + fen))
    }

    pub const fn fen(self) -> i64 {
        self.0
    }

    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// So many times this amount: a fee for so many market days.
    pub fn checked_times(self, count: u32) -> Option<Self> {
        self.0.checked_mul(i64::from(count)).map(Self)
    }
}

/// Yuan with two decimals, without a sign of currency.
impl fmt::Display for Fen {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        let per_yuan = FEN_PER_YUAN.unsigned_abs();
        write!(out, "{sign}{}.{:02}", fen / per_yuan, fen % per_yuan)
    }
}

fn read_yuan(digits: &str) -> Result<i64, MoneyError> {
    let digits: String = digits.chars().filter(|c| *c != ',').collect();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(MoneyError::NotAnAmount);
    }
    let too_large = MoneyError::TooLarge {
        max_yuan: MAX_TYPED_YUAN,
    };
    match digits.parse::<i64>() {
        Ok(yuan) if yuan <= MAX_TYPED_YUAN => Ok(yuan),
        _ => Err(too_large),
    }
}

fn read_fraction(digits: &str) -> Result<i64, MoneyError> {
    if digits.len() > 2 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(MoneyError::NotAnAmount);
    }
    format!("{digits:0<2}")
        .parse()
        .map_err(|_| MoneyError::NotAnAmount)
}
