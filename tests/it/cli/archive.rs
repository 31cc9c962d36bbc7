//! `archive` and `seed FILE`: the demo's market in another installation.

use std::path::Path;
use std::process::Command;

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use starstall::store::archive::TABLES;

use super::{run, starstall_in, told};
use crate::support::TestDb;

const KEY: &str = "9f2c64a1d07be83561fa0e4c97d2b85310e7ac46f98b23d15c6e0d9a7f41b8e2";

fn command(home: &Path, database: &TestDb) -> Command {
    let mut command = starstall_in(home);
    command.env("STARSTALL_DATABASE_URL", database.url());
    command.env("STARSTALL_SECRET_KEY", KEY);
    command
}

fn done(mut command: Command, arguments: &[&str]) -> String {
    command.args(arguments);
    let (printed, said, status) = told(&run(command, b""));
    assert_eq!((said.as_str(), status), ("", 0));
    printed
}

/// Every row of a table without the numbers by which rows of one database name each other.
async fn rows_of(database: &TestDb, table: &str, columns: &[&str]) -> Vec<String> {
    let store = database.connect().await;
    let db = store.reader();
    let backend = db.get_database_backend();
    let cells: Vec<String> = columns
        .iter()
        .map(|column| match backend {
            DbBackend::Postgres => format!("coalesce(\"{column}\"::text, 'NULL')"),
            _ => format!("quote(\"{column}\")"),
        })
        .collect();
    // What concerns no market stays where it was done.
    let only = if table == "audit" {
        " WHERE market_id IS NOT NULL"
    } else {
        ""
    };
    let line = cells.join(" || '|' || ");
    let sql = format!("SELECT {line} AS line FROM \"{table}\"{only}");
    let rows = db.query_all_raw(Statement::from_string(backend, sql)).await;
    let mut lines: Vec<String> = rows
        .unwrap()
        .iter()
        .map(|row| row.try_get("", "line").unwrap())
        .collect();
    store.close().await;
    lines.sort_unstable();
    lines
}

#[tokio::test]
async fn the_demo_comes_back_the_same_byte_for_byte_and_row_for_row() {
    let (old, new) = (TestDb::new().await, TestDb::new().await);
    let folder = tempfile::tempdir().unwrap();
    let homes = ["old", "new"].map(|name| folder.path().join(name));
    let files = ["first.jsonl", "second.jsonl"].map(|name| folder.path().join(name));
    let [first, second] = files.each_ref().map(|file| file.to_str().unwrap());
    let market = "--market=jinxiu-starlight";
    done(command(&homes[0], &old), &["demo", "--exit", "--json"]);
    done(command(&homes[0], &old), &["archive", first, market]);
    let printed = done(command(&homes[1], &new), &["seed", first]);
    assert!(
        printed.starts_with("Read jinxiu-starlight with "),
        "{printed}"
    );
    done(command(&homes[1], &new), &["archive", second, market]);
    let [first, second] = files.each_ref().map(|file| std::fs::read(file).unwrap());
    assert!(first == second, "the archives differ");

    for table in TABLES {
        let columns = table.columns();
        let own: Vec<&str> = columns
            .iter()
            .filter(|column| column.refers.is_none())
            .map(|column| column.name)
            .collect();
        if own.is_empty() {
            continue;
        }
        let before = rows_of(&old, table.name, &own).await;
        let after = rows_of(&new, table.name, &own).await;
        assert!(
            before == after,
            "{}: {} {}",
            table.name,
            before.len(),
            after.len()
        );
    }
}
