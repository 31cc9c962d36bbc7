//! A seed's files: what is read, and how faults are told.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use expect_test::{Expect, expect};
use starstall::app::{App, Keys};
use starstall::cli::seed::{Fate, Scenario, SeedFiles, play};
use starstall::clock::{Chance, Clock};
use starstall::notice::{Post, Transport};
use starstall::store;

use crate::support::TestDb;

fn small_square() -> SeedFiles {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/small-square");
    let files = SeedFiles::read(&dir).unwrap();
    SeedFiles {
        name: "small-square".to_owned(),
        ..files
    }
}

fn refused(files: &SeedFiles, expected: &Expect) {
    expected.assert_eq(&Scenario::read(files).unwrap_err().to_string());
}

fn edit(files: &mut SeedFiles, name: &str, from: &str, to: &str) {
    let bytes = files.files.get_mut(name).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains(from), "{name} has no {from:?}");
    *bytes = text.replacen(from, to, 1).into_bytes();
}

#[test]
fn the_demo_is_inside_the_program_as_it_is_in_its_folder() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/jinxiu-starlight");
    let in_folder = SeedFiles::read(&dir).unwrap();
    let inside = SeedFiles::demo();
    for (name, bytes) in &in_folder.files {
        assert_eq!(inside.files.get(name), Some(bytes), "{name}");
    }
}

#[test]
fn both_seeds_are_in_order() {
    let demo = Scenario::read(&SeedFiles::demo()).unwrap();
    let (_, applications) = demo.rounds.first().unwrap();
    let late = applications.iter().filter(|line| line.fate == Fate::Late);
    assert_eq!((demo.stalls.codes.len(), applications.len()), (86, 230));
    assert_eq!(late.count(), 5);
    Scenario::read(&small_square()).unwrap();
}

#[test]
fn every_fault_of_every_file_is_told_at_once() {
    let mut files = small_square();
    edit(
        &mut files,
        "rounds.toml",
        "weekend = [\"S01\"",
        "weekend = [\"S99\"",
    );
    edit(
        &mut files,
        "rounds.toml",
        "charity_fee_waived",
        "charity_free",
    );
    edit(
        &mut files,
        "attestations.csv",
        "P004,low_income,",
        "P404,poor,",
    );
    edit(
        &mut files,
        "staff.toml",
        "organisation = \"mill",
        "organisation = \"mil",
    );
    refused(
        &files,
        &expect![[r#"
            the seed cannot be used, and nothing was changed
              small-square/staff.toml, line 33: there is no organisation mil-community
              small-square/attestations.csv, line 2, column person: there is no person "P404"
              small-square/attestations.csv, line 2, column group: "poor": no such word
              small-square/rounds.toml, line 32: unknown field `charity_free`, expected one of `version`, `fee`, `charity_fee_waived`, `refusal_limit`, `objection_days_list`, `objection_days_result`, `confirm_days`, `offer_days`, `most_stalls`, `renewals`, `placement`, `pools`, `caps`, `seed_sources`"#]],
    );
}

#[test]
fn what_only_follows_from_another_fault_is_not_told() {
    let mut files = small_square();
    edit(&mut files, "stalls.csv", "N01,N,", "N01,F,");
    edit(&mut files, "people.csv", ",en,", ",,");
    refused(
        &files,
        &expect![[r#"
        the seed cannot be used, and nothing was changed
          small-square/stalls.csv, line 2, column zone: there is no zone "F"
          small-square/people.csv, line 2, column language: must not be empty"#]],
    );
}

#[test]
fn wishes_and_applicants_have_to_exist() {
    let mut files = small_square();
    let name = "applications-round-1.csv";
    edit(&mut files, name, "N01;N02", "N01;X09;zone:Q");
    edit(
        &mut files,
        name,
        "P005,-39,08:15,produce,1",
        "P001,-3x,8h,fish,many",
    );
    edit(
        &mut files,
        name,
        "weekend,S03,yes,decline:duplicate",
        "sunday,S03,yes,decline:ugly",
    );
    refused(
        &files,
        &expect![[r#"
        the seed cannot be used, and nothing was changed
          small-square/applications-round-1.csv, line 2, column wishes_weekend: "X09": there is no such stall
          small-square/applications-round-1.csv, line 2, column wishes_weekend: "zone:Q": there is no zone "Q"
          small-square/applications-round-1.csv, line 4, column person: P001 has applied already
          small-square/applications-round-1.csv, line 4, column submitted_day: "-3x": not a whole number in its range
          small-square/applications-round-1.csv, line 4, column submitted_time: "8h": not a time such as 17:40
          small-square/applications-round-1.csv, line 4, column category: there is no category fish
          small-square/applications-round-1.csv, line 4, column workers: "many": not a whole number in its range
          small-square/applications-round-1.csv, line 10, column outcome: "decline:ugly": no such word
          small-square/applications-round-1.csv, line 10, column trading_times: "sunday": not given out in this round"#]],
    );
}

#[test]
fn columns_are_exactly_those_that_are_known() {
    let mut files = small_square();
    edit(&mut files, "people.csv", "key,name,", "key,nom,");
    refused(
        &files,
        &expect![[r#"
            the seed cannot be used, and nothing was changed
              small-square/people.csv, line 1: there is no column "nom"; there are key,name,trading_name,phone,email,language,household,identity,seniority
              small-square/people.csv, line 1: column name is missing"#]],
    );
}

#[test]
fn broken_lines_and_bytes_are_told_with_their_line() {
    let mut files = small_square();
    edit(&mut files, "stalls.csv", "\nN02,", "\nN02,N,");
    edit(&mut files, "stalls.csv", "\nN03,", "\n\"N03,");
    refused(
        &files,
        &expect![[r#"
            the seed cannot be used, and nothing was changed
              small-square/stalls.csv, line 3: 11 cells, but 10 columns; is a comma or a quotation mark out of place?
              small-square/stalls.csv, line 4: 1 cells, but 10 columns; is a comma or a quotation mark out of place?"#]],
    );

    let mut files = small_square();
    let people = files.files.get_mut("people.csv").unwrap();
    let at = people.iter().position(|byte| *byte == b'\n').unwrap();
    people.splice(at + 6..at + 7, *b"\xff");
    refused(
        &files,
        &expect![[r#"
            the seed cannot be used, and nothing was changed
              small-square/people.csv, line 2, column name: not valid UTF-8; save the file as UTF-8"#]],
    );

    let mut files = small_square();
    let market = files.files.get_mut("market.toml").unwrap();
    let at = market.windows(4).position(|part| part == b"slug").unwrap();
    market.splice(at..at, *b"\xff");
    refused(
        &files,
        &expect![[r#"
        the seed cannot be used, and nothing was changed
          small-square/market.toml, line 5: not valid UTF-8; save the file as UTF-8"#]],
    );
}

#[test]
fn a_file_that_is_missing_is_told() {
    for name in [
        "market.toml",
        "stalls.csv",
        "people.csv",
        "applications-round-1.csv",
    ] {
        let mut files = small_square();
        files.files.remove(name);
        let told = Scenario::read(&files).unwrap_err().to_string();
        let line = format!("small-square/{name}: there is no such file");
        assert!(told.contains(&line), "{told}");
    }
}

/// Cut off after a moment, wherever it is; the next day finds nothing of the days changed.
#[tokio::test]
async fn a_scenario_that_goes_on_the_next_day_keeps_its_days() {
    let scenario = Scenario::read(&small_square()).unwrap();
    let database = TestDb::new().await;
    let begun_at = "2026-11-24T10:00:00Z".parse().unwrap();
    let app = App {
        store: database.connect().await,
        clock: Clock::manual(begun_at),
        chance: Chance::system(),
        keys: Keys::new([7; 32]),
    };
    let post = Post {
        transport: Transport::Memory(Arc::new(Mutex::new(Vec::new()))),
        from: "Market <noreply@market.example.org>".parse().unwrap(),
        public_url: "https://market.example.org".to_owned(),
    };
    let cut_off = Duration::from_millis(120);
    let _ = tokio::time::timeout(cut_off, play(&app, &post, &scenario)).await;
    app.clock.advance(chrono::Duration::days(1));
    play(&app, &post, &scenario).await.unwrap();

    let db = app.store.reader();
    let market = store::market::find_market(db, "small-square")
        .await
        .unwrap();
    let market = market.unwrap();
    let round = store::round::find_round(db, market.id, "round-1")
        .await
        .unwrap();
    let round = round.unwrap();
    let holdings = store::holding::list_holdings(db, market.id, round.id)
        .await
        .unwrap();
    assert_eq!(round.term_from.to_string(), "2026-11-17");
    assert_eq!((round.state.as_str(), holdings.len()), ("running", 7));
}
