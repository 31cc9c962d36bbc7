//! Where the seed of a draw comes from: the sources that the rules fix, and what they said.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::FieldError;
use super::values::{CeremonyDigits, DrandRandomness, TradingName};

/// So many bits of chance make trying all of them hopeless.
const STRONG_BITS: usize = 128;

/// Where a part of the seed comes from, and from where if that fails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedSource {
    pub from: SeedOrigin,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<SeedOrigin>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum SeedOrigin {
    /// Drawn by hand in public, and recorded before anything else is known.
    CeremonyDigits {},
    /// The result of a public lottery on a named day.
    PublicLottery { lottery: TradingName, on: NaiveDate },
    /// A round of a drand beacon that lies ahead: its number names the moment when it is made.
    DrandRound { chain: DrandChain, round: u64 },
}

/// Which beacon of the League of Entropy. Each counts its own rounds from its own beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrandChain {
    /// Every 30 seconds since July 2020.
    Default,
    /// Every 3 seconds since August 2023.
    Quicknet,
}

impl SeedSource {
    /// Also when it fails: else a lottery that was called off would hand the seed to the market.
    pub fn is_outside_control(&self) -> bool {
        let fallback = self.fallback.as_ref();
        self.from.is_outside_control() && fallback.is_none_or(SeedOrigin::is_outside_control)
    }
}

impl SeedOrigin {
    /// The market can neither choose nor foresee it.
    pub fn is_outside_control(&self) -> bool {
        !matches!(self, Self::CeremonyDigits {})
    }

    /// Whether the value may have been known at this moment: then it could be foreseen.
    pub fn may_be_known_at(&self, at: DateTime<Utc>, time_zone: Tz) -> bool {
        match self {
            Self::CeremonyDigits {} => false,
            Self::PublicLottery { on, .. } => *on < at.with_timezone(&time_zone).date_naive(),
            Self::DrandRound { chain, round } => {
                chain.moment_of(*round).is_none_or(|made| made <= at)
            }
        }
    }
}

impl DrandChain {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Quicknet => "quicknet",
        }
    }

    /// When a round is made; none for a number that no beacon reaches.
    pub fn moment_of(self, round: u64) -> Option<DateTime<Utc>> {
        let genesis = match self {
            Self::Default => 1_595_431_050,
            Self::Quicknet => 1_692_803_367,
        };
        let passed = i64::try_from(round.checked_sub(1)?).ok()?;
        let since = passed.checked_mul(self.period_seconds())?;
        DateTime::from_timestamp(since.checked_add(genesis)?, 0)
    }

    pub(super) const fn period_seconds(self) -> i64 {
        match self {
            Self::Default => 30,
            Self::Quicknet => 3,
        }
    }
}

/// One part of a seed, as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedPart {
    /// Where the value came from in the end: the source itself, or its fallback.
    pub from: SeedOrigin,
    #[serde(default)]
    pub is_fallback: bool,
    /// As it enters the seed.
    pub value: String,
}

impl SeedSource {
    /// What this source said, or its fallback where the source itself failed.
    ///
    /// # Errors
    /// When the value is not what such a source says, or there is no fallback.
    pub fn read(&self, typed: &str, is_fallback: bool) -> Result<SeedPart, FieldError> {
        let from = if is_fallback {
            self.fallback.as_ref().ok_or(FieldError::NotAChoice)?
        } else {
            &self.from
        };
        Ok(SeedPart {
            value: from.read(typed)?,
            from: from.clone(),
            is_fallback,
        })
    }
}

impl SeedOrigin {
    fn read(&self, typed: &str) -> Result<String, FieldError> {
        Ok(match self {
            Self::CeremonyDigits {} => CeremonyDigits::parse(typed)?.into(),
            Self::PublicLottery { .. } => CeremonyDigits::parse_lottery(typed)?.into(),
            Self::DrandRound { .. } => DrandRandomness::parse(typed)?.into(),
        })
    }
}

impl SeedPart {
    /// How many bits of chance the value can hold at most.
    pub fn bits(&self) -> usize {
        match self.from {
            SeedOrigin::DrandRound { .. } => DrandRandomness::BITS,
            _ => CeremonyDigits::bits_of(self.value.len()),
        }
    }
}

/// How many bits of chance the parts of a seed hold at most, together.
pub fn seed_bits(parts: &[SeedPart]) -> usize {
    parts.iter().map(SeedPart::bits).sum()
}

/// Somebody could try all seeds that there can be, until one draws what they want.
pub fn is_weak_seed(parts: &[SeedPart]) -> bool {
    seed_bits(parts) < STRONG_BITS
}
