//! Many draws, one after another.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::classes::{Class, Classes, Detail};
use super::report::{Report, Row, VariantReport};
use super::seeds::seed;
use super::shared::SharedNumbers;
use super::tally::{Tally, permille};
use super::variant::{Lottery, Variant, VariantError};
use crate::engine::{ENGINE_VERSION, Entry, Outcome, Problem, ProblemError, allocate};

/// One draw has no spread.
pub const FEWEST_DRAWS: u32 = 2;
const REPORT_VERSION: u32 = 1;

#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// Its own seed is not used.
    pub problem: &'a Problem,
    /// Under each of these, with the same seeds: what differs between them is not chance alone.
    pub variants: &'a [Variant],
    /// At least [`FEWEST_DRAWS`].
    pub draws: u32,
    /// The seeds come from it.
    pub number: u64,
    pub detail: Detail,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PreviewError {
    /// Whoever watches said so.
    #[error("stopped")]
    Stopped,
    #[error("{error}")]
    Variant {
        variant: Box<Variant>,
        error: VariantError,
    },
    #[error("{} errors in the problem", .0.len())]
    Problem(Vec<ProblemError>),
}

impl Plan<'_> {
    /// How many draws there are altogether.
    #[must_use]
    pub fn total(&self) -> u64 {
        u64::from(self.draws.max(FEWEST_DRAWS)) * self.variants.len() as u64
    }
}

/// Whether these rules can be tried on this problem.
///
/// # Errors
/// What keeps them from it.
pub fn check(problem: &Problem, variant: &Variant) -> Result<(), VariantError> {
    Prepared::new(problem, variant).map(drop)
}

/// Draws again and again. `watch` hears after each draw how many are done, and says whether to go on.
///
/// # Errors
/// When the problem cannot be drawn, a variant does not fit it, or `watch` ended it.
pub fn run(
    plan: &Plan<'_>,
    mut watch: impl FnMut(u64) -> ControlFlow<()>,
) -> Result<Report, PreviewError> {
    plan.problem.check().map_err(PreviewError::Problem)?;
    // All of them before the first draw: what does not fit is told at once.
    let prepared = plan.variants.iter().map(|variant| {
        Prepared::new(plan.problem, variant).map_err(|error| PreviewError::Variant {
            variant: Box::new(variant.clone()),
            error,
        })
    });
    let prepared: Vec<Prepared> = prepared.collect::<Result<_, _>>()?;
    let classes = Classes::of(plan.problem, plan.detail);
    let mut done = 0;
    let mut variants = Vec::new();
    for prepared in prepared {
        variants.push(draw_all(plan, prepared, &classes, &mut || {
            done += 1;
            watch(done)
        })?);
    }
    Ok(Report {
        version: REPORT_VERSION,
        engine_version: ENGINE_VERSION.to_owned(),
        number: plan.number,
        draws: plan.draws.max(FEWEST_DRAWS),
        applicants: count(plan.problem.applicants.len()),
        stalls: count(plan.problem.stalls.len()),
        variants,
    })
}

/// A problem that waits for its seeds.
struct Prepared {
    variant: Variant,
    problem: Problem,
    shared: Option<SharedNumbers>,
}

impl Prepared {
    fn new(problem: &Problem, variant: &Variant) -> Result<Self, VariantError> {
        let mut problem = variant.apply(problem)?;
        let is_shared = variant.lottery == Some(Lottery::Shared);
        let shared = is_shared
            .then(|| SharedNumbers::prepare(&mut problem))
            .transpose()?;
        Ok(Self {
            variant: variant.clone(),
            problem,
            shared,
        })
    }

    fn draw(&mut self, seed: String) -> Result<Outcome, PreviewError> {
        self.problem.seed = seed;
        if let Some(shared) = &self.shared {
            shared.deal(&mut self.problem);
        }
        allocate(&self.problem).map_err(PreviewError::Problem)
    }

    fn reserved_pools(&self) -> BTreeSet<String> {
        let reserved = self.problem.pools.iter().filter(|p| !p.groups.is_empty());
        reserved.map(|pool| pool.name.clone()).collect()
    }
}

fn draw_all(
    plan: &Plan<'_>,
    mut prepared: Prepared,
    classes: &Classes,
    watch: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<VariantReport, PreviewError> {
    let reserved = prepared.reserved_pools();
    let mut sums = Sums::new(classes);
    for index in 0..plan.draws.max(FEWEST_DRAWS) {
        let outcome = prepared.draw(seed(plan.number, u64::from(index)))?;
        sums.add(classes, &reserved, &outcome);
        if watch().is_break() {
            return Err(PreviewError::Stopped);
        }
    }
    let stalls = prepared.problem.stalls.iter();
    Ok(VariantReport {
        reserved: count(stalls.filter(|s| reserved.contains(&s.pool)).count()),
        reserved_given: classes
            .tell_hardship()
            .then(|| sums.reserved_given.figure()),
        unfilled: sums.unfilled.figure(),
        rows: sums.rows(classes),
        variant: prepared.variant,
    })
}

/// What was counted so far.
struct Sums {
    reserved_given: Tally,
    unfilled: Tally,
    /// One for each class.
    of_class: Vec<ClassSums>,
}

#[derive(Clone, Copy, Default)]
struct ClassSums {
    placed: Tally,
    first_wish: Tally,
    any_wish: Tally,
}

impl Sums {
    fn new(classes: &Classes) -> Self {
        Self {
            reserved_given: Tally::default(),
            unfilled: Tally::default(),
            of_class: vec![ClassSums::default(); classes.all.len()],
        }
    }

    fn add(&mut self, classes: &Classes, reserved: &BTreeSet<String>, outcome: &Outcome) {
        let is_reserved = |pool: &String| reserved.contains(pool);
        let given = outcome.results.iter();
        let given = given.filter(|entry| entry.pool.as_ref().is_some_and(is_reserved));
        self.reserved_given
            .add(given.map(|entry| count(entry.stalls.len())).sum());
        self.unfilled.add(count(outcome.unfilled.len()));
        for (class, sums) in classes.all.iter().zip(&mut self.of_class) {
            sums.add(class, outcome);
        }
    }

    fn rows(&self, classes: &Classes) -> Vec<Row> {
        let classes = classes.all.iter().zip(&self.of_class);
        classes.map(|(class, sums)| sums.row(class)).collect()
    }
}

impl ClassSums {
    /// The results are sorted by code, as the members are.
    fn add(&mut self, class: &Class, outcome: &Outcome) {
        let entries = class.members.iter();
        let entries: Vec<&Entry> = entries.filter_map(|i| outcome.results.get(*i)).collect();
        let number =
            |is: &dyn Fn(&Entry) -> bool| count(entries.iter().filter(|entry| is(entry)).count());
        self.placed.add(number(&|entry| !entry.stalls.is_empty()));
        self.first_wish
            .add(number(&|entry| entry.preference == Some(1)));
        self.any_wish
            .add(number(&|entry| entry.preference.is_some()));
    }

    fn row(&self, class: &Class) -> Row {
        let (people, placed) = (count(class.members.len()), self.placed.figure());
        Row {
            who: class.who.clone(),
            people,
            placed,
            chance_permille: permille(placed.mean_milli, people),
            chance_error_permille: permille(placed.error_milli, people),
            wishing: class.wishing,
            first_wish: self.first_wish.figure(),
            any_wish: self.any_wish.figure(),
        }
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
