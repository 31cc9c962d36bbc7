//! From the ids that a problem file names things by to their numbers.

use std::collections::BTreeMap;

use super::canonical::sorted;
use super::index::{Hold, StallCard, Target, admits};
use super::lookup::Lookup;
use super::problem::{Applicant, Problem, Stall, Wish};
use super::table::{CapNo, ClassNo, Number, PoolNo, StallNo, Table, ZoneNo};

impl Hold {
    fn new(
        pool: PoolNo,
        stalls: Vec<StallNo>,
        max: u32,
        wish_for: impl Fn(StallNo) -> Option<usize>,
    ) -> Self {
        let wish_for = |stall: &StallNo| wish_for(*stall).unwrap_or(usize::MAX);
        let ahead = stalls.iter().map(wish_for).min();
        let mut keeps = stalls.clone();
        keeps.sort_by_key(|stall| (wish_for(stall), *stall));
        keeps.truncate(max as usize);
        keeps.sort_unstable();
        Self {
            pool,
            stalls,
            keeps,
            ahead: ahead.unwrap_or(usize::MAX),
        }
    }
}

#[derive(Debug)]
pub(super) struct Names<'a> {
    problem: &'a Problem,
    /// By id.
    pub(super) sorted_stalls: Vec<&'a Stall>,
    stalls: Lookup<'a>,
    zones: BTreeMap<&'a str, ZoneNo>,
    pools: BTreeMap<&'a str, PoolNo>,
    caps: BTreeMap<&'a str, CapNo>,
}

impl<'a> Names<'a> {
    pub(super) fn new(problem: &'a Problem) -> Self {
        let stalls = sorted(&problem.stalls, |stall| &stall.id);
        let mut zones: Vec<&str> = stalls.iter().filter_map(|s| s.zone.as_deref()).collect();
        zones.sort_unstable();
        zones.dedup();
        Self {
            problem,
            stalls: Lookup::new(stalls.iter().map(|s| s.id.as_str())),
            zones: number(zones.into_iter()),
            pools: number(problem.pools.iter().map(|p| p.name.as_str())),
            caps: number(problem.caps.iter().map(|c| c.category.as_str())),
            sorted_stalls: stalls,
        }
    }

    pub(super) fn card(&self, stall: &'a Stall, class: ClassNo) -> StallCard<'a> {
        let zone = stall.zone.as_deref();
        let pool = self.pools.get(stall.pool.as_str());
        StallCard {
            stall,
            class,
            zone: zone.and_then(|zone| self.zones.get(zone).copied()),
            // A well-formed problem knows the pools of its stalls.
            pool: pool.copied().unwrap_or(PoolNo::from_index(0)),
            before: None,
            after: None,
        }
    }

    pub(super) fn cap(&self, applicant: &Applicant) -> Option<CapNo> {
        self.caps.get(applicant.category.as_deref()?).copied()
    }

    pub(super) fn hold(
        &self,
        applicant: &Applicant,
        wishes: &[Target],
        stalls: &Table<StallNo, StallCard>,
        usable: &[ClassNo],
    ) -> Option<Hold> {
        let held = applicant.holds.iter();
        let held = held.filter_map(|id| self.find_stall(id));
        let counts = |stall: &StallNo| {
            let card = &stalls[*stall];
            let pool = self.problem.pools.get(card.pool.index());
            let suits = usable.binary_search(&card.class).is_ok();
            suits && pool.is_some_and(|pool| admits(pool, applicant))
        };
        let mut held: Vec<StallNo> = held.filter(counts).collect();
        let pool = held.iter().map(|stall| stalls[*stall].pool).min()?;
        held.retain(|stall| stalls[*stall].pool == pool);
        held.sort_unstable();
        held.dedup();
        Some(Hold::new(pool, held, applicant.max, |stall| {
            let zone = stalls[stall].zone;
            wishes.iter().position(|target| target.matches(stall, zone))
        }))
    }

    /// Adds what someone wishes for, the first wish first.
    pub(super) fn add_targets(&self, applicant: &Applicant, targets: &mut Vec<Target>) {
        let start = targets.len();
        for text in &applicant.preferences {
            let target = self.target(text);
            let mut earlier = targets.iter().skip(start);
            let repeated = target != Target::Unknown && earlier.any(|other| *other == target);
            targets.push(if repeated { Target::Repeated } else { target });
        }
    }

    fn find_stall(&self, id: &str) -> Option<StallNo> {
        self.stalls.find(id).map(StallNo::from_index)
    }

    fn target(&self, text: &str) -> Target {
        let target = match Wish::parse(text) {
            Wish::Stall(id) => self.find_stall(id).map(Target::Stall),
            Wish::Zone(zone) => self.zones.get(zone).copied().map(Target::Zone),
        };
        target.unwrap_or(Target::Unknown)
    }
}

fn number<'a, N: Number>(names: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, N> {
    let numbered = names.enumerate();
    numbered.map(|(i, name)| (name, N::from_index(i))).collect()
}
