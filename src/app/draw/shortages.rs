//! What a draw was short of: from the certificates of its outcome to what those who stand in one
//! have in common, and what would resolve it. Pure; facts alone, never a hardship group.

use std::collections::BTreeSet;

use entity::draw;

use crate::app::AppError;
use crate::app::round::step::read;
use crate::domain::values::Names;
use crate::engine::{Applicant, ENGINE_VERSION, Outcome, Problem, Shortage, Stall, Unfilled};
use crate::store::market::MarketPlan;
use crate::text::shortages::{Common, Facts, Remedy, ShortageFacts};

/// More free stalls than these are not named one by one.
const FREE_NAMED: usize = 6;
/// More categories than these are not one thing that applicants have in common.
const CATEGORIES_NAMED: usize = 3;

#[derive(Clone, Debug)]
pub struct ShortageShown {
    pub pool: String,
    /// Codes, sorted.
    pub applicants: BTreeSet<String>,
    pub stalls: Vec<String>,
    pub facts: ShortageFacts,
}

/// The shortages of a draw; `None` while it is not computed.
///
/// # Errors
/// `Internal` when the draw holds what this version cannot read.
pub fn list_shortages(
    draw: &draw::Model,
    plan: &MarketPlan,
) -> Result<Option<Vec<ShortageShown>>, AppError> {
    let Some(outcome) = &draw.outcome else {
        return Ok(None);
    };
    let unreadable = |error: String| AppError::Internal(format!("draw {}: {error}", draw.id.0));
    let outcome = Outcome::from_bytes(outcome).map_err(|error| unreadable(error.to_string()))?;
    if outcome.shortages.is_empty() {
        // An earlier engine looked for none.
        let was_looked_for = draw.engine_version == ENGINE_VERSION;
        return Ok(was_looked_for.then(Vec::new));
    }
    let problem =
        Problem::from_json(&draw.problem).map_err(|errors| unreadable(format!("{errors:?}")))?;
    let name = |code: &str| {
        let category = plan.categories.iter().find(|row| row.code == code)?;
        read::<Names>(&category.names).ok()
    };
    Ok(Some(read_shortages(&problem, &outcome, &name)))
}

/// The same from a problem and its outcome. `name` says what a category is called.
pub fn read_shortages(
    problem: &Problem,
    outcome: &Outcome,
    name: &dyn Fn(&str) -> Option<Names>,
) -> Vec<ShortageShown> {
    let shortages = outcome.shortages.iter();
    shortages
        .map(|shortage| ShortageShown {
            pool: shortage.pool.clone(),
            applicants: shortage.applicants.iter().cloned().collect(),
            stalls: shortage.stalls.clone(),
            facts: Case::new(problem, outcome, shortage, name).facts(),
        })
        .collect()
}

struct Case<'a> {
    problem: &'a Problem,
    outcome: &'a Outcome,
    shortage: &'a Shortage,
    name: &'a dyn Fn(&str) -> Option<Names>,
    applicants: Vec<&'a Applicant>,
    /// The stalls of the pool that none of them can use.
    others: Vec<&'a Stall>,
}

/// What they have in common that the other stalls lack, by words.
#[derive(Clone, Default)]
struct Shared<'a> {
    needs: Vec<&'a str>,
    categories: BTreeSet<&'a str>,
}

impl<'a> Case<'a> {
    fn new(
        problem: &'a Problem,
        outcome: &'a Outcome,
        shortage: &'a Shortage,
        name: &'a dyn Fn(&str) -> Option<Names>,
    ) -> Self {
        let codes: BTreeSet<&str> = shortage.applicants.iter().map(String::as_str).collect();
        let usable: BTreeSet<&str> = shortage.stalls.iter().map(String::as_str).collect();
        let stands_in = |applicant: &&Applicant| codes.contains(applicant.code.as_str());
        let is_other = |stall: &&Stall| {
            !usable.contains(stall.id.as_str())
                && was_given_out_in(problem, outcome, stall, &shortage.pool)
        };
        Self {
            applicants: problem.applicants.iter().filter(stands_in).collect(),
            others: problem.stalls.iter().filter(is_other).collect(),
            problem,
            outcome,
            shortage,
            name,
        }
    }

    fn facts(&self) -> ShortageFacts {
        let shared = self.shared();
        ShortageFacts {
            applicants: count(self.applicants.len()),
            asked: self.applicants.iter().map(|applicant| applicant.min).sum(),
            stalls: count(self.shortage.stalls.len()),
            size: self.shortage.size,
            short_by: self.shortage.short_by,
            common: match &shared {
                Some(shared) => Common::Facts(self.named(shared)),
                None if self.others.is_empty() => Common::Everyone,
                None => Common::Mixed,
            },
            remedies: self.remedies(shared.as_ref()),
        }
    }

    /// The fewest facts that keep them from all other stalls.
    fn shared(&self) -> Option<Shared<'a>> {
        if self.others.is_empty() {
            return None;
        }
        let needs = self.common_needs();
        let categories = self.categories();
        let none = Shared::default();
        let by_needs = Shared {
            needs,
            ..none.clone()
        };
        let by_category = Shared { categories, ..none };
        let by_both = Shared {
            needs: by_needs.needs.clone(),
            categories: by_category.categories.clone(),
        };
        let explains = |shared: &Shared<'_>| self.others.iter().all(|stall| shared.bars(stall));
        let found = [by_needs, by_category, by_both]
            .into_iter()
            .find(explains)?;
        Some(self.fewest_needs(found))
    }

    /// Leaves out every need without which the others still explain it.
    fn fewest_needs(&self, mut shared: Shared<'a>) -> Shared<'a> {
        for need in shared.needs.clone() {
            let mut fewer = shared.clone();
            fewer.needs.retain(|other| *other != need);
            if self.others.iter().all(|stall| fewer.bars(stall)) {
                shared = fewer;
            }
        }
        shared
    }

    fn common_needs(&self) -> Vec<&'a str> {
        let Some((first, others)) = self.applicants.split_first() else {
            return Vec::new();
        };
        let mut needs: Vec<&str> = first.needs.iter().map(String::as_str).collect();
        needs.retain(|need| {
            others
                .iter()
                .all(|other| other.needs.iter().any(|n| n == need))
        });
        needs
    }

    /// What they sell; nothing when one of them names no category, or they sell too many things.
    fn categories(&self) -> BTreeSet<&'a str> {
        let categories = self.applicants.iter().map(|one| one.category.as_deref());
        let categories: Option<BTreeSet<&str>> = categories.collect();
        categories
            .filter(|categories| categories.len() <= CATEGORIES_NAMED)
            .unwrap_or_default()
    }

    fn named(&self, shared: &Shared<'_>) -> Facts {
        let categories = shared.categories.iter();
        Facts {
            needs: shared.needs.iter().map(|need| (*need).to_owned()).collect(),
            categories: categories.filter_map(|code| (self.name)(code)).collect(),
        }
    }

    fn remedies(&self, shared: Option<&Shared<'a>>) -> Vec<Remedy> {
        let mut remedies: Vec<Remedy> = self.release().into_iter().collect();
        let short_by = self.shortage.short_by;
        if let Some(size) = self.shortage.size {
            remedies.push(Remedy::CloseRows {
                size,
                blocks: short_by,
            });
            return remedies;
        }
        remedies.extend(self.one_each());
        match shared {
            Some(shared) => remedies.extend(self.fit(shared)),
            None => remedies.push(Remedy::More {
                facts: Facts::default(),
                stalls: short_by,
            }),
        }
        remedies
    }

    /// Stalls that are there and lack no more than the shared facts; what they do not make up for
    /// has to be new.
    fn fit(&self, shared: &Shared<'a>) -> Vec<Remedy> {
        let short_by = self.shortage.short_by;
        let facts = self.named(shared);
        let could_fit: Vec<&&Stall> = self
            .others
            .iter()
            .filter(|stall| self.would_do(stall, shared))
            .collect();
        let stalls = short_by.min(count(could_fit.len()));
        let is_free = |stall: &&&Stall| self.outcome.unfilled.contains(&stall.id);
        let mut free: Vec<String> = could_fit
            .iter()
            .copied()
            .filter(is_free)
            .map(|s| s.id.clone())
            .collect();
        free.sort();
        free.truncate(FREE_NAMED);
        let fit = (stalls > 0).then(|| Remedy::Fit {
            facts: facts.clone(),
            stalls,
            free,
        });
        let more = (short_by > stalls).then(|| Remedy::More {
            facts,
            stalls: short_by - stalls,
        });
        fit.into_iter().chain(more).collect()
    }

    /// With the shared facts put right, one of them could use it.
    fn would_do(&self, stall: &Stall, shared: &Shared<'_>) -> bool {
        let provided =
            |need: &String| shared.needs.contains(&need.as_str()) || stall.features.contains(need);
        self.applicants.iter().any(|applicant| {
            let takes = !shared.categories.is_empty() || takes_category(stall, applicant);
            takes && applicant.needs.iter().all(provided)
        })
    }

    fn one_each(&self) -> Option<Remedy> {
        let several = self.applicants.iter().any(|applicant| applicant.min > 1);
        let short_by = self
            .applicants
            .len()
            .saturating_sub(self.shortage.stalls.len());
        several.then(|| Remedy::OneEach {
            short_by: count(short_by),
        })
    }

    /// What nobody took in a pool before, and they could use.
    fn release(&self) -> Option<Remedy> {
        let held: BTreeSet<&str> = self
            .problem
            .pools
            .iter()
            .filter(|pool| pool.name != self.shortage.pool)
            .filter(|pool| pool.unfilled == Some(Unfilled::Hold))
            .map(|pool| pool.name.as_str())
            .collect();
        let stayed_free = |stall: &&Stall| {
            held.contains(stall.pool.as_str()) && self.outcome.unfilled.contains(&stall.id)
        };
        let of_use = |stall: &&Stall| self.applicants.iter().any(|one| can_use(stall, one));
        let mut free = self
            .problem
            .stalls
            .iter()
            .filter(stayed_free)
            .filter(of_use)
            .peekable();
        let pool = free.peek()?.pool.clone();
        let stalls = count(free.count()).min(self.shortage.short_by);
        Some(Remedy::Release { pool, stalls })
    }
}

impl Shared<'_> {
    fn bars(&self, stall: &Stall) -> bool {
        let has = |need: &&str| stall.features.iter().any(|feature| feature == need);
        let lacks = !self.needs.iter().all(has);
        let takes = |category: &String| self.categories.contains(category.as_str());
        let refuses = !self.categories.is_empty()
            && !stall.categories.is_empty()
            && !stall.categories.iter().any(takes);
        lacks || refuses
    }
}

/// It is of that pool, or was left in those before it and released.
fn was_given_out_in(problem: &Problem, outcome: &Outcome, stall: &Stall, pool: &str) -> bool {
    let place = |name: &str| problem.pools.iter().position(|pool| pool.name == name);
    let (Some(own), Some(here)) = (place(&stall.pool), place(pool)) else {
        return false;
    };
    let mut before = problem.pools.iter().take(here).skip(own);
    if own >= here || before.any(|pool| pool.unfilled == Some(Unfilled::Hold)) {
        return own == here;
    }
    let owner = outcome
        .results
        .iter()
        .find(|entry| entry.stalls.contains(&stall.id));
    let given_in = owner.and_then(|owner| place(owner.pool.as_ref()?));
    given_in.is_none_or(|given_in| given_in >= here)
}

fn can_use(stall: &Stall, applicant: &Applicant) -> bool {
    takes_category(stall, applicant)
        && applicant
            .needs
            .iter()
            .all(|need| stall.features.contains(need))
}

fn takes_category(stall: &Stall, applicant: &Applicant) -> bool {
    stall.categories.is_empty()
        || applicant
            .category
            .as_ref()
            .is_some_and(|category| stall.categories.contains(category))
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
