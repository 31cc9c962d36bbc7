//! The rules of a round, fixed when it opens and printed for everyone.
//!
//! They are kept as one JSON value with a version. `check` says what cannot be right,
//! `warnings` what can be but deserves a second look.

use std::collections::BTreeSet;
use std::iter;

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use entity::kinds::{FeeUnit, HardshipGroup, OrderCriterion, Placement, Pool, Unfilled};
use serde::{Deserialize, Serialize};

use super::calendar::resolve;
use super::seed::{SeedOrigin, SeedSource};
use super::sizes::MOST_STALLS;
use super::values::{Fen, Label};

/// The version that this code writes and reads.
pub const RULES_VERSION: u32 = 1;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundRules {
    pub version: u32,
    pub fee: Fee,
    /// Charity stalls cost nothing.
    pub charity_fee_waived: bool,
    /// So many refused or lapsed offers cost nothing.
    #[serde(default = "default_refusal_limit")]
    pub refusal_limit: u32,
    #[serde(default = "default_objection_days_list")]
    pub objection_days_list: u32,
    #[serde(default = "default_objection_days_result")]
    pub objection_days_result: u32,
    #[serde(default = "default_confirm_days")]
    pub confirm_days: u32,
    /// How long an offer from the waiting list stands.
    #[serde(default = "default_offer_days")]
    pub offer_days: u32,
    /// How many stalls next to each other one vendor may have in a trading time.
    #[serde(default = "default_most_stalls")]
    pub most_stalls: u32,
    pub placement: Placement,
    /// Whoever held something in the term before may apply to keep it.
    #[serde(default)]
    pub renewals: bool,
    /// In the order in which they are drawn.
    pub pools: Vec<PoolRules>,
    #[serde(default)]
    pub caps: Vec<Cap>,
    /// In the order in which their values enter the seed.
    pub seed_sources: Vec<SeedSource>,
}

/// What one stall costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    pub amount_fen: Fen,
    pub per: FeeUnit,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoolRules {
    pub pool: Pool,
    /// Only applicants of these groups are admitted; none means everyone.
    #[serde(default)]
    pub groups: Vec<HardshipGroup>,
    #[serde(default)]
    pub quotas: Vec<Quota>,
    /// One after the other; the lottery always comes last and is not written.
    #[serde(default)]
    pub order: Vec<OrderCriterion>,
    /// What becomes of the slots that nobody took.
    #[serde(default = "default_unfilled")]
    pub unfilled: Unfilled,
}

/// At least so many seats for a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    pub group: HardshipGroup,
    pub at_least: u32,
}

/// At most so many stalls of a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    pub category: Label,
    pub max: u32,
}

/// A number in the rules that has its limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleNumber {
    RefusalLimit,
    ObjectionDaysList,
    ObjectionDaysResult,
    ConfirmDays,
    OfferDays,
    MostStalls,
}

/// What keeps rules from being fixed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    #[error("rules of version {found}, not {known}")]
    Version { found: u32, known: u32 },
    #[error("the fee is less than nothing")]
    FeeNegative,
    #[error("{number:?} is not between {min} and {max}")]
    OutOfRange {
        number: RuleNumber,
        min: u32,
        max: u32,
    },
    #[error("no pool")]
    NoPool,
    #[error("the pool {} stands twice", .pool.as_str())]
    PoolRepeated { pool: Pool },
    #[error("the open pool is not the last")]
    OpenPoolNotLast,
    #[error("the open pool asks for a group")]
    OpenPoolRestricted,
    #[error("the charity pool names no group")]
    CharityPoolForEveryone,
    #[error("a quota for {}, whom the pool does not admit or names twice", .group.as_str())]
    QuotaUnusable { group: HardshipGroup },
    #[error("{} stands twice in an order", .criterion.as_str())]
    CriterionRepeated { criterion: OrderCriterion },
    #[error("two caps for {category}")]
    CapRepeated { category: Label },
    #[error("no source for the seed")]
    NoSeedSource,
    #[error("the ceremony's digits are not recorded first")]
    CeremonyNotFirst,
    #[error("a source of the seed stands twice")]
    SeedSourceRepeated,
    #[error("a source of the seed may be known before the list is frozen")]
    SeedSourceTooEarly,
}

/// What may be so, and is said in the bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulesWarning {
    /// Nothing in the seed is outside the market's control.
    SeedWithinControl,
    /// A source has no fallback: if it fails, the draw waits.
    SeedWithoutFallback,
}

impl RoundRules {
    pub fn check(&self) -> Result<(), Vec<RulesError>> {
        let mut errors = Vec::new();
        self.check_numbers(&mut errors);
        self.check_pools(&mut errors);
        self.check_caps(&mut errors);
        self.check_seed_sources(&mut errors);
        if errors.is_empty() {
            Ok(())
        } else {
            Err(errors)
        }
    }

    pub fn warnings(&self) -> Vec<RulesWarning> {
        let mut warnings = Vec::new();
        if !self
            .seed_sources
            .last()
            .is_some_and(SeedSource::is_outside_control)
        {
            warnings.push(RulesWarning::SeedWithinControl);
        }
        let mut outside = self.seed_sources.iter();
        if outside.any(|source| source.from.is_outside_control() && source.fallback.is_none()) {
            warnings.push(RulesWarning::SeedWithoutFallback);
        }
        warnings
    }

    /// A value may be known before the list is frozen on this day.
    pub fn has_early_seed_source(&self, freeze_on: NaiveDate, time_zone: Tz) -> bool {
        let frozen = resolve(freeze_on.and_time(NaiveTime::MIN), time_zone);
        let sources = self.seed_sources.iter();
        let mut origins =
            sources.flat_map(|source| iter::once(&source.from).chain(&source.fallback));
        origins.any(|origin| origin.may_be_known_at(frozen, time_zone))
    }

    pub fn pool(&self, pool: Pool) -> Option<&PoolRules> {
        self.pools.iter().find(|rules| rules.pool == pool)
    }

    /// What one stall of this pool costs, per `fee.per`.
    pub fn fee_in(&self, pool: Pool) -> Fen {
        if pool == Pool::Charity && self.charity_fee_waived {
            Fen::ZERO
        } else {
            self.fee.amount_fen
        }
    }

    fn check_numbers(&self, errors: &mut Vec<RulesError>) {
        if self.version != RULES_VERSION {
            errors.push(RulesError::Version {
                found: self.version,
                known: RULES_VERSION,
            });
        }
        if self.fee.amount_fen.is_negative() {
            errors.push(RulesError::FeeNegative);
        }
        let numbers = [
            (RuleNumber::RefusalLimit, self.refusal_limit, 0, 100),
            (
                RuleNumber::ObjectionDaysList,
                self.objection_days_list,
                1,
                60,
            ),
            (
                RuleNumber::ObjectionDaysResult,
                self.objection_days_result,
                1,
                60,
            ),
            (RuleNumber::ConfirmDays, self.confirm_days, 1, 60),
            (RuleNumber::OfferDays, self.offer_days, 1, 60),
            (RuleNumber::MostStalls, self.most_stalls, 1, MOST_STALLS),
        ];
        for (number, value, min, max) in numbers {
            if !(min..=max).contains(&value) {
                errors.push(RulesError::OutOfRange { number, min, max });
            }
        }
    }

    fn check_pools(&self, errors: &mut Vec<RulesError>) {
        if self.pools.is_empty() {
            errors.push(RulesError::NoPool);
        }
        let names = self.pools.iter().map(|rules| rules.pool);
        errors.extend(repeated(names).map(|pool| RulesError::PoolRepeated { pool }));
        let open = self.pools.iter().position(|p| p.pool == Pool::Open);
        if open.is_some_and(|place| place + 1 < self.pools.len()) {
            errors.push(RulesError::OpenPoolNotLast);
        }
        for rules in &self.pools {
            rules.check(errors);
        }
    }

    fn check_caps(&self, errors: &mut Vec<RulesError>) {
        let categories = self.caps.iter().map(|cap| cap.category.clone());
        errors.extend(repeated(categories).map(|category| RulesError::CapRepeated { category }));
    }

    fn check_seed_sources(&self, errors: &mut Vec<RulesError>) {
        let origins: Vec<&SeedOrigin> = self.seed_sources.iter().map(|s| &s.from).collect();
        if origins.is_empty() {
            errors.push(RulesError::NoSeedSource);
        }
        if self.names_a_source_twice() {
            errors.push(RulesError::SeedSourceRepeated);
        }
        let is_late_ceremony = |origin: &&SeedOrigin| !origin.is_outside_control();
        if origins.iter().skip(1).any(is_late_ceremony) {
            errors.push(RulesError::CeremonyNotFirst);
        }
    }

    fn names_a_source_twice(&self) -> bool {
        let mut seen = BTreeSet::new();
        let falls_back_on_itself =
            |source: &SeedSource| source.fallback.as_ref() == Some(&source.from);
        self.seed_sources
            .iter()
            .any(|source| falls_back_on_itself(source) || !seen.insert(&source.from))
    }
}

impl PoolRules {
    fn check(&self, errors: &mut Vec<RulesError>) {
        match self.pool {
            Pool::Charity if self.groups.is_empty() => {
                errors.push(RulesError::CharityPoolForEveryone);
            }
            Pool::Open if !self.groups.is_empty() => errors.push(RulesError::OpenPoolRestricted),
            _ => {}
        }
        let quota_groups: Vec<HardshipGroup> = self.quotas.iter().map(|q| q.group).collect();
        let unknown = quota_groups
            .iter()
            .copied()
            .filter(|g| !self.groups.contains(g));
        let unusable: BTreeSet<HardshipGroup> = unknown
            .chain(repeated(quota_groups.iter().copied()))
            .collect();
        errors.extend(
            unusable
                .into_iter()
                .map(|group| RulesError::QuotaUnusable { group }),
        );
        let criteria = self.order.iter().copied();
        errors.extend(
            repeated(criteria).map(|criterion| RulesError::CriterionRepeated { criterion }),
        );
    }
}

/// Each value that stands more than once, once.
fn repeated<T: Ord + Clone>(values: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
    let mut seen = BTreeSet::new();
    let mut twice = BTreeSet::new();
    for value in values {
        if !seen.insert(value.clone()) {
            twice.insert(value);
        }
    }
    twice.into_iter()
}

fn default_refusal_limit() -> u32 {
    3
}

fn default_objection_days_list() -> u32 {
    3
}

fn default_objection_days_result() -> u32 {
    7
}

fn default_confirm_days() -> u32 {
    3
}

fn default_most_stalls() -> u32 {
    1
}

fn default_offer_days() -> u32 {
    1
}

fn default_unfilled() -> Unfilled {
    Unfilled::Hold
}
