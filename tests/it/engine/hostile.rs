//! Problems that someone wrote to break it: they are drawn or refused, and soon.

use std::fmt::Write;

use starstall::engine::{Applicant, Problem, allocate};

use super::fixture::parse;
use super::properties::{draw, ensure, everyone_and_everything_once};
use super::random::{BLOCKS, MIXED, Shape, check_all};

const NUMBERS: [i64; 7] = [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX - 1, i64::MAX];

/// Places, ranks and tiers from one end of the numbers to the other.
#[test]
fn extreme_numbers_are_numbers() {
    let mut problem = parse(
        "pool open order=tier,rank
         row A open A1 A2 A3 A4 A5 A6 A7
         who N1 open min=2 max=3 anywhere
         who N2 open min=2 max=4294967295 anywhere
         who N3 open min=4294967295 max=4294967295 anywhere
         who N4 open max=4294967295 preferences=A7
         who N5 open holds=A4 max=4294967295 preferences=A3
         who N6 open anywhere
         who N7 open anywhere",
    );
    for (no, number) in NUMBERS.into_iter().enumerate() {
        problem.stalls[no].place = Some(number);
        problem.applicants[no].rank = Some(number);
        problem.applicants[6 - no].tier = Some(number);
    }
    everyone_and_everything_once(&problem, &draw(&problem)).unwrap();
}

#[test]
fn a_hundred_thousand_wishes_are_read_through() {
    let mut problem = parse(
        "pool open order=rank
         stall A1 open zone=A
         stall A2 open zone=A
         who N1 open rank=1
         who N2 open rank=2 holds=A1",
    );
    for applicant in &mut problem.applicants {
        let wishes = (0..100_000).map(|no| ["A1", "zone:A", "A9", "zone:"][no % 4]);
        applicant.preferences = wishes.map(str::to_owned).collect();
        applicant.needs = applicant.groups.clone();
    }
    problem.applicants[0]
        .preferences
        .extend((0..100_000).map(|no| format!("X{no}")));
    problem.applicants[0].holds = (0..100_000).map(|no| format!("Y{no}")).collect();
    everyone_and_everything_once(&problem, &draw(&problem)).unwrap();
}

/// The same ticket for all, and names in every script and of every length.
#[test]
fn names_may_be_anything_but_empty() {
    let names = [
        "\u{1f3ea}",
        "A1 ",
        " ",
        "\u{202e}A1",
        "\\\"",
        "\n",
        "a\u{301}",
        "\u{e1}",
    ];
    let long = "\u{6469}".repeat(10_000);
    let mut problem = parse("pool open\nwho N open anywhere\nstall S open zone=A\ncap tea 1");
    let (who, stall) = (problem.applicants.remove(0), problem.stalls.remove(0));
    for name in names.into_iter().chain([long.as_str()]) {
        let mut who = who.clone();
        who.code = name.to_owned();
        who.ticket = Some("same".to_owned());
        who.preferences = vec![name.to_owned(), format!("zone:{name}")];
        who.category = Some(name.to_owned());
        problem.applicants.push(who);
        let mut stall = stall.clone();
        stall.id = name.to_owned();
        stall.zone = Some(name.to_owned());
        problem.stalls.push(stall);
    }
    let bytes = problem.canonical_bytes();
    let problem = Problem::from_json(&bytes).unwrap();
    everyone_and_everything_once(&problem, &draw(&problem)).unwrap();
}

/// Rows in which blocks of all sizes contend, with holders, quotas and a cap.
#[test]
fn a_problem_that_is_hard_to_pack_is_drawn_all_the_same() {
    let problem = parse(&hard_to_pack());
    everyone_and_everything_once(&problem, &draw(&problem)).unwrap();
}

fn hard_to_pack() -> String {
    let mut text = String::from("pool open order=rank quotas=a:15,b:15,c:4294967295\ncap tea 20\n");
    for row in 0..6 {
        let ids: Vec<String> = (0..9).map(|place| format!("S{row}x{place}")).collect();
        writeln!(text, "row R{row} open {}", ids.join(" ")).unwrap();
    }
    for who in 0..45 {
        let (min, max, rank) = (1 + who % 4, 3 + who % 4, who * 37 % 45);
        let groups = ["a", "b", "a,b", "b,c", "a,b,c"][who % 5];
        let category = ["tea", "food"][who % 2];
        let anywhere = ["anywhere=true", "anywhere=false", "anywhere=false"][who % 3];
        let wishes = format!("S{}x4,S{}x4", who % 6, who % 5);
        let facts = format!("groups={groups} category={category} rank={rank} {anywhere}");
        let sizes = format!("min={min} max={max} preferences={wishes}");
        writeln!(text, "who N{who} open {facts} {sizes}").unwrap();
    }
    for who in 0..6 {
        let next = (who + 1) % 6;
        let holds = format!("holds=S{who}x1,S{who}x7,S{who}x8");
        let wishes = format!("preferences=S{next}x1,S{next}x7,S{next}x8");
        writeln!(text, "who H{who} open max=3 {holds} {wishes}").unwrap();
    }
    text
}

#[test]
fn a_list_of_nothing_but_holders_is_drawn() {
    let mut text = String::from("choice\npool open order=rank\n");
    for who in 0..300 {
        let (next, last) = ((who + 1) % 300, (who + 299) % 300);
        write!(
            text,
            "stall A{who} open\nwho H{who} open rank={} holds=A{who} preferences=A{next},A{last}\n",
            who * 7 % 300
        )
        .unwrap();
    }
    let problem = parse(&text);
    let outcome = draw(&problem);
    everyone_and_everything_once(&problem, &outcome).unwrap();
    assert!(outcome.unfilled.is_empty());
}

fn without_limit(applicant: &mut Applicant) {
    applicant.min = applicant.min.saturating_mul(u32::MAX / 2);
    applicant.max = u32::MAX;
}

/// A tenth of the people ask for everything there is.
#[test]
fn sizes_without_limit_are_drawn() {
    for shape in [MIXED, BLOCKS] {
        check_all(shape, 100, |problem| {
            let mut problem = problem.clone();
            problem
                .applicants
                .iter_mut()
                .step_by(3)
                .for_each(without_limit);
            for pool in &mut problem.pools {
                pool.quotas
                    .iter_mut()
                    .for_each(|quota| quota.at_least = u32::MAX);
            }
            problem.caps.iter_mut().for_each(|cap| cap.max = u32::MAX);
            everyone_and_everything_once(&problem, &draw(&problem))
        });
    }
}

/// Many times as large as what the oracle can look at.
const LARGE: Shape = Shape {
    stalls: 120,
    applicants: 160,
    holders: 3,
    sizes: 4,
    ..MIXED
};

#[test]
fn larger_problems_full_of_everything_are_drawn() {
    check_all(LARGE, 4, |problem| {
        let problem = Problem::from_json(&problem.canonical_bytes());
        let problem = problem.map_err(|errors| format!("{errors:?}"))?;
        let outcome = allocate(&problem).map_err(|errors| format!("{errors:?}"))?;
        ensure(
            outcome.results.len() == problem.applicants.len(),
            "everyone",
        )?;
        everyone_and_everything_once(&problem, &outcome)
    });
}
