//! Applying, and what becomes of an application before the draw.

use chrono::Duration;
use entity::kinds::{
    ApplicationState, AttestationState, DeclineReason, Feature, HardshipGroup, RoundState,
};
use entity::{application_time, attestation, idempotency_key, person, registration, wish};
use starstall::app::application::{
    DeclineApplication, TimeWanted, WishFor, accept_application, apply, decline_application,
    withdraw_application,
};
use starstall::app::attestation::{Attest, Verdict, attest};
use starstall::app::{Actor, AppError};
use starstall::domain::application::{ApplicationAction, ApplicationRefusal};
use starstall::domain::round::RoundRefusal;
use starstall::domain::values::Note;
use starstall::domain::{FieldError, Refusal};
use starstall::store;

use crate::support::scene::{
    EVENINGS, MORNINGS, Scene, all, confirmed, date, invalid_field, label, refusal,
};

const SYSTEM: &Actor = &Actor::System;

async fn open() -> Scene {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    scene
}

#[tokio::test]
async fn an_application_is_kept_with_its_wishes_and_its_receipt_is_told() {
    let scene = open().await;
    let form = scene.form("老王").only(&["A03", "A01"]);
    let vendor = form.needing(Feature::Power).apply().await;

    let row = vendor.row(&scene).await;
    assert_eq!(row.state, ApplicationState::Submitted);
    assert_eq!(row.link_hash, scene.app.keys.link(&vendor.code).hash());
    assert_eq!(row.needs, serde_json::json!(["power"]));
    let times = store::application::load_times(scene.store().reader(), vendor.id).await;
    let [time] = times.unwrap().try_into().unwrap();
    let stalls = scene.stalls().await;
    let wishes: Vec<_> = time.wishes.iter().map(|wish| wish.stall_id).collect();
    assert_eq!(wishes, [Some(stalls["A03"].id), Some(stalls["A01"].id)]);
    assert!(!time.time.anywhere);

    assert_eq!(scene.told("application_received").await, 1);
    assert_eq!(scene.last_change().await, "system apply →submitted");
}

#[tokio::test]
async fn a_late_application_is_refused() {
    let scene = open().await;
    let deadline = scene.round().await.applications_until.unwrap();
    scene.app.clock.set(deadline);
    scene.form("准时").apply().await;
    scene.later(Duration::microseconds(1));
    let before = scene.traces().await;
    let late = scene.form("迟到").send().await;
    assert_eq!(refusal(late), RoundRefusal::TooLate { deadline }.into());
    assert_eq!(scene.traces().await, before);
}

#[tokio::test]
async fn a_round_that_is_not_open_takes_no_applications() {
    let scene = Scene::new().await;
    let state = RoundState::Planned;
    let early = scene.form("太早").send().await;
    assert_eq!(
        refusal(early),
        RoundRefusal::TakesNoApplications { state }.into()
    );
    scene.round_in(RoundState::Open).await;
    scene.round_in(RoundState::Cancelled).await;
    let state = RoundState::Cancelled;
    let cancelled = scene.form("取消").send().await;
    assert_eq!(
        refusal(cancelled),
        RoundRefusal::TakesNoApplications { state }.into()
    );
}

#[tokio::test]
async fn a_second_application_of_one_vendor_is_refused() {
    let scene = open().await;
    let first = scene.form("老王").seen_at_the_window("410105…1").apply();
    let first = first.await;
    let before = scene.traces().await;
    let second = scene
        .form("王某")
        .seen_at_the_window("410105…1")
        .send()
        .await;
    assert_eq!(refusal(second), ApplicationRefusal::AlreadyThere.into());
    assert_eq!(scene.traces().await, before);

    withdraw_application(&scene.app, &first.actor(), &first.code)
        .await
        .unwrap();
    let third = scene
        .form("老王")
        .seen_at_the_window("410105…1")
        .send()
        .await;
    assert_eq!(refusal(third), ApplicationRefusal::AlreadyThere.into());
}

#[tokio::test]
async fn an_identity_is_kept_as_a_hash_alone() {
    let scene = open().await;
    let identity = "410105199001011234";
    scene
        .form("老王")
        .seen_at_the_window(identity)
        .apply()
        .await;
    let [person] = all::<person::Entity>(&scene, person::Column::Id)
        .await
        .try_into()
        .unwrap();
    assert_eq!(
        person.identity_hash,
        Some(scene.app.keys.identity_hash(identity))
    );
    assert!(!format!("{person:?} {:?}", scene.audit().await).contains(identity));
}

#[tokio::test]
async fn the_same_form_sent_twice_gives_the_same_receipt_and_changes_nothing() {
    let scene = open().await;
    let first = scene.form("老王").with_key("form 1").send().await.unwrap();
    let before = scene.traces().await;
    let again = scene.form("老王").with_key("form 1").send().await.unwrap();
    assert_eq!(again.code, first.code);
    assert_eq!(again.link.reveal(), first.link.reveal());
    assert_eq!(scene.traces().await, before);

    let other = scene.form("老王").with_key("form 2").send().await.unwrap();
    assert_ne!(other.code, first.code);
    // The receipt is there after the deadline too: the work was done before it.
    scene.later(Duration::days(30));
    let late = scene.form("老王").with_key("form 1").send().await.unwrap();
    assert_eq!(late.code, first.code);
}

#[tokio::test]
async fn a_refused_form_leaves_no_answer_behind() {
    let scene = open().await;
    let broken = scene.form("老王").with_key("form 1").only(&["Z99"]);
    assert_eq!(invalid_field(broken.send().await), "wishes");
    let keys = all::<idempotency_key::Entity>(&scene, idempotency_key::Column::Id);
    assert!(keys.await.is_empty());
    scene.form("老王").with_key("form 1").apply().await;
}

#[tokio::test]
async fn answers_are_forgotten_after_two_days() {
    let scene = open().await;
    scene.form("老王").with_key("form 1").apply().await;
    for (hours, left) in [(47, 1), (2, 0)] {
        scene.later(Duration::hours(hours));
        starstall::jobs::deadlines::run_due(&scene.app)
            .await
            .unwrap();
        let keys = all::<idempotency_key::Entity>(&scene, idempotency_key::Column::Id);
        assert_eq!(keys.await.len(), left);
    }
}

#[tokio::test]
async fn a_form_that_names_what_does_not_exist_changes_nothing() {
    let scene = open().await;
    let before = scene.traces().await;
    let stall = scene.form("一").only(&["A01", "Z99"]).send().await;
    assert_eq!(invalid_field(stall), "wishes");
    let mut zone = scene.form("二");
    for time in &mut zone.command.times {
        time.wishes = vec![WishFor::Zone(label("west"))];
    }
    assert_eq!(invalid_field(zone.send().await), "wishes");
    let category = scene.form("三").selling("weapons").send().await;
    assert_eq!(invalid_field(category), "category");
    let time = scene.form("四").at(&["nights"]).send().await;
    assert_eq!(invalid_field(time), "trading_times");
    // The market has these mornings, the round does not.
    let time = scene.form("五").at(&[MORNINGS]).send().await;
    assert_eq!(invalid_field(time), "trading_times");
    let mut organisation = scene.form("六").for_charity();
    let charity = organisation.command.charity.as_mut().unwrap();
    charity.confirmations = vec![(label("nobody"), HardshipGroup::Disability)];
    assert_eq!(invalid_field(organisation.send().await), "organisation");

    assert_eq!(scene.traces().await, before);
    assert!(
        all::<person::Entity>(&scene, person::Column::Id)
            .await
            .is_empty()
    );
    assert!(
        all::<registration::Entity>(&scene, registration::Column::Id)
            .await
            .is_empty()
    );
    assert!(
        all::<application_time::Entity>(&scene, application_time::Column::Id)
            .await
            .is_empty()
    );
    assert!(
        all::<wish::Entity>(&scene, wish::Column::Id)
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn a_form_names_at_least_one_trading_time_and_none_twice() {
    let scene = open().await;
    let none = scene.form("一").at(&[]).send().await;
    let Err(AppError::Invalid(errors)) = none else {
        panic!("not refused")
    };
    assert_eq!(errors.get("trading_times"), Some(&FieldError::Missing));
    let twice = scene.form("二").at(&[EVENINGS, EVENINGS]).send().await;
    assert_eq!(invalid_field(twice), "trading_times");
}

#[tokio::test]
async fn a_telephone_number_applies_once_unless_papers_were_seen() {
    let scene = open().await;
    let first = scene.form("老王");
    let phone = first.command.phone.clone();
    first.apply().await;
    let mut second = scene.form("老王");
    second.command.phone = phone.clone();
    let refused = refusal(second.send().await);
    assert_eq!(refused, ApplicationRefusal::AlreadyThere.into());
    let mut spouse = scene.form("王嫂").seen_at_the_window("INVENTED-2");
    spouse.command.phone = phone;
    spouse.send().await.unwrap();
}

#[tokio::test]
async fn a_stall_has_one_to_twenty_people() {
    let scene = open().await;
    for (workers, is_possible) in [(0, false), (1, true), (20, true), (21, false)] {
        let mut form = scene.form("老王");
        form.command.workers = workers;
        let sent = form.send().await;
        if is_possible {
            sent.unwrap();
        } else {
            assert_eq!(invalid_field(sent), "workers");
        }
    }
}

#[tokio::test]
async fn only_staff_say_who_somebody_is_and_how_senior() {
    let scene = open().await;
    let form = scene.form("冒名").seen_at_the_window("410105…1");
    let claimed = apply(&scene.app, &Actor::Public, form.command).await;
    assert!(matches!(claimed, Err(AppError::Forbidden)));
    let mut form = scene.form("资深");
    form.command.seniority = Some(1);
    let claimed = apply(&scene.app, &Actor::Public, form.command).await;
    assert!(matches!(claimed, Err(AppError::Forbidden)));
    let mut form = scene.form("同住");
    form.command.household = Some("一户".to_owned());
    let claimed = apply(&scene.app, &Actor::Public, form.command).await;
    assert!(matches!(claimed, Err(AppError::Forbidden)));
    let form = scene.form("老王").command;
    apply(&scene.app, &Actor::Public, form).await.unwrap();
    assert_eq!(scene.last_change().await, "vendor apply →submitted");
}

#[tokio::test]
async fn an_application_for_two_trading_times_is_drawn_in_both() {
    let scene = Scene::with_two_times().await;
    scene.round_in(RoundState::Open).await;
    let form = scene.form("老王").at(&[EVENINGS, MORNINGS]);
    let vendor = form.apply().await;
    scene.round_in(RoundState::Published).await;
    let entries = store::draw::list_entries_of(scene.store().reader(), vendor.id).await;
    let entries = entries.unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!(scene.stalls_drawn(&vendor).await.len(), 2);
    assert_eq!(scene.told("result_published").await, 1);
    scene.round_in(RoundState::Final).await;
    // Twelve evenings and four mornings.
    assert_eq!(scene.occupancies().await.len(), 16);
}

#[tokio::test]
async fn an_accepted_application_is_told_once() {
    let scene = open().await;
    let vendor = scene.form("老王").apply().await;
    accept_application(&scene.app, SYSTEM, &vendor.code)
        .await
        .unwrap();
    assert_eq!(
        scene.last_change().await,
        "system accept_application submitted→accepted"
    );
    let again = accept_application(&scene.app, SYSTEM, &vendor.code).await;
    assert_eq!(
        refusal(again),
        ApplicationRefusal::NotNow {
            action: ApplicationAction::Accept,
            state: ApplicationState::Accepted
        }
        .into()
    );
    assert_eq!(scene.told("application_accepted").await, 1);
}

#[tokio::test]
async fn a_declined_application_is_told_with_its_reason() {
    let scene = open().await;
    let vendor = scene.form("老王").apply().await;
    let command = DeclineApplication {
        code: vendor.code.clone(),
        reason: DeclineReason::Incomplete,
        note: Some(Note::parse("没有健康证").unwrap()),
    };
    decline_application(&scene.app, SYSTEM, command.clone())
        .await
        .unwrap();
    let row = vendor.row(&scene).await;
    assert_eq!(row.state, ApplicationState::Declined);
    assert_eq!(row.decline_reason, Some(DeclineReason::Incomplete));
    let notice = scene.notices().await.pop().unwrap();
    assert_eq!(notice.event, "application_declined");
    assert_eq!(notice.facts["note"], "没有健康证");
    let change = scene.audit().await.pop().unwrap();
    assert_eq!(change.reason.as_deref(), Some("incomplete"));

    let again = decline_application(&scene.app, SYSTEM, command).await;
    assert!(matches!(refusal(again), Refusal::Application(_)));
    scene.round_in(RoundState::Frozen).await;
    assert_eq!(scene.told("list_frozen").await, 0);
}

#[tokio::test]
async fn a_withdrawn_application_is_not_drawn() {
    let scene = open().await;
    let vendor = scene.form("老王").apply().await;
    withdraw_application(&scene.app, &vendor.actor(), &vendor.code)
        .await
        .unwrap();
    assert_eq!(
        scene.last_change().await,
        "vendor withdraw_application submitted→withdrawn"
    );
    assert_eq!(scene.told("application_withdrawn").await, 1);
    let again = withdraw_application(&scene.app, &vendor.actor(), &vendor.code).await;
    assert!(matches!(refusal(again), Refusal::Application(_)));
    scene.round_in(RoundState::Published).await;
    let entries = store::draw::list_entries_of(scene.store().reader(), vendor.id).await;
    assert!(entries.unwrap().is_empty());
}

#[tokio::test]
async fn nothing_is_withdrawn_from_a_round_that_is_over() {
    let scene = open().await;
    let vendor = scene.form("老王").apply().await;
    scene.round_in(RoundState::Closed).await;
    let withdrawn = withdraw_application(&scene.app, &vendor.actor(), &vendor.code).await;
    assert!(matches!(refusal(withdrawn), Refusal::Application(_)));
}

#[tokio::test]
async fn a_hardship_group_is_confirmed_by_whom_it_was_asked_of() {
    let scene = open().await;
    let vendor = scene.form("杨一").for_charity().apply().await;
    let request = requests(&scene).await.pop().unwrap();
    assert_eq!(request.state, AttestationState::Requested);
    let command = Attest {
        attestation: request.public_id.clone(),
        verdict: confirmed(),
    };
    attest(&scene.app, SYSTEM, command.clone()).await.unwrap();
    assert_eq!(
        scene.last_change().await,
        "system attest requested→confirmed"
    );
    let row = requests(&scene).await.pop().unwrap();
    assert_eq!(row.valid_until, Some(date("2027-12-31")));
    let again = attest(&scene.app, SYSTEM, command).await;
    assert!(matches!(refusal(again), Refusal::Attestation(_)));
    // No trace of the group where the audit or an operator sees it.
    assert!(!format!("{:?}", scene.audit().await).contains("disability"));
    assert!(vendor.row(&scene).await.asks_charity);
}

#[tokio::test]
async fn an_attestation_does_not_end_before_it_begins() {
    let scene = open().await;
    scene.form("杨一").for_charity().apply().await;
    let request = requests(&scene).await.pop().unwrap();
    for (from, until) in [("2027-05-01", "2027-04-01"), ("2026-01-01", "2026-12-31")] {
        let command = Attest {
            attestation: request.public_id.clone(),
            verdict: Verdict::Confirm {
                from: date(from),
                until: date(until),
            },
        };
        attest(&scene.app, SYSTEM, command).await.unwrap_err();
    }
    let row = requests(&scene).await.pop().unwrap();
    assert_eq!(row.state, AttestationState::Requested);
}

#[tokio::test]
async fn a_group_that_was_declined_opens_no_charity_stall() {
    let scene = open().await;
    let vendor = scene.form("杨一").charity_only().apply().await;
    let request = requests(&scene).await.pop().unwrap();
    let command = Attest {
        attestation: request.public_id,
        verdict: Verdict::Decline,
    };
    attest(&scene.app, SYSTEM, command).await.unwrap();
    scene.round_in(RoundState::Published).await;
    let entries = store::draw::list_entries_of(scene.store().reader(), vendor.id).await;
    assert_eq!(entries.unwrap().len(), 1);
    assert!(scene.stalls_drawn(&vendor).await.is_empty());
}

#[tokio::test]
async fn what_is_asked_already_is_not_asked_again() {
    let scene = open().await;
    let form = scene.form("杨一").for_charity();
    form.seen_at_the_window("410105…1").apply().await;
    let mut twice = scene.form("杨二").for_charity();
    let charity = twice.command.charity.as_mut().unwrap();
    charity.confirmations.push(charity.confirmations[0].clone());
    twice.apply().await;
    assert_eq!(requests(&scene).await.len(), 2);
}

#[tokio::test]
async fn the_person_hears_what_the_organisation_said() {
    let scene = open().await;
    scene.form("杨一").for_charity().apply().await;
    let attestation = requests(&scene).await.pop().unwrap().public_id;
    let verdict = Verdict::Decline;
    let command = Attest {
        attestation,
        verdict,
    };
    attest(&scene.app, &Actor::System, command).await.unwrap();
    assert_eq!(scene.told("attestation_declined").await, 1);
}

#[tokio::test]
async fn operators_do_not_attest() {
    let scene = open().await;
    scene.form("杨一").for_charity().apply().await;
    let request = requests(&scene).await.pop().unwrap();
    let command = Attest {
        attestation: request.public_id,
        verdict: confirmed(),
    };
    let operator = scene.staff(entity::kinds::Role::Operator).await;
    let answer = attest(&scene.app, &operator, command.clone()).await;
    assert!(matches!(answer, Err(AppError::Forbidden)));
    let attester = scene.staff(entity::kinds::Role::Attester).await;
    attest(&scene.app, &attester, command).await.unwrap();
    assert_eq!(
        scene.last_change().await,
        "staff attest requested→confirmed"
    );
}

async fn requests(scene: &Scene) -> Vec<attestation::Model> {
    all::<attestation::Entity>(scene, attestation::Column::Id).await
}

#[tokio::test]
async fn a_wish_for_a_zone_is_met_in_it() {
    let scene = open().await;
    let mut form = scene.form("老王");
    form.command.times = vec![TimeWanted {
        trading_time: label(EVENINGS),
        wishes: vec![WishFor::Zone(label("south"))],
        anywhere: false,
    }];
    let vendor = form.apply().await;
    scene.round_in(RoundState::Final).await;
    let offer = vendor.open_offer(&scene).await.unwrap();
    let stalls = scene.stalls_of(&offer).await;
    assert!([["A04"], ["A05"]].iter().any(|south| *south == *stalls));
}
