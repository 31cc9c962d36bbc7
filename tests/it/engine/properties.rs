//! What holds for every problem, as sentences about an outcome.

use std::collections::BTreeSet;
use std::fmt::Debug;

use starstall::engine::{Applicant, Entry, Fate, Outcome, Problem, Reason, Stall, allocate};

use super::random::{BLOCKS, CROWDED, MIXED, RINGS, SHARES, check_all, shuffle};

pub type Sound = Result<(), String>;

/// Draws problems that are full of one thing each.
fn for_all(check: impl Fn(&Problem, &Outcome) -> Sound) {
    for shape in [MIXED, CROWDED, RINGS, SHARES, BLOCKS] {
        check_all(shape, 100, |problem| check(problem, &draw(problem)));
    }
}

pub fn draw(problem: &Problem) -> Outcome {
    allocate(problem).unwrap()
}

pub fn ensure(holds: bool, of: impl Debug) -> Sound {
    if holds {
        Ok(())
    } else {
        Err(format!("{of:#?}"))
    }
}

pub fn applicant<'a>(problem: &'a Problem, code: &str) -> &'a Applicant {
    let mut all = problem.applicants.iter();
    all.find(|a| a.code == code).unwrap()
}

pub fn stall<'a>(problem: &'a Problem, id: &str) -> &'a Stall {
    problem.stalls.iter().find(|s| s.id == id).unwrap()
}

pub fn can_use(applicant: &Applicant, stall: &Stall) -> bool {
    let category = applicant.category.as_ref();
    applicant.needs.iter().all(|n| stall.features.contains(n))
        && (stall.categories.is_empty() || category.is_some_and(|c| stall.categories.contains(c)))
}

/// The number of the first wish that matches.
pub fn wish(applicant: &Applicant, stall: &Stall) -> Option<usize> {
    let zone = stall.zone.as_ref().map(|zone| format!("zone:{zone}"));
    let mut wishes = applicant.preferences.iter();
    let at = wishes.position(|wish| *wish == stall.id || Some(wish) == zone.as_ref());
    at.map(|at| at + 1)
}

#[test]
fn the_order_of_lists_does_not_matter() {
    for_all(|problem, outcome| {
        for seed in 0..3 {
            let shuffled = shuffle(problem, seed);
            ensure(
                problem.canonical_bytes() == shuffled.canonical_bytes(),
                "files",
            )?;
            ensure(draw(&shuffled).to_bytes() == outcome.to_bytes(), "outcomes")?;
        }
        Ok(())
    });
}

#[test]
fn everyone_gets_one_answer_and_every_stall_one_owner_at_most() {
    for_all(everyone_and_everything_once);
}

pub fn everyone_and_everything_once(problem: &Problem, outcome: &Outcome) -> Sound {
    let answered: Vec<&String> = outcome.results.iter().map(|entry| &entry.code).collect();
    let mut codes: Vec<&String> = problem.applicants.iter().map(|a| &a.code).collect();
    codes.sort();
    ensure(answered == codes, &answered)?;
    let mut given = outcome.unfilled.clone();
    given.extend(
        outcome
            .results
            .iter()
            .flat_map(|entry| entry.stalls.clone()),
    );
    given.sort();
    let mut stalls: Vec<String> = problem.stalls.iter().map(|s| s.id.clone()).collect();
    stalls.sort();
    ensure(given == stalls, given)
}

#[test]
fn whoever_has_a_pool_has_stalls_and_stands_in_no_later_one() {
    for_all(|_, outcome| {
        outcome.results.iter().try_for_each(|entry| {
            let last = entry.standings.last().map(|s| &s.pool);
            let placed = entry.pool.is_some();
            let waits = entry.standings.iter().any(|s| s.waiting.is_some());
            ensure(!placed || entry.pool.as_ref() == last, entry)?;
            ensure(
                placed != entry.stalls.is_empty() && !(placed && waits),
                entry,
            )
        })
    });
}

#[test]
fn nobody_gets_what_they_cannot_use_or_did_not_ask_for() {
    for_all(|problem, outcome| {
        outcome.results.iter().try_for_each(|entry| {
            let applicant = applicant(problem, &entry.code);
            entry.stalls.iter().try_for_each(|id| {
                let stall = stall(problem, id);
                let asked = applicant.anywhere || applicant.holds.contains(id);
                ensure(can_use(applicant, stall), entry)?;
                ensure(asked || wish(applicant, stall).is_some(), entry)
            })
        })
    });
}

/// Newcomers: what holders keep need not be adjacent.
#[test]
fn whoever_gets_several_stalls_gets_from_min_to_max_of_them_side_by_side() {
    for_all(|problem, outcome| {
        outcome.results.iter().try_for_each(|entry| {
            let applicant = applicant(problem, &entry.code);
            if entry.pool.is_none() || !applicant.holds.is_empty() {
                return Ok(());
            }
            let count = u32::try_from(entry.stalls.len()).unwrap();
            ensure((applicant.min..=applicant.max).contains(&count), entry)?;
            let stalls = entry.stalls.iter().map(|id| stall(problem, id));
            let rows: BTreeSet<&Option<String>> = stalls.clone().map(|s| &s.row).collect();
            let mut places: Vec<i64> = stalls.filter_map(|s| s.place).collect();
            places.sort_unstable();
            let in_sequence = places.windows(2).all(|two| two[1] - two[0] == 1);
            let in_a_row = rows.len() == 1 && places.len() == entry.stalls.len();
            ensure(count == 1 || (in_a_row && in_sequence), entry)
        })
    });
}

/// The holds that count, best first.
fn holds<'a>(problem: &'a Problem, applicant: &Applicant) -> Vec<&'a Stall> {
    let admitting = problem.pools.iter().filter(|pool| {
        let category = applicant.category.as_ref();
        let of_group = applicant.groups.iter().any(|g| pool.groups.contains(g));
        let of_category = category.is_some_and(|c| pool.categories.contains(c));
        applicant.pools.contains(&pool.name)
            && (pool.groups.is_empty() || of_group)
            && (pool.categories.is_empty() || of_category)
    });
    let by_pool = admitting.map(|pool| {
        let held = problem.stalls.iter().filter(|stall| {
            let holds = applicant.holds.contains(&stall.id);
            holds && stall.pool == pool.name && can_use(applicant, stall)
        });
        held.collect::<Vec<&Stall>>()
    });
    let mut holds = by_pool
        .into_iter()
        .find(|h| !h.is_empty())
        .unwrap_or_default();
    holds.sort_by_key(|stall| (wish(applicant, stall).unwrap_or(usize::MAX), &stall.id));
    holds
}

/// Stall for stall: as many as they hold, and each no worse than the one that it stands
/// for. Whoever holds more than they may have ends with as many as they may.
#[test]
fn a_holder_is_never_worse_off() {
    for_all(|problem, outcome| {
        outcome.results.iter().try_for_each(|entry| {
            let applicant = applicant(problem, &entry.code);
            let wish_of = |stall: &Stall| wish(applicant, stall).unwrap_or(usize::MAX);
            let held = holds(problem, applicant).into_iter();
            let had: Vec<usize> = held.map(wish_of).collect();
            let stalls = entry.stalls.iter().map(|id| stall(problem, id));
            let mut got: Vec<usize> = stalls.map(wish_of).collect();
            got.sort_unstable();
            let max = usize::try_from(applicant.max).unwrap();
            ensure(got.len() >= had.len().min(max), entry)?;
            let no_worse = got.iter().zip(&had).all(|(got, had)| got <= had);
            ensure(had.len() > max || no_worse, entry)
        })
    });
}

#[test]
fn a_cap_holds_for_those_whom_it_binds() {
    for_all(|problem, outcome| {
        problem.caps.iter().try_for_each(|cap| {
            let of_category = outcome.results.iter().filter(|entry| {
                let applicant = applicant(problem, &entry.code);
                applicant.category.as_ref() == Some(&cap.category)
            });
            let bound = of_category.filter(|entry| {
                let mut pools = problem.pools.iter();
                let pool = pools.find(|pool| Some(&pool.name) == entry.pool.as_ref());
                let open = pool.is_some_and(|pool| pool.groups.is_empty());
                open && holds(problem, applicant(problem, &entry.code)).is_empty()
            });
            let stalls: usize = bound.map(|entry| entry.stalls.len()).sum();
            ensure(stalls <= cap.max as usize, cap)
        })
    });
}

#[test]
fn a_reason_fits_its_entry() {
    for_all(|_, outcome| {
        outcome.results.iter().try_for_each(|entry| {
            let waits = entry.standings.iter().any(|s| s.waiting.is_some());
            let fits = match &entry.reason {
                Reason::Assigned { extras, .. } => {
                    entry.pool.is_some() && (*extras as usize) < entry.stalls.len()
                }
                Reason::NotAdmitted { .. } => entry.standings.is_empty(),
                Reason::NothingUsable { .. } => !entry.standings.is_empty() && !waits,
                Reason::Outranked {
                    usable, renewed, ..
                } => waits && *usable > 0 && renewed <= usable,
                Reason::NothingLeft { usable, .. } => waits && *usable > 0,
                Reason::Cap { .. } | Reason::NoBlock { .. } => waits,
                Reason::WorkBound { .. } => entry.bounded,
            };
            ensure(fits && !entry.bounded, entry)
        })
    });
}

#[test]
fn reasons_name_people_by_number_and_never_by_code() {
    for_all(|_, outcome| {
        outcome.results.iter().try_for_each(|entry| {
            let reason = serde_json::to_string(&entry.reason).unwrap();
            let mut others = outcome.results.iter();
            ensure(others.all(|other| !reason.contains(&other.code)), entry)
        })
    });
}

fn fates(entry: &Entry) -> &[starstall::engine::WishFate] {
    match &entry.reason {
        Reason::Assigned { earlier: fates, .. } | Reason::NothingLeft { wishes: fates, .. } => {
            fates
        }
        _ => &[],
    }
}

#[test]
fn a_wish_that_was_taken_went_to_the_number_that_the_reason_names() {
    for_all(|problem, outcome| {
        outcome.results.iter().try_for_each(|entry| {
            let applicant = applicant(problem, &entry.code);
            fates(entry).iter().try_for_each(|fate| {
                let wish = &applicant.preferences[fate.wish as usize - 1];
                ensure(entry.preference.is_none_or(|got| fate.wish < got), entry)?;
                let Fate::Taken { pool, by } = &fate.fate else {
                    return Ok(());
                };
                let mut all = outcome.results.iter();
                let owner = all.find(|e| e.stalls.contains(wish)).unwrap();
                let stood = owner.standings.last().unwrap();
                ensure((&stood.pool, stood.position) == (pool, *by), entry)
            })
        })
    });
}

/// A pool in which someone stood, and all stalls that it gave out as far as they are of
/// the list: its own.
fn usable_of_last_pool<'a>(problem: &'a Problem, entry: &Entry) -> Vec<&'a Stall> {
    let applicant = applicant(problem, &entry.code);
    let last = entry.standings.iter().rfind(|s| s.waiting.is_some());
    let of_it = |stall: &&Stall| last.is_some_and(|last| stall.pool == last.pool);
    let usable = problem.stalls.iter().filter(of_it);
    usable.filter(|stall| can_use(applicant, stall)).collect()
}

/// Someone ahead, a renewing holder, or a promise to someone behind.
#[test]
fn whoever_was_outranked_finds_every_stall_that_they_can_use_with_another() {
    for_all(|problem, outcome| {
        outcome.results.iter().try_for_each(|entry| {
            let Reason::Outranked {
                position, cut_off, ..
            } = &entry.reason
            else {
                return Ok(());
            };
            ensure(cut_off.is_none_or(|number| number < *position), entry)?;
            let one = applicant(problem, &entry.code).min == 1;
            let mut usable = usable_of_last_pool(problem, entry).into_iter();
            ensure(
                !one || usable.all(|stall| !outcome.unfilled.contains(&stall.id)),
                entry,
            )
        })
    });
}

#[test]
fn whoever_goes_anywhere_is_never_told_that_nothing_is_left_of_what_they_accept() {
    for_all(|problem, outcome| {
        outcome.results.iter().try_for_each(|entry| {
            let anywhere = applicant(problem, &entry.code).anywhere;
            let told = matches!(entry.reason, Reason::NothingLeft { .. });
            ensure(!told || !anywhere, entry)
        })
    });
}

/// Every wish that counts, up to the one that was met.
#[test]
fn whoever_missed_a_wish_learns_what_became_of_it() {
    for_all(|problem, outcome| {
        outcome.results.iter().try_for_each(|entry| {
            let applicant = applicant(problem, &entry.code);
            let missed = match (&entry.reason, entry.preference) {
                (Reason::NothingLeft { .. }, _) | (Reason::Assigned { .. }, None) => usize::MAX,
                (Reason::Assigned { .. }, Some(met)) => met as usize - 1,
                _ => return Ok(()),
            };
            let wishes = applicant.preferences.iter().enumerate().take(missed);
            let new = wishes.filter(|(at, wish)| !applicant.preferences[..*at].contains(wish));
            let numbers: Vec<usize> = new.map(|(at, _)| at + 1).collect();
            let told: Vec<usize> = fates(entry).iter().map(|fate| fate.wish as usize).collect();
            ensure(numbers == told, entry)
        })
    });
}

#[test]
fn who_is_told_that_there_is_no_block_needs_more_than_one_stall() {
    for_all(|problem, outcome| {
        outcome.results.iter().try_for_each(|entry| {
            let min = applicant(problem, &entry.code).min;
            let Reason::NoBlock { size, .. } = entry.reason else {
                return Ok(());
            };
            ensure(size == min && size > 1, entry)
        })
    });
}
