//! Where the chance of a seed comes from, as a commitment fixes it, and how good it is.

use serde::{Deserialize, Serialize};

use super::Hex32;
use super::commitment::Commitment;
use super::seed::derive_seed;

/// So many bits of chance make trying all of them hopeless.
pub const STRONG_BITS: u64 = 128;

/// One part of the seed, and what takes its place when that fails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedSource {
    pub from: SeedOrigin,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<SeedOrigin>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum SeedOrigin {
    /// Drawn by hand in public.
    CeremonyDigits {},
    /// The result of a public lottery on a day, `YYYY-MM-DD`.
    PublicLottery { lottery: String, on: String },
    /// A round of a drand beacon, `default` or `quicknet`: its number names a moment.
    DrandRound { chain: String, round: u64 },
}

/// What a source said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedValue {
    pub value: String,
    /// The source failed, and its fallback said it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fallback: bool,
}

/// What may be so, and has to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeedWeakness {
    /// Nothing in it came from outside the market.
    WithinControl,
    /// Something in the market's hand was recorded after the last thing from outside.
    ControlledLast,
    /// All seeds that there can be could be tried.
    FewBits { bits: u64 },
}

impl SeedOrigin {
    /// The market can neither choose nor foresee it.
    pub fn is_outside_control(&self) -> bool {
        !matches!(self, Self::CeremonyDigits {})
    }

    /// drand says 64 hex digits, everything else decimal ones.
    pub(super) fn can_say(&self, value: &str) -> bool {
        match self {
            Self::DrandRound { .. } => Hex32::parse(value).is_ok(),
            Self::CeremonyDigits {} | Self::PublicLottery { .. } => {
                !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
            }
        }
    }

    /// How many bits of chance a value can hold at most: 256 for drand, else ⌊log2(10ⁿ)⌋ for n
    /// digits.
    fn bits_of(&self, value: &str) -> u64 {
        match self {
            Self::DrandRound { .. } if Hex32::parse(value).is_ok() => 256,
            _ => {
                let digits = value.bytes().filter(u8::is_ascii_digit).count() as u64;
                digits.saturating_mul(33_219_280_948) / 10_000_000_000
            }
        }
    }
}

impl SeedSource {
    /// Where a value came from.
    pub fn origin_of(&self, value: &SeedValue) -> Option<&SeedOrigin> {
        if value.fallback {
            self.fallback.as_ref()
        } else {
            Some(&self.from)
        }
    }

    /// Also when it fails.
    fn is_outside_control(&self) -> bool {
        let fallback = self.fallback.as_ref();
        self.from.is_outside_control() && fallback.is_none_or(SeedOrigin::is_outside_control)
    }
}

/// What is weak about a seed that is still to come of these sources.
pub fn find_weaknesses(sources: &[SeedSource]) -> Vec<SeedWeakness> {
    let outside = sources.iter().map(SeedSource::is_outside_control);
    who_speaks_last(outside).into_iter().collect()
}

/// What is weak about a seed that came of these values.
pub fn find_weaknesses_of(sources: &[SeedSource], values: &[SeedValue]) -> Vec<SeedWeakness> {
    let said = sources.iter().zip(values);
    let origins = said.filter_map(|(source, value)| Some((source.origin_of(value)?, value)));
    let origins: Vec<(&SeedOrigin, &SeedValue)> = origins.collect();
    let outside = origins
        .iter()
        .map(|(origin, _)| origin.is_outside_control());
    let mut weaknesses: Vec<SeedWeakness> = who_speaks_last(outside).into_iter().collect();
    let bits = origins.iter().map(|(origin, v)| origin.bits_of(&v.value));
    let bits = bits.sum();
    if bits < STRONG_BITS {
        weaknesses.push(SeedWeakness::FewBits { bits });
    }
    weaknesses
}

fn who_speaks_last(outside: impl Iterator<Item = bool>) -> Option<SeedWeakness> {
    let outside: Vec<bool> = outside.collect();
    if !outside.contains(&true) {
        return Some(SeedWeakness::WithinControl);
    }
    (outside.last() != Some(&true)).then_some(SeedWeakness::ControlledLast)
}

/// The seed that comes of what the sources said.
pub fn seed_of(commitment: Commitment, values: &[SeedValue]) -> Hex32 {
    let values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
    derive_seed(commitment, &values)
}
