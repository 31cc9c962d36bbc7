//! What the log says while a market is played: no name, no telephone number, no address.

use std::path::Path;

use super::{run, starstall_in, told};

/// Everything in the seed that tells who somebody is.
fn personal_data(seed: &Path) -> Vec<String> {
    let mut people = csv::Reader::from_path(seed.join("people.csv")).unwrap();
    let headers = people.headers().unwrap().clone();
    let columns: Vec<usize> = ["name", "trading_name", "phone", "email", "identity"]
        .iter()
        .map(|wanted| headers.iter().position(|name| name == *wanted).unwrap())
        .collect();
    let mut found: Vec<String> = Vec::new();
    for row in people.records() {
        let row = row.unwrap();
        found.extend(columns.iter().map(|column| row[*column].to_owned()));
    }
    let staff = std::fs::read_to_string(seed.join("staff.toml")).unwrap();
    let quoted = staff.lines().filter_map(|line| {
        let (key, value) = line.split_once('=')?;
        let is_personal = ["name", "email"].contains(&key.trim());
        is_personal.then(|| value.trim().trim_matches('"').to_owned())
    });
    found.extend(quoted);
    found.retain(|text| text.chars().count() > 2);
    found
}

#[test]
fn no_personal_data_is_logged_while_a_market_is_played_and_its_mail_sent() {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/small-square");
    let folder = tempfile::tempdir().unwrap();
    let mut logged = String::new();
    let commands: [&[&str]; 4] = [
        &["seed", seed.to_str().unwrap()],
        &["outbox", "run"],
        &["retain", "--dry-run"],
        &["audit", "verify"],
    ];
    for arguments in commands {
        let mut command = starstall_in(folder.path());
        command
            .env("STARSTALL_LOG", "debug,starstall=trace")
            .args(arguments);
        let (_, said, status) = told(&run(command, b""));
        assert_eq!(status, 0, "{arguments:?}: {said}");
        logged.push_str(&said);
    }
    assert!(logged.lines().count() > 10, "nothing was logged: {logged}");
    let personal = personal_data(&seed);
    assert!(personal.len() > 20);
    for text in personal {
        let digits = text.strip_prefix("+86").unwrap_or(&text);
        assert!(!logged.contains(digits), "{text} is in the log");
    }
}
