//! The problem file, version 1: what is known before the draw.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::canonical;
use super::faults::{self, ProblemError};

/// Everything a draw depends on. The order of its lists means nothing, except in
/// `pools`, a pool's `order` and an applicant's `preferences`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    pub version: u32,
    /// 64 hex digits.
    pub seed: String,
    pub placement: Placement,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stalls: Vec<Stall>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applicants: Vec<Applicant>,
    /// In the order in which they are drawn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pools: Vec<Pool>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<Cap>,
}

/// `fill` promises a stall to as many as can have one; with `choice` order alone decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placement {
    Fill,
    Choice,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stall {
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<i64>,
    pub pool: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<String>,
    /// The only categories that it takes; empty for any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applicant {
    pub code: String,
    /// The text that the lottery hashes; the code when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pools: Vec<String>,
    /// Stall ids, and zones written as `zone:B`; best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preferences: Vec<String>,
    /// Whether any other stall will do.
    #[serde(default)]
    pub anywhere: bool,
    #[serde(default = "one")]
    pub min: u32,
    #[serde(default = "one")]
    pub max: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pool {
    pub name: String,
    /// Admits only who has one of these; empty for everyone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// Admits only these categories; empty for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<Quota>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<Criterion>,
    /// What happens to stalls that nobody took; released when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unfilled: Option<Unfilled>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    pub group: String,
    pub at_least: u32,
}

/// What sorts the applicants of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    Tier,
    Rank,
    Lottery,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unfilled {
    Hold,
    Release,
}

/// At most `max` stalls for a category.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    pub category: String,
    pub max: u32,
}

/// A wish as it is written in `preferences`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish<'a> {
    Stall(&'a str),
    Zone(&'a str),
}

impl<'a> Wish<'a> {
    #[must_use]
    pub fn parse(text: &'a str) -> Self {
        text.strip_prefix(ZONE_PREFIX)
            .map_or(Self::Stall(text), Self::Zone)
    }
}

pub(super) const ZONE_PREFIX: &str = "zone:";

impl Problem {
    /// Reads a problem file and checks that it is well formed. All errors come at
    /// once, but for those of the JSON itself, which carry line and column.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Vec<ProblemError>> {
        let problem = Self::parse(bytes)?;
        let errors = faults::find(&problem);
        if errors.is_empty() {
            Ok(problem)
        } else {
            Err(errors)
        }
    }

    /// Reads a problem file for [`allocate`](super::allocate), which checks it.
    pub fn parse(bytes: &[u8]) -> Result<Self, Vec<ProblemError>> {
        serde_json::from_slice(bytes).map_err(|error| vec![ProblemError::from(&error)])
    }

    /// Checks that it is well formed.
    pub fn check(&self) -> Result<(), Vec<ProblemError>> {
        let errors = faults::find(self);
        if errors.is_empty() {
            Ok(())
        } else {
            Err(errors)
        }
    }

    /// The bytes that stand for this problem: compact JSON with its fields in the
    /// order of these types, lists without meaning to their order sorted and without
    /// duplicates, empty lists and null left out, the seed in lower case.
    #[must_use]
    pub fn canonical_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        canonical::write(self, |piece| bytes.extend_from_slice(piece));
        bytes
    }

    /// SHA-256 of the canonical bytes, in lower-case hex.
    #[must_use]
    pub fn sha256(&self) -> String {
        canonical::sha256(self)
    }

    /// The same problem in the one form that its bytes stand for.
    #[must_use]
    pub fn canonical(&self) -> Self {
        let mut problem = self.clone();
        problem.seed.make_ascii_lowercase();
        problem.stalls.iter_mut().for_each(Stall::sort);
        problem.stalls.sort_by(|a, b| a.id.cmp(&b.id));
        problem.applicants.iter_mut().for_each(Applicant::sort);
        problem.applicants.sort_by(|a, b| a.code.cmp(&b.code));
        problem.pools.iter_mut().for_each(Pool::sort);
        sort_set(&mut problem.caps);
        problem
    }
}

impl Stall {
    fn sort(&mut self) {
        sort_set(&mut self.features);
        sort_set(&mut self.categories);
    }

    pub(super) fn canonical(&self) -> Cow<'_, Self> {
        let sorted = is_set(&self.features) && is_set(&self.categories);
        sorted_if(!sorted, self, Self::sort)
    }
}

impl Applicant {
    /// The text that the lottery hashes.
    #[must_use]
    pub fn ticket(&self) -> &str {
        self.ticket.as_deref().unwrap_or(&self.code)
    }

    /// Whether it stands in the one form that its bytes stand for.
    #[must_use]
    pub fn is_canonical(&self) -> bool {
        let mut applicant = self.clone();
        applicant.sort();
        applicant == *self
    }

    /// The bytes that stand for this applicant: as in [`Problem::canonical_bytes`].
    #[must_use]
    pub fn canonical_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(&self.canonical()).unwrap_or_default()
    }

    fn sort(&mut self) {
        sort_set(&mut self.needs);
        sort_set(&mut self.groups);
        sort_set(&mut self.pools);
        sort_set(&mut self.holds);
    }

    pub(super) fn canonical(&self) -> Cow<'_, Self> {
        let sets = [&self.needs, &self.groups, &self.pools, &self.holds];
        sorted_if(!sets.into_iter().all(|set| is_set(set)), self, Self::sort)
    }
}

impl Pool {
    fn sort(&mut self) {
        sort_set(&mut self.groups);
        sort_set(&mut self.categories);
        sort_set(&mut self.quotas);
    }

    pub(super) fn canonical(&self) -> Cow<'_, Self> {
        let sorted = is_set(&self.groups) && is_set(&self.categories) && is_set(&self.quotas);
        sorted_if(!sorted, self, Self::sort)
    }
}

/// Most lists come sorted, and copying a large problem takes longer than hashing it.
fn sorted_if<T: Clone>(needed: bool, value: &T, sort: impl Fn(&mut T)) -> Cow<'_, T> {
    let mut value = Cow::Borrowed(value);
    if needed {
        sort(value.to_mut());
    }
    value
}

pub(super) fn sort_set<T: Ord>(list: &mut Vec<T>) {
    list.sort();
    list.dedup();
}

fn is_set<T: Ord>(list: &[T]) -> bool {
    list.is_sorted_by(|a, b| a < b)
}

fn one() -> u32 {
    1
}
