//! What leaves in spreadsheets: whole lists, to those who may see them, and no more than they may see.

use entity::kinds::{HardshipGroup, Language, Role, RoundState};
use entity::person;
use starstall::app::export::{
    ExportList, Exported, Sheet, SheetFormat, export_audit, export_holdings, export_results,
    export_vendors, export_waiting,
};
use starstall::app::keyset::{Part, Seek};
use starstall::app::offer::confirm_offer;
use starstall::app::{Actor, App, AppError};
use starstall::text::labels::label as labelled;

use crate::support::scene::{MARKET, Scene, all};

const SYSTEM: &Actor = &Actor::System;
const LISTS: [&str; 5] = ["vendors", "holdings", "waiting", "results", "audit"];

fn asked() -> ExportList {
    ExportList {
        market: MARKET.to_owned(),
        round: None,
    }
}

/// Ten want A01 alone, one of them by a love stall, and the one who gets it confirms.
async fn market() -> Scene {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    for number in 0..9 {
        let name = format!("=摊主{number}");
        scene.form(&name).only(&["A01"]).apply().await;
    }
    scene.form("=爱心十").for_charity().apply().await;
    scene.confirm_requests().await;
    scene.round_in(RoundState::Final).await;
    for offer in scene.offers().await {
        let vendor = scene.vendor(offer.application_id).await;
        confirm_offer(&scene.app, &vendor.actor(), &offer.public_id)
            .await
            .unwrap();
    }
    scene
}

/// A list as a file, asked for in parts of this size.
async fn export(
    app: &App,
    actor: &Actor,
    what: &str,
    format: SheetFormat,
    limit: u64,
) -> Result<String, AppError> {
    let (asked, lang) = (&asked(), Language::ZhCn);
    let mut sheet = Sheet::new(format, lang);
    let mut seek = Seek {
        limit: Some(limit),
        after: None,
    };
    let mut text = String::new();
    loop {
        let next = match what {
            "vendors" => {
                let part = export_vendors(app, actor, asked, &seek).await?;
                written(&mut sheet, &mut text, part)
            }
            "holdings" => {
                let part = export_holdings(app, actor, asked, &seek).await?;
                written(&mut sheet, &mut text, part)
            }
            "waiting" => {
                let part = export_waiting(app, actor, asked, &seek).await?;
                written(&mut sheet, &mut text, part)
            }
            "results" => {
                let part = export_results(app, actor, asked, &seek).await?;
                written(&mut sheet, &mut text, part)
            }
            _ => {
                let part = export_audit(app, actor, asked, &seek).await?;
                written(&mut sheet, &mut text, part)
            }
        };
        match next {
            Some(next) => seek.after = Some(next),
            None => return Ok(text + sheet.end()),
        }
    }
}

fn written<R: Exported>(sheet: &mut Sheet, text: &mut String, part: Part<R>) -> Option<String> {
    if text.is_empty() {
        *text = sheet.begin::<R>();
    }
    text.push_str(&sheet.rows(part.rows));
    part.next
}

async fn phones(scene: &Scene) -> Vec<String> {
    let persons = all::<person::Entity>(scene, person::Column::Id).await;
    persons.into_iter().filter_map(|row| row.phone).collect()
}

fn lines(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[tokio::test]
async fn every_list_is_the_same_in_parts_of_any_size_and_in_both_formats() {
    let scene = market().await;
    let audit = scene.audit().await;
    let here = audit.iter().filter(|row| row.market_id.is_some()).count();
    let rows = [10, 2, 8, 10, here];
    for (what, rows) in LISTS.into_iter().zip(rows) {
        let csv = export(&scene.app, SYSTEM, what, SheetFormat::Csv, 500).await;
        let csv = csv.unwrap();
        let small = export(&scene.app, SYSTEM, what, SheetFormat::Csv, 3).await;
        assert_eq!(small.unwrap(), csv, "{what}");
        assert!(csv.starts_with('\u{feff}'), "Excel needs the mark");
        assert_eq!(lines(&csv).len(), rows + 1, "{what}: {csv}");
        let json = export(&scene.app, SYSTEM, what, SheetFormat::Json, 4).await;
        let json: serde_json::Value = serde_json::from_str(&json.unwrap()).unwrap();
        assert_eq!(json.as_array().unwrap().len(), rows, "{what}");
        let columns = json[0].as_object().unwrap().len();
        assert!(lines(&csv).iter().all(|line| line.len() == columns));
    }
}

#[tokio::test]
async fn a_list_says_who_waits_with_which_number_and_who_has_which_stall() {
    let scene = market().await;
    let list = |what| export(&scene.app, SYSTEM, what, SheetFormat::Csv, 500);
    let waiting = list("waiting").await.unwrap();
    assert!(waiting.starts_with("\u{feff}批次,时段,摊位池,候补号,申请编号,状态\r\n"));
    let column = |csv: &str, at: usize| -> Vec<String> {
        let rows = lines(csv).into_iter().skip(1);
        rows.map(|row| row[at].clone()).collect()
    };
    let numbers: Vec<String> = (1..=8).map(|number| number.to_string()).collect();
    assert_eq!(column(&waiting, 3), numbers);
    let holdings = list("holdings").await.unwrap();
    assert!(column(&holdings, 3).contains(&"A01".to_owned()));
    let results = list("results").await.unwrap();
    let given = column(&results, 6);
    assert_eq!(given.iter().filter(|stalls| *stalls == "A01").count(), 1);
}

#[tokio::test]
async fn what_a_spreadsheet_would_compute_stays_text() {
    let scene = market().await;
    let vendors = export(&scene.app, SYSTEM, "vendors", SheetFormat::Csv, 500).await;
    let vendors = vendors.unwrap();
    for row in lines(&vendors) {
        for cell in row {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
    assert!(vendors.contains(",'=摊主0,"), "{vendors}");
    let json = export(&scene.app, SYSTEM, "vendors", SheetFormat::Json, 500).await;
    assert!(json.unwrap().contains("\"=摊主0\""));
}

#[tokio::test]
async fn names_are_for_those_who_run_the_market_alone() {
    let scene = market().await;
    let operator = scene.staff(Role::Operator).await;
    let auditor = scene.staff(Role::Auditor).await;
    let by = |actor, what| export(&scene.app, actor, what, SheetFormat::Json, 500);
    assert!(by(&operator, "vendors").await.unwrap().contains("摊主0"));
    assert!(by(&operator, "holdings").await.unwrap().contains("爱心十"));
    assert!(matches!(
        by(&auditor, "vendors").await,
        Err(AppError::Forbidden)
    ));
    let phones = phones(&scene).await;
    for what in ["holdings", "waiting", "results", "audit"] {
        let seen = by(&auditor, what).await.unwrap();
        for hidden in phones.iter().map(String::as_str).chain(["摊主", "爱心十"]) {
            assert!(!seen.contains(hidden), "{what}: {seen}");
        }
    }
    for role in [Role::DayStaff, Role::Verifier, Role::Attester] {
        let other = scene.staff(role).await;
        for what in LISTS {
            let refused = export(&scene.app, &other, what, SheetFormat::Json, 500).await;
            assert!(
                matches!(refused, Err(AppError::Forbidden)),
                "{role:?} {what}"
            );
        }
    }
}

#[tokio::test]
async fn no_list_tells_hardship_and_none_sets_a_name_beside_a_pool() {
    let scene = market().await;
    for what in LISTS {
        let json = export(&scene.app, SYSTEM, what, SheetFormat::Json, 500).await;
        let csv = export(&scene.app, SYSTEM, what, SheetFormat::Csv, 500).await;
        let (json, csv) = (json.unwrap(), csv.unwrap());
        for group in HardshipGroup::all() {
            assert!(!json.contains(group.as_str()), "{what}: {json}");
            assert!(!csv.contains(&labelled(Language::ZhCn, group)), "{what}");
        }
        let names = json.contains("爱心十");
        let pools = json.contains("\"pool\"") || json.contains("charity");
        assert!(!(names && pools), "{what}: {json}");
    }
}
