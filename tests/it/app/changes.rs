//! Changes that are asked for, made, and handed in again.

use chrono::Duration;
use entity::kinds::{ApplicationState, DeclineReason, Feature, Role, RoundState};
use starstall::app::application::{
    AskForChanges, DeclineApplication, EditApplication, TimeWanted, WishFor, accept_application,
    ask_for_changes, decline_application, edit_application, resubmit_application,
};
use starstall::app::round::publish_list;
use starstall::app::{Actor, AppError};
use starstall::domain::application::{ApplicationAction, ApplicationRefusal};
use starstall::domain::edit::EditRefusal;
use starstall::domain::round::RoundRefusal;
use starstall::domain::sizes::Sizes;
use starstall::domain::values::{Note, Revision};
use starstall::store;

use crate::support::scene::{
    EVENINGS, MORNINGS, Scene, Vendor, at, date, here, invalid_field, label, refusal,
};

const SYSTEM: &Actor = &Actor::System;

fn asking(vendor: &Vendor, until: &str) -> AskForChanges {
    AskForChanges {
        code: vendor.code.clone(),
        note: Note::parse("请写明您卖什么。").unwrap(),
        until: date(until),
    }
}

/// Crafts in place of snacks, at `A06`, with power.
fn editing(vendor: &Vendor) -> EditApplication {
    EditApplication {
        code: vendor.code.clone(),
        expected: None,
        category: label("crafts"),
        needs: vec![Feature::Power],
        workers: 1,
        stalls: Sizes::default(),
        charity: None,
        times: vec![TimeWanted {
            trading_time: label(EVENINGS),
            wishes: vec![WishFor::Stall(label("A06"))],
            anywhere: false,
        }],
    }
}

/// Someone has applied, and the applications are being reviewed.
async fn reviewing() -> (Scene, Vendor) {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendor = scene.form("老王").apply().await;
    scene.after(scene.round().await.applications_until);
    starstall::app::round::close_applications(&scene.app, SYSTEM, here())
        .await
        .unwrap();
    (scene, vendor)
}

#[tokio::test]
async fn what_was_sent_back_is_changed_handed_in_again_and_accepted() {
    let (scene, vendor) = reviewing().await;
    ask_for_changes(&scene.app, SYSTEM, asking(&vendor, "2027-01-18"))
        .await
        .unwrap();
    let row = vendor.row(&scene).await;
    assert_eq!(row.state, ApplicationState::NeedsChanges);
    assert_eq!(row.changes_note.as_deref(), Some("请写明您卖什么。"));
    // The end of the day, in the market's own time.
    assert_eq!(row.changes_until, Some(at("2027-01-18T16:00:00Z")));
    assert_eq!(scene.told("changes_asked").await, 1);
    let undecided = publish_list(&scene.app, SYSTEM, here()).await;
    assert_eq!(
        refusal(undecided),
        RoundRefusal::Undecided { count: 1 }.into()
    );

    let own = &vendor.actor();
    edit_application(&scene.app, own, editing(&vendor))
        .await
        .unwrap();
    assert_eq!(scene.told("application_edited").await, 1);
    resubmit_application(&scene.app, own, &vendor.code)
        .await
        .unwrap();
    let row = vendor.row(&scene).await;
    assert_eq!(row.state, ApplicationState::Submitted);
    assert_eq!((row.changes_note, row.changes_until), (None, None));
    assert_eq!(scene.told("application_resubmitted").await, 1);
    assert_eq!(
        scene.last_change().await,
        "vendor resubmit_application needs_changes→submitted"
    );
    accept_application(&scene.app, SYSTEM, &vendor.code)
        .await
        .unwrap();
}

#[tokio::test]
async fn whoever_lets_the_deadline_pass_may_be_declined_and_not_before() {
    let (scene, vendor) = reviewing().await;
    ask_for_changes(&scene.app, SYSTEM, asking(&vendor, "2027-01-18"))
        .await
        .unwrap();
    let declining = || DeclineApplication {
        code: vendor.code.clone(),
        reason: DeclineReason::Incomplete,
        note: None,
    };
    let until = at("2027-01-18T16:00:00Z");
    let early = decline_application(&scene.app, SYSTEM, declining()).await;
    assert_eq!(
        refusal(early),
        ApplicationRefusal::ChangesStillOpen { until }.into()
    );
    scene.app.clock.set(until + Duration::seconds(1));
    let late = ApplicationRefusal::ChangesTooLate { deadline: until };
    let own = &vendor.actor();
    let edited = edit_application(&scene.app, own, editing(&vendor)).await;
    assert_eq!(refusal(edited), late.into());
    let handed_in = resubmit_application(&scene.app, own, &vendor.code).await;
    assert_eq!(refusal(handed_in), late.into());
    decline_application(&scene.app, SYSTEM, declining())
        .await
        .unwrap();
}

#[tokio::test]
async fn changes_are_asked_for_again_and_told_again() {
    let (scene, vendor) = reviewing().await;
    for until in ["2027-01-17", "2027-01-18"] {
        ask_for_changes(&scene.app, SYSTEM, asking(&vendor, until))
            .await
            .unwrap();
        let twice = ask_for_changes(&scene.app, SYSTEM, asking(&vendor, until)).await;
        let not_now = ApplicationRefusal::NotNow {
            action: ApplicationAction::AskForChanges,
            state: ApplicationState::NeedsChanges,
        };
        assert_eq!(refusal(twice), not_now.into());
        resubmit_application(&scene.app, &vendor.actor(), &vendor.code)
            .await
            .unwrap();
    }
    assert_eq!(scene.told("changes_asked").await, 2);
    assert_eq!(scene.told("application_resubmitted").await, 2);
    let past = ask_for_changes(&scene.app, SYSTEM, asking(&vendor, "2027-01-10")).await;
    let until = at("2027-01-10T16:00:00Z");
    assert_eq!(
        refusal(past),
        RoundRefusal::DeadlineNotAhead { until }.into()
    );
}

#[tokio::test]
async fn an_edit_keeps_the_code_and_replaces_what_was_asked_for() {
    let scene = Scene::with_two_times().await;
    scene.round_in(RoundState::Open).await;
    let vendor = scene
        .form("老王")
        .at(&[EVENINGS, MORNINGS])
        .for_charity()
        .apply()
        .await;
    let before = vendor.row(&scene).await;
    edit_application(&scene.app, &vendor.actor(), editing(&vendor))
        .await
        .unwrap();
    let row = vendor.row(&scene).await;
    assert_eq!((&row.code, &row.ticket), (&before.code, &before.ticket));
    assert_eq!(row.state, ApplicationState::Submitted);
    assert_eq!(row.needs, serde_json::json!(["power"]));
    assert_eq!((row.workers, row.asks_charity), (1, false));
    let times = store::application::load_times(scene.store().reader(), vendor.id).await;
    let [time] = times.unwrap().try_into().unwrap();
    let stalls = scene.stalls().await;
    assert_eq!(time.wishes[0].stall_id, Some(stalls["A06"].id));
    assert!(!time.time.anywhere);
}

#[tokio::test]
async fn a_decided_application_is_not_edited_and_a_late_one_neither() {
    let (scene, vendor) = reviewing().await;
    let own = &vendor.actor();
    let deadline = scene.round().await.applications_until.unwrap();
    let before = scene.traces().await;
    let late = edit_application(&scene.app, own, editing(&vendor)).await;
    assert_eq!(refusal(late), RoundRefusal::TooLate { deadline }.into());
    accept_application(&scene.app, SYSTEM, &vendor.code)
        .await
        .unwrap();
    let decided = edit_application(&scene.app, own, editing(&vendor)).await;
    let not_now = ApplicationRefusal::NotNow {
        action: ApplicationAction::Edit,
        state: ApplicationState::Accepted,
    };
    assert_eq!(refusal(decided), not_now.into());
    let [applications, ..] = before;
    assert_eq!(scene.applications().await.len(), applications);
}

#[tokio::test]
async fn an_edit_names_what_exists_and_what_it_has_seen() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendor = scene.form("老王").apply().await;
    let own = &vendor.actor();
    let before = scene.traces().await;
    let wrong = EditApplication {
        category: label("shoes"),
        ..editing(&vendor)
    };
    let unknown = edit_application(&scene.app, own, wrong).await;
    assert_eq!(invalid_field(unknown), "category");
    let nothing = EditApplication {
        times: Vec::new(),
        ..editing(&vendor)
    };
    let nowhere = edit_application(&scene.app, own, nothing).await;
    assert_eq!(invalid_field(nowhere), "trading_times");
    let blind = EditApplication {
        expected: Some(Revision::new(vendor.row(&scene).await.version + 1)),
        ..editing(&vendor)
    };
    let stale = edit_application(&scene.app, own, blind).await;
    assert_eq!(refusal(stale), EditRefusal::ChangedMeanwhile.into());
    assert_eq!(scene.traces().await, before);
}

#[tokio::test]
async fn only_its_vendor_and_the_operators_touch_an_application() {
    let (scene, vendor) = reviewing().await;
    let other = scene.vendor(vendor.id).await.actor();
    let stranger = match other {
        Actor::Vendor { code, .. } => Actor::Vendor {
            application_id: entity::ids::ApplicationId(vendor.id.0 + 1000),
            code,
        },
        actor => actor,
    };
    let auditor = scene.staff(Role::Auditor).await;
    for actor in [&Actor::Public, &stranger, &auditor] {
        let edited = edit_application(&scene.app, actor, editing(&vendor)).await;
        assert!(matches!(edited, Err(AppError::Forbidden)), "{edited:?}");
        let asked = ask_for_changes(&scene.app, actor, asking(&vendor, "2027-01-18")).await;
        assert!(matches!(asked, Err(AppError::Forbidden)), "{asked:?}");
        let handed_in = resubmit_application(&scene.app, actor, &vendor.code).await;
        assert!(matches!(handed_in, Err(AppError::Forbidden)));
    }
    let own = ask_for_changes(&scene.app, &vendor.actor(), asking(&vendor, "2027-01-18")).await;
    assert!(matches!(own, Err(AppError::Forbidden)), "{own:?}");
}
