//! One turn in a pool where someone needs several adjacent stalls. There stalls of one class
//! are no longer alike, so that every stall or block is looked at by itself.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::choose::Pick;
use super::index::{Accepted, Person, Target};
use super::pool::{Kept, PoolDraw};
use super::table::{ClaimNo, Position, StallNo};
use super::witness::Answer;

/// What stalls or blocks are compared by; the smallest is chosen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    /// Numbers of wishes in ascending order; the largest is none.
    wishes: Vec<u32>,
    own: Reverse<usize>,
    users: u64,
    namers: u64,
    stalls: Vec<StallNo>,
}

pub(super) fn pick(draw: &mut PoolDraw, position: Position, kept: &mut Vec<Kept>) -> Option<Pick> {
    let person = draw.person(position);
    let mut denied = Denied::default();
    let blocks = wished(draw, person);
    let mut found = find_first(draw, person, blocks, &mut denied);
    let told = denied.refused.len() + denied.bounded.len();
    if found.is_none() && person.hold.is_none() && person.applicant.anywhere {
        let blocks = unwished(draw, person);
        found = find_first(draw, person, blocks, &mut denied);
    }
    let preference = found
        .as_ref()
        .and_then(|found| found.wishes.first().copied());
    let preference = preference.filter(|wish| *wish != u32::MAX);
    if !denied.bounded.is_empty() {
        draw.bounded.insert(position);
    }
    *kept = if told == 0 {
        Vec::new()
    } else {
        tell_kept(draw, person, preference, &denied)
    };
    let stalls = found?.stalls;
    let taken = draw.witness.take(&stalls) == Answer::Yes;
    taken.then_some(Pick { stalls, preference })
}

/// The stalls or blocks that could not be spared, and those that may be.
#[derive(Default)]
struct Denied {
    refused: Vec<Vec<StallNo>>,
    bounded: Vec<Vec<StallNo>>,
}

/// The free stalls or blocks that they accept, those that only `anywhere` makes acceptable
/// left out.
fn wished(draw: &PoolDraw, person: &Person) -> Vec<Vec<StallNo>> {
    let mut named = BTreeSet::new();
    for target in person.accepted_wishes() {
        match target {
            Target::Stall(stall) => drop(named.insert(*stall)),
            Target::Zone(zone) => named.extend(draw.shelves.usable(person.kind, Some(*zone))),
            Target::Unknown | Target::Repeated => {}
        }
    }
    let mut wished = Vec::new();
    if let Some(hold) = person.hold.as_ref().filter(|hold| hold.pool == draw.pool) {
        named.extend(&hold.stalls);
        wished.push(hold.keeps.clone());
    }
    let named: Vec<StallNo> = named.into_iter().collect();
    wished.extend(blocks_of(draw, person, &named));
    wished.sort();
    wished.dedup();
    wished.retain(|block| block.iter().all(|stall| draw.shelves.has(*stall)));
    wished
}

/// The free stalls or blocks that only `anywhere` makes acceptable.
fn unwished(draw: &PoolDraw, person: &Person) -> Vec<Vec<StallNo>> {
    let all = draw.shelves.usable(person.kind, None);
    let mut blocks = blocks_of(draw, person, &all);
    let unwished = |stall: &StallNo| draw.index.wish_for(person, *stall).is_none();
    blocks.retain(|block| block.iter().all(unwished));
    blocks
}

/// All blocks of free accepted stalls that have one of these.
fn blocks_of(draw: &PoolDraw, person: &Person, stalls: &[StallNo]) -> Vec<Vec<StallNo>> {
    let mut firsts = BTreeSet::new();
    for stall in stalls {
        let back = |stall: &StallNo| draw.index.stalls[*stall].before;
        let back = std::iter::successors(Some(*stall), back);
        firsts.extend(back.take(person.size as usize));
    }
    let suits = |stall: &StallNo| {
        draw.shelves.has(*stall)
            && draw.index.can_use(person.kind, draw.index.class(*stall))
            && draw.index.accepts(person, *stall).is_some()
    };
    let blocks = firsts.into_iter().filter(suits);
    let blocks = blocks.filter_map(|first| draw.index.block(first, person.size));
    let blocks = blocks.filter(|block| block.iter().all(suits));
    blocks
        .map(|mut block| {
            block.sort_unstable();
            block
        })
        .collect()
}

/// The best that can be spared; those before it are noted.
fn find_first(
    draw: &mut PoolDraw,
    person: &Person,
    blocks: Vec<Vec<StallNo>>,
    denied: &mut Denied,
) -> Option<Candidate> {
    let blocks = blocks.into_iter();
    let mut candidates: Vec<Candidate> = blocks.map(|block| compare(draw, person, block)).collect();
    candidates.sort_unstable();
    candidates.into_iter().find(|candidate| {
        match draw.witness.can_take(&candidate.stalls) {
            Answer::Yes => return true,
            Answer::No => denied.refused.push(candidate.stalls.clone()),
            Answer::Bound => denied.bounded.push(candidate.stalls.clone()),
        }
        false
    })
}

fn compare(draw: &mut PoolDraw, person: &Person, stalls: Vec<StallNo>) -> Candidate {
    let accepted = stalls
        .iter()
        .filter_map(|stall| draw.index.accepts(person, *stall));
    let mut wishes: Vec<u32> = accepted.map(Accepted::rank).collect();
    wishes.sort_unstable();
    let own = stalls.iter().filter(|stall| person.holds(**stall)).count();
    let (mut users, mut namers) = (0, 0);
    for stall in &stalls {
        let rivalry = draw.shelves.rivalry(*stall);
        users += u64::from(rivalry.0);
        namers += u64::from(rivalry.1);
    }
    Candidate {
        wishes,
        own: Reverse(own),
        users,
        namers,
        stalls,
    }
}

/// Which of the wishes ahead of what they got could not be spared, and for whom.
fn tell_kept(
    draw: &mut PoolDraw,
    person: &Person,
    preference: Option<u32>,
    denied: &Denied,
) -> Vec<Kept> {
    let mut kept = Vec::new();
    for (wish, target) in (1..).zip(person.wishes) {
        if preference.is_some_and(|met| wish >= met) {
            break;
        }
        let index = draw.index;
        let wished = |block: &&Vec<StallNo>| block.iter().any(|s| index.matches(*target, *s));
        if denied.bounded.iter().any(|block| wished(&block)) {
            kept.push(Kept { wish, by: None });
            continue;
        }
        let blocks: Vec<&Vec<StallNo>> = denied.refused.iter().filter(wished).collect();
        if !blocks.is_empty() {
            let by = find_first_in_the_way(draw, &blocks);
            kept.push(Kept { wish, by });
        }
    }
    kept
}

/// The smallest number such that the promises up to it leave none of these blocks to spare;
/// none when the bound of work is reached.
fn find_first_in_the_way(draw: &mut PoolDraw, blocks: &[&Vec<StallNo>]) -> Option<Position> {
    let promised = draw.promised.iter();
    let promised = promised.flat_map(|(claim, all)| all.iter().map(|position| (*position, *claim)));
    let mut promised: Vec<(Position, ClaimNo)> = promised.collect();
    promised.sort_unstable();
    let (mut spared, mut refused) = (0, promised.len());
    while spared + 1 < refused {
        let middle = usize::midpoint(spared, refused);
        let later = promised.iter().skip(middle).map(|(_, claim)| *claim);
        match draw.witness.can_take_any(later, blocks) {
            Answer::Yes => spared = middle,
            Answer::No => refused = middle,
            Answer::Bound => return None,
        }
    }
    promised
        .get(refused.checked_sub(1)?)
        .map(|(position, _)| *position)
}
