//! The demo's market: its stalls, and those who apply for a weekend in its first round.

use std::collections::BTreeMap;

use starstall::engine::{
    Applicant, Cap, Outcome, Placement, Pool, Problem, Stall, Unfilled, allocate,
};
use starstall::verify::{Point, check};

const STALLS: &str = include_str!("../../../seeds/jinxiu-starlight/stalls.csv");
const APPLICATIONS: &str = include_str!("../../../seeds/jinxiu-starlight/applications-round-1.csv");
const ATTESTATIONS: &str = include_str!("../../../seeds/jinxiu-starlight/attestations.csv");

const GROUPS: [&str; 5] = [
    "disability",
    "low_income",
    "low_income_edge",
    "destitute",
    "other_hardship",
];

#[test]
fn the_market_of_the_demo_is_checked_whole() {
    let problem = market();
    assert!(problem.stalls.len() == 86 && problem.applicants.len() > 150);
    let outcome = allocate(&problem).unwrap();
    let checked = check(&problem, &outcome);
    assert_eq!((checked.wrong, checked.undecided), (vec![], vec![]));
    let everyone = u32::try_from(problem.applicants.len()).unwrap();
    assert_eq!(checked.counts[&Point::Reasons], everyone);
    assert!(checked.counts[&Point::Choosing] >= everyone);
}

#[test]
fn two_exchanged_stalls_of_the_demo_are_found() {
    let problem = market();
    let outcome = allocate(&problem).unwrap();
    let placed = outcome.results.iter().enumerate();
    let placed: Vec<usize> = placed
        .filter(|(_, e)| e.pool.is_some())
        .map(|(no, _)| no)
        .collect();
    let (one, other) = (placed[3], placed[placed.len() - 3]);
    let mut exchanged: Outcome = outcome.clone();
    let stalls = exchanged.results[one].stalls.clone();
    exchanged.results[one].stalls = exchanged.results[other].stalls.clone();
    exchanged.results[other].stalls = stalls;
    let found = check(&problem, &exchanged).wrong;
    for entry in [&outcome.results[one], &outcome.results[other]] {
        let mut codes = found.iter().filter_map(|finding| finding.code.as_ref());
        assert!(
            codes.any(|code| *code == entry.code),
            "{} is not found",
            entry.code
        );
    }
}

fn market() -> Problem {
    Problem {
        version: 1,
        seed: "5a".repeat(32),
        placement: Placement::Fill,
        stalls: rows(STALLS).iter().map(stall).collect(),
        applicants: applicants(),
        pools: vec![pool("charity", &GROUPS), pool("open", &[])],
        caps: vec![Cap {
            category: "hot-food".to_owned(),
            max: 30,
        }],
    }
}

type Row = BTreeMap<String, String>;

fn rows(file: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn words(list: &str) -> Vec<String> {
    let words = list.split(';').filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn stall(row: &Row) -> Stall {
    let pool = if row["zone"] == "D" {
        "charity"
    } else {
        "open"
    };
    Stall {
        id: row["code"].clone(),
        zone: Some(row["zone"].clone()),
        row: Some(row["row"].clone()),
        place: row["place"].parse().ok(),
        pool: pool.to_owned(),
        features: words(&row["features"]),
        categories: words(&row["categories"]),
    }
}

fn applicants() -> Vec<Applicant> {
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows(ATTESTATIONS)
        .iter()
        .filter(|row| row["state"] == "confirmed")
    {
        let of_person = groups.entry(row["person"].clone()).or_default();
        of_person.push(row["group"].clone());
    }
    let rows = rows(APPLICATIONS);
    let weekend = rows
        .iter()
        .filter(|row| row["trading_times"].contains("weekend"));
    let numbered = weekend.enumerate();
    let applicants = numbered.map(|(no, row)| {
        let listed = [("charity", "charity"), ("also_open", "open")];
        let pools = listed.iter().filter(|(field, _)| row[*field] == "yes");
        let mut pools: Vec<String> = pools.map(|(_, pool)| (*pool).to_owned()).collect();
        if pools.is_empty() {
            pools.push("open".to_owned());
        }
        Applicant {
            code: format!("{}-{no}", row["person"]),
            ticket: None,
            category: Some(row["category"].clone()),
            needs: words(&row["needs"]),
            groups: groups.get(&row["person"]).cloned().unwrap_or_default(),
            pools,
            preferences: words(&row["wishes_weekend"]),
            anywhere: row["anywhere_weekend"] == "yes",
            min: 1,
            max: 1,
            holds: Vec::new(),
            tier: None,
            rank: None,
        }
    });
    applicants.collect()
}

fn pool(name: &str, groups: &[&str]) -> Pool {
    Pool {
        name: name.to_owned(),
        groups: groups.iter().map(|&group| group.to_owned()).collect(),
        categories: Vec::new(),
        quotas: Vec::new(),
        order: Vec::new(),
        unfilled: Some(Unfilled::Release),
    }
}
