//! The frozen list, the seed, and the computation.

use chrono::Duration;
use entity::kinds::{
    DrawState, Feature, HardshipGroup, Language, Origin, Pool, PublicResult, RoundState,
};
use entity::{draw, draw_entry};
use serde_json::json;
use starstall::app::application::{show_standing, withdraw_application};
use starstall::app::draw::{RecordSeed, compute_next_draw, record_seed};
use starstall::app::round::{plan_round, publish_result};
use starstall::app::{Actor, AppError};
use starstall::domain::draw::DrawRefusal;
use starstall::domain::round::{RoundAction, RoundRefusal};
use starstall::engine::{Outcome, Problem, allocate};
use starstall::jobs;
use starstall::text::labels::label;
use starstall::text::reasons;
use starstall::verify::{Commitment, CommitmentDocument, derive_seed};

use crate::support::scene::{
    DIGITS, EVENINGS, MARKET, MORNINGS, Scene, all, here, invalid_field, plan, refusal, rules, seed,
};

const SYSTEM: &Actor = &Actor::System;

async fn frozen() -> Scene {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    scene.applicants(10).await;
    scene.round_in(RoundState::Frozen).await;
    scene
}

async fn draws(scene: &Scene) -> Vec<draw::Model> {
    all::<draw::Entity>(scene, draw::Column::Id).await
}

async fn entries(scene: &Scene) -> Vec<draw_entry::Model> {
    all::<draw_entry::Entity>(scene, draw_entry::Column::Id).await
}

#[tokio::test]
async fn freezing_writes_the_problem_down_and_tells_its_commitment() {
    let scene = frozen().await;
    let [draw] = draws(&scene).await.try_into().unwrap();
    assert_eq!(draw.state, DrawState::AwaitingSeed);
    let bytes = draw.commitment_document.unwrap();
    let document: CommitmentDocument = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(document.to_bytes(), bytes);
    assert_eq!(document.digest().to_hex(), draw.commitment);
    assert_eq!(document.draw, "lantern-lane/spring/evenings");
    assert_eq!((document.tree_size, document.stalls.len()), (10, 8));
    let problem = Problem::from_json(&draw.problem).unwrap();
    assert_eq!((problem.stalls.len(), problem.applicants.len()), (8, 10));

    assert_eq!(scene.told("list_frozen").await, 10);
    let notice = scene.notices().await.pop().unwrap();
    let [told] = notice.facts["commitments"].as_array().unwrap().as_slice() else {
        panic!("one trading time, one commitment")
    };
    assert_eq!(told["value"], json!(draw.commitment));
    assert_eq!(told["applications"], json!(10));
}

#[tokio::test]
async fn a_stall_that_is_blocked_in_the_term_is_not_drawn() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Listed).await;
    let stall = scene.stalls().await["A01"].clone();
    scene.block(&stall, "2027-03-28").await;
    scene.round_in(RoundState::Frozen).await;
    let [draw] = draws(&scene).await.try_into().unwrap();
    let problem = Problem::from_json(&draw.problem).unwrap();
    assert!(!problem.stalls.iter().any(|stall| stall.id == "A01"));
    assert_eq!(problem.stalls.len(), 7);
}

#[tokio::test]
async fn the_seed_comes_from_the_commitment_and_what_chance_said() {
    let scene = frozen().await;
    record_seed(&scene.app, SYSTEM, seed(DIGITS)).await.unwrap();
    let [draw] = draws(&scene).await.try_into().unwrap();
    let commitment = Commitment::from_hex(&draw.commitment).unwrap();
    let seed = derive_seed(commitment, &[DIGITS]).to_string();
    assert_eq!(draw.seed, Some(seed));
    let part = json!({
        "from": { "kind": "ceremony_digits" }, "is_fallback": false, "value": DIGITS,
    });
    assert_eq!(draw.seed_values, Some(json!([part])));
    assert_eq!(draw.state, DrawState::Queued);
    let change = scene.audit().await.pop().unwrap();
    assert_eq!(change.action, "record_seed");
    assert_eq!(change.detail.unwrap()["parts"], json!([part]));
}

#[tokio::test]
async fn anybody_can_draw_again_and_gets_the_same_bytes() {
    let scene = frozen().await;
    scene.round_in(RoundState::Drawn).await;
    let [draw] = draws(&scene).await.try_into().unwrap();
    let mut problem = Problem::from_json(&draw.problem).unwrap();
    problem.seed = draw.seed.unwrap();
    let again: Outcome = allocate(&problem).unwrap();
    assert_eq!(draw.outcome, Some(again.to_bytes()));

    let entries = entries(&scene).await;
    assert_eq!(entries.len(), 10);
    let placed = |entry: &&draw_entry::Model| entry.public_result == PublicResult::Placed;
    // A06 takes crafts alone, and nobody asked for it.
    assert_eq!(entries.iter().filter(placed).count(), 7);
    assert_eq!(scene.last_change().await, "system draw frozen→drawn");
    assert_eq!(scene.told("result_published").await, 0);
}

#[tokio::test]
async fn a_weak_seed_is_refused_unless_it_is_accepted_as_weak() {
    let scene = frozen().await;
    let weak = record_seed(&scene.app, SYSTEM, seed("123456")).await;
    assert_eq!(refusal(weak), DrawRefusal::WeakSeed { bits: 19 }.into());
    let [draw] = draws(&scene).await.try_into().unwrap();
    assert_eq!((draw.state, draw.seed), (DrawState::AwaitingSeed, None));
    let accepted = RecordSeed {
        weak_accepted: true,
        ..seed("123456")
    };
    record_seed(&scene.app, SYSTEM, accepted).await.unwrap();
}

#[tokio::test]
async fn a_seed_with_a_missing_value_or_something_else_than_digits_is_invalid() {
    let scene = frozen().await;
    for typed in [vec![], vec![""], vec!["12345"], vec!["12345x"]] {
        let command = RecordSeed {
            values: typed
                .into_iter()
                .map(|typed: &str| typed.to_owned().into())
                .collect(),
            ..seed("")
        };
        let recorded = record_seed(&scene.app, SYSTEM, command).await;
        assert_eq!(invalid_field(recorded), "seed_1");
    }
}

#[tokio::test]
async fn a_list_is_drawn_once() {
    let scene = frozen().await;
    record_seed(&scene.app, SYSTEM, seed(DIGITS)).await.unwrap();
    let other = DIGITS.replace('2', "3");
    let again = record_seed(&scene.app, SYSTEM, seed(&other)).await;
    assert_eq!(refusal(again), DrawRefusal::SeedKnown.into());

    scene.app.clock.advance(Duration::minutes(1));
    assert_eq!(jobs::draws::run_due(&scene.app).await.unwrap(), 1);
    let before = (draws(&scene).await, entries(&scene).await);
    let again = record_seed(&scene.app, SYSTEM, seed(&other)).await;
    assert_eq!(refusal(again), RoundRefusal::AlreadyDrawn.into());
    assert!(!compute_next_draw(&scene.app).await.unwrap());
    assert_eq!(before, (draws(&scene).await, entries(&scene).await));
}

#[tokio::test]
async fn there_is_no_seed_for_a_list_that_is_not_frozen_or_a_round_that_is_cancelled() {
    let scene = Scene::new().await;
    let action = RoundAction::RecordDraw;
    for state in [RoundState::Planned, RoundState::Open, RoundState::Listed] {
        scene.round_in(state).await;
        let recorded = record_seed(&scene.app, SYSTEM, seed(DIGITS)).await;
        let expected = RoundRefusal::NotNow { action, state };
        assert_eq!(refusal(recorded), expected.into());
    }
    scene.round_in(RoundState::Frozen).await;
    scene.round_in(RoundState::Cancelled).await;
    let state = RoundState::Cancelled;
    let recorded = record_seed(&scene.app, SYSTEM, seed(DIGITS)).await;
    let expected = RoundRefusal::NotNow { action, state };
    assert_eq!(refusal(recorded), expected.into());
}

#[tokio::test]
async fn the_draw_of_a_cancelled_round_is_not_computed() {
    let scene = frozen().await;
    record_seed(&scene.app, SYSTEM, seed(DIGITS)).await.unwrap();
    scene.round_in(RoundState::Cancelled).await;
    assert_eq!(jobs::draws::run_due(&scene.app).await.unwrap(), 0);
    assert!(entries(&scene).await.is_empty());
}

#[tokio::test]
async fn a_draw_whose_computer_is_gone_is_taken_over_when_its_lease_runs_out() {
    let scene = frozen().await;
    record_seed(&scene.app, SYSTEM, seed(DIGITS)).await.unwrap();
    let tx = scene.store().begin_write().await.unwrap();
    let (now, until) = (scene.app.now(), scene.app.now() + Duration::minutes(10));
    let claimed = starstall::store::draw::claim_draw(&tx, now, until).await;
    assert!(claimed.unwrap().is_some());
    tx.commit().await.unwrap();

    let other = scene.another_instance().await;
    assert!(!compute_next_draw(&other).await.unwrap());
    scene.later(Duration::minutes(11));
    assert!(compute_next_draw(&other).await.unwrap());
    assert_eq!(draws(&scene).await[0].attempts, 2);
    assert_eq!(scene.round().await.state, RoundState::Drawn);
}

#[tokio::test]
async fn a_round_is_drawn_when_its_last_trading_time_is() {
    let scene = Scene::with_two_times().await;
    scene.round_in(RoundState::Frozen).await;
    record_seed(&scene.app, SYSTEM, seed(DIGITS)).await.unwrap();
    assert!(compute_next_draw(&scene.app).await.unwrap());
    assert_eq!(scene.round().await.state, RoundState::Frozen);
    let published = publish_result(&scene.app, SYSTEM, here()).await;
    assert!(matches!(published, Err(AppError::Refused(_))));
    assert!(compute_next_draw(&scene.app).await.unwrap());
    assert_eq!(scene.round().await.state, RoundState::Drawn);
}

#[tokio::test]
async fn whoever_withdraws_after_freezing_stays_on_the_list_and_counts_as_having_declined() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendors = scene.applicants(10).await;
    scene.round_in(RoundState::Drawn).await;
    let said = entries(&scene).await;
    let placed = said
        .iter()
        .find(|entry| entry.public_result == PublicResult::Placed);
    let placed = placed.unwrap();
    let vendor = vendors.iter().find(|row| row.id == placed.application_id);
    let vendor = vendor.unwrap();
    let stalls = scene.stalls_drawn(vendor).await;
    withdraw_application(&scene.app, &vendor.actor(), &vendor.code)
        .await
        .unwrap();

    scene.round_in(RoundState::Final).await;
    assert!(vendor.offers(&scene).await.is_empty());
    assert_eq!(entries(&scene).await, said);
    let offers = scene.offers().await;
    let waited = |offer: &&entity::offer::Model| offer.origin == Origin::WaitingList;
    let instead = offers.iter().find(waited).unwrap();
    assert_eq!(scene.stalls_of(instead).await, stalls);
    assert_eq!(offers.len(), 7);
}

#[tokio::test]
async fn a_need_is_met_by_a_stall_that_has_it() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let mut needy = Vec::new();
    for name in ["一", "二", "三", "四"] {
        needy.push(scene.form(name).needing(Feature::Power).apply().await);
    }
    scene.applicants(6).await;
    scene.round_in(RoundState::Final).await;
    let powered = ["A01", "A02", "L02"];
    for vendor in &needy {
        if let Some(offer) = vendor.open_offer(&scene).await {
            let stalls = scene.stalls_of(&offer).await;
            assert!(stalls.iter().all(|code| powered.contains(&code.as_str())));
        }
    }
}

#[tokio::test]
async fn a_quota_is_kept_and_told_to_nobody() {
    let mut asked = rules();
    asked.pools[0].quotas = serde_json::from_value(json!([
        { "group": "disability", "at_least": 2 }
    ]))
    .unwrap();
    let scene = Scene::with_rules(asked).await;
    scene.round_in(RoundState::Open).await;
    for number in 0..12 {
        let group = HardshipGroup::LowIncome;
        let form = scene.form(&format!("摊主 {number}"));
        form.for_charity_in(group).apply().await;
    }
    let seats = [
        scene.form("杨一").charity_only().apply().await,
        scene.form("杨二").charity_only().apply().await,
    ];
    scene.confirm_requests().await;
    scene.round_in(RoundState::Published).await;

    for entry in entries(&scene).await {
        let is_seat = seats.iter().any(|seat| seat.id == entry.application_id);
        assert_eq!(entry.pool == Some(Pool::Charity), is_seat);
    }
    let application = &scene.applications().await[0];
    let vendor = scene.vendor(application.id).await;
    let shown = show_standing(&scene.app, &vendor.actor(), &vendor.code).await;
    let result = shown.unwrap().times.remove(0).result.unwrap();
    for lang in Language::all() {
        let said = reasons::explain(lang, &result).join(" ");
        let group = label(lang, HardshipGroup::Disability).to_lowercase();
        assert!(!said.to_lowercase().contains(&group), "{said}");
    }
}

#[tokio::test]
async fn nobody_stands_in_a_pool_that_the_round_does_not_have() {
    let scene = Scene::empty().await;
    scene.create_market(MARKET).await;
    let mut asked = rules();
    asked.pools.remove(0);
    let mut command = plan(&[EVENINGS], asked);
    let planned = plan_round(&scene.app, SYSTEM, command.clone()).await;
    assert_eq!(invalid_field(planned), "charity_stalls");
    command.times[0].stalls = Vec::new();
    plan_round(&scene.app, SYSTEM, command).await.unwrap();
    scene.round_in(RoundState::Open).await;
    scene.form("杨一").for_charity().apply().await;
    scene.form("杨二").charity_only().apply().await;
    scene.round_in(RoundState::Drawn).await;
    assert_eq!(entries(&scene).await.len(), 2);
}

#[tokio::test]
async fn two_trading_times_with_the_same_list_have_seeds_of_their_own() {
    let scene = Scene::with_two_times().await;
    scene.round_in(RoundState::Open).await;
    for number in 0..4 {
        let both = [EVENINGS, MORNINGS];
        scene
            .form(&format!("摊主 {number}"))
            .at(&both)
            .apply()
            .await;
    }
    scene.round_in(RoundState::Drawn).await;
    let [one, other] = draws(&scene).await.try_into().unwrap();
    assert_eq!(one.problem, other.problem);
    assert_ne!(one.commitment, other.commitment);
    assert_ne!(one.seed, other.seed);
}
