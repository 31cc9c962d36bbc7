//! Two at the same moment on one market day.

use std::collections::BTreeSet;

use chrono::Duration;
use entity::kinds::{DrawState, StandbyState};
use entity::occupancy;
use starstall::app::AppError;
use starstall::app::market_day::{
    announce_absence, compute_next_day_draw, freeze_day, join_standby, record_day_seed,
    take_back_absence,
};
use starstall::engine::Problem;
use starstall::jobs;

use super::{Day, SYSTEM, friday, joining};
use crate::app::races::{at_once, exactly_one};
use crate::support::scene::{DIGITS, all};

const TIMES: usize = 6;

/// One holder is absent, three stand by.
async fn ready() -> (Day, String) {
    let day = Day::new(10).await;
    let (_, stall) = day.holder().await;
    announce_absence(&day.scene.app, SYSTEM, &friday(), &stall)
        .await
        .unwrap();
    for vendor in day.waiting().await {
        day.join(&vendor).await.unwrap();
    }
    (day, stall)
}

async fn no_stall_is_taken_twice(day: &Day) {
    let rows = all::<occupancy::Entity>(&day.scene, occupancy::Column::Id).await;
    let places: BTreeSet<_> = rows
        .iter()
        .map(|row| (row.market_day_id, row.stall_id))
        .collect();
    assert_eq!(places.len(), rows.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_absence_is_taken_back_or_its_stall_is_drawn() {
    let (mut taken_back, mut drawn) = (0, 0);
    for time in 0..TIMES {
        let (day, stall) = ready().await;
        // Each on its own side of the moment at which the lists close, by clocks that differ.
        let mut late = day.scene.another_instance().await;
        late.clock = starstall::clock::Clock::manual(day.scene.app.now());
        late.clock.set(super::closing() + Duration::seconds(1));
        let (early, of_it) = (day.scene.app.clone(), stall.clone());
        let back = async move { take_back_absence(&early, SYSTEM, &friday(), &of_it).await };
        let freeze = async move {
            if time % 2 == 1 {
                tokio::task::yield_now().await;
            }
            freeze_day(&late, SYSTEM, &friday()).await
        };
        let answers = tokio::join!(tokio::spawn(back), tokio::spawn(freeze));
        let (back, froze) = (answers.0.unwrap(), answers.1.unwrap());
        froze.unwrap();
        assert!(
            matches!(back, Ok(()) | Err(AppError::Refused(_))),
            "{back:?}"
        );
        let problem = Problem::from_json(&day.day_draw().await.unwrap().problem).unwrap();
        let is_free = problem.stalls.iter().any(|row| row.id == stall);
        assert_eq!(is_free, back.is_err());
        if is_free {
            drawn += 1;
        } else {
            taken_back += 1;
        }
        day.lists_are_closed();
        record_day_seed(&day.scene.app, SYSTEM, &friday(), DIGITS)
            .await
            .unwrap();
        jobs::days::run_due(&day.scene.app).await.unwrap();
        no_stall_is_taken_twice(&day).await;
    }
    assert_eq!(taken_back + drawn, TIMES);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_is_fixed_seeded_and_drawn_once() {
    for _ in 0..TIMES {
        let (day, _) = ready().await;
        day.lists_are_closed();
        let apps = [day.scene.app.clone(), day.scene.another_instance().await];
        let freezing = apps
            .clone()
            .map(|app| move || async move { freeze_day(&app, SYSTEM, &friday()).await });
        exactly_one(&at_once(freezing).await);
        let seeding = apps.clone().map(|app| {
            move || async move { record_day_seed(&app, SYSTEM, &friday(), DIGITS).await }
        });
        exactly_one(&at_once(seeding).await);
        let drawing = apps.map(|app| move || async move { compute_next_day_draw(&app).await });
        let computed = at_once(drawing).await;
        let computed = computed.into_iter().filter(|done| *done.as_ref().unwrap());
        assert_eq!(computed.count(), 1);
        assert_eq!(day.day_draw().await.unwrap().state, DrawState::Computed);
        assert_eq!(day.scene.told("day_drawn").await, 3);
        no_stall_is_taken_twice(&day).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_joins_before_the_list_is_fixed_or_not_at_all() {
    for _ in 0..TIMES {
        let day = Day::new(10).await;
        let waiting = day.waiting().await;
        day.join(&waiting[0]).await.unwrap();
        let mut late = day.scene.another_instance().await;
        late.clock = starstall::clock::Clock::manual(super::closing() + Duration::seconds(1));
        let (early, second) = (day.scene.app.clone(), waiting[1].clone());
        let join = async move { join_standby(&early, SYSTEM, joining(&second)).await };
        let freeze = async move { freeze_day(&late, SYSTEM, &friday()).await };
        let answers = tokio::join!(tokio::spawn(join), tokio::spawn(freeze));
        answers.1.unwrap().unwrap();
        let joined = answers.0.unwrap().is_ok();
        let problem = Problem::from_json(&day.day_draw().await.unwrap().problem).unwrap();
        let is_on = problem
            .applicants
            .iter()
            .any(|row| row.code == waiting[1].code);
        assert_eq!(is_on, joined);
        if joined {
            assert_eq!(day.state_of(&waiting[1]).await, StandbyState::StandingBy);
        }
    }
}
