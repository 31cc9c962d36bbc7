//! One round from nothing to its end, with everything that it leaves behind.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use entity::kinds::{
    ApplicationState, HoldingState, OfferState, Origin, Pool, RoundState, WaitingState,
};
use expect_test::expect;
use starstall::app::offer::{confirm_offer, decline_offer};
use starstall::jobs;

use crate::support::scene::{Scene, Vendor};

const STALLS: usize = 8;
/// Four weekends of three evenings.
const DAYS: usize = 12;

#[tokio::test]
async fn a_round_goes_from_nothing_to_running() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendors = apply(&scene).await;

    scene.round_in(RoundState::Published).await;
    published(&scene).await;

    scene.round_in(RoundState::Final).await;
    offered(&scene).await;

    scene.offers_reach_their_vendors().await;
    answer(&scene, &vendors).await;

    scene.round_in(RoundState::Running).await;
    running(&scene).await;

    scene.round_in(RoundState::Closed).await;
    let holdings = scene.holdings().await;
    assert!(holdings.iter().all(|held| held.state == HoldingState::Over));
}

/// Nine for the six ordinary stalls, three for the two charity stalls.
async fn apply(scene: &Scene) -> Vec<Vendor> {
    let mut vendors = scene.applicants(8).await;
    vendors.push(scene.form("剪纸").selling("crafts").apply().await);
    for name in ["杨一", "杨二", "杨三"] {
        vendors.push(scene.form(name).charity_only().apply().await);
    }
    scene.confirm_requests().await;
    vendors
}

async fn published(scene: &Scene) {
    assert!(scene.offers().await.is_empty());
    assert!(scene.occupancies().await.is_empty());
    let waiting = scene.waiting().await;
    let charity = waiting.iter().filter(|row| row.pool == Pool::Charity);
    let open = waiting.iter().filter(|row| row.pool == Pool::Open);
    assert_eq!((charity.count(), open.count()), (1, 3));
    assert_eq!(scene.told("result_published").await, 12);
}

async fn offered(scene: &Scene) {
    let offers = scene.offers().await;
    let mut stalls = BTreeSet::new();
    for offer in &offers {
        stalls.extend(scene.stalls_of(offer).await);
    }
    assert_eq!((offers.len(), stalls.len()), (STALLS, STALLS));
    assert!(offers.iter().all(|offer| offer.origin == Origin::Draw));
    assert_eq!(scene.occupancies().await.len(), STALLS * DAYS);
    assert_eq!(scene.told("offer_made").await, STALLS);
}

/// One declines, one lets it lapse, all others confirm; so do those who are asked next.
async fn answer(scene: &Scene, vendors: &[Vendor]) {
    let offers = scene.offers().await;
    let mut of = BTreeMap::new();
    for offer in &offers {
        of.insert(scene.stalls_of(offer).await.remove(0), offer);
    }
    let (first, last) = (of["A01"], of["A02"]);
    let middle = offers
        .iter()
        .filter(|offer| ![first.id, last.id].contains(&offer.id));
    for offer in middle {
        let vendor = vendors
            .iter()
            .find(|vendor| vendor.id == offer.application_id);
        let actor = vendor.unwrap().actor();
        confirm_offer(&scene.app, &actor, &offer.public_id)
            .await
            .unwrap();
    }
    let system = &starstall::app::Actor::System;
    decline_offer(&scene.app, system, &first.public_id)
        .await
        .unwrap();
    scene.after(last.deadline_at);
    assert_eq!(jobs::deadlines::run_due(&scene.app).await.unwrap(), 1);
    for offer in scene.offers().await {
        if offer.state == OfferState::Open {
            assert_eq!(offer.origin, Origin::WaitingList);
            confirm_offer(&scene.app, system, &offer.public_id)
                .await
                .unwrap();
        }
    }
}

async fn running(scene: &Scene) {
    let holdings = scene.holdings().await;
    let stalls: BTreeSet<_> = holdings.iter().map(|held| held.stall_id).collect();
    assert_eq!((holdings.len(), stalls.len()), (STALLS, STALLS));
    assert!(
        holdings
            .iter()
            .all(|held| held.state == HoldingState::Running)
    );
    let occupancies = scene.occupancies().await;
    assert_eq!(occupancies.len(), STALLS * DAYS);
    assert!(occupancies.iter().all(|row| row.holding_id.is_some()));

    let waiting = scene.waiting().await;
    let placed = waiting
        .iter()
        .filter(|row| row.state == WaitingState::Placed);
    assert_eq!(placed.count(), 2);
    let accepted = scene.applications().await;
    assert!(
        accepted
            .iter()
            .all(|row| row.state == ApplicationState::Accepted)
    );
    expect![[r"
        application_received 12
        attestation_confirmed 3
        application_accepted 12
        list_frozen 12
        result_published 12
        offer_made 10
        offer_confirmed 8
        offer_declined 1
        offer_expired 1
    "]]
    .assert_eq(&told(scene).await);
}

/// Each event with how many were told of it.
async fn told(scene: &Scene) -> String {
    let mut events: Vec<String> = Vec::new();
    for row in scene.notices().await {
        if !events.contains(&row.event) {
            events.push(row.event);
        }
    }
    let mut lines = String::new();
    for event in events {
        writeln!(lines, "{event} {}", scene.told(&event).await).unwrap();
    }
    lines
}
