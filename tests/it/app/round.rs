//! A round is moved on one step at a time, and each step refuses what its rules forbid.

use std::fmt::Write;

use chrono::Duration;
use entity::kinds::{ActorKind, ApplicationState, Role, RoundState, WaitingState};
use expect_test::expect;
use starstall::app::application::{
    ApplicationFilter, accept_application, list_applications, withdraw_application,
};
use starstall::app::market::show_market;
use starstall::app::notice::{NoticesWanted, list_notices};
use starstall::app::round::{
    cancel_round, close_applications, close_round, freeze_list, list_rounds, make_final,
    open_round, publish_list, publish_result, show_call, show_results, start_round,
};
use starstall::app::{Actor, AppError};
use starstall::domain::Refusal;
use starstall::domain::round::{RoundAction, RoundRefusal};

use crate::support::scene::{MARKET, Scene, cancelling, here, refusal};

const SYSTEM: &Actor = &Actor::System;

fn not_now(action: RoundAction, state: RoundState) -> Refusal {
    RoundRefusal::NotNow { action, state }.into()
}

#[tokio::test]
async fn every_step_is_in_the_audit_with_from_and_to() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Closed).await;
    let mut steps = String::new();
    for row in scene.audit().await {
        if row.subject.starts_with("round:") {
            assert_eq!(row.subject, "round:lantern-lane/spring");
            assert_eq!(row.actor_kind, ActorKind::System);
            let [from, to] = [row.from_state, row.to_state].map(Option::unwrap_or_default);
            writeln!(steps, "{} {from}→{to}", row.action).unwrap();
        }
    }
    expect![[r"
        plan_round →planned
        open_round planned→open
        close_applications open→reviewing
        publish_list reviewing→listed
        freeze_list listed→frozen
        record_seed →
        draw frozen→drawn
        publish_result drawn→published
        make_final published→final
        start_round final→running
        close_round running→closed
    "]]
    .assert_eq(&steps);
}

#[tokio::test]
async fn a_change_by_staff_names_them_by_their_outside_id() {
    let scene = Scene::new().await;
    let operator = scene.staff(Role::Operator).await;
    open_round(&scene.app, &operator, here()).await.unwrap();
    let row = scene.audit().await.pop().unwrap();
    let Actor::Staff(member) = operator else {
        panic!("an operator is staff")
    };
    assert_eq!(row.actor_kind, ActorKind::Staff);
    assert_eq!(row.actor, Some(member.public_id));
    assert_eq!(row.at, scene.app.now());
    assert_eq!(scene.last_change().await, "staff open_round planned→open");
}

#[tokio::test]
async fn a_round_is_opened_once() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let before = scene.traces().await;
    let again = open_round(&scene.app, SYSTEM, here()).await;
    assert_eq!(refusal(again), not_now(RoundAction::Open, RoundState::Open));
    assert_eq!(scene.traces().await, before);
}

#[tokio::test]
async fn a_round_whose_deadline_has_passed_is_not_opened() {
    let scene = Scene::new().await;
    scene.later(Duration::days(30));
    let opened = open_round(&scene.app, SYSTEM, here()).await;
    assert!(matches!(
        refusal(opened),
        Refusal::Round(RoundRefusal::DeadlineNotAhead { .. })
    ));
}

#[tokio::test]
async fn the_call_is_not_closed_before_its_deadline() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let until = scene.round().await.applications_until.unwrap();
    scene.app.clock.set(until);
    let closed = close_applications(&scene.app, SYSTEM, here()).await;
    assert_eq!(
        refusal(closed),
        RoundRefusal::ApplicationsStillOpen { until }.into()
    );
    scene.after(Some(until));
    close_applications(&scene.app, SYSTEM, here())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_list_with_undecided_applications_is_not_published() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendors = scene.applicants(3).await;
    scene.round_in(RoundState::Reviewing).await;
    let [first, second, third] = vendors.as_slice() else {
        panic!("three")
    };
    accept_application(&scene.app, SYSTEM, &first.code)
        .await
        .unwrap();
    let listed = publish_list(&scene.app, SYSTEM, here()).await;
    assert_eq!(refusal(listed), RoundRefusal::Undecided { count: 2 }.into());
    accept_application(&scene.app, SYSTEM, &second.code)
        .await
        .unwrap();
    withdraw_application(&scene.app, &third.actor(), &third.code)
        .await
        .unwrap();
    publish_list(&scene.app, SYSTEM, here()).await.unwrap();
}

#[tokio::test]
async fn a_list_is_not_frozen_while_objections_may_come() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Listed).await;
    let until = scene.round().await.list_objections_until.unwrap();
    let frozen = freeze_list(&scene.app, SYSTEM, here()).await;
    assert_eq!(
        refusal(frozen),
        RoundRefusal::ListObjectionsStillOpen { until }.into()
    );
}

#[tokio::test]
async fn a_result_is_published_only_when_it_is_drawn() {
    let scene = Scene::new().await;
    for state in [
        RoundState::Planned,
        RoundState::Open,
        RoundState::Reviewing,
        RoundState::Listed,
        RoundState::Frozen,
    ] {
        scene.round_in(state).await;
        let published = publish_result(&scene.app, SYSTEM, here()).await;
        assert_eq!(refusal(published), not_now(RoundAction::Publish, state));
    }
    assert!(scene.waiting().await.is_empty());
}

#[tokio::test]
async fn a_result_is_published_once() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    scene.applicants(9).await;
    scene.round_in(RoundState::Published).await;
    let before = scene.traces().await;
    let again = publish_result(&scene.app, SYSTEM, here()).await;
    assert_eq!(
        refusal(again),
        not_now(RoundAction::Publish, RoundState::Published)
    );
    assert_eq!(scene.traces().await, before);
}

#[tokio::test]
async fn a_result_is_not_final_while_objections_may_come() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Published).await;
    let until = scene.round().await.result_objections_until.unwrap();
    let made = make_final(&scene.app, SYSTEM, here()).await;
    assert_eq!(
        refusal(made),
        RoundRefusal::ResultObjectionsStillOpen { until }.into()
    );
}

#[tokio::test]
async fn a_term_begins_and_ends_on_its_own_days() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Final).await;
    let term_from = scene.round().await.term_from;
    let started = start_round(&scene.app, SYSTEM, here()).await;
    assert_eq!(
        refusal(started),
        RoundRefusal::TermNotBegun { from: term_from }.into()
    );
    scene.round_in(RoundState::Running).await;
    let term_to = scene.round().await.term_to;
    scene.on(term_to);
    let closed = close_round(&scene.app, SYSTEM, here()).await;
    assert_eq!(
        refusal(closed),
        RoundRefusal::TermNotOver { to: term_to }.into()
    );
}

#[tokio::test]
async fn terms_begin_and_end_by_themselves() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Final).await;
    starstall::jobs::deadlines::run_due(&scene.app)
        .await
        .unwrap();
    assert_eq!(scene.round().await.state, RoundState::Final);
    let round = scene.round().await;
    for (day, state) in [
        (round.term_from, RoundState::Running),
        (round.term_to, RoundState::Running),
        (round.term_to + Duration::days(1), RoundState::Closed),
    ] {
        scene.on(day);
        starstall::jobs::deadlines::run_due(&scene.app)
            .await
            .unwrap();
        assert_eq!(scene.round().await.state, state);
    }
}

#[tokio::test]
async fn everyone_with_an_application_hears_that_a_round_is_cancelled() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendors = scene.applicants(3).await;
    let [accepted, withdrawn, _submitted] = vendors.as_slice() else {
        panic!("three")
    };
    accept_application(&scene.app, SYSTEM, &accepted.code)
        .await
        .unwrap();
    withdraw_application(&scene.app, &withdrawn.actor(), &withdrawn.code)
        .await
        .unwrap();
    scene.round_in(RoundState::Cancelled).await;
    assert_eq!(scene.told("round_cancelled").await, 2);
    let row = scene.audit().await.pop().unwrap();
    assert_eq!(row.reason.as_deref(), Some("The square is dug up."));
    assert_eq!(
        scene.round().await.cancel_reason.as_deref(),
        Some("The square is dug up.")
    );
}

#[tokio::test]
async fn a_round_is_cancelled_from_any_state_before_final() {
    for state in [
        RoundState::Planned,
        RoundState::Open,
        RoundState::Reviewing,
        RoundState::Listed,
        RoundState::Frozen,
        RoundState::Drawn,
        RoundState::Published,
    ] {
        let scene = Scene::new().await;
        scene.round_in(state).await;
        cancel_round(&scene.app, SYSTEM, cancelling())
            .await
            .unwrap();
    }
    let scene = Scene::new().await;
    for state in [RoundState::Final, RoundState::Running, RoundState::Closed] {
        scene.round_in(state).await;
        let cancelled = cancel_round(&scene.app, SYSTEM, cancelling()).await;
        assert_eq!(refusal(cancelled), not_now(RoundAction::Cancel, state));
    }
}

#[tokio::test]
async fn an_application_is_decided_until_the_list_is_made() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendor = scene.form("老王").apply().await;
    scene.round_in(RoundState::Listed).await;
    let again = accept_application(&scene.app, SYSTEM, &vendor.code).await;
    assert!(matches!(refusal(again), Refusal::Application(_)));
    assert_eq!(vendor.row(&scene).await.state, ApplicationState::Accepted);
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let scene = Scene::new().await;
    let elsewhere = starstall::app::round::RoundRef {
        round: "autumn".to_owned(),
        ..here()
    };
    let opened = open_round(&scene.app, SYSTEM, elsewhere).await;
    assert!(matches!(opened, Err(AppError::NotFound("round"))));
    let accepted = accept_application(&scene.app, SYSTEM, "0000-0000").await;
    assert!(matches!(accepted, Err(AppError::NotFound("application"))));
}

#[tokio::test]
async fn a_round_that_was_cancelled_before_it_opened_stays_among_the_staff() {
    let scene = Scene::new().await;
    let operator = scene.staff(Role::Operator).await;
    cancel_round(&scene.app, &operator, cancelling())
        .await
        .unwrap();
    let code = here().round;
    let call = show_call(&scene.app, MARKET, &code).await;
    assert!(matches!(call, Err(AppError::NotFound(_))));
    let results = show_results(&scene.app, MARKET, &code, None).await;
    assert!(matches!(results, Err(AppError::NotFound(_))));
    let shown = show_market(&scene.app, MARKET, None).await.unwrap();
    assert!(shown.rounds.is_empty());
    let listed = list_rounds(&scene.app, &operator, &shown.market).await;
    assert_eq!(listed.unwrap().len(), 1);
}

#[tokio::test]
async fn a_page_past_the_end_is_the_last() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    scene.applicants(3).await;
    let operator = scene.staff(Role::Operator).await;
    let round = here().round;
    let at = (MARKET, round.as_str());
    let filter = ApplicationFilter::default();
    for page in [1, 2, usize::MAX] {
        let shown = list_applications(&scene.app, &operator, at, &filter, page, 2).await;
        assert_eq!(shown.unwrap().rows.len(), 1, "page {page}");
        let wanted = NoticesWanted::default();
        let shown = list_notices(&scene.app, &operator, MARKET, &wanted, page, 2).await;
        assert_eq!(shown.unwrap().rows.len(), 1, "page {page}");
    }
}

#[tokio::test]
async fn nobody_waits_for_a_stall_of_a_round_that_was_cancelled() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    scene.applicants(9).await;
    scene.round_in(RoundState::Published).await;
    assert_eq!(scene.waiting().await.len(), 2);
    cancel_round(&scene.app, SYSTEM, cancelling())
        .await
        .unwrap();
    let waiting = scene.waiting().await;
    assert!(waiting.iter().all(|row| row.state == WaitingState::Left));
}
