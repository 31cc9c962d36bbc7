//! The weekends of the demo market's first round, from its seed.

use std::collections::BTreeMap;

use csv::{Reader, StringRecord};
use starstall::engine::{Applicant, Cap, Placement, Pool, Problem, Stall, Unfilled};

const STALLS: &str = include_str!("../../seeds/jinxiu-starlight/stalls.csv");
const APPLICATIONS: &str = include_str!("../../seeds/jinxiu-starlight/applications-round-1.csv");
const ATTESTATIONS: &str = include_str!("../../seeds/jinxiu-starlight/attestations.csv");

type Row = BTreeMap<String, String>;

pub fn problem() -> Problem {
    let groups = groups();
    let applications = rows(APPLICATIONS).into_iter();
    let applications = applications.filter(|row| has(row, "trading_times", "weekend"));
    let applicants: Vec<Applicant> = applications
        .filter(|row| text(row, "outcome") != "decline")
        .map(|row| applicant(&row, &groups))
        .collect();
    let mut charity = pool("charity");
    charity.groups = groups.into_values().collect();
    charity.groups.sort();
    charity.groups.dedup();
    Problem {
        version: 1,
        seed: "5a".repeat(32),
        placement: Placement::Fill,
        stalls: rows(STALLS).iter().map(stall).collect(),
        applicants,
        pools: vec![charity, pool("open")],
        caps: vec![Cap {
            category: "hot-food".to_owned(),
            max: 30,
        }],
    }
}

fn pool(name: &str) -> Pool {
    Pool {
        name: name.to_owned(),
        groups: Vec::new(),
        categories: Vec::new(),
        quotas: Vec::new(),
        order: Vec::new(),
        unfilled: Some(Unfilled::Release),
    }
}

fn stall(row: &Row) -> Stall {
    let zone = text(row, "zone");
    let charity = zone == "D";
    Stall {
        id: text(row, "code"),
        zone: Some(zone),
        row: Some(text(row, "row")),
        place: text(row, "place").parse().ok(),
        pool: if charity { "charity" } else { "open" }.to_owned(),
        features: list(row, "features"),
        categories: list(row, "categories"),
    }
}

fn applicant(row: &Row, groups: &BTreeMap<String, String>) -> Applicant {
    let code = text(row, "person");
    let charity = text(row, "charity") == "yes";
    let open = !charity || text(row, "also_open") == "yes";
    let pools = [(charity, "charity"), (open, "open")];
    let pools = pools.iter().filter(|(listed, _)| *listed);
    Applicant {
        ticket: None,
        category: Some(text(row, "category")),
        needs: list(row, "needs"),
        groups: groups.get(&code).cloned().into_iter().collect(),
        pools: pools.map(|(_, pool)| (*pool).to_owned()).collect(),
        preferences: list(row, "wishes_weekend"),
        anywhere: text(row, "anywhere_weekend") == "yes",
        min: 1,
        max: 1,
        holds: Vec::new(),
        tier: None,
        rank: None,
        code,
    }
}

/// The confirmed hardship group of each person.
fn groups() -> BTreeMap<String, String> {
    let confirmed = rows(ATTESTATIONS).into_iter();
    let confirmed = confirmed.filter(|row| text(row, "state") == "confirmed");
    confirmed
        .map(|row| (text(&row, "person"), text(&row, "group")))
        .collect()
}

fn rows(file: &str) -> Vec<Row> {
    let mut reader = Reader::from_reader(file.as_bytes());
    let names = reader.headers().cloned().unwrap_or_default();
    let row = |record: StringRecord| {
        let fields = names.iter().zip(record.iter());
        fields.map(|(n, f)| (n.to_owned(), f.to_owned())).collect()
    };
    reader.records().filter_map(Result::ok).map(row).collect()
}

fn text(row: &Row, name: &str) -> String {
    row.get(name).cloned().unwrap_or_default()
}

fn list(row: &Row, name: &str) -> Vec<String> {
    let text = text(row, name);
    let words = text.split(';').filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn has(row: &Row, name: &str, word: &str) -> bool {
    list(row, name).iter().any(|other| other == word)
}
