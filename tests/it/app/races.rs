//! Two at the same moment: exactly one wins, the other is told, and nothing is done twice.
//!
//! Each race is run again and again, between two instances of the program on one database.

use std::collections::BTreeSet;
use std::sync::Arc;

use entity::kinds::{ApplicationState, DrawState, OfferState, RoundState, WaitingState};
use entity::{draw, draw_entry, occupancy, person, registration};
use starstall::app::application::{Receipt, accept_application, apply, withdraw_application};
use starstall::app::draw::{compute_next_draw, record_seed};
use starstall::app::offer::{MoveOffer, confirm_offer, decline_offer, expire_offers, move_offer};
use starstall::app::round::{
    close_applications, freeze_list, make_final, open_round, publish_list, publish_result,
};
use starstall::app::{Actor, App, AppError};
use starstall::domain::Refusal;
use starstall::domain::application::ApplicationRefusal;
use starstall::domain::values::Note;
use starstall::jobs;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::support::scene::{DIGITS, Scene, all, here, label, seed};

const SYSTEM: &Actor = &Actor::System;
const TIMES: usize = 8;

/// Lets all of them go at one moment, and waits for what they say.
pub(super) async fn at_once<T, F, R>(racers: impl IntoIterator<Item = R>) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
    R: FnOnce() -> F,
{
    let racers: Vec<F> = racers.into_iter().map(|racer| racer()).collect();
    let barrier = Arc::new(Barrier::new(racers.len()));
    let mut tasks = JoinSet::new();
    for (place, racer) in racers.into_iter().enumerate() {
        let barrier = barrier.clone();
        tasks.spawn(async move {
            barrier.wait().await;
            (place, racer.await)
        });
    }
    let mut answers = tasks.join_all().await;
    answers.sort_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// One racer among others that do something else.
pub(super) type Race =
    Box<dyn FnOnce() -> std::pin::Pin<Box<dyn Future<Output = Result<(), AppError>> + Send>>>;

pub(super) fn race(doing: impl Future<Output = Result<(), AppError>> + Send + 'static) -> Race {
    Box::new(move || Box::pin(doing))
}

/// One answer of two is yes; the other says that somebody was faster, and nothing worse.
#[track_caller]
pub(super) fn exactly_one<T: std::fmt::Debug>(answers: &[Result<T, AppError>]) {
    let done = answers.iter().filter(|answer| answer.is_ok()).count();
    let told = |answer: &Result<T, AppError>| {
        matches!(
            answer,
            Ok(_) | Err(AppError::Refused(_) | AppError::Stale | AppError::Invalid(_))
        )
    };
    assert!(done == 1 && answers.iter().all(told), "{answers:?}");
}

/// No stall is taken twice, and every day that is kept is kept by something that lives.
async fn nothing_is_twice(scene: &Scene) {
    let rows = all::<occupancy::Entity>(scene, occupancy::Column::Id).await;
    let places: BTreeSet<_> = rows
        .iter()
        .map(|row| (row.market_day_id, row.stall_id))
        .collect();
    assert_eq!(places.len(), rows.len());
    let open = scene.offers().await.into_iter();
    let open = open.filter(|offer| offer.state == OfferState::Open).count();
    let held = scene.holdings().await.len();
    assert_eq!(rows.len(), (open + held) * 12);
    let notices = scene.notices().await;
    let keys: BTreeSet<_> = notices
        .iter()
        .map(|row| (&row.occurrence, row.person_id, row.copy_number))
        .collect();
    assert_eq!(keys.len(), notices.len());
}

type Step = for<'a> fn(
    &'a App,
)
    -> std::pin::Pin<Box<dyn Future<Output = Result<(), AppError>> + Send + 'a>>;

/// Each step of a round, with the state that it needs.
const STEPS: &[(RoundState, Step)] = &[
    (RoundState::Planned, |app| {
        Box::pin(open_round(app, SYSTEM, here()))
    }),
    (RoundState::Open, |app| {
        Box::pin(close_applications(app, SYSTEM, here()))
    }),
    (RoundState::Reviewing, |app| {
        Box::pin(publish_list(app, SYSTEM, here()))
    }),
    (RoundState::Listed, |app| {
        Box::pin(freeze_list(app, SYSTEM, here()))
    }),
    (RoundState::Frozen, |app| {
        Box::pin(record_seed(app, SYSTEM, seed(DIGITS)))
    }),
    (RoundState::Drawn, |app| {
        Box::pin(publish_result(app, SYSTEM, here()))
    }),
    (RoundState::Published, |app| {
        Box::pin(make_final(app, SYSTEM, here()))
    }),
];

#[tokio::test(flavor = "multi_thread")]
async fn two_operators_take_the_same_step_at_once() {
    let scene = Scene::new().await;
    let apps = [scene.app.clone(), scene.another_instance().await];
    for (state, step) in STEPS {
        if *state == RoundState::Open {
            scene.applicants(9).await;
            scene.after(scene.round().await.applications_until);
        }
        scene.past_every_deadline().await;
        if *state == RoundState::Reviewing {
            scene.accept_everyone().await;
        }
        let racers = apps
            .clone()
            .map(|app| move || async move { step(&app).await });
        exactly_one(&at_once(racers).await);
        jobs::draws::run_due(&scene.app).await.unwrap();
    }
    assert_eq!(scene.round().await.state, RoundState::Final);
    for event in ["list_frozen", "result_published"] {
        assert_eq!(scene.told(event).await, 9);
    }
    let steps = scene.audit().await.into_iter();
    let steps = steps.filter(|row| row.subject.starts_with("round:"));
    // The plan, six steps, the seed and the draw, each once.
    assert_eq!(steps.count(), 9);
    nothing_is_twice(&scene).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_operators_publish_at_once_and_everyone_hears_once() {
    for _ in 0..TIMES {
        let scene = Scene::new().await;
        scene.round_in(RoundState::Open).await;
        scene.applicants(10).await;
        scene.round_in(RoundState::Drawn).await;
        let apps = [scene.app.clone(), scene.another_instance().await];
        let racers =
            apps.map(|app| move || async move { publish_result(&app, SYSTEM, here()).await });
        exactly_one(&at_once(racers).await);
        assert_eq!(scene.told("result_published").await, 10);
        assert_eq!(scene.waiting().await.len(), 3);
    }
}

/// One vendor has a stall on offer and another waits for it; the deadline is reached.
struct Contest {
    scene: Scene,
    other: App,
    offer: String,
}

impl Contest {
    async fn new() -> Self {
        let scene = Scene::new().await;
        scene.round_in(RoundState::Open).await;
        for name in ["老王", "老李"] {
            scene.form(name).only(&["A01"]).apply().await;
        }
        scene.round_in(RoundState::Final).await;
        scene.offers_reach_their_vendors().await;
        let [offer] = scene.offers().await.try_into().unwrap();
        Self {
            other: scene.another_instance().await,
            offer: offer.public_id,
            scene,
        }
    }

    async fn state(&self) -> OfferState {
        let offers = self.scene.offers().await;
        offers[0].state
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirmation_races_its_own_expiry() {
    for _ in 0..TIMES {
        let contest = Contest::new().await;
        let deadline = contest.scene.offers().await[0].deadline_at.unwrap();
        // The one clock stands at the deadline, the other just after it.
        contest.scene.app.clock.set(deadline);
        let late = App {
            clock: starstall::clock::Clock::manual(deadline + chrono::Duration::seconds(1)),
            ..contest.other.clone()
        };
        let (app, offer) = (contest.scene.app.clone(), contest.offer.clone());
        let confirming = tokio::spawn(async move { confirm_offer(&app, SYSTEM, &offer).await });
        let lapsed = expire_offers(&late).await.unwrap();
        let confirmed = confirming.await.unwrap();

        let state = contest.state().await;
        match confirmed {
            Ok(()) => assert_eq!((lapsed, state), (0, OfferState::Confirmed)),
            Err(AppError::Refused(_) | AppError::Stale) => {
                assert_eq!((lapsed, state), (1, OfferState::Expired));
            }
            Err(error) => panic!("{error:?}"),
        }
        nothing_is_twice(&contest.scene).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirmation_races_a_move_by_hand() {
    for _ in 0..TIMES {
        let contest = Contest::new().await;
        let (app, offer) = (contest.scene.app.clone(), contest.offer.clone());
        let confirming = tokio::spawn(async move { confirm_offer(&app, SYSTEM, &offer).await });
        let command = MoveOffer {
            offer_id: contest.offer.clone(),
            to_stalls: vec![label("A03")],
            reason: Note::parse("By hand.").unwrap(),
        };
        let moved = move_offer(&contest.other, SYSTEM, command).await;
        let confirmed = confirming.await.unwrap();
        exactly_one(&[confirmed, moved]);
        nothing_is_twice(&contest.scene).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn confirming_races_declining() {
    for _ in 0..TIMES {
        let contest = Contest::new().await;
        let (app, offer) = (contest.scene.app.clone(), contest.offer.clone());
        let declining = tokio::spawn(async move { decline_offer(&app, SYSTEM, &offer).await });
        let confirmed = confirm_offer(&contest.other, SYSTEM, &contest.offer).await;
        let declined = declining.await.unwrap();
        let expected = if confirmed.is_ok() {
            OfferState::Confirmed
        } else {
            OfferState::Declined
        };
        assert_eq!(contest.state().await, expected);
        exactly_one(&[confirmed, declined]);
        nothing_is_twice(&contest.scene).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_offer_is_confirmed_many_times_at_once() {
    let contest = Contest::new().await;
    let apps = [contest.scene.app.clone(), contest.other.clone()];
    let racers = (0..10).map(|number| {
        let (app, offer) = (apps[number % 2].clone(), contest.offer.clone());
        move || async move { confirm_offer(&app, SYSTEM, &offer).await }
    });
    exactly_one(&at_once(racers).await);
    assert_eq!(contest.scene.told("offer_confirmed").await, 1);
    nothing_is_twice(&contest.scene).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_instances_let_the_same_offers_lapse() {
    for _ in 0..TIMES {
        let scene = Scene::new().await;
        scene.round_in(RoundState::Open).await;
        scene.applicants(10).await;
        scene.round_in(RoundState::Final).await;
        scene.offers_reach_their_vendors().await;
        let offers = scene.offers().await;
        scene.after(offers[0].deadline_at);
        let apps = [scene.app.clone(), scene.another_instance().await];
        let racers = apps.map(|app| move || async move { jobs::deadlines::run_due(&app).await });
        let lapsed = at_once(racers).await.into_iter();
        let lapsed: usize = lapsed.map(|answer| answer.unwrap()).sum();
        assert_eq!(lapsed, 7);
        assert_eq!(scene.told("offer_expired").await, 7);
        let refused = all::<registration::Entity>(&scene, registration::Column::Id).await;
        assert!(refused.iter().all(|row| row.refusals < 2));
        nothing_is_twice(&scene).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everyone_withdraws_at_once_and_no_stall_is_lost() {
    for _ in 0..TIMES {
        let scene = Scene::new().await;
        scene.round_in(RoundState::Open).await;
        scene.applicants(20).await;
        scene.round_in(RoundState::Final).await;
        let offers = scene.offers().await;
        let apps = [scene.app.clone(), scene.another_instance().await];
        let mut racers = Vec::new();
        for (number, offer) in offers.iter().take(6).enumerate() {
            let (app, code) = (
                apps[number % 2].clone(),
                scene.vendor(offer.application_id).await.code,
            );
            racers.push(move || async move { withdraw_application(&app, SYSTEM, &code).await });
        }
        for answer in at_once(racers).await {
            answer.unwrap();
        }
        let offers = scene.offers().await.into_iter();
        let open = offers.filter(|offer| offer.state == OfferState::Open);
        assert_eq!(open.count(), 7);
        let waiting = scene.waiting().await.into_iter();
        let offered = waiting.filter(|entry| entry.state == WaitingState::Offered);
        assert_eq!(offered.count(), 6);
        nothing_is_twice(&scene).await;
    }
}

fn applying(app: &App, scene: &Scene, name: &str, key: Option<&str>, seen: Option<&str>) -> Racing {
    let mut form = scene.form(name);
    if let Some(key) = key {
        form = form.with_key(key);
    }
    if let Some(identity) = seen {
        form = form.seen_at_the_window(identity);
    }
    let (app, command) = (app.clone(), form.command);
    Box::new(move || Box::pin(async move { apply(&app, SYSTEM, command).await }))
}

type Racing =
    Box<dyn FnOnce() -> std::pin::Pin<Box<dyn Future<Output = Result<Receipt, AppError>> + Send>>>;

#[tokio::test(flavor = "multi_thread")]
async fn one_vendor_applies_twice_at_once() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let apps = [scene.app.clone(), scene.another_instance().await];
    for number in 1..=TIMES {
        let identity = format!("410105…{number}");
        let racers = apps
            .each_ref()
            .map(|app| applying(app, &scene, "老王", None, Some(&identity)));
        let answers = at_once(racers).await;
        exactly_one(&answers);
        let refused = answers.into_iter().find_map(Result::err);
        assert!(matches!(
            refused,
            Some(AppError::Refused(Refusal::Application(
                ApplicationRefusal::AlreadyThere
            )))
        ));
        assert_eq!(scene.applications().await.len(), number);
        let persons = all::<person::Entity>(&scene, person::Column::Id).await;
        assert_eq!(persons.len(), number);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_form_is_sent_twice_at_once() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let apps = [scene.app.clone(), scene.another_instance().await];
    for number in 1..=TIMES {
        let key = format!("form {number}");
        let racers = apps
            .each_ref()
            .map(|app| applying(app, &scene, "老王", Some(&key), None));
        let receipts: Vec<Receipt> = at_once(racers)
            .await
            .into_iter()
            .map(|answer| answer.unwrap())
            .collect();
        assert_eq!(receipts[0].code, receipts[1].code);
        assert_eq!(scene.applications().await.len(), number);
        assert_eq!(scene.told("application_received").await, number);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_apply_at_once_and_nobody_is_lost_or_doubled() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let apps = [scene.app.clone(), scene.another_instance().await];
    let racers = (0..50).map(|number| {
        let name = format!("摊主 {number}");
        applying(&apps[number % 2], &scene, &name, Some(&name), None)
    });
    let answers = at_once(racers).await;
    let codes: BTreeSet<String> = answers
        .into_iter()
        .map(|answer| answer.unwrap().code.to_string())
        .collect();
    let rows = scene.applications().await;
    let stored: BTreeSet<String> = rows.into_iter().map(|row| row.code).collect();
    assert_eq!((codes.len(), &codes), (50, &stored));
    assert_eq!(scene.told("application_received").await, 50);
}

#[tokio::test(flavor = "multi_thread")]
async fn applications_race_the_closing_of_the_call() {
    for _ in 0..TIMES {
        let scene = Scene::new().await;
        scene.round_in(RoundState::Open).await;
        let deadline = scene.round().await.applications_until.unwrap();
        scene.app.clock.set(deadline);
        let late = App {
            clock: starstall::clock::Clock::manual(deadline + chrono::Duration::seconds(1)),
            ..scene.another_instance().await
        };
        let closing = tokio::spawn(async move { close_applications(&late, SYSTEM, here()).await });
        let racers = (0..6)
            .map(|number| applying(&scene.app, &scene, &format!("摊主 {number}"), None, None));
        let answers = at_once(racers).await;
        closing.await.unwrap().unwrap();
        let taken = answers.iter().filter(|answer| answer.is_ok()).count();
        assert!(
            answers
                .iter()
                .all(|answer| matches!(answer, Ok(_) | Err(AppError::Refused(Refusal::Round(_)))))
        );
        assert_eq!(scene.applications().await.len(), taken);
        assert_eq!(scene.told("application_received").await, taken);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_reviewers_decide_the_same_applications_at_once() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendors = scene.applicants(TIMES).await;
    let apps = [scene.app.clone(), scene.another_instance().await];
    for vendor in &vendors {
        let racers = apps.clone().map(|app| {
            let code = vendor.code.clone();
            move || async move { accept_application(&app, SYSTEM, &code).await }
        });
        exactly_one(&at_once(racers).await);
        assert_eq!(vendor.row(&scene).await.state, ApplicationState::Accepted);
    }
    assert_eq!(scene.told("application_accepted").await, TIMES);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_compute_each_draw_once() {
    for _ in 0..TIMES {
        let scene = Scene::with_two_times().await;
        scene.round_in(RoundState::Open).await;
        scene.applicants(4).await;
        scene.round_in(RoundState::Frozen).await;
        record_seed(&scene.app, SYSTEM, seed(DIGITS)).await.unwrap();
        let apps = [scene.app.clone(), scene.another_instance().await];
        let racers = (0..4).map(|number| {
            let app = apps[number % 2].clone();
            move || async move { compute_next_draw(&app).await }
        });
        let done = at_once(racers).await.into_iter();
        let done = done.filter(|answer| *answer.as_ref().unwrap()).count();
        assert_eq!(done, 2);
        let draws = all::<draw::Entity>(&scene, draw::Column::Id).await;
        assert!(
            draws
                .iter()
                .all(|row| row.state == DrawState::Computed && row.attempts == 1)
        );
        assert_eq!(scene.round().await.state, RoundState::Drawn);
        // All four in one of the times, nobody in the other.
        let entries = all::<draw_entry::Entity>(&scene, draw_entry::Column::Id).await;
        assert_eq!(entries.len(), 4);
    }
}
