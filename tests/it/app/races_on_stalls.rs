//! Two at the same moment, on a stall that is blocked and on what staff keep and edit; and everybody
//! at the moment at which a round opens.

use std::collections::BTreeSet;

use entity::kinds::{ApplicationState, HoldingState, OfferState, RoundState};
use entity::{registration, stall_block};
use starstall::app::application::apply;
use starstall::app::block::{BlockStall, HolderGoes, WhereTo, block_stall};
use starstall::app::market::{EditZone, Retire, ZoneFacts, edit_zone, retire_zone};
use starstall::app::offer::{confirm_offer, decline_offer};
use starstall::app::round::copy_round;
use starstall::app::vendor::merge_registrations;
use starstall::app::{Actor, App, AppError};
use starstall::domain::edit::EditRefusal;
use starstall::domain::values::{Note, Revision};

use super::copying::copying;
use super::merging::merging;
use super::races::{at_once, exactly_one, race};
use crate::support::scene::{MARKET, Scene, Vendor, all, date, label, names, refusal};

const SYSTEM: &Actor = &Actor::System;
const TIMES: usize = 8;

fn blocking(vendor: &Vendor, to: WhereTo, from: &str, until: &str) -> BlockStall {
    BlockStall {
        market: MARKET.to_owned(),
        stall: "A01".to_owned(),
        from: date(from),
        until: Some(date(until)),
        reason: Note::parse("下水道维修。").unwrap(),
        holders: vec![HolderGoes {
            code: vendor.code.clone(),
            to,
        }],
    }
}

/// `A01` is offered to one vendor.
async fn offered() -> (Scene, App, Vendor, String) {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendor = scene.form("老王").only(&["A01"]).apply().await;
    scene.round_in(RoundState::Final).await;
    let offer = scene.offers().await.remove(0).public_id;
    let other = scene.another_instance().await;
    (scene, other, vendor, offer)
}

/// Every day that is kept is kept by an open offer or a running holding; how many they are.
async fn days_kept(scene: &Scene, stall: &str) -> usize {
    let (offers, holdings) = (scene.offers().await, scene.holdings().await);
    let rows = scene.occupancies().await;
    for row in &rows {
        let offer = offers.iter().find(|offer| Some(offer.id) == row.offer_id);
        let held = holdings.iter().find(|held| Some(held.id) == row.holding_id);
        assert!(offer.is_none_or(|offer| offer.state == OfferState::Open));
        assert!(held.is_none_or(|held| held.state == HoldingState::Running));
    }
    let id = scene.stalls().await[stall].id;
    rows.iter().filter(|row| row.stall_id == id).count()
}

/// Either of them may be first, and both are done; nobody hears of anything worse.
#[track_caller]
fn both_done(answers: &[Result<(), AppError>]) {
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirmation_races_a_block_and_goes_where_the_block_says() {
    let elsewhere = WhereTo::Stall(label("A04"));
    for (to, from, until, [here, there]) in [
        (elsewhere.clone(), "2027-03-05", "2027-03-28", [0, 12]),
        (elsewhere, "2027-03-12", "2027-03-14", [9, 3]),
        (WhereTo::Nowhere, "2027-03-12", "2027-03-14", [9, 0]),
    ] {
        for _ in 0..TIMES {
            let (scene, other, vendor, offer) = offered().await;
            let command = blocking(&vendor, to.clone(), from, until);
            let app = scene.app.clone();
            let confirming = race(async move { confirm_offer(&app, SYSTEM, &offer).await });
            let blocked = race(async move { block_stall(&other, SYSTEM, command).await.map(drop) });
            both_done(&at_once([confirming, blocked]).await);
            let kept = [
                days_kept(&scene, "A01").await,
                days_kept(&scene, "A04").await,
            ];
            assert_eq!(kept, [here, there]);
            let [held] = scene.holdings().await.try_into().unwrap();
            let stalls = scene.stalls().await;
            let stall = if here == 0 { "A04" } else { "A01" };
            assert_eq!(held.stall_id, stalls[stall].id);
            let rows = scene.occupancies().await;
            assert!(rows.iter().all(|row| row.holding_id == Some(held.id)));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_free_while_it_is_blocked_is_offered_to_nobody() {
    for _ in 0..TIMES {
        let scene = Scene::new().await;
        scene.round_in(RoundState::Open).await;
        for name in ["老王", "老李"] {
            scene.form(name).only(&["A01"]).apply().await;
        }
        scene.round_in(RoundState::Final).await;
        let [offer] = scene.offers().await.try_into().unwrap();
        let vendor = scene.vendor(offer.application_id).await;
        let other = scene.another_instance().await;
        let command = blocking(&vendor, WhereTo::Nowhere, "2027-03-12", "2027-03-14");
        let app = scene.app.clone();
        let declining = race(async move { decline_offer(&app, SYSTEM, &offer.public_id).await });
        let blocking = race(async move { block_stall(&other, SYSTEM, command).await.map(drop) });
        let answers = at_once([declining, blocking]).await;
        // The block may come to know that it is another one's stall by now, and asks again.
        let told = |answer: &Result<(), AppError>| {
            matches!(
                answer,
                Ok(()) | Err(AppError::Refused(_) | AppError::Invalid(_))
            )
        };
        assert!(
            answers[0].is_ok() && answers.iter().all(told),
            "{answers:?}"
        );
        let blocks = all::<stall_block::Entity>(&scene, stall_block::Column::Id).await;
        assert_eq!(blocks.len(), usize::from(answers[1].is_ok()));
        let expected = if blocks.is_empty() { 12 } else { 0 };
        assert_eq!(days_kept(&scene, "A01").await, expected);
    }
}

fn editing(colour: entity::kinds::ZoneColour) -> EditZone {
    EditZone {
        market: MARKET.to_owned(),
        zone: "north".to_owned(),
        expected: Some(Revision::FIRST),
        facts: ZoneFacts {
            names: names("北区"),
            colour,
            label_x_dm: 0,
            label_y_dm: 0,
        },
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_edit_or_retire_what_both_have_seen_one_is_told() {
    use entity::kinds::ZoneColour::{Leaf, Sky};
    for _ in 0..TIMES {
        let scene = Scene::new().await;
        let apps = [scene.app.clone(), scene.another_instance().await];
        let racers = apps.clone().into_iter().zip([Leaf, Sky]);
        let racers = racers.map(|(app, colour)| {
            race(async move { edit_zone(&app, SYSTEM, editing(colour)).await.map(drop) })
        });
        let answers = at_once(racers).await;
        exactly_one(&answers);
        let lost = answers.into_iter().find(Result::is_err).unwrap();
        assert_eq!(refusal(lost), EditRefusal::ChangedMeanwhile.into());

        let racers = apps.map(|app| {
            let command = Retire {
                market: MARKET.to_owned(),
                code: "south".to_owned(),
                expected: Some(Revision::FIRST),
            };
            race(async move { retire_zone(&app, SYSTEM, command).await })
        });
        let answers = at_once(racers).await;
        assert!(
            answers
                .iter()
                .all(|answer| matches!(answer, Err(AppError::Refused(_)))),
            "{answers:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_round_is_copied_to_one_code_and_one_term() {
    for _ in 0..TIMES {
        let scene = Scene::new().await;
        let apps = [scene.app.clone(), scene.another_instance().await];
        let racers = apps.into_iter().zip(["spring-2", "spring-3"]);
        let racers = racers.map(|(app, code)| {
            let mut command = copying();
            command.code = label(code);
            race(async move { copy_round(&app, SYSTEM, command).await.map(drop) })
        });
        exactly_one(&at_once(racers).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_races_a_merge_the_other_way_round_and_a_confirmation() {
    for _ in 0..TIMES {
        let scene = Scene::new().await;
        scene.round_in(RoundState::Open).await;
        let one = scene.form("老王").only(&["A01"]).apply().await;
        let two = scene.form("王老").only(&["A01"]).apply().await;
        let apps = [scene.app.clone(), scene.another_instance().await];
        let commands = [
            merging(&scene, &one, &two).await,
            merging(&scene, &two, &one).await,
        ];
        let racers = apps
            .clone()
            .into_iter()
            .zip(commands)
            .map(|(app, command)| {
                race(async move { merge_registrations(&app, SYSTEM, command).await.map(drop) })
            });
        exactly_one(&at_once(racers).await);
        let rows = scene.applications().await.into_iter();
        let rows = rows.filter(|row| row.state == ApplicationState::Withdrawn);
        assert_eq!(rows.count(), 1);

        // Whoever is left confirms while a third, who withdrew, is merged into them or they into it.
        scene.round_in(RoundState::Final).await;
        let [offer] = scene.offers().await.try_into().unwrap();
        let holder = scene.vendor(offer.application_id).await;
        let third = super::merging::known(&scene).await;
        let mut command = merging(&scene, &holder, &holder).await;
        command.into = third.public_id.clone();
        let [app, other] = apps;
        let confirming = race(async move { confirm_offer(&app, SYSTEM, &offer.public_id).await });
        let merging =
            race(async move { merge_registrations(&other, SYSTEM, command).await.map(drop) });
        both_done(&at_once([confirming, merging]).await);
        let [held] = scene.holdings().await.try_into().unwrap();
        assert_eq!(held.registration_id, third.id);
        assert_eq!(days_kept(&scene, "A01").await, 12);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_merged_and_applies_again_at_that_moment_stands_there_once() {
    for _ in 0..TIMES {
        let scene = Scene::new().await;
        scene.round_in(RoundState::Open).await;
        let first = scene.form("老王").apply().await;
        let second = scene.form("王老").seen_at_the_window("INVENTED-1");
        let second = second.apply().await;
        let command = merging(&scene, &second, &first).await;
        let again = scene.form("王老").seen_at_the_window("INVENTED-1").command;
        let (app, other) = (scene.app.clone(), scene.another_instance().await);
        let merging =
            race(async move { merge_registrations(&app, SYSTEM, command).await.map(drop) });
        let applying = race(async move { apply(&other, SYSTEM, again).await.map(drop) });
        let answers = at_once([merging, applying]).await;
        exactly_one(&answers);
        assert!(answers[0].is_ok(), "{answers:?}");
        assert_eq!(scene.applications().await.len(), 2);
    }
}

/// At the moment at which a round opens.
const CROWD: usize = 300;

#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_applies_in_the_opening_minute_and_nobody_is_lost_or_doubled() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let apps = [scene.app.clone(), scene.another_instance().await];
    let mut forms = Vec::new();
    for number in 0..CROWD {
        let form = scene.form(&format!("摊主 {number}"));
        let command = form.with_key(&format!("form-{number}")).command;
        // Every tenth sends the form twice.
        forms.extend((number % 10 == 0).then(|| command.clone()));
        forms.push(command);
    }
    let racers = forms.into_iter().enumerate().map(|(number, command)| {
        let app = apps[number % 2].clone();
        move || async move { apply(&app, &Actor::Public, command).await }
    });
    let answers = at_once(racers).await;
    let codes: BTreeSet<String> = answers
        .into_iter()
        .map(|answer| answer.unwrap().code.to_string())
        .collect();
    assert_eq!(codes.len(), CROWD);
    assert_eq!(scene.applications().await.len(), CROWD);
    assert_eq!(scene.told("application_received").await, CROWD);
    let rows = all::<registration::Entity>(&scene, registration::Column::Id).await;
    assert_eq!(rows.len(), CROWD);
}
