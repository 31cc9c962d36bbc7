//! The rules of the draw once more, as slowly and plainly as they can be said: section 4
//! of the design and `docs/engine-notes.md`, sentence by sentence, by trying everything.
//! It shares no code with the engine but the types of the two files, and knows nothing of
//! a bound of work, so it is for small problems only.

mod choosing;
mod extras;
pub mod facts;
mod pool;
pub mod promises;
mod quotas;

use std::collections::BTreeMap;

use starstall::engine::{Outcome, Problem, Reason, Unfilled};

use facts::{Facts, Got, Stalls};
use pool::{Drawn, Verdict};

/// What an outcome says, but for the details of its reasons, and shortages.
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
    pub reason: &'static str,
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
            Reason::Assigned { extras, .. } => extras,
            _ => 0,
        },
        standings: entry
            .standings
            .iter()
            .map(|s| (s.pool.clone(), s.position, s.waiting))
            .collect(),
        bounded: entry.bounded,
        reason: match entry.reason {
            Reason::Assigned { held: true, .. } => "held",
            Reason::Assigned { .. } => "assigned",
            Reason::Outranked { .. } => "outranked",
            Reason::NothingLeft { .. } => "nothing left",
            Reason::NotAdmitted { .. } => "not admitted",
            Reason::NothingUsable { .. } => "nothing usable",
            Reason::Cap { .. } => "cap",
            Reason::NoBlock { .. } => "no block",
            Reason::WorkBound { .. } => "bound",
        },
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

/// The order of the first pool by code, and who of them is promised something before any
/// turn, with what the promise can be kept with.
pub fn first_promises(problem: &Problem) -> (Vec<String>, BTreeMap<String, Vec<Stalls>>) {
    let facts = Facts::new(problem);
    let mut got = BTreeMap::new();
    let mut table = pool::lay(&facts, 0, facts.stalls_of(0), &mut got);
    table.make_promises();
    let code = |at: usize| table.person(at).applicant.code.clone();
    let order = (0..table.order.len()).map(code).collect();
    let promises = table.promises.iter();
    let promises = promises.map(|(at, options)| (code(*at), options.clone()));
    (order, promises.collect())
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
            reason: match mine {
                Some(got) if person.held.holds(got.stalls) => "held",
                Some(_) => "assigned",
                None => reason(facts, drawn, no),
            },
        }
    });
    Said {
        entries: entries.collect(),
        unfilled: facts.ids(facts.all() & !taken(got)),
    }
}

/// Why someone has nothing. It speaks of the last pool with a stall that they can use.
fn reason(facts: &Facts, drawn: &[Drawn], no: usize) -> &'static str {
    let person = &facts.people[no];
    let stood = drawn.iter().filter(|drawn| drawn.order.contains(&no));
    let last = stood.clone().rfind(|d| person.usable.meets(d.stalls));
    let Some(last) = last else {
        return match stood.count() {
            0 => "not admitted",
            _ => "nothing usable",
        };
    };
    let blocks = facts.blocks(person.usable & last.stalls, person.size);
    let at = last.order.iter().position(|other| *other == no).unwrap();
    match last.verdicts.get(&at) {
        _ if blocks.is_empty() => "no block",
        Some(Verdict::Capped) => "cap",
        Some(Verdict::NothingLeft) => "nothing left",
        None => "outranked",
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
