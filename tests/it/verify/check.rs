//! The checker accepts what the engine says, and nothing else.

use starstall::engine::{Outcome, Problem, allocate};
use starstall::verify::{Wrong, check};

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
    assert!(matches!(wrong[..], [ref f] if matches!(f.wrong, Wrong::ProblemSha256 { .. })));
}

#[test]
fn whoever_has_no_entry_is_found() {
    let (problem, mut outcome) = two_for_one();
    outcome.results.remove(0);
    let wrong = check(&problem, &outcome).wrong;
    assert!(
        wrong
            .iter()
            .any(|f| f.code.as_deref() == Some("N1") && f.wrong == Wrong::NoEntry)
    );
}
