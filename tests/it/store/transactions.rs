//! Transactions that write: all or nothing, one after another, and never over somebody else.

use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use entity::kinds::RoundState;
use entity::round;
use poem::http::StatusCode;
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnAcquireErr, ConnectionTrait, DbErr};
use starstall::app::AppError;
use starstall::store::{self, StoreError};
use starstall::web::http::Failure;
use tokio::task::JoinSet;

use crate::support::scene::{ROUND, Scene};

fn renamed(reason: &str) -> round::ActiveModel {
    round::ActiveModel {
        cancel_reason: Set(Some(reason.to_owned())),
        ..Default::default()
    }
}

#[tokio::test]
async fn a_transaction_that_is_dropped_leaves_nothing_and_blocks_nobody() {
    let scene = Scene::new().await;
    let before = scene.round().await;
    for _ in 0..20 {
        let tx = scene.store().begin_write().await.unwrap();
        tx.update(before.id.0, before.version, renamed("dropped"))
            .await
            .unwrap();
    }
    assert_eq!(scene.round().await, before);
    let tx = scene.store().begin_write().await.unwrap();
    tx.update(before.id.0, before.version, renamed("kept"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(scene.round().await.cancel_reason.as_deref(), Some("kept"));
}

/// Somebody hangs up while the database answers: their transaction does not stay with the
/// connection, where it would hold locks for whoever gets it next.
#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_whose_owner_is_gone_before_it_began_is_ended() {
    let scene = Scene::new().await;
    for polls in (1..=4).cycle().take(40) {
        let mut begin = pin!(scene.store().begin_write());
        for _ in 0..polls {
            let mut context = Context::from_waker(Waker::noop());
            if begin.as_mut().poll(&mut context).is_ready() {
                break;
            }
            tokio::task::yield_now().await;
        }
    }
    // Every connection reads once; one that is still inside a transaction keeps its lock.
    let mut readers = JoinSet::new();
    for _ in 0..40 {
        let store = scene.store().clone();
        readers.spawn(async move { store::market::list_markets(store.reader()).await });
    }
    assert!(readers.join_all().await.iter().all(Result::is_ok));
    let tx = scene.store().begin_write().await.unwrap();
    let change = tx
        .conn()
        .execute_unprepared("ALTER TABLE market ADD COLUMN probe text");
    let changed = tokio::time::timeout(Duration::from_secs(10), change).await;
    changed.expect("a lock is held by nobody").unwrap();
}

/// Nothing was done, and the page says to try again: that nothing broke is for the reader to know.
#[test]
fn whoever_finds_no_free_connection_may_try_again() {
    let error = StoreError::from(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout));
    assert!(matches!(error, StoreError::Busy(_)), "{error}");
    let failure = Failure::from(AppError::from(error));
    assert_eq!(failure.status(), StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn nobody_sees_what_is_not_committed() {
    let scene = Scene::new().await;
    let before = scene.round().await;
    let tx = scene.store().begin_write().await.unwrap();
    tx.update(before.id.0, before.version, renamed("not yet"))
        .await
        .unwrap();
    assert_eq!(scene.round().await, before);
    tx.commit().await.unwrap();
    assert_ne!(scene.round().await, before);
}

#[tokio::test]
async fn an_update_of_a_row_that_has_changed_is_stale() {
    let scene = Scene::new().await;
    let before = scene.round().await;
    let tx = scene.store().begin_write().await.unwrap();
    tx.update(before.id.0, before.version, renamed("first"))
        .await
        .unwrap();
    let second = tx.update(before.id.0, before.version, renamed("second"));
    assert!(matches!(second.await, Err(StoreError::Stale(_))));
    tx.update(before.id.0, before.version + 1, renamed("third"))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_and_then_writing_loses_no_update() {
    let scene = Scene::new().await;
    let id = scene.round().await.id;
    let stores = [scene.store().clone(), scene.another_instance().await.store];
    let mut tasks = JoinSet::new();
    for number in 0..16 {
        let store = stores[number % 2].clone();
        tasks.spawn(async move {
            let tx = store.begin_write().await.unwrap();
            let row = store::round::lock_round(&tx, id).await.unwrap();
            let count = row.cancel_reason.map_or(0, |text| text.len());
            tokio::task::yield_now().await;
            tx.update(id.0, row.version, renamed(&"x".repeat(count + 1)))
                .await
                .unwrap();
            tx.commit().await.unwrap();
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    assert_eq!(scene.round().await.cancel_reason.unwrap().len(), 16);
    assert_eq!(scene.round().await.version, 17);
}

#[tokio::test]
async fn migrating_again_changes_nothing() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let before = scene.traces().await;
    scene.store().migrate().await.unwrap();
    scene.store().migrate().await.unwrap();
    assert_eq!(scene.traces().await, before);
    assert_eq!(scene.round().await.code, ROUND);
}
