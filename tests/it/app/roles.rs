//! Who may do what: each use case is refused to everybody whose task it is not.

use std::pin::Pin;

use entity::kinds::{DeclineReason, Role, RoundState};
use starstall::app::application::{
    DeclineApplication, accept_application, decline_application, withdraw_application,
};
use starstall::app::attestation::{Attest, attest};
use starstall::app::draw::record_seed;
use starstall::app::market::{create_market, import_stalls};
use starstall::app::offer::{MoveOffer, confirm_offer, decline_offer, move_offer};
use starstall::app::round::{
    cancel_round, close_applications, close_round, freeze_list, make_final, open_round, plan_round,
    publish_list, publish_result, start_round,
};
use starstall::app::staff::{AddStaff, add_staff};
use starstall::app::{Actor, App, AppError};
use starstall::domain::values::{Note, Password};

use crate::support::scene::{
    DIGITS, EVENINGS, MARKET, PASSWORD, Scene, all, cancelling, confirmed, here, label, market,
    plan, rules, seed,
};

type Answer<'a> = Pin<Box<dyn Future<Output = Result<(), AppError>> + 'a>>;
type UseCase = for<'a> fn(&'a App, &'a Actor, &'a Subject) -> Answer<'a>;

/// What the use cases are tried on.
struct Subject {
    application: String,
    offer: String,
    attestation: String,
}

/// For operators and admins of the market.
const OF_OPERATORS: &[(&str, UseCase)] = &[
    ("import_stalls", |app, actor, _| {
        Box::pin(async { import_stalls(app, actor, MARKET, b"").await.map(drop) })
    }),
    ("plan_round", |app, actor, _| {
        Box::pin(plan_round(app, actor, plan(&[EVENINGS], rules())))
    }),
    ("open_round", |app, actor, _| {
        Box::pin(open_round(app, actor, here()))
    }),
    ("close_applications", |app, actor, _| {
        Box::pin(close_applications(app, actor, here()))
    }),
    ("publish_list", |app, actor, _| {
        Box::pin(publish_list(app, actor, here()))
    }),
    ("freeze_list", |app, actor, _| {
        Box::pin(freeze_list(app, actor, here()))
    }),
    ("record_seed", |app, actor, _| {
        Box::pin(record_seed(app, actor, seed(DIGITS)))
    }),
    ("publish_result", |app, actor, _| {
        Box::pin(publish_result(app, actor, here()))
    }),
    ("make_final", |app, actor, _| {
        Box::pin(make_final(app, actor, here()))
    }),
    ("start_round", |app, actor, _| {
        Box::pin(start_round(app, actor, here()))
    }),
    ("close_round", |app, actor, _| {
        Box::pin(close_round(app, actor, here()))
    }),
    ("cancel_round", |app, actor, _| {
        Box::pin(cancel_round(app, actor, cancelling()))
    }),
    ("accept_application", |app, actor, subject| {
        Box::pin(accept_application(app, actor, &subject.application))
    }),
    ("decline_application", |app, actor, subject| {
        let command = DeclineApplication {
            code: subject.application.clone(),
            reason: DeclineReason::Standing,
            note: None,
        };
        Box::pin(decline_application(app, actor, command))
    }),
    ("move_offer", |app, actor, subject| {
        let command = MoveOffer {
            offer_id: subject.offer.clone(),
            to_stalls: vec![label("A05")],
            reason: Note::parse("By hand.").unwrap(),
        };
        Box::pin(move_offer(app, actor, command))
    }),
];

/// For the vendor whom it is about, and for those who may act for them.
const OF_THE_VENDOR: &[(&str, UseCase)] = &[
    ("withdraw_application", |app, actor, subject| {
        Box::pin(withdraw_application(app, actor, &subject.application))
    }),
    ("confirm_offer", |app, actor, subject| {
        Box::pin(confirm_offer(app, actor, &subject.offer))
    }),
    ("decline_offer", |app, actor, subject| {
        Box::pin(decline_offer(app, actor, &subject.offer))
    }),
];

/// For whoever sits at the machine.
const OF_THE_MACHINE: &[(&str, UseCase)] = &[
    ("create_market", |app, actor, _| {
        Box::pin(async {
            create_market(app, actor, market("elsewhere"))
                .await
                .map(drop)
        })
    }),
    ("add_staff", |app, actor, _| {
        let command = AddStaff {
            email: "friend@example.cn".parse().unwrap(),
            name: "朋友".parse().unwrap(),
            password: Password::parse(PASSWORD).unwrap(),
            language: entity::kinds::Language::ZhCn,
            roles: vec![Role::Admin],
            market: Some(MARKET.to_owned()),
            organisation: None,
        };
        Box::pin(add_staff(app, actor, command))
    }),
];

/// Final, with an offer for the first of two vendors.
async fn scene() -> (Scene, Subject, Actor, Actor) {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendor = scene.form("老王").for_charity().apply().await;
    let other = scene.form("老李").apply().await;
    scene.round_in(RoundState::Final).await;
    let requests = all::<entity::attestation::Entity>(&scene, entity::attestation::Column::Id);
    let subject = Subject {
        application: vendor.code.clone(),
        offer: vendor.open_offer(&scene).await.unwrap().public_id,
        attestation: requests.await[0].public_id.clone(),
    };
    (scene, subject, vendor.actor(), other.actor())
}

async fn must_be_forbidden(
    scene: &Scene,
    use_cases: &[(&str, UseCase)],
    actors: &[&Actor],
    subject: &Subject,
) {
    let before = scene.traces().await;
    for (name, use_case) in use_cases {
        for actor in actors {
            let answer = use_case(&scene.app, actor, subject).await;
            let is_forbidden = matches!(answer, Err(AppError::Forbidden));
            assert!(is_forbidden, "{name} by {actor:?}: {answer:?}");
        }
    }
    assert_eq!(scene.traces().await, before);
}

#[tokio::test]
async fn nobody_but_an_operator_runs_the_allocation() {
    let (scene, subject, vendor, other) = scene().await;
    let mut staff = Vec::new();
    for role in [
        Role::Auditor,
        Role::DayStaff,
        Role::Verifier,
        Role::Attester,
    ] {
        staff.push(scene.staff(role).await);
    }
    let mut actors = vec![&Actor::Public, &vendor, &other];
    actors.extend(&staff);
    must_be_forbidden(&scene, OF_OPERATORS, &actors, &subject).await;
}

#[tokio::test]
async fn an_operator_of_another_market_is_a_stranger() {
    let (scene, subject, ..) = scene().await;
    scene.create_market("far-away").await;
    let stranger = scene.staff_of("far-away", Role::Operator).await;
    must_be_forbidden(&scene, OF_OPERATORS, &[&stranger], &subject).await;
    must_be_forbidden(&scene, OF_THE_VENDOR, &[&stranger], &subject).await;
}

#[tokio::test]
async fn nobody_but_the_vendor_and_operators_answers_for_them() {
    let (scene, subject, _, other) = scene().await;
    let auditor = scene.staff(Role::Auditor).await;
    let day_staff = scene.staff(Role::DayStaff).await;
    let actors = [&Actor::Public, &other, &auditor, &day_staff];
    must_be_forbidden(&scene, OF_THE_VENDOR, &actors, &subject).await;
}

#[tokio::test]
async fn nobody_but_whoever_sits_at_the_machine_makes_markets_and_staff() {
    let (scene, subject, vendor, _) = scene().await;
    let admin = scene.staff(Role::Admin).await;
    let actors = [&Actor::Public, &vendor, &admin];
    must_be_forbidden(&scene, OF_THE_MACHINE, &actors, &subject).await;
}

#[tokio::test]
async fn operators_and_admins_may_do_what_is_theirs() {
    let (scene, subject, ..) = scene().await;
    let operator = scene.staff(Role::Operator).await;
    let admin = scene.staff(Role::Admin).await;
    for (name, use_case) in OF_OPERATORS.iter().chain(OF_THE_VENDOR) {
        for actor in [&operator, &admin] {
            let answer = use_case(&scene.app, actor, &subject).await;
            assert!(!matches!(answer, Err(AppError::Forbidden)), "{name}");
        }
    }
}

#[tokio::test]
async fn the_public_and_vendors_attest_nothing() {
    let (scene, subject, vendor, _) = scene().await;
    for actor in [&Actor::Public, &vendor] {
        let command = Attest {
            attestation: subject.attestation.clone(),
            verdict: confirmed(),
        };
        let answer = attest(&scene.app, actor, command).await;
        assert!(matches!(answer, Err(AppError::Forbidden)));
    }
}
