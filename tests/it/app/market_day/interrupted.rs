//! Broken off in the middle: nothing of a day is half done, and doing it again completes it.

use chrono::Duration;
use entity::kinds::DrawState;
use starstall::app::AppError;
use starstall::app::market_day::{
    announce_absence, compute_next_day_draw, freeze_day, record_day_seed,
};
use starstall::jobs;

use super::{Day, SYSTEM, friday};
use crate::app::crash::{Working, broken_off_at, interrupted_anywhere, polled};
use crate::support::scene::DIGITS;

async fn ready() -> Day {
    let day = Day::new(10).await;
    let (_, stall) = day.holder().await;
    announce_absence(&day.scene.app, SYSTEM, &friday(), &stall)
        .await
        .unwrap();
    for vendor in day.waiting().await {
        day.join(&vendor).await.unwrap();
    }
    day.lists_are_closed();
    day
}

#[tokio::test(flavor = "multi_thread")]
async fn fixing_the_list_of_a_day_is_interrupted() {
    let day = ready().await;
    let at = friday();
    let work = |app| -> Working<'_> { Box::pin(freeze_day(app, SYSTEM, &at)) };
    broken_off_at(&day.scene, &["day_draw", "audit"], work).await;
    assert!(day.day_draw().await.is_none());
    interrupted_anywhere(&day.scene, work).await;
    assert_eq!(day.day_draw().await.unwrap().state, DrawState::AwaitingSeed);
}

#[tokio::test(flavor = "multi_thread")]
async fn writing_what_a_day_s_draw_said_is_broken_off() {
    let day = ready().await;
    day.freeze().await.unwrap();
    record_day_seed(&day.scene.app, SYSTEM, &friday(), DIGITS)
        .await
        .unwrap();
    let work = |app: &'_ starstall::app::App| -> Working<'_> {
        let app = app.clone();
        Box::pin(async move {
            // A broken draw is free again when its lease has run out.
            app.clock.advance(Duration::minutes(3));
            compute_next_day_draw(&app).await.map(drop)
        })
    };
    let tables = ["holding", "occupancy", "notice", "audit"];
    broken_off_at(&day.scene, &tables, work).await;
    let before = day.who_is_where().await;
    work(&day.scene.app).await.unwrap();
    let after = day.who_is_where().await;
    assert_eq!(after.len(), before.len());
    assert_ne!(after, before);
    assert_eq!(day.scene.told("day_drawn").await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_s_draw_is_dropped_and_computed_when_its_lease_runs_out() {
    for most in [1, 3, 10, 30, 100] {
        let day = ready().await;
        day.freeze().await.unwrap();
        record_day_seed(&day.scene.app, SYSTEM, &friday(), DIGITS)
            .await
            .unwrap();
        let _: Option<Result<bool, AppError>> =
            polled(compute_next_day_draw(&day.scene.app), most).await;
        day.scene.later(Duration::minutes(3));
        // PostgreSQL lets go of what a dropped claim had locked only when it has rolled it back.
        let waiting = async {
            while day.day_draw().await.unwrap().state != DrawState::Computed {
                jobs::days::run_due(&day.scene.app).await.unwrap();
            }
        };
        let in_time = tokio::time::timeout(std::time::Duration::from_secs(30), waiting);
        in_time.await.expect("the day is never drawn");
        assert_eq!(day.scene.told("day_drawn").await, 3);
    }
}
