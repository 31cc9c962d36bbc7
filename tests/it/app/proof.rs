//! What a draw can be checked with: receipts, bundles, and who may have them.

use entity::kinds::{Role, RoundState};
use entity::{draw, draw_leaf};
use serde_json::Value;
use starstall::app::draw::{
    ProofFile, SeedTyped, fetch_auditor_bundle, fetch_commitment, fetch_public_bundle,
    fetch_receipt, list_receipts, record_seed,
};
use starstall::app::{Actor, AppError};
use starstall::domain::seed::{DrandChain, SeedOrigin, SeedSource};
use starstall::engine::{Problem, allocate};
use starstall::verify::{
    AuditorBundle, CommitmentDocument, Part, PublicBundle, Receipt, SeedValue, seed_of,
};

use crate::support::scene::{
    DIGITS, EVENINGS, MARKET, MORNINGS, ROUND, Scene, Vendor, all, here, invalid_field, plan,
    refusal, rules, seed,
};

const SYSTEM: &Actor = &Actor::System;

/// Ten vendors for seven stalls, two of them in hardship.
async fn scene(state: RoundState) -> (Scene, Vec<Vendor>) {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let mut vendors = scene.applicants(8).await;
    vendors.push(scene.form("甄甲").for_charity().apply().await);
    vendors.push(scene.form("甄乙").charity_only().apply().await);
    scene.confirm_requests().await;
    scene.round_in(state).await;
    (scene, vendors)
}

async fn draws(scene: &Scene) -> Vec<draw::Model> {
    all::<draw::Entity>(scene, draw::Column::Id).await
}

async fn receipt_of(scene: &Scene, vendor: &Vendor) -> Receipt {
    let fetched = fetch_receipt(&scene.app, &vendor.actor(), &vendor.code, EVENINGS).await;
    fetched.unwrap()
}

async fn public_bundle(scene: &Scene) -> Result<PublicBundle, AppError> {
    let file = fetch_public_bundle(&scene.app, MARKET, ROUND, EVENINGS).await?;
    Ok(serde_json::from_slice(&file.bytes).unwrap())
}

async fn auditor_bundle(scene: &Scene, actor: &Actor) -> Result<ProofFile, AppError> {
    fetch_auditor_bundle(&scene.app, actor, here(), EVENINGS).await
}

#[track_caller]
fn is_not_found<T: std::fmt::Debug>(result: &Result<T, AppError>) {
    assert!(matches!(result, Err(AppError::NotFound(_))), "{result:?}");
}

#[track_caller]
fn is_forbidden<T: std::fmt::Debug>(result: &Result<T, AppError>) {
    assert!(matches!(result, Err(AppError::Forbidden)), "{result:?}");
}

#[tokio::test]
async fn everyone_on_the_list_gets_a_receipt_that_leads_to_the_published_commitment() {
    let (scene, vendors) = scene(RoundState::Frozen).await;
    let [draw] = draws(&scene).await.try_into().unwrap();
    let file = fetch_commitment(&scene.app, MARKET, ROUND, EVENINGS).await;
    let document: CommitmentDocument = serde_json::from_slice(&file.unwrap().bytes).unwrap();
    assert_eq!(document.digest().to_hex(), draw.commitment);
    assert_eq!(document.tree_size, 10);
    let mut salts = std::collections::BTreeSet::new();
    for vendor in &vendors {
        let receipt = receipt_of(&scene, vendor).await;
        assert_eq!(receipt.commitment.to_hex(), draw.commitment);
        assert_eq!(receipt.applicant.code, vendor.code);
        assert_eq!(receipt.root_reached(), Some(document.root));
        let ticket = vendor.row(&scene).await.ticket;
        assert_eq!(receipt.applicant.ticket, Some(ticket));
        assert!(salts.insert(receipt.salt), "a salt of its own for each");
    }
}

#[tokio::test]
async fn a_receipt_is_its_owners_alone() {
    let (scene, vendors) = scene(RoundState::Frozen).await;
    let mut others = vec![Actor::Public, Actor::System, vendors[1].actor()];
    for role in [Role::Operator, Role::Admin, Role::Auditor, Role::Verifier] {
        others.push(scene.staff(role).await);
    }
    let code = &vendors[0].code;
    for actor in &others {
        is_forbidden(&fetch_receipt(&scene.app, actor, code, EVENINGS).await);
        is_forbidden(&list_receipts(&scene.app, actor, code).await);
    }
}

#[tokio::test]
async fn there_is_no_receipt_before_freezing_nor_for_another_trading_time() {
    let scene = Scene::with_two_times().await;
    scene.round_in(RoundState::Open).await;
    let evening = scene.form("晚").at(&[EVENINGS]).apply().await;
    let both = scene.form("都").at(&[EVENINGS, MORNINGS]).apply().await;
    scene.round_in(RoundState::Listed).await;
    let actor = both.actor();
    is_not_found(&fetch_receipt(&scene.app, &actor, &both.code, EVENINGS).await);
    is_not_found(&fetch_commitment(&scene.app, MARKET, ROUND, EVENINGS).await);
    scene.round_in(RoundState::Frozen).await;
    let held = list_receipts(&scene.app, &actor, &both.code).await.unwrap();
    let named: Vec<&str> = held
        .values()
        .map(|held| held.receipt.draw.as_str())
        .collect();
    assert_eq!(
        named,
        [
            "lantern-lane/spring/evenings",
            "lantern-lane/spring/mornings"
        ]
    );
    let actor = evening.actor();
    is_not_found(&fetch_receipt(&scene.app, &actor, &evening.code, MORNINGS).await);
    receipt_of(&scene, &evening).await;
}

#[tokio::test]
async fn the_public_bundle_comes_with_the_result_and_says_what_became_of_everyone() {
    let (scene, vendors) = scene(RoundState::Drawn).await;
    is_not_found(&public_bundle(&scene).await);
    scene.round_in(RoundState::Published).await;
    let [draw] = draws(&scene).await.try_into().unwrap();
    let bundle = public_bundle(&scene).await.unwrap();
    assert_eq!(bundle.digest(), bundle.sha256);
    assert_eq!(draw.public_bundle_sha256, Some(bundle.sha256.to_string()));
    assert_eq!(bundle.commitment_sha256.to_hex(), draw.commitment);
    let value = SeedValue {
        value: DIGITS.to_owned(),
        fallback: false,
    };
    let seed = seed_of(bundle.commitment_sha256, &[value]);
    assert_eq!(
        (bundle.seed, draw.seed.as_deref()),
        (Some(seed), Some(seed.to_string().as_str()))
    );
    assert_eq!(bundle.codes.len(), 10);
    // Whoever has a receipt finds their own number in every pool in which they stood.
    for vendor in &vendors {
        let receipt = receipt_of(&scene, vendor).await;
        for pool in &receipt.applicant.pools {
            let number = receipt.lottery_number(seed, pool);
            let of_pool = bundle.pools.iter().find(|row| row.pool == *pool).unwrap();
            let stands = of_pool.numbers.iter().any(|row| row.lottery == number);
            let left = receipt.applicant.pools.len() == 2 && pool == "open";
            assert!(stands || left, "{} in {pool}", vendor.code);
        }
    }
    let recorded = scene.audit().await;
    let recorded = recorded
        .iter()
        .find(|row| row.action == "publish_bundle")
        .unwrap();
    assert_eq!(recorded.subject, "draw:lantern-lane/spring/evenings");
    let detail = recorded.detail.as_ref().unwrap();
    assert_eq!(detail["sha256"], Value::from(bundle.sha256.to_string()));
}

#[tokio::test]
async fn the_public_bundle_tells_no_code_its_pool_stall_or_number_and_no_name() {
    let (scene, vendors) = scene(RoundState::Published).await;
    let file = fetch_public_bundle(&scene.app, MARKET, ROUND, EVENINGS).await;
    let text = String::from_utf8(file.unwrap().bytes).unwrap();
    let bundle: Value = serde_json::from_str(&text).unwrap();
    for row in bundle["codes"].as_array().unwrap() {
        let fields: Vec<&String> = row.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["became", "code"], "{row}");
    }
    let mut without_codes = bundle.clone();
    without_codes.as_object_mut().unwrap().remove("codes");
    let rest = without_codes.to_string();
    for vendor in &vendors {
        assert!(!rest.contains(&vendor.code));
        let row = vendor.row(&scene).await;
        assert!(!text.contains(&row.ticket));
        let receipt = receipt_of(&scene, vendor).await;
        assert!(!text.contains(&receipt.salt.to_string()));
    }
    for name in ["摊主", "甄甲", "甄乙", "小吃"] {
        assert!(!text.contains(name), "{name}");
    }
}

#[tokio::test]
async fn who_waits_for_a_charity_stall_alone_looks_like_everyone_who_waits() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let mut charity = Vec::new();
    for name in ["一", "二", "三"] {
        charity.push(scene.form(name).charity_only().apply().await);
    }
    scene.applicants(9).await;
    scene.confirm_requests().await;
    scene.round_in(RoundState::Published).await;
    let bundle = public_bundle(&scene).await.unwrap();
    let became = |code: &str| {
        bundle
            .codes
            .iter()
            .find(|row| row.code == code)
            .unwrap()
            .became
    };
    let waits = charity
        .iter()
        .filter(|vendor| became(&vendor.code) == Part::Waiting);
    assert_eq!(waits.count(), 1);
    assert!(bundle.codes.iter().all(|row| row.became != Part::NotPlaced));
    let shown = starstall::app::round::show_results(&scene.app, MARKET, ROUND, None).await;
    for row in shown.unwrap().rows {
        let public = match became(&row.code) {
            Part::Placed => entity::kinds::PublicResult::Placed,
            Part::Waiting => entity::kinds::PublicResult::Waiting,
            Part::NotPlaced => entity::kinds::PublicResult::NotPlaced,
        };
        assert_eq!(row.result, Some(public), "{}", row.code);
    }
}

#[tokio::test]
async fn cancelling_from_freezing_on_publishes_what_there_is() {
    for (state, has_seed, has_outcome) in [
        (RoundState::Listed, false, false),
        (RoundState::Frozen, false, false),
        (RoundState::Frozen, true, false),
        (RoundState::Drawn, true, true),
    ] {
        let (scene, _) = scene(state).await;
        if has_seed && !has_outcome {
            record_seed(&scene.app, SYSTEM, seed(DIGITS)).await.unwrap();
        }
        scene.round_in(RoundState::Cancelled).await;
        let bundle = public_bundle(&scene).await;
        if state == RoundState::Listed {
            is_not_found(&bundle);
            continue;
        }
        let bundle = bundle.unwrap();
        assert_eq!(bundle.cancelled, scene.round().await.cancel_reason);
        assert_eq!(
            (bundle.seed.is_some(), !bundle.codes.is_empty()),
            (has_seed, has_outcome)
        );
    }
}

#[tokio::test]
async fn cancelling_after_publication_leaves_the_published_bundle_as_it_is() {
    let (scene, _) = scene(RoundState::Published).await;
    let before = public_bundle(&scene).await.unwrap();
    scene.round_in(RoundState::Cancelled).await;
    assert_eq!(public_bundle(&scene).await.unwrap(), before);
}

#[tokio::test]
async fn the_auditors_bundle_draws_again_to_the_same_bytes_and_holds_no_names() {
    let (scene, vendors) = scene(RoundState::Drawn).await;
    let auditor = scene.staff(Role::Auditor).await;
    let file = auditor_bundle(&scene, &auditor).await.unwrap();
    assert_eq!(file.draw, "lantern-lane/spring/evenings");
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    for name in ["摊主", "甄甲", "甄乙", "小吃", "vendor@example.cn"] {
        assert!(!text.contains(name), "{name}");
    }
    let bundle: AuditorBundle = serde_json::from_slice(&file.bytes).unwrap();
    assert_eq!(bundle.digest(), bundle.sha256);
    assert_eq!(bundle.salts.len(), vendors.len());
    let [draw] = draws(&scene).await.try_into().unwrap();
    let again = allocate(&bundle.problem).unwrap();
    assert_eq!(Some(again.to_bytes()), draw.outcome);
    assert_eq!(bundle.outcome, Some(again));
    assert_eq!(scene.last_change().await, "staff fetch_auditor_bundle →");
    scene.round_in(RoundState::Published).await;
    assert_eq!(
        public_bundle(&scene).await.unwrap(),
        PublicBundle::of(&bundle)
    );
}

#[tokio::test]
async fn whoever_can_learn_who_a_code_is_gets_no_auditors_bundle() {
    let (scene, vendors) = scene(RoundState::Drawn).await;
    let mut others = vec![Actor::Public, vendors[0].actor()];
    let Actor::Staff(auditor) = scene.staff(Role::Auditor).await else {
        panic!("staff")
    };
    for role in [
        Role::Operator,
        Role::Admin,
        Role::Verifier,
        Role::DayStaff,
        Role::Attester,
    ] {
        let actor = scene.staff(role).await;
        let Actor::Staff(mut both) = actor.clone() else {
            panic!("staff")
        };
        // Nor when the same person is an auditor as well.
        both.roles.extend(auditor.roles.iter().cloned());
        others.extend([actor, Actor::Staff(both)]);
    }
    scene.create_market("far-away").await;
    others.push(scene.staff_of("far-away", Role::Auditor).await);
    for actor in &others {
        is_forbidden(&auditor_bundle(&scene, actor).await);
    }
    let fetched = |row: &entity::audit::Model| row.action == "fetch_auditor_bundle";
    assert!(!scene.audit().await.iter().any(fetched));
}

#[tokio::test]
async fn nobody_has_the_whole_list_while_the_seed_is_open() {
    let (scene, _) = scene(RoundState::Frozen).await;
    let auditor = scene.staff(Role::Auditor).await;
    is_not_found(&auditor_bundle(&scene, &auditor).await);
    record_seed(&scene.app, SYSTEM, seed(DIGITS)).await.unwrap();
    is_not_found(&auditor_bundle(&scene, &auditor).await);
    scene.round_in(RoundState::Cancelled).await;
    let file = auditor_bundle(&scene, &auditor).await.unwrap();
    let bundle: AuditorBundle = serde_json::from_slice(&file.bytes).unwrap();
    assert_eq!((bundle.outcome, bundle.salts.len()), (None, 10));
}

#[tokio::test]
async fn a_value_from_a_fallback_says_so_in_the_bundle() {
    let beacon = SeedOrigin::DrandRound {
        chain: DrandChain::Quicknet,
        round: 60_000_000,
    };
    let mut asked = rules();
    asked.seed_sources.push(SeedSource {
        from: SeedOrigin::PublicLottery {
            lottery: "福彩 3D".parse().unwrap(),
            on: "2027-01-25".parse().unwrap(),
        },
        fallback: Some(beacon),
    });
    let scene = Scene::with_rules(asked).await;
    scene.round_in(RoundState::Open).await;
    scene.applicants(3).await;
    scene.round_in(RoundState::Frozen).await;
    let randomness = "8430af445106f217b174b06c3d97bf2fae3a7cc56f0d4ed5f1f8c2d9f0e5a1b2";
    let mut command = seed("408173");
    command.values.push(SeedTyped {
        value: randomness.to_owned(),
        is_fallback: false,
    });
    // It is no result of that lottery.
    let recorded = record_seed(&scene.app, SYSTEM, command.clone()).await;
    assert_eq!(invalid_field(recorded), "seed_2");
    command.values[1].is_fallback = true;
    // 19 bits and 256.
    record_seed(&scene.app, SYSTEM, command).await.unwrap();
    starstall::jobs::draws::run_due(&scene.app).await.unwrap();
    scene.round_in(RoundState::Published).await;
    let bundle = public_bundle(&scene).await.unwrap();
    let fallbacks: Vec<bool> = bundle.seed_values.iter().map(|row| row.fallback).collect();
    assert_eq!(fallbacks, [false, true]);
    assert_eq!(bundle.commitment.seed_sources.len(), 2);
}

#[tokio::test]
async fn rules_whose_seed_could_be_known_before_freezing_are_refused() {
    let scene = Scene::empty().await;
    scene.create_market(MARKET).await;
    let mut asked = rules();
    asked.seed_sources.push(SeedSource {
        from: SeedOrigin::PublicLottery {
            lottery: "福彩 3D".parse().unwrap(),
            on: "2027-01-21".parse().unwrap(),
        },
        fallback: None,
    });
    let planned = starstall::app::round::plan_round(&scene.app, SYSTEM, plan(&[EVENINGS], asked));
    let early = starstall::domain::rules::RulesError::SeedSourceTooEarly;
    assert_eq!(refusal(planned.await), early.into());
}

#[tokio::test]
async fn a_corrected_draw_keeps_its_seed_and_its_bundle_lists_the_correction() {
    let (scene, _) = scene(RoundState::Drawn).await;
    let [first] = draws(&scene).await.try_into().unwrap();
    let mut problem = Problem::from_json(&first.problem).unwrap();
    let before = problem.applicants.remove(0);
    problem.seed = first.seed.clone().unwrap();
    let outcome = allocate(&problem).unwrap();
    let correction = starstall::verify::Correction {
        done: starstall::verify::Done::TakenOut,
        reason: "applied twice".to_owned(),
        before: before.clone(),
    };
    let row = draw::ActiveModel {
        number: sea_orm::Set(2),
        problem: sea_orm::Set(problem.canonical_bytes()),
        outcome: sea_orm::Set(Some(outcome.to_bytes())),
        corrections: sea_orm::Set(Some(serde_json::json!([correction]))),
        id: sea_orm::NotSet,
        ..first.into()
    };
    let tx = scene.store().begin_write().await.unwrap();
    tx.insert(row).await.unwrap();
    tx.commit().await.unwrap();
    let auditor = scene.staff(Role::Auditor).await;
    let file = auditor_bundle(&scene, &auditor).await.unwrap();
    let bundle: AuditorBundle = serde_json::from_slice(&file.bytes).unwrap();
    assert_eq!(bundle.outcome, Some(outcome));
    assert_eq!(bundle.corrections, [correction]);
    assert_eq!(
        (bundle.problem.applicants.len(), bundle.salts.len()),
        (9, 10)
    );
    let public = PublicBundle::of(&bundle);
    let taken_out = public.codes.iter().find(|row| row.code == before.code);
    assert_eq!(taken_out.unwrap().became, Part::NotPlaced);
}

#[tokio::test]
async fn a_frozen_list_that_was_tampered_with_is_served_to_nobody() {
    let (scene, _) = scene(RoundState::Drawn).await;
    let leaves = all::<draw_leaf::Entity>(&scene, draw_leaf::Column::Id).await;
    assert_eq!(leaves.len(), 10);
    let tx = scene.store().begin_write().await.unwrap();
    let sql = "UPDATE draw_leaf SET salt = receipt";
    let refused = sea_orm::ConnectionTrait::execute_unprepared(tx.conn(), sql).await;
    assert!(refused.is_err(), "a leaf never changes");
}
