//! A stall that comes free goes to the first one waiting who can use it.

use entity::kinds::{
    Feature, HoldingState, OfferState, Origin, Pool, RoundState, Unfilled, WaitingState,
};
use entity::offer;
use starstall::app::Actor;
use starstall::app::application::withdraw_application;
use starstall::app::offer::{confirm_offer, decline_offer, expire_offers};
use starstall::domain::rules::Cap;

use crate::support::scene::{Scene, Vendor, label, rules};

const SYSTEM: &Actor = &Actor::System;

/// Every vendor wants `stall` alone, so that all but one wait for it, in the order of the draw.
async fn all_want(scene: &Scene, stall: &str, count: usize) -> Vec<Vendor> {
    for number in 0..count {
        scene
            .form(&format!("摊主 {number}"))
            .only(&[stall])
            .apply()
            .await;
    }
    scene.round_in(RoundState::Final).await;
    in_order(scene).await
}

/// Whoever has the offer, then those who wait, by their numbers.
async fn in_order(scene: &Scene) -> Vec<Vendor> {
    let mut waiting = scene.waiting().await;
    waiting.sort_by_key(|entry| entry.number);
    let first = scene.offers().await[0].application_id;
    let ids = [first]
        .into_iter()
        .chain(waiting.iter().map(|entry| entry.application_id));
    let mut vendors = Vec::new();
    for id in ids {
        vendors.push(scene.vendor(id).await);
    }
    vendors
}

async fn open() -> Scene {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    scene
}

async fn decline(scene: &Scene, vendor: &Vendor) -> offer::Model {
    let offer = vendor.open_offer(scene).await.unwrap();
    decline_offer(&scene.app, &vendor.actor(), &offer.public_id)
        .await
        .unwrap();
    offer
}

#[tokio::test]
async fn the_next_one_waiting_is_asked_at_once() {
    let scene = open().await;
    let vendors = all_want(&scene, "A01", 3).await;
    let declined = decline(&scene, &vendors[0]).await;
    let offer = vendors[1].open_offer(&scene).await.unwrap();
    assert_eq!(
        scene.stalls_of(&offer).await,
        scene.stalls_of(&declined).await
    );
    assert_eq!(offer.origin, Origin::WaitingList);
    assert_eq!(offer.confirm_days, 1);
    assert!(vendors[2].open_offer(&scene).await.is_none());
    let entry = vendors[1].waits_in(&scene, Pool::Open).await.unwrap();
    assert_eq!(entry.state, WaitingState::Offered);

    confirm_offer(&scene.app, &vendors[1].actor(), &offer.public_id)
        .await
        .unwrap();
    let entry = vendors[1].waits_in(&scene, Pool::Open).await.unwrap();
    assert_eq!(entry.state, WaitingState::Placed);
}

#[tokio::test]
async fn a_stall_goes_down_the_list_until_somebody_takes_it() {
    let scene = open().await;
    let vendors = all_want(&scene, "A01", 4).await;
    for vendor in &vendors[..3] {
        decline(&scene, vendor).await;
    }
    scene.offers_reach_their_vendors().await;
    let last = vendors[3].open_offer(&scene).await.unwrap();
    scene.after(last.deadline_at);
    assert_eq!(expire_offers(&scene.app).await.unwrap(), 1);
    // Nobody is asked the same question twice.
    assert!(
        scene
            .offers()
            .await
            .iter()
            .all(|offer| offer.state != OfferState::Open)
    );
    assert!(scene.occupancies().await.is_empty());
    assert_eq!(scene.told("offer_made").await, 4);
}

#[tokio::test]
async fn a_number_never_changes_and_a_refusal_costs_nothing_up_to_the_limit() {
    let mut few = rules();
    few.refusal_limit = 1;
    let scene = Scene::with_rules(few).await;
    scene.round_in(RoundState::Open).await;
    // Three stalls, each wanted by a vendor of its own and by one who would take any of them.
    let everywhere = ["A03", "A04", "A05"];
    let mut rivals = Vec::new();
    for stall in everywhere {
        rivals.push(scene.form(stall).only(&[stall]).senior(1).apply().await);
    }
    let patient = scene.form("候补").only(&everywhere).senior(2).apply().await;
    scene.round_in(RoundState::Final).await;
    let number = patient.waits_in(&scene, Pool::Open).await.unwrap().number;

    for (rival, (state, refusals)) in rivals.iter().zip([
        (WaitingState::Waiting, 1),
        (WaitingState::Left, 2),
        (WaitingState::Left, 2),
    ]) {
        decline(&scene, rival).await;
        if patient.open_offer(&scene).await.is_some() {
            decline(&scene, &patient).await;
        }
        let entry = patient.waits_in(&scene, Pool::Open).await.unwrap();
        assert_eq!((entry.state, entry.number), (state, number));
        assert_eq!(patient.refusals(&scene).await, refusals);
    }
}

#[tokio::test]
async fn whoever_cannot_use_the_stall_is_passed_over() {
    let scene = open().await;
    let taker = scene.form("先").only(&["A03"]).senior(1).apply().await;
    let form = scene.form("要电").only(&["A03", "A01"]).senior(2);
    let needs_power = form.needing(Feature::Power).apply().await;
    let elsewhere = scene.form("别处").only(&["A01"]).senior(3).apply().await;
    let next = scene.form("后").only(&["A03"]).senior(4).apply().await;
    // Someone more senior takes A01.
    let form = scene.form("电").only(&["A01"]).senior(0);
    form.apply().await;
    scene.round_in(RoundState::Final).await;
    decline(&scene, &taker).await;
    assert!(needs_power.offers(&scene).await.is_empty());
    assert!(elsewhere.offers(&scene).await.is_empty());
    assert!(next.open_offer(&scene).await.is_some());
}

#[tokio::test]
async fn whoever_has_withdrawn_is_passed_over() {
    let scene = open().await;
    let vendors = all_want(&scene, "A01", 3).await;
    withdraw_application(&scene.app, &vendors[1].actor(), &vendors[1].code)
        .await
        .unwrap();
    let entry = vendors[1].waits_in(&scene, Pool::Open).await.unwrap();
    assert_eq!(entry.state, WaitingState::Left);
    decline(&scene, &vendors[0]).await;
    assert!(vendors[1].offers(&scene).await.is_empty());
    assert!(vendors[2].open_offer(&scene).await.is_some());
}

#[tokio::test]
async fn whoever_withdraws_with_an_open_offer_makes_way_for_the_next() {
    let scene = open().await;
    let vendors = all_want(&scene, "A01", 2).await;
    withdraw_application(&scene.app, &vendors[0].actor(), &vendors[0].code)
        .await
        .unwrap();
    assert!(vendors[1].open_offer(&scene).await.is_some());
    assert_eq!(scene.occupancies().await.len(), 12);
}

/// Two have the charity stalls, one waits for one; one waits for any open stall.
#[tokio::test]
async fn whoever_withdraws_after_confirming_gives_the_stall_to_the_next() {
    let scene = open().await;
    let vendors = all_want(&scene, "A01", 2).await;
    let offer = vendors[0].open_offer(&scene).await.unwrap();
    confirm_offer(&scene.app, &vendors[0].actor(), &offer.public_id)
        .await
        .unwrap();
    withdraw_application(&scene.app, &vendors[0].actor(), &vendors[0].code)
        .await
        .unwrap();
    let [held] = scene.holdings().await.try_into().unwrap();
    assert_eq!(held.state, HoldingState::GivenUp);
    let next = vendors[1].open_offer(&scene).await.unwrap();
    assert_eq!(scene.stalls_of(&next).await, ["A01"]);
    assert_eq!(held.stall_id, scene.stalls().await["A01"].id);
    let kept = scene.occupancies().await;
    assert!(kept.iter().all(|row| row.offer_id == Some(next.id)));
}

#[tokio::test]
async fn a_full_cap_passes_over_whoever_sells_the_same() {
    let mut capped = rules();
    capped.caps = vec![Cap {
        category: label("snacks"),
        max: 1,
    }];
    let scene = Scene::with_rules(capped).await;
    scene.round_in(RoundState::Open).await;
    let craft = scene
        .form("手艺人")
        .selling("crafts")
        .only(&["A06"])
        .apply()
        .await;
    for number in 0..2 {
        let form = scene.form(&format!("小吃 {number}"));
        form.only(&["A01", "A06"]).apply().await;
    }
    scene.round_in(RoundState::Final).await;
    assert_eq!(scene.offers().await.len(), 2);
    decline(&scene, &craft).await;
    let open = scene.offers().await;
    assert_eq!(
        open.iter()
            .filter(|offer| offer.state == OfferState::Open)
            .count(),
        1
    );
}

async fn with_charity_stalls(unfilled: Unfilled) -> (Scene, Vendor, Vendor) {
    let mut held = rules();
    held.pools[0].unfilled = unfilled;
    let scene = Scene::with_rules(held).await;
    scene.round_in(RoundState::Open).await;
    for name in ["杨一", "杨二", "杨三"] {
        scene.form(name).charity_only().apply().await;
    }
    scene.confirm_requests().await;
    scene.applicants(6).await;
    scene.round_in(RoundState::Final).await;
    let waiting = scene.waiting().await;
    let mut ids = [Pool::Charity, Pool::Open].into_iter().map(|pool| {
        let mut entries = waiting.iter().filter(|entry| entry.pool == pool);
        let first = entries.next().unwrap().application_id;
        assert!(entries.next().is_none());
        first
    });
    let (charity, open) = (ids.next().unwrap(), ids.next().unwrap());
    let (charity, open) = (scene.vendor(charity).await, scene.vendor(open).await);
    (scene, charity, open)
}

async fn decline_a_charity_stall(scene: &Scene) {
    let mut offers = scene.offers().await;
    offers.retain(|offer| offer.pool == Pool::Charity && offer.state == OfferState::Open);
    decline_offer(&scene.app, SYSTEM, &offers[0].public_id)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_charity_stall_that_comes_free_goes_to_those_who_wait_for_charity_first() {
    let (scene, charity, open) = with_charity_stalls(Unfilled::Release).await;
    decline_a_charity_stall(&scene).await;
    let offer = charity.open_offer(&scene).await.unwrap();
    assert_eq!(offer.pool, Pool::Charity);
    assert!(open.offers(&scene).await.is_empty());
    // With nobody left who waits for charity, it is released to the open list.
    decline_a_charity_stall(&scene).await;
    assert!(open.open_offer(&scene).await.is_some());
}

#[tokio::test]
async fn a_charity_stall_that_is_kept_is_offered_to_nobody_else() {
    let (scene, charity, open) = with_charity_stalls(Unfilled::Hold).await;
    decline_a_charity_stall(&scene).await;
    assert!(charity.open_offer(&scene).await.is_some());
    decline_a_charity_stall(&scene).await;
    assert!(open.offers(&scene).await.is_empty());
}

#[tokio::test]
async fn an_open_stall_that_comes_free_is_no_charity_stall() {
    let (scene, charity, open) = with_charity_stalls(Unfilled::Release).await;
    let mut offers = scene.offers().await;
    offers.retain(|offer| offer.pool == Pool::Open);
    decline_offer(&scene.app, SYSTEM, &offers[0].public_id)
        .await
        .unwrap();
    assert!(charity.offers(&scene).await.is_empty());
    assert!(open.open_offer(&scene).await.is_some());
}
