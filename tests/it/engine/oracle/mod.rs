//! The rules of the draw once more, as slowly and plainly as they can be said: section 4
//! of the design and `docs/engine-notes.md`, sentence by sentence, by trying everything.
//! It shares no code with the engine but the types of the two files, and knows nothing of
//! a bound of work, so it is for small problems only.

mod choosing;
mod extras;
mod facts;
mod pool;
mod promises;
mod quotas;

use std::collections::BTreeMap;

use starstall::engine::{Outcome, Problem, Unfilled};

use facts::{Facts, Got, Stalls};
use pool::Drawn;

/// What an outcome says, but for its reasons and shortages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub entries: Vec<SaidOfOne>,
    pub unfilled: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidOfOne {
    pub code: String,
    pub pool: Option<String>,
    pub stalls: Vec<String>,
    pub preference: Option<u32>,
    pub extras: u32,
    /// Each pool with their position and their number in its waiting list.
    pub standings: Vec<(String, u32, Option<u32>)>,
    pub bounded: bool,
}

/// What the engine said.
pub fn said(outcome: &Outcome) -> Said {
    let entries = outcome.results.iter();
    let entries = entries.map(|entry| SaidOfOne {
        code: entry.code.clone(),
        pool: entry.pool.clone(),
        stalls: entry.stalls.clone(),
        preference: entry.preference,
        extras: match entry.reason {
            starstall::engine::Reason::Assigned { extras, .. } => extras,
            _ => 0,
        },
        standings: entry
            .standings
            .iter()
            .map(|s| (s.pool.clone(), s.position, s.waiting))
            .collect(),
        bounded: entry.bounded,
    });
    Said {
        entries: entries.collect(),
        unfilled: outcome.unfilled.clone(),
    }
}

/// What it should have said.
pub fn oracle(problem: &Problem) -> Said {
    let facts = Facts::new(problem);
    let mut got = BTreeMap::new();
    let mut drawn: Vec<Drawn> = Vec::new();
    let mut released = Stalls::NONE;
    for (no, pool) in problem.pools.iter().enumerate() {
        let stalls = facts.stalls_of(no) | released;
        let result = pool::draw(&facts, no, stalls, &mut got);
        released = match pool.unfilled {
            Some(Unfilled::Hold) => Stalls::NONE,
            _ => stalls & !taken(&got),
        };
        drawn.push(result);
    }
    extras::give(&facts, &drawn, &mut got);
    tell(&facts, &drawn, &got)
}

fn taken(got: &BTreeMap<usize, Got>) -> Stalls {
    let all = got.values().map(|got| got.stalls | got.extras);
    all.fold(Stalls::NONE, |all, stalls| all | stalls)
}

fn tell(facts: &Facts, drawn: &[Drawn], got: &BTreeMap<usize, Got>) -> Said {
    let entries = facts.people.iter().enumerate().map(|(no, person)| {
        let mine = got.get(&no);
        let pools = drawn.iter().filter_map(|d| standing(facts, d, got, no));
        SaidOfOne {
            code: person.applicant.code.clone(),
            pool: mine.map(|got| facts.problem.pools[got.pool].name.clone()),
            stalls: mine.map_or(vec![], |got| facts.ids(got.stalls | got.extras)),
            preference: mine.and_then(|got| got.preference),
            extras: mine.map_or(0, |got| small(got.extras.count())),
            standings: pools.collect(),
            bounded: false,
        }
    });
    Said {
        entries: entries.collect(),
        unfilled: facts.ids(facts.all() & !taken(got)),
    }
}

/// The unplaced ahead who could use some stall of the pool, plus one.
fn standing(
    facts: &Facts,
    drawn: &Drawn,
    got: &BTreeMap<usize, Got>,
    no: usize,
) -> Option<(String, u32, Option<u32>)> {
    let at = drawn.order.iter().position(|other| *other == no)?;
    let waits = |no: &usize| !got.contains_key(no) && facts.people[*no].usable.meets(drawn.stalls);
    let ahead = drawn.order[..at].iter().filter(|other| waits(other));
    let waiting = waits(&no).then(|| small(ahead.count()) + 1);
    let pool = facts.problem.pools[drawn.pool].name.clone();
    Some((pool, small(at) + 1, waiting))
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap()
}
