//! Stalls are edited by people who do not see each other.

use entity::kinds::{Feature, Role};
use starstall::app::market::{EditStall, StallFacts, edit_stall};
use starstall::app::{Actor, AppError};
use starstall::domain::edit::EditRefusal;
use starstall::domain::values::{Revision, RowLabel};

use crate::app::races::{at_once, exactly_one};
use crate::support::scene::{MARKET, Scene, invalid_field, label, refusal};

const SYSTEM: &Actor = &Actor::System;

/// `A03` with power, and all else as it is.
fn editing() -> EditStall {
    EditStall {
        market: MARKET.to_owned(),
        stall: "A03".to_owned(),
        expected: None,
        facts: StallFacts {
            zone: label("north"),
            row: RowLabel::parse("A").unwrap(),
            place: 3,
            x_dm: 80,
            y_dm: 0,
            width_dm: 30,
            depth_dm: 20,
            features: vec![Feature::Power],
            categories: vec![label("snacks")],
        },
    }
}

#[tokio::test]
async fn an_edited_stall_is_as_it_was_said_and_one_revision_older() {
    let scene = Scene::new().await;
    let revision = edit_stall(&scene.app, SYSTEM, editing()).await.unwrap();
    assert_eq!(revision, Revision::new(2));
    let stall = &scene.stalls().await["A03"];
    assert_eq!(stall.features, serde_json::json!(["power"]));
    assert_eq!((stall.revision, stall.width_dm), (2, 30));
    assert_eq!(scene.last_change().await, "system edit_stall →");
}

#[tokio::test]
async fn nobody_overwrites_a_change_that_they_have_not_seen() {
    let scene = Scene::new().await;
    let seen = Some(Revision::FIRST);
    let mine = EditStall {
        expected: seen,
        ..editing()
    };
    edit_stall(&scene.app, SYSTEM, mine.clone()).await.unwrap();
    let before = scene.traces().await;
    let edited = edit_stall(&scene.app, SYSTEM, mine).await;
    assert_eq!(refusal(edited), EditRefusal::ChangedMeanwhile.into());
    assert_eq!(scene.traces().await, before);
    assert_eq!(scene.stalls().await["A03"].revision, 2);
}

#[tokio::test]
async fn of_two_who_saw_the_same_stall_one_edits_it() {
    let scene = Scene::new().await;
    let other = scene.another_instance().await;
    for round in 1..=8 {
        let racers = [scene.app.clone(), other.clone()].map(|app| {
            move || async move {
                let expected = Some(Revision::new(round));
                edit_stall(
                    &app,
                    SYSTEM,
                    EditStall {
                        expected,
                        ..editing()
                    },
                )
                .await
            }
        });
        exactly_one(&at_once(racers).await);
    }
    assert_eq!(scene.stalls().await["A03"].revision, 9);
}

#[tokio::test]
async fn a_stall_stays_where_it_can_be() {
    let scene = Scene::new().await;
    let refused = async |field: &str, change: fn(&mut StallFacts)| {
        let mut command = editing();
        change(&mut command.facts);
        let edited = edit_stall(&scene.app, SYSTEM, command).await;
        assert_eq!(invalid_field(edited), field);
    };
    refused("place", |facts| facts.place = 2).await;
    refused("place", |facts| facts.place = -1).await;
    refused("width_dm", |facts| facts.width_dm = 0).await;
    refused("zone", |facts| facts.zone = label("west")).await;
    refused("categories", |facts| {
        facts.categories.push(label("weapons"));
    })
    .await;
    assert_eq!(scene.stalls().await["A03"].revision, 1);
}

#[tokio::test]
async fn only_operators_edit_a_stall_of_their_market() {
    let scene = Scene::new().await;
    for role in [Role::DayStaff, Role::Auditor, Role::Verifier] {
        let actor = scene.staff(role).await;
        let edited = edit_stall(&scene.app, &actor, editing()).await;
        assert!(matches!(edited, Err(AppError::Forbidden)));
    }
    let mut elsewhere = editing();
    elsewhere.stall = "Z99".to_owned();
    let edited = edit_stall(&scene.app, SYSTEM, elsewhere).await;
    assert!(matches!(edited, Err(AppError::NotFound("stall"))));
    let operator = scene.staff(Role::Operator).await;
    edit_stall(&scene.app, &operator, editing()).await.unwrap();
}
