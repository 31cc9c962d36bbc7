//! Two at the same moment, on what is changed, answered, given up and moved by hand.

use entity::kinds::{HoldingState, RoundState};
use starstall::app::application::{EditApplication, edit_application};
use starstall::app::draw::{CorrectEntry, EntryChange, Mend, correct_entry};
use starstall::app::holding::{GiveUpHolding, MoveHolding, give_up_holding, move_holding};
use starstall::app::objection::{ObjectionVerdict, answer_objection, raise_objection};
use starstall::app::offer::confirm_offer;
use starstall::app::{Actor, AppError};
use starstall::domain::sizes::Sizes;
use starstall::domain::values::{Note, Revision};

use super::objection::{answering, objecting};
use super::races::{at_once, exactly_one};
use crate::support::scene::{Scene, date, here, label};

const SYSTEM: &Actor = &Actor::System;
const TIMES: usize = 4;

#[tokio::test(flavor = "multi_thread")]
async fn of_two_edits_of_what_both_have_seen_one_is_told() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendor = scene.form("老王").apply().await;
    let apps = [scene.app.clone(), scene.another_instance().await];
    for _ in 0..TIMES {
        let row = vendor.row(&scene).await;
        let edit = |workers: u8| EditApplication {
            code: vendor.code.clone(),
            expected: Some(Revision::new(row.version)),
            category: label("snacks"),
            needs: Vec::new(),
            workers,
            stalls: Sizes::default(),
            charity: None,
            times: scene.form("老王").command.times,
        };
        let racers = apps.clone().into_iter().zip([1, 2]).map(|(app, workers)| {
            let command = edit(workers);
            move || async move { edit_application(&app, SYSTEM, command).await }
        });
        exactly_one(&at_once(racers).await);
        assert_eq!(vendor.row(&scene).await.version, row.version + 1);
    }
    assert_eq!(scene.told("application_edited").await, TIMES);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_objection_gets_one_answer_and_one_entry_one_correction() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendors = scene.applicants(9).await;
    scene.round_in(RoundState::Published).await;
    let apps = [scene.app.clone(), scene.another_instance().await];
    let racers = apps.clone().map(|app| {
        let command = objecting(&vendors[0]);
        move || async move { raise_objection(&app, SYSTEM, command).await }
    });
    let raised = at_once(racers).await;
    exactly_one(&raised);
    let id = raised.into_iter().find_map(Result::ok).unwrap();
    let racers = apps.clone().map(|app| {
        let command = answering(&id, ObjectionVerdict::Uphold);
        move || async move { answer_objection(&app, SYSTEM, command).await }
    });
    exactly_one(&at_once(racers).await);
    let racers = apps.map(|app| {
        let mend = Mend {
            needs: Some(vec![entity::kinds::Feature::Power]),
            ..Mend::default()
        };
        let command = CorrectEntry {
            at: here(),
            objection: id.clone(),
            code: vendors[0].code.clone(),
            change: EntryChange::Mend(mend),
            reason: Note::parse("录漏了用电。").unwrap(),
        };
        move || async move { correct_entry(&app, SYSTEM, command).await }
    });
    exactly_one(&at_once(racers).await);
    assert_eq!(scene.told("objection_answered").await, 1);
    assert_eq!(scene.told("entry_corrected").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_holding_is_given_up_or_moved_and_no_day_is_lost() {
    for _ in 0..TIMES {
        let scene = Scene::new().await;
        scene.round_in(RoundState::Open).await;
        scene.form("老王").only(&["A01"]).apply().await;
        scene.round_in(RoundState::Final).await;
        let offer = scene.offers().await.remove(0).public_id;
        confirm_offer(&scene.app, SYSTEM, &offer).await.unwrap();
        let held = scene.holdings().await.remove(0).public_id;
        let (one, two) = (scene.app.clone(), scene.another_instance().await);
        let giving_up = GiveUpHolding {
            holding: held.clone(),
            from: date("2027-03-12"),
        };
        let moving = MoveHolding {
            holding: held,
            to_stall: label("A04"),
            from: date("2027-03-12"),
            reason: Note::parse("地面要修。").unwrap(),
            despite: Vec::new(),
        };
        let gone = tokio::spawn(async move { give_up_holding(&one, SYSTEM, giving_up).await });
        let moved = tokio::spawn(async move { move_holding(&two, SYSTEM, moving).await });
        let answers: [Result<(), AppError>; 2] =
            [gone.await.unwrap(), moved.await.unwrap().map(drop)];
        exactly_one(&answers);
        let rows = scene.holdings().await;
        let running = rows.iter().filter(|row| row.state == HoldingState::Running);
        let days = scene.occupancies().await.len();
        match running.count() {
            0 => assert_eq!(days, 3, "the first weekend"),
            _ => assert_eq!(days, 12, "all of them, at two stalls"),
        }
    }
}
