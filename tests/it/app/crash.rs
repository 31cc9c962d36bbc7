//! Interrupted at any moment: nothing is left half done, and doing it again completes it.
//!
//! A future that is dropped at one of its awaits stands for a process that is killed there; how far
//! it gets depends on the threads of the database, so that a trap breaks it off at chosen rows too.

use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use entity::kinds::RoundState;
use entity::person;
use sea_orm::{ConnectionTrait, DbBackend};
use starstall::app::application::apply;
use starstall::app::draw::{compute_next_draw, record_seed};
use starstall::app::offer::{confirm_offer, decline_offer};
use starstall::app::round::{freeze_list, make_final, publish_result};
use starstall::app::{Actor, App, AppError};

use crate::support::scene::{DIGITS, Scene, all, here, seed};

const SYSTEM: &Actor = &Actor::System;

/// Polls until it is done, or drops it after so many polls. Says whether it was done.
pub(super) async fn polled<T>(work: impl Future<Output = T>, most: usize) -> Option<T> {
    let mut work = pin!(work);
    for _ in 0..most {
        if let Poll::Ready(done) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return Some(done);
        }
        // Whatever it waits for goes on meanwhile, on threads of its own.
        tokio::task::yield_now().await;
        std::thread::yield_now();
    }
    None
}

pub(super) type Working<'a> = Pin<Box<dyn Future<Output = Result<(), AppError>> + 'a>>;

/// Drops the work earlier and later, until it is through, and each time looks at what is there.
pub(super) async fn interrupted_anywhere<'a>(
    scene: &'a Scene,
    work: impl Fn(&'a App) -> Working<'a>,
) {
    let before = (scene.traces().await, scene.round().await);
    for most in 1.. {
        let done = polled(work(&scene.app), most).await;
        if let Some(done) = done {
            return done.unwrap();
        }
        if (scene.traces().await, scene.round().await) != before {
            // Dropped between the commit and its answer: all of it is there, and is not done twice.
            let again = work(&scene.app).await;
            assert!(matches!(again, Err(AppError::Refused(_))), "{again:?}");
            return;
        }
    }
}

/// Breaks the work off at its first row for each of these tables, and looks at what is there.
pub(super) async fn broken_off_at<'a>(
    scene: &'a Scene,
    tables: &[&str],
    work: impl Fn(&'a App) -> Working<'a>,
) {
    let before = (scene.traces().await, scene.round().await);
    for table in tables {
        execute(scene, &trap(scene, table)).await;
        let broken = work(&scene.app).await;
        assert!(
            matches!(broken, Err(AppError::Internal(_))),
            "{table}: {broken:?}"
        );
        assert_eq!((scene.traces().await, scene.round().await), before);
        execute(scene, &untrap(scene, table)).await;
    }
}

/// From here on the database fails at every new row of the table.
fn trap(scene: &Scene, table: &str) -> String {
    let what = match scene.store().reader().get_database_backend() {
        DbBackend::Postgres => "FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite()",
        _ => "BEGIN SELECT RAISE(ABORT, 'broken off'); END",
    };
    format!("CREATE TRIGGER trap BEFORE INSERT ON {table} {what}")
}

fn untrap(scene: &Scene, table: &str) -> String {
    match scene.store().reader().get_database_backend() {
        DbBackend::Postgres => format!("DROP TRIGGER trap ON {table}"),
        _ => "DROP TRIGGER trap".to_owned(),
    }
}

async fn execute(scene: &Scene, sql: &str) {
    let tx = scene.store().begin_write().await.unwrap();
    tx.conn().execute_unprepared(sql).await.unwrap();
    tx.commit().await.unwrap();
}

async fn ten_applied() -> Scene {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    scene.applicants(10).await;
    scene
}

#[tokio::test(flavor = "multi_thread")]
async fn applying_is_interrupted() {
    let scene = ten_applied().await;
    let form = scene.form("老王").for_charity().with_key("form 1");
    let command = form.command;
    let work = |app| -> Working<'_> {
        let command = command.clone();
        Box::pin(async move { apply(app, SYSTEM, command).await.map(drop) })
    };
    let tables = [
        "person",
        "registration",
        "application",
        "application_time",
        "attestation",
        "idempotency_key",
        "audit",
        "notice",
    ];
    broken_off_at(&scene, &tables, work).await;
    assert_eq!(
        all::<person::Entity>(&scene, person::Column::Id)
            .await
            .len(),
        10
    );
    work(&scene.app).await.unwrap();
    work(&scene.app).await.unwrap();
    assert_eq!(
        all::<person::Entity>(&scene, person::Column::Id)
            .await
            .len(),
        11
    );
    assert_eq!(scene.told("application_received").await, 11);
}

#[tokio::test(flavor = "multi_thread")]
async fn freezing_is_interrupted() {
    let scene = ten_applied().await;
    scene.round_in(RoundState::Listed).await;
    scene.past_every_deadline().await;
    let work = |app| -> Working<'_> { Box::pin(freeze_list(app, SYSTEM, here())) };
    broken_off_at(&scene, &["draw", "audit", "notice"], work).await;
    interrupted_anywhere(&scene, work).await;
    assert_eq!(scene.round().await.state, RoundState::Frozen);
    assert_eq!(scene.told("list_frozen").await, 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn publishing_is_interrupted() {
    let scene = ten_applied().await;
    scene.round_in(RoundState::Drawn).await;
    interrupted_anywhere(&scene, |app| Box::pin(publish_result(app, SYSTEM, here()))).await;
    assert_eq!(scene.round().await.state, RoundState::Published);
    assert_eq!(scene.told("result_published").await, 10);
    assert_eq!(scene.waiting().await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn making_it_final_is_interrupted() {
    let scene = ten_applied().await;
    scene.round_in(RoundState::Published).await;
    scene.past_every_deadline().await;
    let work = |app| -> Working<'_> { Box::pin(make_final(app, SYSTEM, here())) };
    let tables = ["offer", "occupancy", "audit", "notice"];
    broken_off_at(&scene, &tables, work).await;
    interrupted_anywhere(&scene, work).await;
    assert_eq!(scene.offers().await.len(), 7);
    assert_eq!(scene.occupancies().await.len(), 7 * 12);
    assert_eq!(scene.told("offer_made").await, 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_to_an_offer_are_interrupted() {
    let scene = ten_applied().await;
    scene.round_in(RoundState::Final).await;
    let offers = scene.offers().await;
    let (first, second) = (&offers[0].public_id, &offers[1].public_id);
    let confirm = |app| -> Working<'_> { Box::pin(confirm_offer(app, SYSTEM, first)) };
    broken_off_at(&scene, &["holding", "audit", "notice"], confirm).await;
    interrupted_anywhere(&scene, confirm).await;
    let decline = |app| -> Working<'_> { Box::pin(decline_offer(app, SYSTEM, second)) };
    let tables = ["offer", "occupancy", "audit", "notice"];
    broken_off_at(&scene, &tables, decline).await;
    interrupted_anywhere(&scene, decline).await;
    assert_eq!(scene.holdings().await.len(), 1);
    assert_eq!(scene.occupancies().await.len(), 7 * 12);
    assert_eq!(scene.told("offer_made").await, 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draw_is_interrupted_and_computed_when_its_lease_runs_out() {
    for most in [1, 3, 10, 30, 100] {
        let scene = ten_applied().await;
        scene.round_in(RoundState::Frozen).await;
        record_seed(&scene.app, SYSTEM, seed(DIGITS)).await.unwrap();
        let _ = polled(compute_next_draw(&scene.app), most).await;
        scene.later(chrono::Duration::minutes(11));
        computed_by_the_job(&scene).await;
        scene.round_in(RoundState::Published).await;
        assert_eq!(scene.told("result_published").await, 10);
    }
}

/// The job comes again and again, as it does when it serves: PostgreSQL lets go of what a dropped
/// claim had locked only when it has rolled it back, and until then the job passes over it.
async fn computed_by_the_job(scene: &Scene) {
    let waiting = async {
        while scene.round().await.state == RoundState::Frozen {
            starstall::jobs::draws::run_due(&scene.app).await.unwrap();
        }
    };
    let in_time = tokio::time::timeout(std::time::Duration::from_secs(30), waiting);
    in_time.await.expect("the draw is never computed");
}
