//! The worked example of ARCHITECTURE.md comes out as its table says.

use std::path::{Path, PathBuf};

use starstall::engine::{Problem, Shortage, allocate};

fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The rows of the table: who, and the stalls that they get.
fn rows() -> Vec<(String, Vec<String>)> {
    let text = std::fs::read_to_string(file("ARCHITECTURE.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| P"));
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let stalls = cells[3].split(", ").filter(|stall| *stall != "nothing");
        (cells[1].to_owned(), stalls.map(str::to_owned).collect())
    };
    let mut rows: Vec<_> = rows.map(row).collect();
    rows.sort();
    rows
}

#[test]
fn ten_people_get_what_the_table_says() {
    let json = std::fs::read(file("docs/ten-people.json")).unwrap();
    let outcome = allocate(&Problem::from_json(&json).unwrap()).unwrap();
    let entries = outcome.results.iter();
    let got: Vec<_> = entries
        .map(|e| (e.code.clone(), e.stalls.clone()))
        .collect();
    assert_eq!(rows(), got);
    let power = |shortage: &Shortage| shortage.applicants == ["P03", "P06", "P10"];
    let short_of_power = outcome.shortages.iter().find(|s| power(s)).unwrap();
    assert_eq!(
        (short_of_power.stalls.len(), short_of_power.short_by),
        (2, 1)
    );
}
