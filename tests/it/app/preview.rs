//! What rules would do: asked for, computed by a job, stopped, taken over, and read.

use std::cell::Cell;

use chrono::Duration;
use entity::kinds::{HardshipGroup, PreviewState, Role, RoundState};
use entity::preview;
use starstall::app::preview::{
    AskPreview, PreviewList, PreviewShown, ask_preview, cancel_preview, compute_next_preview,
    list_earlier_rounds, list_previews, show_preview,
};
use starstall::app::{Actor, AppError};
use starstall::domain::preview::{PreviewAction, PreviewRefusal};
use starstall::engine::Placement;
use starstall::preview::{Lottery, PoolOrder, Variant, Who};

use crate::support::scene::{MARKET, ROUND, Scene, all, here, invalid_field, refusal};

const SYSTEM: &Actor = &Actor::System;

fn asking() -> AskPreview {
    AskPreview {
        at: here(),
        list: PreviewList::UndecidedToo {},
        draws: 200,
        variants: Vec::new(),
    }
}

/// Twelve ordinary vendors and five whose community confirmed them, for eight stalls.
async fn applied() -> Scene {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    scene.applicants(12).await;
    for number in 0..5 {
        let form = scene.form(&format!("爱心 {number}"));
        form.for_charity().apply().await;
    }
    scene.confirm_requests().await;
    scene
}

async fn ask(scene: &Scene, command: AskPreview) -> Result<String, AppError> {
    ask_preview(&scene.app, SYSTEM, command).await
}

async fn compute(scene: &Scene) -> bool {
    compute_next_preview(&scene.app, || false).await.unwrap()
}

async fn shown(scene: &Scene, id: &str) -> PreviewShown {
    show_preview(&scene.app, SYSTEM, (MARKET, ROUND), id)
        .await
        .unwrap()
}

async fn rows(scene: &Scene) -> Vec<preview::Model> {
    all::<preview::Entity>(scene, preview::Column::Id).await
}

#[tokio::test]
async fn the_present_list_is_drawn_under_the_rules_of_the_round_and_others() {
    let scene = applied().await;
    let last = Variant {
        order: Some(PoolOrder::ReservedLast),
        lottery: Some(Lottery::Independent),
        ..Variant::default()
    };
    let command = AskPreview {
        variants: vec![last.clone()],
        ..asking()
    };
    let id = ask(&scene, command).await.unwrap();
    assert_eq!(shown(&scene, &id).await.preview.state, PreviewState::Queued);
    assert_eq!(scene.last_change().await, "system ask_preview →");
    assert!(compute(&scene).await);
    assert!(!compute(&scene).await);

    let shown = shown(&scene, &id).await;
    assert_eq!(shown.preview.state, PreviewState::Done);
    assert_eq!(shown.preview.progress_percent, 100);
    let result = shown.result.unwrap();
    let [time] = result.times.as_slice() else {
        panic!("one trading time")
    };
    let report = &time.report;
    assert_eq!((time.time.as_str(), report.draws), ("evenings", 200));
    assert_eq!((report.applicants, report.stalls), (17, 8));
    let [plain, changed] = report.variants.as_slice() else {
        panic!("two sets of rules")
    };
    assert!(plain.variant.is_plain());
    assert_eq!(changed.variant, last);
    // Nobody sells crafts, and so A06 stays empty.
    let everyone = plain.row(&Who::Everyone).unwrap();
    assert_eq!(everyone.placed.mean_milli, 7000);
    // Two of five for certain, and of the other three 5 in 15; and with the pools turned round
    // 5 of 17, and then two more.
    let [first, last] = [plain, changed].map(|variant| {
        let placed = variant.row(&Who::Hardship).unwrap().placed;
        (placed.mean_milli, 4 * placed.error_milli)
    });
    assert!(first.0.abs_diff(3000) <= first.1, "{first:?}");
    assert!(last.0.abs_diff(3470) <= last.1, "{last:?}");
}

#[tokio::test]
async fn nothing_that_is_kept_tells_of_a_person_or_of_a_kind_of_hardship() {
    let scene = applied().await;
    let id = ask(&scene, asking()).await.unwrap();
    compute(&scene).await;
    let row = shown(&scene, &id).await.preview;
    let kept = format!("{} {}", row.asked, row.result.unwrap());
    for group in HardshipGroup::all() {
        assert!(!kept.contains(group.as_str()), "{kept}");
    }
    for application in scene.applications().await {
        assert!(!kept.contains(&application.code));
        assert!(!kept.contains(&application.ticket));
    }
    assert!(kept.contains(r#"{"kind":"hardship"}"#) || kept.contains("hardship"));
}

#[tokio::test]
async fn four_people_in_hardship_are_too_few_to_be_told_of() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    scene.applicants(12).await;
    for number in 0..4 {
        let form = scene.form(&format!("爱心 {number}"));
        form.for_charity().apply().await;
    }
    scene.confirm_requests().await;
    let id = ask(&scene, asking()).await.unwrap();
    compute(&scene).await;
    let result = shown(&scene, &id).await.result.unwrap();
    let variant = &result.times[0].report.variants[0];
    assert!(variant.row(&Who::Everyone).is_some());
    assert_eq!(variant.row(&Who::Hardship), None);
    assert_eq!(variant.row(&Who::NoHardship), None);
    assert_eq!(variant.reserved_given, None);
}

#[tokio::test]
async fn the_list_is_the_accepted_the_undecided_too_or_another_rounds() {
    let scene = applied().await;
    let accepted = AskPreview {
        list: PreviewList::Accepted {},
        ..asking()
    };
    let nobody = ask(&scene, accepted.clone()).await;
    assert_eq!(refusal(nobody), PreviewRefusal::NobodyListed.into());
    let elsewhere = AskPreview {
        list: PreviewList::OfRound {
            round: "autumn".to_owned(),
        },
        ..asking()
    };
    assert_eq!(invalid_field(ask(&scene, elsewhere).await), "list");
    scene.accept_everyone().await;
    let id = ask(&scene, accepted).await.unwrap();
    compute(&scene).await;
    let result = shown(&scene, &id).await.result.unwrap();
    assert_eq!(result.times[0].report.applicants, 17);
    let this = scene.round().await;
    let own = AskPreview {
        list: PreviewList::OfRound {
            round: ROUND.to_owned(),
        },
        ..asking()
    };
    ask(&scene, own).await.unwrap();
    let others = list_earlier_rounds(&scene.app, SYSTEM, &this).await;
    assert!(others.unwrap().is_empty());
}

#[tokio::test]
async fn what_does_not_fit_the_round_is_refused_when_it_is_asked() {
    let scene = applied().await;
    let with = |variant| AskPreview {
        variants: vec![variant],
        ..asking()
    };
    let nine = Variant {
        reserve: Some(9),
        ..Variant::default()
    };
    assert_eq!(invalid_field(ask(&scene, with(nine)).await), "reserve");
    let many = AskPreview {
        draws: 1_000_000,
        ..asking()
    };
    assert_eq!(invalid_field(ask(&scene, many).await), "draws");
    let crowd = AskPreview {
        variants: vec![Variant::default(); 13],
        ..asking()
    };
    assert_eq!(invalid_field(ask(&scene, crowd).await), "try");
    assert!(rows(&scene).await.is_empty());
}

#[tokio::test]
async fn one_preview_of_a_round_is_under_way_at_a_time_and_ten_are_kept() {
    let scene = applied().await;
    ask(&scene, asking()).await.unwrap();
    let second = ask(&scene, asking()).await;
    assert_eq!(refusal(second), PreviewRefusal::UnderWay.into());
    for _ in 0..11 {
        let newest = rows(&scene).await.pop().unwrap().public_id;
        cancel_preview(&scene.app, SYSTEM, &here(), &newest)
            .await
            .unwrap();
        ask(&scene, asking()).await.unwrap();
    }
    let listed = list_previews(&scene.app, SYSTEM, MARKET, ROUND).await;
    let ids: Vec<_> = listed
        .unwrap()
        .into_iter()
        .map(|shown| shown.preview.id.0)
        .collect();
    assert_eq!(ids, (3..=12).rev().collect::<Vec<_>>());
}

#[tokio::test]
async fn once_the_list_is_frozen_nothing_is_tried_any_more() {
    let scene = applied().await;
    scene.accept_everyone().await;
    let waiting = ask(&scene, asking()).await.unwrap();
    scene.round_in(RoundState::Frozen).await;
    assert!(compute(&scene).await);
    let row = shown(&scene, &waiting).await.preview;
    assert_eq!((row.state, row.result), (PreviewState::Cancelled, None));
    let late = ask(&scene, asking()).await;
    let state = RoundState::Frozen;
    assert_eq!(refusal(late), PreviewRefusal::ListFixed { state }.into());
}

#[tokio::test]
async fn a_preview_that_waits_is_stopped_for_good() {
    let scene = applied().await;
    let id = ask(&scene, asking()).await.unwrap();
    cancel_preview(&scene.app, SYSTEM, &here(), &id)
        .await
        .unwrap();
    assert_eq!(
        scene.last_change().await,
        "system cancel_preview queued→cancelled"
    );
    assert!(!compute(&scene).await);
    let again = cancel_preview(&scene.app, SYSTEM, &here(), &id).await;
    let not_now = PreviewRefusal::NotNow {
        action: PreviewAction::Cancel,
        state: PreviewState::Cancelled,
    };
    assert_eq!(refusal(again), not_now.into());
    let unknown = cancel_preview(&scene.app, SYSTEM, &here(), "none").await;
    assert!(matches!(unknown, Err(AppError::NotFound("preview"))));
}

/// So many draws that nobody waits for their end.
fn endless() -> AskPreview {
    let choice = Variant {
        placement: Some(Placement::Choice),
        ..Variant::default()
    };
    AskPreview {
        draws: 5000,
        variants: vec![choice; 12],
        ..asking()
    }
}

#[tokio::test]
async fn a_preview_that_is_computed_is_stopped_by_whichever_instance_is_asked() {
    let scene = applied().await;
    let id = ask(&scene, endless()).await.unwrap();
    let other = scene.another_instance().await;
    let (computed, stopped) = tokio::join!(compute(&scene), async {
        while shown(&scene, &id).await.preview.progress_percent == 0 {
            tokio::task::yield_now().await;
        }
        let row = shown(&scene, &id).await.preview;
        assert_eq!(row.state, PreviewState::Computing);
        loop {
            // Its progress may be written between reading and cancelling.
            match cancel_preview(&other, SYSTEM, &here(), &id).await {
                Err(AppError::Stale) => {}
                result => break result,
            }
        }
    });
    stopped.unwrap();
    assert!(computed);
    let row = shown(&scene, &id).await.preview;
    assert_eq!((row.state, row.result), (PreviewState::Cancelled, None));
}

#[tokio::test]
async fn whoever_stops_leaves_its_preview_to_the_next_and_nothing_is_lost() {
    let scene = applied().await;
    let id = ask(&scene, endless()).await.unwrap();
    let asked = Cell::new(0);
    let is_stopping = || asked.replace(asked.get() + 1) > 0;
    assert!(compute_next_preview(&scene.app, is_stopping).await.unwrap());
    let row = shown(&scene, &id).await.preview;
    let left = (row.state, row.attempts, row.progress_percent);
    assert_eq!(left, (PreviewState::Queued, 0, 0));
    assert_eq!(row.claimed_until, None);
}

#[tokio::test]
async fn a_preview_whose_computer_is_gone_is_computed_by_another_and_given_up_after_three() {
    let scene = applied().await;
    let id = ask(&scene, endless()).await.unwrap();
    for attempt in 1..=3 {
        // Dropped in the middle, as when a process is killed.
        tokio::select! {
            biased;
            () = started(&scene, &id, attempt) => {}
            _ = compute(&scene) => panic!("nobody waits for that many draws"),
        }
        let row = shown(&scene, &id).await.preview;
        assert_eq!(
            (row.state, row.attempts),
            (PreviewState::Computing, attempt)
        );
        // The lease still runs: nobody else takes it.
        assert!(!compute(&scene).await);
        scene.later(Duration::seconds(31));
    }
    assert!(!compute(&scene).await);
    let row = shown(&scene, &id).await.preview;
    assert_eq!((row.state, row.result), (PreviewState::Failed, None));
}

async fn started(scene: &Scene, id: &str, attempt: i32) {
    while shown(scene, id).await.preview.attempts < attempt {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_restart_gives_the_same_figures() {
    let scene = applied().await;
    let id = ask(&scene, asking()).await.unwrap();
    compute(&scene).await;
    let first = shown(&scene, &id).await.result.unwrap();
    let tx = scene.store().begin_write().await.unwrap();
    let row = shown(&scene, &id).await.preview;
    let again = preview::ActiveModel {
        state: sea_orm::ActiveValue::Set(PreviewState::Queued),
        result: sea_orm::ActiveValue::Set(None),
        ..Default::default()
    };
    tx.update(row.id.0, row.version, again).await.unwrap();
    tx.commit().await.unwrap();
    compute(&scene).await;
    let second = shown(&scene, &id).await.result.unwrap();
    assert_eq!(first.times, second.times);
}

#[tokio::test]
async fn operators_ask_auditors_read_and_nobody_else_knows() {
    let scene = applied().await;
    let operator = scene.staff(Role::Operator).await;
    let auditor = scene.staff(Role::Auditor).await;
    let id = ask_preview(&scene.app, &operator, asking()).await.unwrap();
    let app = &scene.app;
    show_preview(app, &auditor, (MARKET, ROUND), &id)
        .await
        .unwrap();
    let denied = ask_preview(app, &auditor, asking()).await;
    assert!(matches!(denied, Err(AppError::Forbidden)));
    let denied = cancel_preview(app, &auditor, &here(), &id).await;
    assert!(matches!(denied, Err(AppError::Forbidden)));
    for actor in [
        scene.staff(Role::DayStaff).await,
        scene.staff(Role::Verifier).await,
        Actor::Public,
    ] {
        let denied = show_preview(app, &actor, (MARKET, ROUND), &id).await;
        assert!(matches!(denied, Err(AppError::Forbidden)));
        let denied = list_previews(app, &actor, MARKET, ROUND).await;
        assert!(matches!(denied, Err(AppError::Forbidden)));
        let denied = ask_preview(app, &actor, asking()).await;
        assert!(matches!(denied, Err(AppError::Forbidden)));
    }
}
