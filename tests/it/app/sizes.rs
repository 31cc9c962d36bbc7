//! Several stalls for one vendor: from the form to what they hold, as one.

use entity::kinds::{HoldingState, OfferState, Placement, Pool, RoundState, WaitingState};
use starstall::app::Actor;
use starstall::app::draw::fetch_auditor_bundle;
use starstall::app::market_day::list_my_days;
use starstall::app::offer::{MoveOffer, confirm_offer, decline_offer, move_offer};
use starstall::domain::rules::{Cap, RoundRules};
use starstall::domain::values::Note;
use starstall::engine::allocate;
use starstall::verify::{AuditorBundle, Document, examine};

use crate::support::scene::{EVENINGS, Scene, Vendor, here, invalid_field, label, rules};

const SYSTEM: &Actor = &Actor::System;

/// Up to three stalls each, and the order alone decides.
fn by_order() -> RoundRules {
    RoundRules {
        most_stalls: 3,
        placement: Placement::Choice,
        ..rules()
    }
}

async fn open(rules: RoundRules) -> Scene {
    let scene = Scene::with_rules(rules).await;
    scene.round_in(RoundState::Open).await;
    scene
}

/// In the order of their ranks: so many at least and at most of these stalls and no other.
async fn apply(scene: &Scene, wanted: &[(u32, u32, &[&str])]) -> Vec<Vendor> {
    let mut vendors = Vec::new();
    for (rank, (min, max, stalls)) in (1..).zip(wanted) {
        let form = scene.form(&format!("摊主 {rank}")).senior(rank);
        vendors.push(form.only(stalls).stalls(*min, *max).apply().await);
    }
    vendors
}

/// The stalls of the offer that waits for their answer.
async fn offered(scene: &Scene, vendor: &Vendor) -> Vec<String> {
    match vendor.open_offer(scene).await {
        Some(offer) => scene.stalls_of(&offer).await,
        None => Vec::new(),
    }
}

async fn decline(scene: &Scene, vendor: &Vendor) {
    let offer = vendor.open_offer(scene).await.unwrap().public_id;
    decline_offer(&scene.app, &vendor.actor(), &offer)
        .await
        .unwrap();
}

#[tokio::test]
async fn who_needs_several_gets_them_side_by_side_and_holds_each() {
    let scene = open(RoundRules {
        most_stalls: 3,
        ..rules()
    })
    .await;
    let any = ["A01", "A02", "A03", "A04", "A05"];
    let vendors = apply(&scene, &[(2, 2, &any), (3, 3, &any), (1, 1, &["A01"])]).await;
    scene.round_in(RoundState::Drawn).await;
    assert_eq!(scene.stalls_drawn(&vendors[0]).await, ["A04", "A05"]);
    assert_eq!(scene.stalls_drawn(&vendors[1]).await, ["A01", "A02", "A03"]);

    scene.round_in(RoundState::Final).await;
    assert_eq!(scene.occupancies().await.len(), 5 * 12);
    let offer = vendors[1].open_offer(&scene).await.unwrap();
    let mut notices = scene.notices().await;
    notices.retain(|row| row.offer_id == Some(offer.id));
    let facts = &notices[0].facts["offer"];
    assert_eq!(
        (&facts["fee_fen"], &facts["paid_stalls"]),
        (&9000.into(), &3.into())
    );
    confirm_offer(&scene.app, &vendors[1].actor(), &offer.public_id)
        .await
        .unwrap();
    let holdings = scene.holdings().await;
    assert_eq!(holdings.len(), 3);
    assert!(
        holdings
            .iter()
            .all(|row| row.state == HoldingState::Running)
    );
    let days = list_my_days(&scene.app, &vendors[1].actor(), &vendors[1].code).await;
    let days = days.unwrap();
    let first = days
        .iter()
        .filter(|day| day.at.date == days[0].at.date)
        .filter_map(|day| day.stall.as_deref());
    assert_eq!(first.collect::<Vec<_>>(), ["A01", "A02", "A03"]);
    let of_holdings = scene.occupancies().await;
    let of_holdings = of_holdings.iter().filter(|row| row.holding_id.is_some());
    assert_eq!(of_holdings.count(), 3 * 12);

    let file = fetch_auditor_bundle(&scene.app, SYSTEM, here(), EVENINGS).await;
    let bundle: AuditorBundle = serde_json::from_slice(&file.unwrap().bytes).unwrap();
    for examined in examine(&[Document::Auditor(Box::new(bundle))], &allocate).unwrap() {
        assert!(!examined.is_wrong(), "{examined:#?}");
    }
}

#[tokio::test]
async fn what_comes_free_goes_to_the_next_whom_it_fits_and_the_others_keep_their_place() {
    let scene = open(by_order()).await;
    let wanted: [(u32, u32, &[&str]); 5] = [
        (2, 2, &["A01", "A02"]),
        (3, 3, &["A01", "A02", "A03"]),
        (1, 1, &["A03"]),
        (2, 3, &["A01", "A02"]),
        (1, 1, &["A02"]),
    ];
    let vendors = apply(&scene, &wanted).await;
    scene.round_in(RoundState::Final).await;
    assert_eq!(offered(&scene, &vendors[0]).await, ["A01", "A02"]);

    decline(&scene, &vendors[0]).await;
    assert!(offered(&scene, &vendors[1]).await.is_empty());
    assert_eq!(offered(&scene, &vendors[3]).await, ["A01", "A02"]);
    let kept = vendors[1].waits_in(&scene, Pool::Open).await.unwrap();
    assert_eq!(kept.state, WaitingState::Waiting);

    decline(&scene, &vendors[2]).await;
    assert!(offered(&scene, &vendors[1]).await.is_empty());
    decline(&scene, &vendors[3]).await;
    assert_eq!(offered(&scene, &vendors[1]).await, ["A01", "A02", "A03"]);
    assert!(offered(&scene, &vendors[4]).await.is_empty());
}

#[tokio::test]
async fn a_cap_counts_every_stall() {
    let scene = open(RoundRules {
        caps: vec![Cap {
            category: label("snacks"),
            max: 3,
        }],
        ..by_order()
    })
    .await;
    let wanted: [(u32, u32, &[&str]); 4] = [
        (2, 2, &["A01", "A02"]),
        (1, 1, &["A03"]),
        (2, 2, &["A04", "A05"]),
        (1, 1, &["A04"]),
    ];
    let vendors = apply(&scene, &wanted).await;
    scene.round_in(RoundState::Final).await;
    assert_eq!(scene.offers().await.len(), 2);
    decline(&scene, &vendors[1]).await;
    assert!(offered(&scene, &vendors[2]).await.is_empty());
    assert_eq!(offered(&scene, &vendors[3]).await, ["A04"]);
}

#[tokio::test]
async fn nobody_asks_for_more_than_the_rules_allow() {
    for (most, min, max, field) in [
        (1, 1, 2, "max_stalls"),
        (1, 2, 2, "min_stalls"),
        (3, 0, 1, "min_stalls"),
        (3, 2, 1, "max_stalls"),
        (3, 2, 4, "max_stalls"),
    ] {
        let scene = open(RoundRules {
            most_stalls: most,
            ..rules()
        })
        .await;
        let sent = scene.form("老王").stalls(min, max).send().await;
        assert_eq!(invalid_field(sent), field, "{min} to {max} of {most}");
        assert!(scene.applications().await.is_empty());
    }
}

#[tokio::test]
async fn several_move_as_one_and_stay_side_by_side() {
    let scene = open(by_order()).await;
    let vendors = apply(&scene, &[(2, 2, &["A01", "A02"])]).await;
    scene.round_in(RoundState::Final).await;
    let offer = vendors[0].open_offer(&scene).await.unwrap();
    let moving = |stalls: &[&str]| MoveOffer {
        offer_id: offer.public_id.clone(),
        to_stalls: stalls.iter().map(|stall| label(stall)).collect(),
        reason: Note::parse("A drain is mended.").unwrap(),
    };
    for wrong in [
        &["A04"][..],
        &["A03", "A04"],
        &["A01", "A02"],
        &["A04", "A04"],
    ] {
        let moved = move_offer(&scene.app, SYSTEM, moving(wrong)).await;
        assert_eq!(invalid_field(moved), "to_stalls", "{wrong:?}");
    }
    move_offer(&scene.app, SYSTEM, moving(&["A03", "A02"]))
        .await
        .unwrap();
    assert_eq!(offered(&scene, &vendors[0]).await, ["A02", "A03"]);
    assert_eq!(scene.occupancies().await.len(), 2 * 12);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_confirmations_at_once_make_each_holding_once() {
    let scene = open(by_order()).await;
    let vendors = apply(&scene, &[(2, 2, &["A01", "A02"])]).await;
    scene.round_in(RoundState::Final).await;
    let offer = vendors[0].open_offer(&scene).await.unwrap();
    let other = scene.another_instance().await;
    let (one, two) = tokio::join!(
        confirm_offer(&scene.app, SYSTEM, &offer.public_id),
        confirm_offer(&other, SYSTEM, &offer.public_id),
    );
    super::races::exactly_one(&[one, two]);
    assert_eq!(scene.holdings().await.len(), 2);
    let [offer] = scene.offers().await.try_into().unwrap();
    assert_eq!(offer.state, OfferState::Confirmed);
}
