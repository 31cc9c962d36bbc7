//! Entries that are corrected after an upheld objection, and drawn again with the same seed.

use chrono::Duration;
use entity::kinds::{
    ApplicationState, DeclineReason, DrawState, Feature, PublicEvent, PublicResult, RoundState,
};
use entity::{draw, round_log};
use starstall::app::application::{TimeWanted, WishFor, show_standing};
use starstall::app::draw::{
    CorrectEntry, EntryChange, Mend, correct_entry, fetch_auditor_bundle, fetch_commitment,
    fetch_public_bundle, fetch_receipt,
};
use starstall::app::objection::{ObjectionVerdict, answer_objection, raise_objection};
use starstall::app::round::{CancelRound, cancel_round, make_final, publish_result, show_results};
use starstall::app::{Actor, AppError};
use starstall::domain::draw::{DrawAction, DrawRefusal};
use starstall::domain::round::{RoundAction, RoundRefusal};
use starstall::domain::values::Note;
use starstall::engine::allocate;
use starstall::jobs;
use starstall::verify::{AuditorBundle, Document, PublicBundle, examine};

use super::objection::{answering, objecting};
use crate::support::scene::{
    EVENINGS, MARKET, MORNINGS, ROUND, Scene, Vendor, all, here, invalid_field, label, refusal,
};

const SYSTEM: &Actor = &Actor::System;

fn reason(text: &str) -> Note {
    Note::parse(text).unwrap()
}

fn correction(objection: &str, vendor: &Vendor, change: EntryChange) -> CorrectEntry {
    CorrectEntry {
        at: here(),
        objection: objection.to_owned(),
        code: vendor.code.clone(),
        change,
        reason: reason("一份申请的需求录漏了。"),
    }
}

fn mend(mend: Mend) -> EntryChange {
    EntryChange::Mend(mend)
}

fn needing_power() -> EntryChange {
    mend(Mend {
        needs: Some(vec![Feature::Power]),
        ..Mend::default()
    })
}

/// Nine vendors for seven stalls, a published result, and an objection that was upheld.
async fn upheld() -> (Scene, Vec<Vendor>, String) {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendors = scene.applicants(9).await;
    scene.round_in(RoundState::Published).await;
    let objection = uphold(&scene, &vendors[0]).await;
    (scene, vendors, objection)
}

async fn uphold(scene: &Scene, vendor: &Vendor) -> String {
    let id = raise_objection(&scene.app, &vendor.actor(), objecting(vendor))
        .await
        .unwrap();
    let command = answering(&id, ObjectionVerdict::Uphold);
    answer_objection(&scene.app, SYSTEM, command).await.unwrap();
    id
}

async fn draws(scene: &Scene) -> Vec<draw::Model> {
    all::<draw::Entity>(scene, draw::Column::Id).await
}

async fn corrected(scene: &Scene, command: CorrectEntry) {
    correct_entry(&scene.app, SYSTEM, command).await.unwrap();
    jobs::draws::run_due(&scene.app).await.unwrap();
}

async fn public(scene: &Scene) -> PublicBundle {
    let file = fetch_public_bundle(&scene.app, MARKET, ROUND, EVENINGS).await;
    serde_json::from_slice(&file.unwrap().bytes).unwrap()
}

#[tokio::test]
async fn a_mended_entry_is_drawn_again_with_the_same_seed_and_published_anew() {
    let (scene, vendors, objection) = upheld().await;
    let before = public(&scene).await;
    let told = scene.told("result_published").await;
    corrected(&scene, correction(&objection, &vendors[0], needing_power())).await;

    let [first, second] = draws(&scene).await.try_into().unwrap();
    assert_eq!((first.number, second.number), (1, 2));
    assert_eq!(first.state, DrawState::Published, "it stays on record");
    assert_eq!(second.state, DrawState::Computed);
    assert_eq!(first.seed, second.seed);
    assert_eq!(first.commitment, second.commitment);
    assert!(first.outcome.is_some() && second.outcome.is_some());
    let round = scene.round().await;
    assert_eq!(round.state, RoundState::Drawn);
    assert_eq!(round.result_objections_until, None);
    assert_eq!(round.cancel_reason, None);
    assert_eq!(scene.told("entry_corrected").await, 1);
    assert_eq!(scene.told("drawn_again").await, 8);
    assert!(scene.waiting().await.is_empty(), "the old numbers are gone");
    assert_eq!(public(&scene).await, before, "the old bundle stays public");

    scene.later(Duration::days(1));
    publish_result(&scene.app, SYSTEM, here()).await.unwrap();
    assert_eq!(scene.told("result_published").await, told + 9);
    let again = scene.round().await.result_objections_until.unwrap();
    assert!(
        again > scene.app.now() + Duration::days(6),
        "a fresh period"
    );
    let bundle = public(&scene).await;
    assert_eq!(bundle.commitment, before.commitment);
    assert_eq!(bundle.seed, before.seed);
    let [why] = bundle.corrections.clone().try_into().unwrap();
    assert_eq!(why.reason, "一份申请的需求录漏了。");
    scene.past_every_deadline().await;
    make_final(&scene.app, SYSTEM, here()).await.unwrap();
    let row = vendors[0].row(&scene).await;
    assert_eq!(row.needs, serde_json::json!(["power"]));
}

#[tokio::test]
async fn whoever_checks_a_corrected_draw_finds_nothing_wrong() {
    let (scene, vendors, objection) = upheld().await;
    corrected(&scene, correction(&objection, &vendors[0], needing_power())).await;
    publish_result(&scene.app, SYSTEM, here()).await.unwrap();
    let second = uphold(&scene, &vendors[1]).await;
    let out = EntryChange::TakeOut(DeclineReason::Duplicate);
    corrected(&scene, correction(&second, &vendors[1], out)).await;
    publish_result(&scene.app, SYSTEM, here()).await.unwrap();

    let auditor = fetch_auditor_bundle(&scene.app, SYSTEM, here(), EVENINGS).await;
    let auditor: AuditorBundle = serde_json::from_slice(&auditor.unwrap().bytes).unwrap();
    assert_eq!(auditor.corrections.len(), 2);
    let mut files = vec![
        Document::Auditor(Box::new(auditor)),
        Document::Public(Box::new(public(&scene).await)),
    ];
    for vendor in &vendors {
        let receipt = fetch_receipt(&scene.app, &vendor.actor(), &vendor.code, EVENINGS).await;
        files.push(Document::Receipt(Box::new(receipt.unwrap())));
    }
    let file = fetch_commitment(&scene.app, MARKET, ROUND, EVENINGS).await;
    let commitment = serde_json::from_slice(&file.unwrap().bytes).unwrap();
    files.push(Document::Commitment(Box::new(commitment)));
    for examined in examine(&files, &allocate).unwrap() {
        assert!(!examined.is_wrong(), "{examined:#?}");
    }
}

#[tokio::test]
async fn who_is_taken_out_gets_nothing_and_stays_on_the_public_list() {
    let (scene, vendors, objection) = upheld().await;
    let out = EntryChange::TakeOut(DeclineReason::NotEligible);
    corrected(&scene, correction(&objection, &vendors[3], out)).await;
    let shown = show_results(&scene.app, MARKET, ROUND, None).await.unwrap();
    assert_eq!(shown.rows.len(), 9, "the list, without results");
    assert!(shown.rows.iter().all(|row| row.result.is_none()));
    publish_result(&scene.app, SYSTEM, here()).await.unwrap();

    let row = vendors[3].row(&scene).await;
    assert_eq!(row.state, ApplicationState::Declined);
    assert_eq!(row.decline_reason, Some(DeclineReason::NotEligible));
    let shown = show_results(&scene.app, MARKET, ROUND, None).await.unwrap();
    let results: Vec<PublicResult> = shown.rows.iter().filter_map(|row| row.result).collect();
    assert_eq!(results.len(), 9);
    let own = shown.rows.iter().find(|row| row.code == vendors[3].code);
    assert_eq!(own.unwrap().result, Some(PublicResult::NotPlaced));
    let placed = |result: &&PublicResult| **result == PublicResult::Placed;
    assert_eq!(results.iter().filter(placed).count(), 7);
    let standing = show_standing(&scene.app, SYSTEM, &vendors[3].code).await;
    assert!(standing.unwrap().times[0].result.is_none());
    scene.round_in(RoundState::Final).await;
    assert_eq!(scene.offers().await.len(), 7);
    assert!(vendors[3].offers(&scene).await.is_empty());
}

#[tokio::test]
async fn the_public_log_says_that_and_why_and_not_whom() {
    let (scene, vendors, objection) = upheld().await;
    corrected(&scene, correction(&objection, &vendors[0], needing_power())).await;
    let shown = show_results(&scene.app, MARKET, ROUND, None).await.unwrap();
    let [row] = shown.log.try_into().unwrap();
    assert_eq!(row.event, PublicEvent::Corrected);
    assert_eq!(row.reason, "一份申请的需求录漏了。");
    let own = vendors[1].row(&scene).await;
    for telling in [
        &own.code,
        "摊主 1",
        "摊主 1小吃",
        "A Disability was missed.",
        "漏了低保",
    ] {
        let command = CorrectEntry {
            reason: reason(telling),
            ..correction(&objection, &vendors[1], needing_power())
        };
        let told = correct_entry(&scene.app, SYSTEM, command).await;
        assert_eq!(refusal(told), RoundRefusal::ReasonTellsWho.into());
    }
    let log = all::<round_log::Entity>(&scene, round_log::Column::Id).await;
    assert_eq!(log.len(), 1);
}

#[tokio::test]
async fn nothing_is_corrected_without_an_upheld_objection_to_the_result() {
    let (scene, vendors, _) = upheld().await;
    let none = correction("0123", &vendors[0], needing_power());
    let refused = correct_entry(&scene.app, SYSTEM, none).await;
    assert_eq!(refusal(refused), DrawRefusal::NoUpheldObjection.into());
    let id = raise_objection(&scene.app, SYSTEM, objecting(&vendors[2]))
        .await
        .unwrap();
    let open = correction(&id, &vendors[2], needing_power());
    let unanswered = correct_entry(&scene.app, SYSTEM, open.clone()).await;
    assert_eq!(refusal(unanswered), DrawRefusal::NoUpheldObjection.into());
    let command = answering(&id, ObjectionVerdict::Reject);
    answer_objection(&scene.app, SYSTEM, command).await.unwrap();
    let rejected = correct_entry(&scene.app, SYSTEM, open).await;
    assert_eq!(refusal(rejected), DrawRefusal::NoUpheldObjection.into());
    assert_eq!(draws(&scene).await.len(), 1);
}

#[tokio::test]
async fn nothing_is_added_to_a_frozen_list() {
    let scene = Scene::with_two_times().await;
    scene.round_in(RoundState::Open).await;
    let vendors = [
        scene.form("晚").at(&[EVENINGS]).apply().await,
        scene.form("都").at(&[EVENINGS, MORNINGS]).apply().await,
    ];
    let gone = scene.form("走").apply().await;
    starstall::app::application::withdraw_application(&scene.app, SYSTEM, &gone.code)
        .await
        .unwrap();
    scene.round_in(RoundState::Published).await;
    let objection = uphold(&scene, &vendors[0]).await;
    let not_there = correction(&objection, &gone, needing_power());
    let refused = correct_entry(&scene.app, SYSTEM, not_there).await;
    assert_eq!(refusal(refused), DrawRefusal::NotOnTheList.into());
    let wishing = |time: &str| {
        mend(Mend {
            needs: Some(vec![Feature::Power]),
            times: vec![TimeWanted {
                trading_time: label(time),
                wishes: vec![WishFor::Stall(label("A01"))],
                anywhere: false,
            }],
            ..Mend::default()
        })
    };
    let elsewhere = correction(&objection, &vendors[0], wishing(MORNINGS));
    let refused = correct_entry(&scene.app, SYSTEM, elsewhere).await;
    assert_eq!(refusal(refused), DrawRefusal::NotOnTheList.into());
    let same = correction(&objection, &vendors[0], mend(Mend::default()));
    let refused = correct_entry(&scene.app, SYSTEM, same).await;
    assert_eq!(refusal(refused), DrawRefusal::NothingCorrected.into());
    let unknown = mend(Mend {
        category: Some(label("shoes")),
        ..Mend::default()
    });
    let refused = correct_entry(
        &scene.app,
        SYSTEM,
        correction(&objection, &vendors[0], unknown),
    )
    .await;
    assert_eq!(invalid_field(refused), "category");
    // Wishes for one trading time leave the other draw alone.
    let one = mend(Mend {
        times: vec![TimeWanted {
            trading_time: label(MORNINGS),
            wishes: vec![WishFor::Zone(label("south"))],
            anywhere: false,
        }],
        ..Mend::default()
    });
    corrected(&scene, correction(&objection, &vendors[1], one)).await;
    let numbers: Vec<i32> = draws(&scene).await.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 1, 2]);
    publish_result(&scene.app, SYSTEM, here()).await.unwrap();
}

#[tokio::test]
async fn a_correction_waits_for_the_one_before_and_a_publication_for_both() {
    let (scene, vendors, objection) = upheld().await;
    let command = correction(&objection, &vendors[0], needing_power());
    correct_entry(&scene.app, SYSTEM, command).await.unwrap();
    let next = correction(&objection, &vendors[1], needing_power());
    let early = correct_entry(&scene.app, SYSTEM, next.clone()).await;
    let not_now = DrawRefusal::NotNow {
        action: DrawAction::Correct,
        state: DrawState::Queued,
    };
    assert_eq!(refusal(early), not_now.into());
    let early = publish_result(&scene.app, SYSTEM, here()).await;
    assert_eq!(
        refusal(early),
        RoundRefusal::DrawsMissing { count: 1 }.into()
    );
    jobs::draws::run_due(&scene.app).await.unwrap();
    corrected(&scene, next).await;
    publish_result(&scene.app, SYSTEM, here()).await.unwrap();
    assert_eq!(public(&scene).await.corrections.len(), 2);
}

#[tokio::test]
async fn a_final_result_is_not_corrected_and_a_corrected_round_may_be_cancelled() {
    let (scene, vendors, objection) = upheld().await;
    let command = correction(&objection, &vendors[0], needing_power());
    correct_entry(&scene.app, SYSTEM, command.clone())
        .await
        .unwrap();
    let cancelling = CancelRound {
        at: here(),
        reason: reason("广场要修路。"),
    };
    cancel_round(&scene.app, SYSTEM, cancelling).await.unwrap();
    let bundle = public(&scene).await;
    assert_eq!(bundle.cancelled.as_deref(), Some("广场要修路。"));
    assert_eq!(bundle.corrections.len(), 1);

    let (scene, vendors, objection) = upheld().await;
    scene.round_in(RoundState::Final).await;
    let late = correct_entry(
        &scene.app,
        SYSTEM,
        correction(&objection, &vendors[0], needing_power()),
    )
    .await;
    let not_now = RoundRefusal::NotNow {
        action: RoundAction::Correct,
        state: RoundState::Final,
    };
    assert_eq!(refusal(late), not_now.into());
    let vendor = correct_entry(&scene.app, &vendors[0].actor(), command).await;
    assert!(matches!(vendor, Err(AppError::Forbidden)));
}
