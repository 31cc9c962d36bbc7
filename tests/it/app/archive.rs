//! The whole market as one file: back in an empty database it is the same, row for row.

use std::collections::BTreeSet;

use entity::kinds::{Role, RoundState};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use starstall::app::application::find_vendor;
use starstall::app::audit::{ChainVerified, VerifyAudit, seal_audit, verify_audit};
use starstall::app::export::{read_archive, write_archive};
use starstall::app::offer::confirm_offer;
use starstall::app::round::plan_round;
use starstall::app::{Actor, AppError};
use starstall::domain::import::ImportProblem;
use starstall::store::Store;
use starstall::store::archive::{LEFT_BEHIND, TABLES};

use crate::support::scene::{EVENINGS, MARKET, Scene, plan, rules};

const SYSTEM: &Actor = &Actor::System;

/// Drawn and partly held, with staff, hardship and another market beside it.
async fn market() -> Scene {
    let scene = Scene::empty().await;
    scene.create_market("elsewhere").await;
    scene.create_market(MARKET).await;
    plan_round(&scene.app, SYSTEM, plan(&[EVENINGS], rules()))
        .await
        .unwrap();
    scene.round_in(RoundState::Open).await;
    scene.applicants(9).await;
    scene.form("爱心十").for_charity().apply().await;
    scene.confirm_requests().await;
    scene.staff(Role::Operator).await;
    seal_audit(&scene.app).await.unwrap();
    scene.round_in(RoundState::Final).await;
    for offer in scene.offers().await.iter().step_by(2) {
        let vendor = scene.vendor(offer.application_id).await;
        confirm_offer(&scene.app, &vendor.actor(), &offer.public_id)
            .await
            .unwrap();
    }
    scene
}

async fn archive(scene: &Scene) -> String {
    let mut file = Vec::new();
    write_archive(&scene.app, SYSTEM, MARKET, &mut file)
        .await
        .unwrap();
    String::from_utf8(file).unwrap()
}

/// The chain of the market's audit, which has to hold.
async fn audit_of(scene: &Scene) -> Vec<ChainVerified> {
    let command = VerifyAudit {
        market: Some(MARKET.to_owned()),
        head: None,
    };
    let chains = verify_audit(&scene.app, SYSTEM, &command).await.unwrap();
    assert!(chains[0].seals > 0 && chains[0].unsealed > 0 && chains[0].flaw.is_none());
    chains
}

async fn problem_of(scene: &Scene, file: &str) -> ImportProblem {
    match read_archive(&scene.app, SYSTEM, &mut file.as_bytes()).await {
        Err(AppError::Import(errors)) => errors[0].problem.clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_market_comes_back_the_same_and_goes_on() {
    let scene = market().await;
    let file = archive(&scene).await;
    let empty = Scene::empty().await;
    let read = read_archive(&empty.app, SYSTEM, &mut file.as_bytes()).await;
    assert_eq!(read.unwrap().rows, file.lines().count() as u64 - 2);
    assert_eq!(archive(&empty).await, file);
    assert!(!file.contains("elsewhere"));
    assert_eq!(audit_of(&empty).await, audit_of(&scene).await);

    let application = empty.applications().await.remove(0);
    let link = empty.app.keys.link(&application.code);
    find_vendor(&empty.app, link.reveal()).await.unwrap();
    let open = empty.offers().await.remove(1);
    let vendor = empty.vendor(open.application_id).await;
    confirm_offer(&empty.app, &vendor.actor(), &open.public_id)
        .await
        .unwrap();
    empty.create_market("second").await;
}

#[tokio::test]
async fn a_damaged_file_changes_nothing() {
    let file = archive(&market().await).await;
    let empty = Scene::empty().await;
    let first_stall = file.find("\"A01\"").unwrap();
    let mut changed = file.clone();
    changed.replace_range(first_stall..first_stall + 5, "\"A09\"");
    let half = &file[..file.len() / 2];
    let half = &half[..=half.rfind('\n').unwrap()];
    let older = file.replacen("\"schema\":\"m2", "\"schema\":\"m1", 1);
    let stranger = file.replacen("{\"zone\":{", "{\"zone\":{\"secret\":1,", 1);
    let nowhere = file.replacen("\"zone_id\":1", "\"zone_id\":99", 1);
    let cases: [(&str, ImportProblem); 7] = [
        ("", ImportProblem::ArchiveCut),
        ("name,phone\n", ImportProblem::ArchiveBroken),
        (&changed, ImportProblem::ArchiveCut),
        (half, ImportProblem::ArchiveCut),
        (&stranger, ImportProblem::ArchiveBroken),
        (&nowhere, ImportProblem::ArchiveBroken),
        (
            &older,
            ImportProblem::ArchiveOfOther(
                starstall::store::archive::schema().replacen("m2", "m1", 1),
            ),
        ),
    ];
    for (file, expected) in cases {
        assert_eq!(problem_of(&empty, file).await, expected);
    }
    let is_empty = starstall::store::archive::is_empty(empty.store().reader()).await;
    assert!(is_empty.unwrap());
    read_archive(&empty.app, SYSTEM, &mut file.as_bytes())
        .await
        .unwrap();
    assert_eq!(problem_of(&empty, &file).await, ImportProblem::NotEmpty);
}

#[tokio::test]
async fn only_whoever_sits_at_the_machine_takes_everything() {
    let scene = market().await;
    let admin = scene.staff(Role::Admin).await;
    let written = write_archive(&scene.app, &admin, MARKET, &mut Vec::new()).await;
    assert!(matches!(written, Err(AppError::Forbidden)));
    let read = read_archive(&scene.app, &admin, &mut b"".as_slice()).await;
    assert!(matches!(read, Err(AppError::Forbidden)));
}

/// A table or a reference that is new has to be thought of here.
#[tokio::test]
async fn every_table_comes_along_or_is_left_behind_on_purpose() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("schema.sqlite3");
    let url = format!("sqlite://{}?mode=rwc", path.display());
    let store = Store::connect(&url).await.unwrap();
    store.migrate().await.unwrap();
    let rows = async |sql: String| {
        let statement = Statement::from_string(DbBackend::Sqlite, sql);
        store.reader().query_all_raw(statement).await.unwrap()
    };
    let all = rows("SELECT name FROM sqlite_master WHERE type = 'table'".to_owned()).await;
    let all: BTreeSet<String> = all
        .iter()
        .map(|row| row.try_get("", "name").unwrap())
        .collect();
    let known = TABLES.iter().map(|table| table.name).chain(LEFT_BEHIND);
    let own = ["seaql_migrations", "sqlite_sequence"];
    let known: BTreeSet<String> = known.chain(own).map(str::to_owned).collect();
    assert_eq!(all, known);
    for table in TABLES {
        let mut points: BTreeSet<(String, String)> = BTreeSet::new();
        for row in rows(format!("PRAGMA foreign_key_list({})", table.name)).await {
            let to: String = row.try_get("", "to").unwrap();
            if to == "id" {
                points.insert((
                    row.try_get("", "from").unwrap(),
                    row.try_get("", "table").unwrap(),
                ));
            }
        }
        let columns = table.columns();
        let named: BTreeSet<(String, String)> = columns
            .iter()
            .filter(|column| column.name != "id")
            .filter_map(|column| Some((column.name.to_owned(), column.refers?.to_owned())))
            .collect();
        assert_eq!(named, points, "{}", table.name);
    }
}
