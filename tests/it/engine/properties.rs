//! What holds for every problem.

use std::collections::BTreeSet;

use proptest::prelude::*;
use starstall::engine::{Fate, Outcome, Problem, Reason, allocate};

use super::oracle::{oracle, said};
use super::random::{crowded, problems};

fn draw(problem: &Problem) -> Outcome {
    allocate(problem).unwrap()
}

/// More with `PROPTEST_CASES`.
fn some() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    let cases = asked.and_then(|cases| cases.parse().ok()).unwrap_or(300);
    ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(some())]

    #[test]
    fn the_engine_says_what_the_oracle_says(problem in problems()) {
        prop_assert_eq!(said(&draw(&problem)), oracle(&problem));
    }

    #[test]
    fn the_engine_says_what_the_oracle_says_in_a_crowd(problem in crowded()) {
        prop_assert_eq!(said(&draw(&problem)), oracle(&problem));
    }

    #[test]
    fn shuffled_lists_give_the_same_bytes(
        (problem, shuffled) in problems().prop_flat_map(|p| (Just(p.clone()), shuffled(p))),
    ) {
        prop_assert_eq!(problem.canonical_bytes(), shuffled.canonical_bytes());
        prop_assert_eq!(draw(&problem).to_bytes(), draw(&shuffled).to_bytes());
    }

    #[test]
    fn everyone_gets_one_answer_and_every_stall_one_owner_at_most(problem in problems()) {
        let outcome = draw(&problem);
        let codes: BTreeSet<_> = outcome.results.iter().map(|e| e.code.clone()).collect();
        prop_assert_eq!(codes.len(), problem.applicants.len());
        prop_assert_eq!(outcome.results.len(), problem.applicants.len());
        let mut stalls = outcome.unfilled.clone();
        stalls.extend(outcome.results.iter().flat_map(|entry| entry.stalls.clone()));
        stalls.sort();
        let mut all: Vec<String> = problem.stalls.iter().map(|s| s.id.clone()).collect();
        all.sort();
        prop_assert_eq!(stalls, all);
    }

    #[test]
    fn who_wins_in_one_pool_stands_in_no_later_one(problem in problems()) {
        for entry in draw(&problem).results {
            let last = entry.standings.last().map(|s| s.pool.clone());
            prop_assert!(entry.pool.is_none() || entry.pool == last);
        }
    }

    #[test]
    fn nobody_gets_what_they_cannot_use(problem in problems()) {
        for entry in draw(&problem).results {
            let applicant = problem.applicants.iter().find(|a| a.code == entry.code).unwrap();
            for stall in problem.stalls.iter().filter(|s| entry.stalls.contains(&s.id)) {
                prop_assert!(applicant.needs.iter().all(|n| stall.features.contains(n)));
                let category = applicant.category.as_ref();
                let taken = category.is_some_and(|c| stall.categories.contains(c));
                prop_assert!(stall.categories.is_empty() || taken);
            }
        }
    }

    #[test]
    fn a_holder_never_comes_away_with_nothing(problem in problems()) {
        for entry in draw(&problem).results {
            let applicant = problem.applicants.iter().find(|a| a.code == entry.code).unwrap();
            let held = problem.stalls.iter().find(|s| applicant.holds.contains(&s.id));
            let stood = held.is_some_and(|s| entry.standings.iter().any(|p| p.pool == s.pool));
            let usable = held.is_some_and(|stall| {
                let category = applicant.category.as_ref();
                applicant.needs.iter().all(|n| stall.features.contains(n))
                    && (stall.categories.is_empty()
                        || category.is_some_and(|c| stall.categories.contains(c)))
            });
            prop_assert!(!stood || !usable || !entry.stalls.is_empty());
        }
    }

    #[test]
    fn caps_hold_for_those_whom_they_bind(problem in problems()) {
        let outcome = draw(&problem);
        for cap in &problem.caps {
            let of_category = |code: &str| {
                let mut all = problem.applicants.iter();
                all.any(|a| a.code == code && a.category.as_ref() == Some(&cap.category))
            };
            let placed = outcome.results.iter().filter(|e| e.pool.is_some() && of_category(&e.code));
            let free = |e: &&starstall::engine::Entry| {
                let mut pools = problem.pools.iter();
                let grouped = pools.any(|p| Some(&p.name) == e.pool.as_ref() && !p.groups.is_empty());
                let mut all = problem.applicants.iter();
                grouped || all.any(|a| a.code == e.code && !a.holds.is_empty())
            };
            let exempt = placed.clone().filter(free).count();
            let bound = placed.count() - exempt;
            prop_assert!(bound <= cap.max as usize);
        }
    }

    #[test]
    fn a_reason_fits_its_entry_and_names_people_by_number(problem in problems()) {
        let outcome = draw(&problem);
        for entry in &outcome.results {
            let waits = entry.standings.iter().any(|s| s.waiting.is_some());
            let fits = match &entry.reason {
                Reason::Assigned { .. } => entry.pool.is_some() && !waits,
                Reason::NotAdmitted { .. } => entry.standings.is_empty(),
                Reason::NothingUsable { .. } => !entry.standings.is_empty() && !waits,
                Reason::Outranked { position, cut_off, usable, renewed, .. } => {
                    waits && cut_off.is_none_or(|c| c < *position) && *usable > 0 && renewed <= usable
                }
                Reason::NothingLeft { usable, .. } => waits && *usable > 0,
                Reason::Cap { .. } => waits && !problem.caps.is_empty(),
                Reason::NoBlock { .. } | Reason::WorkBound { .. } => false,
            };
            prop_assert!(fits, "{:?}", entry);
            let reason = serde_json::to_string(&entry.reason).unwrap();
            prop_assert!(outcome.results.iter().all(|other| !reason.contains(&other.code)));
        }
    }

    #[test]
    fn a_wish_that_was_taken_went_to_the_number_that_the_reason_names(problem in problems()) {
        let outcome = draw(&problem);
        for entry in &outcome.results {
            let applicant = problem.applicants.iter().find(|a| a.code == entry.code).unwrap();
            let (Reason::Assigned { earlier: fates, .. } | Reason::NothingLeft { wishes: fates, .. }) =
                &entry.reason
            else {
                continue;
            };
            for fate in fates {
                let wish = &applicant.preferences[fate.wish as usize - 1];
                prop_assert!(entry.preference.is_none_or(|got| fate.wish < got));
                if let Fate::Taken { pool, by } = &fate.fate {
                    let owner = outcome.results.iter().find(|e| e.stalls.contains(wish)).unwrap();
                    let stood = owner.standings.last().unwrap();
                    prop_assert_eq!((&stood.pool, stood.position), (pool, *by));
                }
            }
        }
    }

    /// In one pool without caps and holders, whoever gets a stall gets one with
    /// `anywhere`, too: leaving wishes out makes nobody's promise.
    #[test]
    fn a_shorter_wish_list_wins_nothing(mut problem in problems(), at in 0..8_usize, keep in 0..4_usize) {
        problem.caps.clear();
        problem.applicants.iter_mut().for_each(|a| a.holds.clear());
        problem.pools.truncate(1);
        problem.stalls.iter_mut().for_each(|s| s.pool = "p0".to_owned());
        problem.applicants.iter_mut().for_each(|a| a.pools = vec!["p0".to_owned()]);
        let Some(code) = problem.applicants.get(at).map(|a| a.code.clone()) else {
            return Ok(());
        };
        let short = {
            let mut short = problem.clone();
            short.applicants[at].preferences.truncate(keep);
            short.applicants[at].anywhere = false;
            short
        };
        problem.applicants[at].anywhere = true;
        let placed = |problem: &Problem| draw(problem).entry(&code).unwrap().pool.is_some();
        prop_assert!(!placed(&short) || placed(&problem));
    }
}

fn shuffled(problem: Problem) -> impl Strategy<Value = Problem> {
    let stalls = Just(problem.stalls.clone()).prop_shuffle();
    let applicants = Just(problem.applicants.clone()).prop_shuffle();
    (stalls, applicants).prop_map(move |(stalls, applicants)| {
        let mut problem = problem.clone();
        problem.stalls = stalls;
        problem.applicants = applicants;
        for applicant in &mut problem.applicants {
            applicant.pools.reverse();
            applicant.needs.reverse();
            applicant.groups.reverse();
        }
        for stall in &mut problem.stalls {
            stall.features.reverse();
            stall.categories.reverse();
        }
        problem
    })
}
