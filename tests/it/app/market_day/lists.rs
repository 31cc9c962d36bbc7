//! Absences and standby: who may say what, and until when.

use entity::absence;
use entity::kinds::{AbsenceState, Role, StandbyState};
use starstall::app::market_day::{
    announce_absence, freeze_day, join_standby, leave_standby, list_my_days, record_day_seed,
    show_day, take_back_absence,
};
use starstall::app::{Actor, AppError};
use starstall::domain::market_day::MarketDayRefusal;

use super::{Day, SYSTEM, closing, friday, joining, refused};
use crate::support::scene::{DIGITS, all, refusal};

#[track_caller]
fn forbidden<T: std::fmt::Debug>(answer: &Result<T, AppError>) {
    assert!(matches!(answer, Err(AppError::Forbidden)), "{answer:?}");
}

#[tokio::test]
async fn a_holder_stays_away_and_comes_after_all() {
    let day = Day::new(9).await;
    let (holder, stall) = day.holder().await;
    let (app, actor) = (&day.scene.app, holder.actor());
    announce_absence(app, &actor, &friday(), &stall)
        .await
        .unwrap();
    assert_eq!(
        day.scene.last_change().await,
        "vendor announce_absence →announced"
    );
    let again = announce_absence(app, &actor, &friday(), &stall).await;
    assert_eq!(refusal(again), refused(MarketDayRefusal::AlreadyAbsent));
    let mine = list_my_days(app, &actor, &holder.code)
        .await
        .unwrap()
        .remove(0);
    assert!(mine.absent && mine.takes_changes);
    assert_eq!(mine.stall.as_ref(), Some(&stall));

    take_back_absence(app, &actor, &friday(), &stall)
        .await
        .unwrap();
    let again = take_back_absence(app, &actor, &friday(), &stall).await;
    assert_eq!(refusal(again), refused(MarketDayRefusal::NotAbsent));
    announce_absence(app, &actor, &friday(), &stall)
        .await
        .unwrap();
    let [row] = all::<absence::Entity>(&day.scene, absence::Column::Id)
        .await
        .try_into()
        .unwrap();
    assert_eq!(row.state, AbsenceState::Announced);
    // Every change is told, each once.
    assert_eq!(day.scene.told("day_noted").await, 3);
}

#[tokio::test]
async fn nobody_says_that_another_stays_away() {
    let day = Day::new(9).await;
    let (_, stall) = day.holder().await;
    let (app, at) = (&day.scene.app, friday());
    let other = day.waiting().await.remove(0);
    for actor in [
        other.actor(),
        Actor::Public,
        day.scene.staff(Role::DayStaff).await,
    ] {
        forbidden(&announce_absence(app, &actor, &at, &stall).await);
        forbidden(&take_back_absence(app, &actor, &at, &stall).await);
        forbidden(&announce_absence(app, &actor, &at, "A06").await);
    }
    let operator = day.scene.staff(Role::Operator).await;
    announce_absence(app, &operator, &at, &stall).await.unwrap();
    let of_nobody = announce_absence(app, &operator, &at, "A06").await;
    assert_eq!(refusal(of_nobody), refused(MarketDayRefusal::HoldsNothing));
}

#[tokio::test]
async fn a_vendor_stands_by_and_leaves_and_keeps_their_ticket() {
    let day = Day::new(9).await;
    let vendor = day.waiting().await.remove(0);
    let (app, actor) = (&day.scene.app, vendor.actor());
    day.join(&vendor).await.unwrap();
    let ticket = day.standby().await.remove(0).ticket;
    assert_eq!(
        refusal(day.join(&vendor).await),
        refused(MarketDayRefusal::AlreadyStandingBy)
    );
    leave_standby(app, &actor, &friday(), &vendor.code)
        .await
        .unwrap();
    assert_eq!(day.state_of(&vendor).await, StandbyState::Left);
    let again = leave_standby(app, &actor, &friday(), &vendor.code).await;
    assert_eq!(refusal(again), refused(MarketDayRefusal::NotStandingBy));
    day.join(&vendor).await.unwrap();
    let [entry] = day.standby().await.try_into().unwrap();
    assert_eq!(
        (entry.state, entry.ticket),
        (StandbyState::StandingBy, ticket)
    );
    assert_eq!(day.scene.told("day_noted").await, 3);
}

#[tokio::test]
async fn nobody_puts_another_on_standby() {
    let day = Day::new(10).await;
    let waiting = day.waiting().await;
    let app = &day.scene.app;
    day.join(&waiting[0]).await.unwrap();
    for actor in [
        waiting[1].actor(),
        Actor::Public,
        day.scene.staff(Role::DayStaff).await,
        day.scene.staff(Role::Auditor).await,
    ] {
        forbidden(&join_standby(app, &actor, joining(&waiting[2])).await);
        forbidden(&leave_standby(app, &actor, &friday(), &waiting[0].code).await);
        forbidden(&freeze_day(app, &actor, &friday()).await);
        forbidden(&record_day_seed(app, &actor, &friday(), DIGITS).await);
        forbidden(&list_my_days(app, &actor, &waiting[0].code).await);
    }
    let operator = day.scene.staff(Role::Operator).await;
    join_standby(app, &operator, joining(&waiting[2]))
        .await
        .unwrap();
    for actor in [
        waiting[1].actor(),
        Actor::Public,
        day.scene.staff(Role::Verifier).await,
    ] {
        forbidden(&show_day(app, &actor, &friday()).await);
    }
}

#[tokio::test]
async fn whoever_has_a_stall_that_day_does_not_stand_by() {
    let day = Day::new(9).await;
    let (holder, stall) = day.holder().await;
    let has = refused(MarketDayRefusal::HasStall {
        stall: stall.clone(),
    });
    assert_eq!(refusal(day.join(&holder).await), has);
    // Not even for another stall than the one they leave free.
    announce_absence(&day.scene.app, &holder.actor(), &friday(), &stall)
        .await
        .unwrap();
    assert_eq!(refusal(day.join(&holder).await), has);
}

#[tokio::test]
async fn nothing_changes_once_the_lists_are_closed() {
    let day = Day::new(10).await;
    let (holder, stall) = day.holder().await;
    let waiting = day.waiting().await;
    let (app, at) = (&day.scene.app, friday());
    announce_absence(app, SYSTEM, &at, &stall).await.unwrap();
    day.join(&waiting[0]).await.unwrap();
    let changes = async |refusal_is: MarketDayRefusal| {
        let actor = holder.actor();
        let refusals = [
            refusal(announce_absence(app, &actor, &at, &stall).await),
            refusal(take_back_absence(app, &actor, &at, &stall).await),
            refusal(day.join(&waiting[1]).await),
            refusal(leave_standby(app, &waiting[0].actor(), &at, &waiting[0].code).await),
        ];
        for said in refusals {
            assert_eq!(said, refused(refusal_is.clone()));
        }
    };
    day.lists_are_closed();
    changes(MarketDayRefusal::TooLate { until: closing() }).await;
    day.freeze().await.unwrap();
    changes(MarketDayRefusal::ListFixed).await;
}

#[tokio::test]
async fn a_stall_for_one_day_is_not_given_on() {
    let day = Day::new(10).await;
    let (_, stall) = day.holder().await;
    announce_absence(&day.scene.app, SYSTEM, &friday(), &stall)
        .await
        .unwrap();
    let first = day.waiting().await.remove(0);
    day.join(&first).await.unwrap();
    day.draw().await;
    let given_on = announce_absence(&day.scene.app, &first.actor(), &friday(), &stall).await;
    assert_eq!(refusal(given_on), refused(MarketDayRefusal::ListFixed));
}
