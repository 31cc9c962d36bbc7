//! The rules of the draw once more, as slowly and plainly as they can be said.
//! It shares no code with the engine but the types of the two files.

use std::collections::{BTreeMap, BTreeSet};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use starstall::engine::{
    Applicant, Criterion, Outcome, Placement, Pool, Problem, Stall, Unfilled, Wish,
};

/// What is compared: pool, stall and wish, and each pool with position and waiting number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub code: String,
    pub got: Option<(String, String, Option<u32>)>,
    pub standings: Vec<(String, u32, Option<u32>)>,
}

pub fn said(outcome: &Outcome) -> Vec<Said> {
    let entries = outcome.results.iter();
    let said = entries.map(|entry| Said {
        code: entry.code.clone(),
        got: entry
            .pool
            .clone()
            .map(|pool| (pool, entry.stalls[0].clone(), entry.preference)),
        standings: entry
            .standings
            .iter()
            .map(|s| (s.pool.clone(), s.position, s.waiting))
            .collect(),
    });
    said.collect()
}

pub fn oracle(problem: &Problem) -> Vec<Said> {
    let mut draw = Draw {
        problem,
        got: BTreeMap::new(),
    };
    let mut orders = Vec::new();
    let mut carried: Vec<&Stall> = Vec::new();
    for pool in &problem.pools {
        let own = problem.stalls.iter().filter(|s| s.pool == pool.name);
        let stalls: Vec<&Stall> = own.chain(carried.drain(..)).collect();
        let order = draw.draw_pool(pool, &stalls);
        let taken: BTreeSet<&str> = draw.got.values().map(|got| got.1.as_str()).collect();
        if pool.unfilled != Some(Unfilled::Hold) {
            let left = stalls.iter().filter(|s| !taken.contains(s.id.as_str()));
            carried = left.copied().collect();
        }
        orders.push((pool, stalls, order));
    }
    let mut codes: Vec<&Applicant> = problem.applicants.iter().collect();
    codes.sort_by_key(|a| a.code.as_bytes());
    let said = codes.into_iter().map(|applicant| Said {
        code: applicant.code.clone(),
        got: draw.got.get(&applicant.code).cloned(),
        standings: orders
            .iter()
            .filter_map(|(pool, stalls, order)| standing(&draw, applicant, pool, stalls, order))
            .collect(),
    });
    said.collect()
}

fn standing(
    draw: &Draw,
    applicant: &Applicant,
    pool: &Pool,
    stalls: &[&Stall],
    order: &[&Applicant],
) -> Option<(String, u32, Option<u32>)> {
    let at = order.iter().position(|a| a.code == applicant.code)?;
    let waits = |a: &Applicant| {
        !draw.got.contains_key(&a.code) && stalls.iter().any(|stall| suits(stall, a))
    };
    let ahead = order[..at].iter().filter(|a| waits(a)).count();
    let waiting = waits(applicant).then(|| u32::try_from(ahead).unwrap() + 1);
    Some((pool.name.clone(), u32::try_from(at).unwrap() + 1, waiting))
}

struct Draw<'a> {
    problem: &'a Problem,
    got: BTreeMap<String, (String, String, Option<u32>)>,
}

struct Table<'a> {
    pool: &'a Pool,
    order: Vec<&'a Applicant>,
    free: Vec<&'a Stall>,
    /// By position: the stalls that the promise may be kept with.
    promises: BTreeMap<usize, Vec<&'a str>>,
    gave_up: BTreeSet<usize>,
}

impl<'a> Draw<'a> {
    fn draw_pool(&mut self, pool: &'a Pool, stalls: &[&'a Stall]) -> Vec<&'a Applicant> {
        let mut table = Table {
            pool,
            order: self.order(pool),
            free: stalls.to_vec(),
            promises: BTreeMap::new(),
            gave_up: BTreeSet::new(),
        };
        self.make_promises(&mut table);
        for turn in 0..table.order.len() {
            self.turn(&mut table, turn);
            loop {
                let mut late = table.promises.keys().copied();
                let Some(late) = late.find(|at| *at < turn) else {
                    break;
                };
                self.turn(&mut table, late);
            }
        }
        for at in 0..table.order.len() {
            if !self.has_something(&table, at) {
                self.choose(&mut table, at);
            }
        }
        table.order
    }

    fn order(&self, pool: &Pool) -> Vec<&'a Applicant> {
        let all = self.problem.applicants.iter();
        let mut order: Vec<_> = all
            .filter(|a| !self.got.contains_key(&a.code) && admitted(pool, a))
            .collect();
        order.sort_by_cached_key(|a| {
            let mut keys = Vec::new();
            for criterion in &pool.order {
                let value = match criterion {
                    Criterion::Tier => a.tier,
                    Criterion::Rank => a.rank,
                    Criterion::Lottery => None,
                };
                keys.push(value.map_or((1, 0), |value| (0, value)));
            }
            let key = hex::decode(&self.problem.seed).unwrap();
            let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
            mac.update(pool.name.as_bytes());
            mac.update(b"\0");
            mac.update(a.ticket.as_ref().unwrap_or(&a.code).as_bytes());
            let lottery = mac.finalize().into_bytes().to_vec();
            (keys, lottery, a.code.as_bytes().to_vec())
        });
        order
    }

    fn has_something(&self, table: &Table, at: usize) -> bool {
        self.got.contains_key(&table.order[at].code)
    }

    /// Points 2 (a) and (c), for those who have neither promise nor stall.
    fn make_promises(&self, table: &mut Table<'a>) {
        for renewals in [true, false] {
            for at in 0..table.order.len() {
                let open = !table.promises.contains_key(&at)
                    && !table.gave_up.contains(&at)
                    && !self.has_something(table, at);
                if open {
                    self.try_promise(table, at, renewals);
                }
            }
        }
    }

    fn try_promise(&self, table: &mut Table<'a>, at: usize, renewal: bool) {
        let applicant = table.order[at];
        let held = self.held(applicant).filter(|s| s.pool == table.pool.name);
        let stalls = match (renewal, held) {
            (true, Some(held)) => vec![held.id.as_str()],
            (false, None) if self.problem.placement == Placement::Fill => {
                let usable = table.free.iter().filter(|s| suits(s, applicant));
                usable.map(|s| s.id.as_str()).collect()
            }
            _ => return,
        };
        if self.is_capped(table, at) {
            return;
        }
        table.promises.insert(at, stalls);
        if !keepable(table, None, None) {
            table.promises.remove(&at);
        }
    }

    fn turn(&mut self, table: &mut Table<'a>, at: usize) {
        let had = table.promises.contains_key(&at);
        let took = self.choose(table, at);
        table.promises.remove(&at);
        if had && !took {
            table.gave_up.insert(at);
            self.make_promises(table);
        }
    }

    /// Point 3.
    fn choose(&mut self, table: &mut Table<'a>, at: usize) -> bool {
        let applicant = table.order[at];
        if self.is_capped(table, at) {
            return false;
        }
        let held = self.held(applicant);
        let candidates = table.free.iter().filter_map(|stall| {
            let wish = accepts(applicant, held, stall)?;
            let keeps = keepable(table, Some(at), Some(&stall.id));
            let own = held.is_some_and(|held| held.id == stall.id);
            let (users, namers) = self.rivals(table, at, stall);
            keeps.then_some((wish, !own, users, namers, stall.id.as_bytes()))
        });
        let Some((wish, .., id)) = candidates.min() else {
            return false;
        };
        let id = String::from_utf8(id.to_vec()).unwrap();
        table.free.retain(|stall| stall.id != id);
        let wish = (wish != u32::MAX).then_some(wish);
        let got = (table.pool.name.clone(), id, wish);
        self.got.insert(applicant.code.clone(), got);
        true
    }

    fn rivals(&self, table: &Table, at: usize, stall: &Stall) -> (usize, usize) {
        let later = (at + 1..table.order.len()).filter(|other| !self.has_something(table, *other));
        let later = later.map(|other| table.order[other]);
        let users: Vec<_> = later.filter(|other| suits(stall, other)).collect();
        let namers = users
            .iter()
            .filter(|other| other.preferences.contains(&stall.id));
        (users.len(), namers.count())
    }

    /// Point 7.
    fn is_capped(&self, table: &Table, at: usize) -> bool {
        let me = table.order[at];
        let exempt = |a: &Applicant| self.held(a).is_some() || !table.pool.groups.is_empty();
        let caps = self.problem.caps.iter();
        let mut mine = caps.filter(|cap| Some(&cap.category) == me.category.as_ref());
        mine.any(|cap| {
            let counts = |a: &&Applicant| {
                let position = table.order.iter().position(|o| o.code == a.code);
                a.code != me.code
                    && a.category.as_ref() == Some(&cap.category)
                    && (self.held(a).is_some()
                        || self.got.contains_key(&a.code)
                        || position.is_some_and(|p| table.promises.contains_key(&p)))
            };
            let others = self.problem.applicants.iter().filter(counts).count();
            !exempt(me) && others >= cap.max as usize
        })
    }

    /// The stall that they hold, if the hold counts.
    fn held(&self, applicant: &Applicant) -> Option<&'a Stall> {
        let stalls = self.problem.stalls.iter();
        let mut held = stalls.filter(|s| applicant.holds.contains(&s.id));
        held.find(|stall| {
            let mut pools = self.problem.pools.iter();
            let pool = pools.find(|pool| pool.name == stall.pool).unwrap();
            admitted(pool, applicant) && suits(stall, applicant)
        })
    }
}

/// With which wish they accept a stall that they can use; the largest number is none.
fn accepts(applicant: &Applicant, held: Option<&Stall>, stall: &Stall) -> Option<u32> {
    if !suits(stall, applicant) {
        return None;
    }
    let wish = wish_for(applicant, stall);
    match held {
        Some(held) if held.id == stall.id => Some(wish.unwrap_or(u32::MAX)),
        Some(held) => {
            let own = wish_for(applicant, held).unwrap_or(u32::MAX);
            wish.filter(|wish| *wish < own)
        }
        None if applicant.anywhere => Some(wish.unwrap_or(u32::MAX)),
        None => wish,
    }
}

fn admitted(pool: &Pool, applicant: &Applicant) -> bool {
    let shares =
        |of: &[String], own: &[String]| of.is_empty() || own.iter().any(|o| of.contains(o));
    let category: Vec<String> = applicant.category.iter().cloned().collect();
    applicant.pools.contains(&pool.name)
        && shares(&pool.groups, &applicant.groups)
        && shares(&pool.categories, &category)
}

fn suits(stall: &Stall, applicant: &Applicant) -> bool {
    let category = applicant.category.as_ref();
    applicant.needs.iter().all(|n| stall.features.contains(n))
        && (stall.categories.is_empty() || category.is_some_and(|c| stall.categories.contains(c)))
}

fn wish_for(applicant: &Applicant, stall: &Stall) -> Option<u32> {
    let mut wishes = applicant.preferences.iter();
    let at = wishes.position(|wish| match Wish::parse(wish) {
        Wish::Stall(id) => stall.id == id,
        Wish::Zone(zone) => stall.zone.as_deref() == Some(zone),
    });
    at.map(|at| u32::try_from(at).unwrap() + 1)
}

/// Whether everyone promised, but for one, can be given an own stall, if this one is gone.
fn keepable(table: &Table, but: Option<usize>, gone: Option<&str>) -> bool {
    let promises = table.promises.iter();
    let promises = promises.filter(|(at, _)| Some(**at) != but);
    let promises: Vec<&Vec<&str>> = promises.map(|(_, stalls)| stalls).collect();
    let free = table.free.iter().map(|s| s.id.as_str());
    let mut free: BTreeSet<&str> = free.filter(|id| Some(*id) != gone).collect();
    assign(&promises, &mut free)
}

fn assign<'a>(promises: &[&Vec<&'a str>], free: &mut BTreeSet<&'a str>) -> bool {
    let Some((first, rest)) = promises.split_first() else {
        return true;
    };
    first.iter().any(|stall| {
        let took = free.remove(stall);
        let works = took && assign(rest, free);
        if took {
            free.insert(stall);
        }
        works
    })
}
