//! Point 6: those who want more than they got, one adjacent free stall at a time.

use std::collections::BTreeMap;

use starstall::engine::Unfilled;

use super::facts::{Facts, Got, Stalls};
use super::pool::Drawn;
use super::taken;

pub fn give(facts: &Facts, drawn: &[Drawn], got: &mut BTreeMap<usize, Got>) {
    loop {
        let before = taken(got);
        for pool in drawn {
            for no in &pool.order {
                if got.get(no).is_some_and(|got| got.pool == pool.pool) {
                    give_one(facts, drawn, got, *no);
                }
            }
        }
        if taken(got) == before {
            return;
        }
    }
}

fn give_one(facts: &Facts, drawn: &[Drawn], got: &mut BTreeMap<usize, Got>, no: usize) {
    let person = &facts.people[no];
    let mine = got[&no].stalls | got[&no].extras;
    if mine.count() >= person.applicant.max as usize || is_capped(facts, got, no) {
        return;
    }
    let free = facts.all() & !taken(got) & person.usable & person.accepts;
    let fits = |stall: &usize| {
        let beside = mine.iter().any(|own| facts.are_adjacent(own, *stall));
        beside && may_have(facts, drawn, no, *stall)
    };
    let rank = |stall: &usize| (person.wishes[*stall], !person.held.has(*stall), *stall);
    if let Some(best) = free.iter().filter(fits).min_by_key(rank) {
        let got = got.get_mut(&no).unwrap();
        got.extras = got.extras | Stalls::one(best);
    }
}

/// A stall stands in the pool in which it was drawn last, and is reserved if that holds
/// what is unfilled.
fn may_have(facts: &Facts, drawn: &[Drawn], no: usize, stall: usize) -> bool {
    let last = drawn.iter().rev().find(|pool| pool.stalls.has(stall));
    let pool = last.unwrap().pool;
    let reserved = facts.problem.pools[pool].unfilled == Some(Unfilled::Hold);
    !reserved && facts.is_admitted(no, pool)
}

fn is_capped(facts: &Facts, got: &BTreeMap<usize, Got>, no: usize) -> bool {
    let me = &facts.people[no];
    let exempt = me.home.is_some() || !facts.problem.pools[got[&no].pool].groups.is_empty();
    let caps = facts.problem.caps.iter();
    let mut mine = caps.filter(|cap| Some(&cap.category) == me.applicant.category.as_ref());
    let full = mine.any(|cap| {
        let all = got.iter().filter(|(no, _)| {
            facts.people[**no].applicant.category.as_ref() == Some(&cap.category)
        });
        let taken: usize = all.map(|(_, got)| (got.stalls | got.extras).count()).sum();
        taken + 1 > cap.max as usize
    });
    !exempt && full
}
