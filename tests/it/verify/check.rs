//! The checker accepts what the engine says.

use starstall::engine::{Outcome, Problem, allocate};
use starstall::verify::{Wrong, check};

use crate::engine::random::{BLOCKS, CROWDED, HOLDS, MIXED, RINGS, SHARES, Shape, check_all};

fn accepts(shape: Shape) {
    check_all(shape, 200, |problem| {
        let outcome = allocate(problem).map_err(|errors| format!("{errors:?}"))?;
        let checked = check(problem, &outcome);
        if checked.wrong.is_empty() && checked.undecided.is_empty() {
            return Ok(());
        }
        Err(format!("{checked:#?}\n{}", outcome.to_json_pretty()))
    });
}

#[test]
fn what_the_engine_says_is_right() {
    accepts(MIXED);
}

#[test]
fn what_the_engine_says_is_right_in_a_crowd() {
    accepts(CROWDED);
}

#[test]
fn what_the_engine_says_is_right_of_holders_who_move() {
    accepts(RINGS);
}

#[test]
fn what_the_engine_says_is_right_of_quotas() {
    accepts(SHARES);
}

#[test]
fn what_the_engine_says_is_right_of_blocks() {
    accepts(BLOCKS);
}

#[test]
fn what_the_engine_says_is_right_of_those_who_hold_several() {
    accepts(HOLDS);
}

fn two_for_one() -> (Problem, Outcome) {
    let seed = "00".repeat(32);
    let json = format!(
        r#"{{"version":1,"seed":"{seed}","placement":"fill",
        "stalls":[{{"id":"A01","pool":"open"}}],
        "applicants":[{{"code":"N1","pools":["open"],"anywhere":true}},
                      {{"code":"N2","pools":["open"],"anywhere":true}}],
        "pools":[{{"name":"open"}}]}}"#
    );
    let problem = Problem::from_json(json.as_bytes()).unwrap();
    let outcome = allocate(&problem).unwrap();
    (problem, outcome)
}

#[test]
fn the_answer_to_another_problem_is_wrong() {
    let (problem, mut outcome) = two_for_one();
    outcome.problem_sha256 = "00".repeat(32);
    let wrong = check(&problem, &outcome).wrong;
    let found = |wrong: &Wrong| matches!(wrong, Wrong::ProblemSha256 { .. });
    assert!(wrong.iter().any(|finding| found(&finding.wrong)));
}

#[test]
fn whoever_has_no_entry_is_found() {
    let (problem, mut outcome) = two_for_one();
    outcome.results.remove(0);
    let wrong = check(&problem, &outcome).wrong;
    let lost = wrong.iter().filter(|f| f.wrong == Wrong::NoEntry);
    let lost: Vec<_> = lost.map(|f| f.code.as_deref()).collect();
    assert_eq!(lost, [Some("N1")]);
}
