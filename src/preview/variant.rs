//! The same list under other rules.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::engine::{Placement, Problem, Unfilled};

/// What differs from the problem as it stands; nothing does by default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placement: Option<Placement>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<PoolOrder>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lottery: Option<Lottery>,
    /// So many stalls for the first pool that admits only groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserve: Option<u32>,
    /// What becomes of stalls that nobody took, in pools that admit only groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unfilled: Option<Unfilled>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_quotas: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_caps: bool,
}

/// When the pools that admit only groups are drawn; the others keep their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PoolOrder {
    ReservedFirst,
    ReservedLast,
}

/// Which lottery numbers the pools use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lottery {
    /// Each pool its own, as every real draw does.
    Independent,
    /// One number for all pools: whoever misses a reserved stall has a poor number in the next
    /// pool too.
    Shared,
}

/// Why rules cannot be tried on this problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VariantError {
    #[error("no pool admits only groups, so that nothing is reserved")]
    NothingReserved,
    #[error("no pool is open to everyone")]
    NothingOpen,
    #[error("there are only {stalls} stalls to reserve from")]
    TooFewStalls { stalls: u32 },
    #[error("one number for all pools is possible for pools of two different orders at most")]
    TooManyOrders,
}

impl Variant {
    /// Whether these are the rules as they stand.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// The problem under these rules. Shared numbers are put in with each seed.
    pub(super) fn apply(&self, problem: &Problem) -> Result<Problem, VariantError> {
        let mut changed = problem.clone();
        if let Some(placement) = self.placement {
            changed.placement = placement;
        }
        if let Some(size) = self.reserve {
            resize_reserve(&mut changed, size)?;
        }
        let reserved = changed.pools.iter_mut().filter(|p| !p.groups.is_empty());
        for pool in reserved {
            pool.unfilled = self.unfilled.or(pool.unfilled);
        }
        if self.without_quotas {
            changed.pools.iter_mut().for_each(|p| p.quotas.clear());
        }
        if self.without_caps {
            changed.caps.clear();
        }
        match self.order {
            Some(PoolOrder::ReservedFirst) => changed.pools.sort_by_key(|p| p.groups.is_empty()),
            Some(PoolOrder::ReservedLast) => changed.pools.sort_by_key(|p| !p.groups.is_empty()),
            None => {}
        }
        Ok(changed)
    }
}

/// Stalls that nobody holds change their pool first, so that as few holders as can be lose what
/// they have; among those the last by id leave the reserve, and the first join it.
fn resize_reserve(problem: &mut Problem, size: u32) -> Result<(), VariantError> {
    let name = |reserved: bool| {
        let pool = problem
            .pools
            .iter()
            .find(|p| p.groups.is_empty() != reserved);
        pool.map(|pool| pool.name.clone())
    };
    let reserve = name(true).ok_or(VariantError::NothingReserved)?;
    let open = name(false).ok_or(VariantError::NothingOpen)?;
    let size = size as usize;
    let count = problem.stalls.iter().filter(|s| s.pool == reserve).count();
    let moves = count.abs_diff(size);
    let (from, to, is_shrinking) = if size < count {
        (reserve, open, true)
    } else {
        (open, reserve, false)
    };
    let held: BTreeSet<&str> = problem
        .applicants
        .iter()
        .flat_map(|applicant| applicant.holds.iter().map(String::as_str))
        .collect();
    let mut movable: Vec<_> = problem
        .stalls
        .iter_mut()
        .filter(|s| s.pool == from)
        .collect();
    movable.sort_by(|a, b| {
        let ids = a.id.cmp(&b.id);
        let by_id = if is_shrinking { ids.reverse() } else { ids };
        let is_held = |id: &str| held.contains(id);
        is_held(&a.id).cmp(&is_held(&b.id)).then(by_id)
    });
    if movable.len() < moves {
        let stalls = u32::try_from(count + movable.len()).unwrap_or(u32::MAX);
        return Err(VariantError::TooFewStalls { stalls });
    }
    for stall in movable.into_iter().take(moves) {
        stall.pool.clone_from(&to);
    }
    Ok(())
}
