//! Offers: confirmed, declined, lapsed, moved by hand.

use chrono::Duration;
use entity::kinds::{HoldingState, OfferState, Origin, Role, RoundState};
use entity::offer;
use starstall::app::application::withdraw_application;
use starstall::app::offer::{MoveOffer, confirm_offer, decline_offer, expire_offers, move_offer};
use starstall::app::{Actor, AppError};
use starstall::domain::offer::{OfferAction, OfferRefusal};
use starstall::domain::values::Note;

use crate::support::scene::{Scene, Vendor, invalid_field, label, refusal};

const SYSTEM: &Actor = &Actor::System;

/// Two vendors with an offer each, and nobody waits.
async fn offered() -> (Scene, Vendor, offer::Model) {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendor = scene.form("老王").only(&["A01"]).apply().await;
    scene.form("老李").only(&["A02"]).apply().await;
    scene.round_in(RoundState::Final).await;
    scene.offers_reach_their_vendors().await;
    let offer = vendor.open_offer(&scene).await.unwrap();
    (scene, vendor, offer)
}

fn not_open(action: OfferAction, state: OfferState) -> starstall::domain::Refusal {
    OfferRefusal::NotNow { action, state }.into()
}

fn moving(offer: &offer::Model, to_stall: &str) -> MoveOffer {
    MoveOffer {
        offer_id: offer.public_id.clone(),
        to_stalls: vec![label(to_stall)],
        reason: Note::parse("The drain at A01 is blocked.").unwrap(),
    }
}

#[tokio::test]
async fn a_confirmed_offer_becomes_a_holding_for_the_term() {
    let (scene, vendor, offer) = offered().await;
    confirm_offer(&scene.app, &vendor.actor(), &offer.public_id)
        .await
        .unwrap();
    let [held] = scene.holdings().await.try_into().unwrap();
    let round = scene.round().await;
    assert_eq!(scene.stalls_of(&offer).await, ["A01"]);
    assert_eq!(held.stall_id, scene.stalls().await["A01"].id);
    assert_eq!(held.origin, Origin::Draw);
    assert_eq!(held.state, HoldingState::Running);
    assert_eq!(
        (held.from_date, held.to_date),
        (round.term_from, round.term_to)
    );
    let of_it = scene.occupancies().await.into_iter();
    let of_it = of_it.filter(|row| row.holding_id == Some(held.id));
    assert_eq!(of_it.count(), 12);
    assert_eq!(
        scene.last_change().await,
        "vendor confirm_offer open→confirmed"
    );
    assert_eq!(scene.told("offer_confirmed").await, 1);
    assert_eq!(vendor.refusals(&scene).await, 0);
}

#[tokio::test]
async fn an_offer_is_decided_once() {
    let (scene, vendor, offer) = offered().await;
    let (app, actor) = (&scene.app, &vendor.actor());
    confirm_offer(app, actor, &offer.public_id).await.unwrap();
    let before = scene.traces().await;
    let state = OfferState::Confirmed;
    let again = confirm_offer(app, actor, &offer.public_id).await;
    assert_eq!(refusal(again), not_open(OfferAction::Confirm, state));
    let declined = decline_offer(app, actor, &offer.public_id).await;
    assert_eq!(refusal(declined), not_open(OfferAction::Decline, state));
    let moved = move_offer(app, SYSTEM, moving(&offer, "A05")).await;
    assert_eq!(refusal(moved), not_open(OfferAction::Withdraw, state));
    assert_eq!(scene.traces().await, before);
}

#[tokio::test]
async fn an_offer_is_not_confirmed_after_its_deadline() {
    let (scene, vendor, offer) = offered().await;
    let deadline = offer.deadline_at.unwrap();
    scene.after(Some(deadline));
    let confirmed = confirm_offer(&scene.app, &vendor.actor(), &offer.public_id).await;
    assert_eq!(
        refusal(confirmed),
        OfferRefusal::TooLate { deadline }.into()
    );
    scene.app.clock.set(deadline);
    confirm_offer(&scene.app, &vendor.actor(), &offer.public_id)
        .await
        .unwrap();
}

#[tokio::test]
async fn an_offer_whose_vendor_was_not_reached_does_not_lapse() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendor = scene.form("老王").apply().await;
    scene.round_in(RoundState::Final).await;
    scene.later(Duration::days(20));
    assert_eq!(expire_offers(&scene.app).await.unwrap(), 0);
    assert!(vendor.open_offer(&scene).await.is_some());
}

#[tokio::test]
async fn an_offer_lapses_after_its_deadline_and_counts_as_a_refusal() {
    let (scene, vendor, offer) = offered().await;
    scene.app.clock.set(offer.deadline_at.unwrap());
    assert_eq!(expire_offers(&scene.app).await.unwrap(), 0);
    scene.after(offer.deadline_at);
    assert_eq!(expire_offers(&scene.app).await.unwrap(), 2);
    assert_eq!(expire_offers(&scene.app).await.unwrap(), 0);
    assert_eq!(vendor.refusals(&scene).await, 1);
    assert!(scene.occupancies().await.is_empty());
    assert_eq!(scene.told("offer_expired").await, 2);
    assert_eq!(
        scene.last_change().await,
        "system expire_offer open→expired"
    );
}

#[tokio::test]
async fn a_declined_offer_frees_its_stall_and_counts_as_a_refusal() {
    let (scene, vendor, offer) = offered().await;
    decline_offer(&scene.app, &vendor.actor(), &offer.public_id)
        .await
        .unwrap();
    assert_eq!(vendor.refusals(&scene).await, 1);
    assert_eq!(scene.occupancies().await.len(), 12);
    let notice = scene.notices().await.pop().unwrap();
    assert_eq!(notice.event, "offer_declined");
    assert_eq!(notice.facts["refusals_left"], 2);
    assert_eq!(
        scene.last_change().await,
        "vendor decline_offer open→declined"
    );
}

#[tokio::test]
async fn a_move_by_hand_is_in_the_audit_with_its_reason_and_costs_nothing() {
    let (scene, vendor, offer) = offered().await;
    let operator = scene.staff(Role::Operator).await;
    move_offer(&scene.app, &operator, moving(&offer, "A05"))
        .await
        .unwrap();
    let [old, new] = vendor.offers(&scene).await.try_into().unwrap();
    assert_eq!(old.state, OfferState::Withdrawn);
    assert_eq!(new.origin, Origin::ByHand);
    assert_eq!(scene.stalls_of(&new).await, ["A05"]);
    assert_eq!(new.deadline_at, None);
    assert_eq!(vendor.refusals(&scene).await, 0);
    assert_eq!(scene.occupancies().await.len(), 24);
    let row = scene.audit().await.pop().unwrap();
    assert_eq!(row.action, "move_offer");
    assert_eq!(row.subject, format!("offer:{}", new.public_id));
    assert_eq!(row.reason.as_deref(), Some("The drain at A01 is blocked."));
    assert_eq!(row.actor_kind, entity::kinds::ActorKind::Staff);
    assert_eq!(scene.told("offer_made").await, 3);
}

#[tokio::test]
async fn nobody_is_moved_to_a_stall_that_is_taken_blocked_or_unknown() {
    let (scene, vendor, offer) = offered().await;
    let stall = scene.stalls().await["A05"].clone();
    scene.block(&stall, "2027-03-10").await;
    let before = scene.traces().await;
    for to_stall in ["A02", "A01", "A05", "Z99"] {
        let moved = move_offer(&scene.app, SYSTEM, moving(&offer, to_stall)).await;
        assert_eq!(invalid_field(moved), "to_stalls");
    }
    assert_eq!(scene.traces().await, before);
    assert!(vendor.open_offer(&scene).await.is_some());
}

#[tokio::test]
async fn a_vendor_does_not_move_themselves() {
    let (scene, vendor, offer) = offered().await;
    let moved = move_offer(&scene.app, &vendor.actor(), moving(&offer, "A05")).await;
    assert!(matches!(moved, Err(AppError::Forbidden)));
}

#[tokio::test]
async fn withdrawing_takes_back_the_open_offer_and_costs_nothing() {
    let (scene, vendor, offer) = offered().await;
    withdraw_application(&scene.app, &vendor.actor(), &vendor.code)
        .await
        .unwrap();
    let [old] = vendor.offers(&scene).await.try_into().unwrap();
    assert_eq!(old.state, OfferState::Withdrawn);
    assert_eq!(vendor.refusals(&scene).await, 0);
    assert_eq!(scene.occupancies().await.len(), 12);
    let confirmed = confirm_offer(&scene.app, &vendor.actor(), &offer.public_id).await;
    assert!(matches!(confirmed, Err(AppError::Refused(_))));
}

#[tokio::test]
async fn an_offer_confirmed_late_in_the_term_is_for_the_days_that_are_left() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendor = scene.form("老王").apply().await;
    scene.round_in(RoundState::Running).await;
    let offer = vendor.open_offer(&scene).await.unwrap();
    let day = crate::support::scene::date("2027-03-20");
    scene.on(day);
    confirm_offer(&scene.app, &vendor.actor(), &offer.public_id)
        .await
        .unwrap();
    let [held] = scene.holdings().await.try_into().unwrap();
    assert_eq!(held.from_date, day);
}

#[tokio::test]
async fn nothing_is_confirmed_or_offered_when_the_term_is_over() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendor = scene.form("老王").only(&["A01"]).apply().await;
    let rival = scene.form("老李").only(&["A01"]).apply().await;
    scene.round_in(RoundState::Running).await;
    scene.on(scene.round().await.term_to + Duration::days(1));
    let [offer] = scene.offers().await.try_into().unwrap();
    let confirmed = confirm_offer(&scene.app, SYSTEM, &offer.public_id).await;
    assert!(matches!(
        refusal(confirmed),
        starstall::domain::Refusal::Offer(OfferRefusal::TooLate { .. })
    ));
    decline_offer(&scene.app, SYSTEM, &offer.public_id)
        .await
        .unwrap();
    for vendor in [vendor, rival] {
        assert!(vendor.open_offer(&scene).await.is_none());
    }
}

#[tokio::test]
async fn a_round_that_closes_takes_back_what_is_still_open() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    scene.applicants(2).await;
    scene.round_in(RoundState::Closed).await;
    let offers = scene.offers().await;
    assert_eq!(offers.len(), 2);
    assert!(
        offers
            .iter()
            .all(|offer| offer.state == OfferState::Withdrawn)
    );
}
