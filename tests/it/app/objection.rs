//! Objections to the list and to a result, and their answers.

use entity::kinds::{ApplicationState, DeclineReason, ObjectionState, Role, RoundState};
use entity::objection;
use starstall::app::application::{DeclineApplication, decline_application};
use starstall::app::objection::{
    AnswerObjection, ObjectionVerdict, RaiseObjection, answer_objection, list_objections,
    raise_objection,
};
use starstall::app::round::{freeze_list, make_final};
use starstall::app::{Actor, AppError};
use starstall::domain::objection::ObjectionRefusal;
use starstall::domain::round::RoundRefusal;
use starstall::domain::values::Note;

use crate::support::scene::{EVENINGS, Scene, Vendor, all, here, invalid_field, label, refusal};

const SYSTEM: &Actor = &Actor::System;

pub(super) fn objecting(vendor: &Vendor) -> RaiseObjection {
    RaiseObjection {
        code: vendor.code.clone(),
        body: Note::parse("材料我交过了。").unwrap(),
        trading_time: None,
    }
}

pub(super) fn answering(objection: &str, verdict: ObjectionVerdict) -> AnswerObjection {
    AnswerObjection {
        objection: objection.to_owned(),
        verdict,
        answer: Note::parse("我们核对过了。").unwrap(),
    }
}

/// A list with one accepted and one declined, open to objections.
async fn listed() -> (Scene, Vendor, Vendor) {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let accepted = scene.form("老王").apply().await;
    let declined = scene.form("老李").apply().await;
    let command = DeclineApplication {
        code: declined.code.clone(),
        reason: DeclineReason::Incomplete,
        note: Some(Note::parse("缺材料").unwrap()),
    };
    decline_application(&scene.app, SYSTEM, command)
        .await
        .unwrap();
    scene.round_in(RoundState::Listed).await;
    (scene, accepted, declined)
}

#[tokio::test]
async fn an_upheld_objection_puts_the_declined_on_the_list() {
    let (scene, _, declined) = listed().await;
    let id = raise_objection(&scene.app, &declined.actor(), objecting(&declined))
        .await
        .unwrap();
    assert_eq!(scene.told("objection_received").await, 1);
    assert_eq!(scene.last_change().await, "vendor raise_objection →raised");
    scene.past_every_deadline().await;
    let early = freeze_list(&scene.app, SYSTEM, here()).await;
    let unanswered = RoundRefusal::ObjectionsUnanswered { count: 1 };
    assert_eq!(refusal(early), unanswered.into());

    let operator = scene.staff(Role::Operator).await;
    let command = answering(&id, ObjectionVerdict::Uphold);
    answer_objection(&scene.app, &operator, command)
        .await
        .unwrap();
    let row = declined.row(&scene).await;
    assert_eq!(row.state, ApplicationState::Accepted);
    assert_eq!((row.decline_reason, row.decline_note), (None, None));
    let [answered] = all::<objection::Entity>(&scene, objection::Column::Id)
        .await
        .try_into()
        .unwrap();
    assert_eq!(answered.state, ObjectionState::Upheld);
    assert_eq!(answered.answered_by, operator.staff_id());
    assert!(answered.answer.is_some() && answered.answered_at.is_some());
    assert_eq!(scene.told("objection_answered").await, 1);
    freeze_list(&scene.app, SYSTEM, here()).await.unwrap();
}

#[tokio::test]
async fn a_rejected_objection_changes_nothing_and_the_round_goes_on() {
    let (scene, _, declined) = listed().await;
    let id = raise_objection(&scene.app, &declined.actor(), objecting(&declined))
        .await
        .unwrap();
    let reject = || answering(&id, ObjectionVerdict::Reject);
    answer_objection(&scene.app, SYSTEM, reject())
        .await
        .unwrap();
    assert_eq!(declined.row(&scene).await.state, ApplicationState::Declined);
    let twice = answer_objection(&scene.app, SYSTEM, reject()).await;
    let state = ObjectionState::Rejected;
    assert_eq!(
        refusal(twice),
        ObjectionRefusal::AlreadyAnswered { state }.into()
    );
    raise_objection(&scene.app, &declined.actor(), objecting(&declined))
        .await
        .expect("there is something new");
    let shown = list_objections(&scene.app, SYSTEM, &here()).await.unwrap();
    let codes: Vec<&str> = shown.iter().map(|row| row.code.as_str()).collect();
    assert_eq!(codes, [&declined.code, &declined.code]);
}

#[tokio::test]
async fn one_question_at_a_time_in_time_and_by_those_whom_it_is_about() {
    let (scene, accepted, declined) = listed().await;
    let by = |vendor: &Vendor| (vendor.actor(), objecting(vendor));
    let (actor, command) = by(&accepted);
    let other = raise_objection(&scene.app, &actor, command).await;
    let application = ApplicationState::Accepted;
    assert_eq!(
        refusal(other),
        ObjectionRefusal::NotAboutThem { application }.into()
    );
    let (actor, command) = by(&declined);
    raise_objection(&scene.app, &actor, command.clone())
        .await
        .unwrap();
    let second = raise_objection(&scene.app, &actor, command.clone()).await;
    assert_eq!(refusal(second), ObjectionRefusal::Unanswered.into());
    scene.past_every_deadline().await;
    let late = raise_objection(&scene.app, &actor, command).await;
    let deadline = scene.round().await.list_objections_until.unwrap();
    assert_eq!(refusal(late), ObjectionRefusal::TooLate { deadline }.into());
}

#[tokio::test]
async fn a_result_is_not_final_while_an_objection_to_it_is_unanswered() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendors = scene.applicants(9).await;
    scene.round_in(RoundState::Frozen).await;
    let early = raise_objection(&scene.app, &vendors[0].actor(), objecting(&vendors[0])).await;
    let state = RoundState::Frozen;
    assert_eq!(
        refusal(early),
        ObjectionRefusal::NothingPublished { state }.into()
    );
    scene.round_in(RoundState::Published).await;
    let mut command = objecting(&vendors[0]);
    command.trading_time = Some(label("never"));
    let unknown = raise_objection(&scene.app, &vendors[0].actor(), command.clone()).await;
    assert_eq!(invalid_field(unknown), "trading_time");
    command.trading_time = Some(label(EVENINGS));
    let id = raise_objection(&scene.app, SYSTEM, command).await.unwrap();
    scene.past_every_deadline().await;
    let early = make_final(&scene.app, SYSTEM, here()).await;
    let unanswered = RoundRefusal::ObjectionsUnanswered { count: 1 };
    assert_eq!(refusal(early), unanswered.into());
    let command = answering(&id, ObjectionVerdict::Uphold);
    answer_objection(&scene.app, SYSTEM, command).await.unwrap();
    make_final(&scene.app, SYSTEM, here()).await.unwrap();
}

#[tokio::test]
async fn only_staff_answer_and_nobody_objects_for_another() {
    let (scene, accepted, declined) = listed().await;
    let for_another = raise_objection(&scene.app, &accepted.actor(), objecting(&declined)).await;
    assert!(matches!(for_another, Err(AppError::Forbidden)));
    let id = raise_objection(&scene.app, SYSTEM, objecting(&declined))
        .await
        .unwrap();
    let auditor = scene.staff(Role::Auditor).await;
    for actor in [&declined.actor(), &auditor, &Actor::Public] {
        let command = answering(&id, ObjectionVerdict::Uphold);
        let answered = answer_objection(&scene.app, actor, command).await;
        assert!(matches!(answered, Err(AppError::Forbidden)));
    }
    let unknown = answering("0123", ObjectionVerdict::Reject);
    let nothing = answer_objection(&scene.app, SYSTEM, unknown).await;
    assert!(matches!(nothing, Err(AppError::NotFound("objection"))));
}
