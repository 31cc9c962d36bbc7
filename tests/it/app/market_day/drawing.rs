//! What the draw of a day does.

use chrono::Duration;
use entity::kinds::{DrawState, HoldingState, Origin, Pool, StandbyState};
use sea_orm::ConnectionTrait;
use serde_json::json;
use starstall::app::application::withdraw_application;
use starstall::app::market_day::{
    announce_absence, export_day, freeze_day, list_my_days, record_day_seed,
};
use starstall::app::offer::decline_offer;
use starstall::domain::draw::DrawRefusal;
use starstall::domain::market_day::MarketDayRefusal;
use starstall::engine::{Outcome, Problem, allocate};
use starstall::jobs;
use starstall::verify::{AuditorBundle, Commitment, check, derive_seed};

use super::{Day, SYSTEM, closing, friday, refused};
use crate::support::scene::{DIGITS, Scene, invalid_field, refusal, rules};

#[tokio::test]
async fn what_an_absent_holder_leaves_free_goes_to_the_first_one_waiting() {
    let day = Day::new(10).await;
    let (holder, stall) = day.holder().await;
    announce_absence(&day.scene.app, &holder.actor(), &friday(), &stall)
        .await
        .unwrap();
    let waiting = day.waiting().await;
    // The last in the list joins first, and is still behind the first.
    for vendor in waiting.iter().rev() {
        day.join(vendor).await.unwrap();
    }
    let before = day.scene.occupancies().await.len();
    day.draw().await;

    let places = day.who_is_where().await;
    assert!(places.contains(&(stall.clone(), waiting[0].code.clone())));
    assert_eq!(day.state_of(&waiting[0]).await, StandbyState::Placed);
    assert_eq!(day.state_of(&waiting[1]).await, StandbyState::NotPlaced);
    assert_eq!(day.scene.occupancies().await.len(), before);
    let held = day.holding_of(&waiting[0]).await.unwrap();
    assert_eq!((held.origin, held.pool), (Origin::Standby, Pool::Open));
    assert_eq!(
        (held.from_date, held.to_date),
        (friday().date, friday().date)
    );
    // The other eleven days are still the holder's, and so is the stall.
    let own = day.holding_of(&holder).await.unwrap();
    assert_eq!(own.state, HoldingState::Running);
    let rest = day.scene.occupancies().await.into_iter();
    assert_eq!(
        rest.filter(|row| row.holding_id == Some(own.id)).count(),
        11
    );
    assert_eq!(day.scene.told("day_drawn").await, waiting.len());
    assert_eq!(
        day.scene.last_change().await,
        "system draw_day computing→computed"
    );
}

#[tokio::test]
async fn a_stall_that_nobody_holds_goes_to_whoever_can_use_it() {
    let scene = Scene::new().await;
    scene.round_in(entity::kinds::RoundState::Open).await;
    let first = scene.form("老王").senior(1).only(&["A01"]).apply().await;
    let second = scene.form("老孙").selling("crafts").only(&["A01"]);
    let second = second.apply().await;
    let day = Day::running(scene, vec![first, second.clone()]).await;
    day.join(&second).await.unwrap();
    day.draw().await;
    assert_eq!(day.who_is_where().await.len(), 2);
    assert_eq!(day.state_of(&second).await, StandbyState::Placed);
}

#[tokio::test]
async fn whoever_gets_nothing_hears_why() {
    let day = Day::new(9).await;
    let waiting = day.waiting().await;
    day.join(&waiting[0]).await.unwrap();
    day.draw().await;
    // A06 is free, and takes crafts only.
    let days = list_my_days(&day.scene.app, &waiting[0].actor(), &waiting[0].code).await;
    let mine = days.unwrap().remove(0);
    let result = mine.result.unwrap();
    assert_eq!(mine.free, 1);
    assert_eq!(mine.digits, [DIGITS]);
    assert!(result.stalls.is_empty());
    assert!(
        format!("{:?}", result.reason).contains("NothingUsable"),
        "{result:?}"
    );
}

#[tokio::test]
async fn the_list_is_fixed_at_the_time_that_was_told_and_never_before() {
    let day = Day::new(9).await;
    let waiting = day.waiting().await;
    day.join(&waiting[0]).await.unwrap();
    let too_early = refused(MarketDayRefusal::ListStillOpen { until: closing() });
    assert_eq!(refusal(day.freeze().await), too_early);
    day.scene.app.clock.set(closing());
    assert_eq!(refusal(day.freeze().await), too_early);
    jobs::days::run_due(&day.scene.app).await.unwrap();
    assert!(day.day_draw().await.is_none());

    day.lists_are_closed();
    jobs::days::run_due(&day.scene.app).await.unwrap();
    assert_eq!(day.day_draw().await.unwrap().state, DrawState::AwaitingSeed);
    assert_eq!(
        refusal(day.freeze().await),
        refused(MarketDayRefusal::ListFixed)
    );
}

#[tokio::test]
async fn a_day_is_not_drawn_for_nobody_nor_after_the_market_has_opened() {
    let day = Day::new(9).await;
    day.lists_are_closed();
    assert_eq!(
        refusal(day.freeze().await),
        refused(MarketDayRefusal::NobodyStandsBy)
    );
    day.scene.on(friday().date);
    day.join(&day.waiting().await[0]).await.unwrap();
    day.scene.app.clock.set(closing() + Duration::hours(3));
    assert_eq!(
        refusal(day.freeze().await),
        refused(MarketDayRefusal::HasOpened)
    );
}

#[tokio::test]
async fn digits_that_nobody_calls_out_are_zeros_after_an_hour() {
    let day = Day::new(9).await;
    day.join(&day.waiting().await[0]).await.unwrap();
    day.scene.app.clock.set(closing() + Duration::minutes(59));
    assert_eq!(jobs::days::run_due(&day.scene.app).await.unwrap(), 0);
    assert_eq!(day.day_draw().await.unwrap().state, DrawState::AwaitingSeed);
    day.scene.later(Duration::minutes(1));
    assert_eq!(jobs::days::run_due(&day.scene.app).await.unwrap(), 1);
    let drawn = day.day_draw().await.unwrap();
    assert_eq!(drawn.state, DrawState::Computed);
    assert_eq!(drawn.seed_values, Some(json!(["000000"])));
}

#[tokio::test]
async fn digits_are_taken_once_and_only_of_digits() {
    let day = Day::new(9).await;
    day.join(&day.waiting().await[0]).await.unwrap();
    day.lists_are_closed();
    let app = &day.scene.app;
    assert!(
        record_day_seed(app, SYSTEM, &friday(), DIGITS)
            .await
            .is_err()
    );
    day.freeze().await.unwrap();
    let wrong = record_day_seed(app, SYSTEM, &friday(), "lucky 7").await;
    assert_eq!(invalid_field(wrong), "digits");
    record_day_seed(app, SYSTEM, &friday(), DIGITS)
        .await
        .unwrap();
    let again = record_day_seed(app, SYSTEM, &friday(), "123456").await;
    assert_eq!(refusal(again), DrawRefusal::SeedKnown.into());
}

#[tokio::test]
async fn anyone_can_check_the_draw_of_a_day() {
    let day = Day::new(10).await;
    let (holder, stall) = day.holder().await;
    announce_absence(&day.scene.app, SYSTEM, &friday(), &stall)
        .await
        .unwrap();
    for vendor in day.waiting().await {
        day.join(&vendor).await.unwrap();
    }
    day.draw().await;
    let file = export_day(&day.scene.app, SYSTEM, &friday()).await.unwrap();
    let bundle: AuditorBundle = serde_json::from_str(&file.json).unwrap();
    let drawn = day.day_draw().await.unwrap();
    assert_eq!(
        bundle.commitment_sha256,
        Commitment::from_hex(&drawn.commitment).unwrap()
    );
    assert_eq!(bundle.commitment.digest(), bundle.commitment_sha256);
    let seed = derive_seed(bundle.commitment_sha256, &[DIGITS]);
    assert_eq!(bundle.problem.seed, seed.to_string());
    let outcome = bundle.outcome.unwrap();
    assert_eq!(allocate(&bundle.problem).unwrap(), outcome);
    assert_eq!(
        Outcome::from_bytes(&drawn.outcome.unwrap()).unwrap(),
        outcome
    );
    assert!(check(&bundle.problem, &outcome).wrong.is_empty());
    assert!(!file.json.contains(&holder.code));
}

#[tokio::test]
async fn what_nobody_can_use_stays_with_its_absent_holder() {
    let scene = Scene::new().await;
    scene.round_in(entity::kinds::RoundState::Open).await;
    let holder = scene.form("老王").only(&["A03"]).apply().await;
    let waiting = scene
        .form("老李")
        .only(&["A03"])
        .needing(entity::kinds::Feature::Water);
    let waiting = waiting.apply().await;
    let day = Day::running(scene, vec![holder.clone(), waiting.clone()]).await;
    announce_absence(&day.scene.app, &holder.actor(), &friday(), "A03")
        .await
        .unwrap();
    // Only for what they wished for, which lacks water.
    let mut command = super::joining(&waiting);
    command.anywhere = false;
    starstall::app::market_day::join_standby(&day.scene.app, &waiting.actor(), command)
        .await
        .unwrap();
    day.draw().await;
    assert_eq!(
        day.who_is_where().await,
        [("A03".to_owned(), holder.code.clone())]
    );
    assert_eq!(day.state_of(&waiting).await, StandbyState::NotPlaced);
}

#[tokio::test]
async fn nobody_is_offered_a_day_that_is_being_drawn() {
    let scene = Scene::new().await;
    scene.round_in(entity::kinds::RoundState::Open).await;
    let first = scene.form("老王").only(&["A01"]).apply().await;
    let second = scene.form("老李").only(&["A01"]).apply().await;
    let third = scene.form("老赵").only(&["A04"]).apply().await;
    scene.round_in(entity::kinds::RoundState::Running).await;
    let day = Day {
        scene,
        vendors: vec![first, second, third.clone()],
    };
    // The offers were never answered: third declines at noon, and stands by for something else.
    let offer = third.open_offer(&day.scene).await.unwrap();
    decline_offer(&day.scene.app, SYSTEM, &offer.public_id)
        .await
        .unwrap();
    day.join(&third).await.unwrap();
    day.lists_are_closed();
    day.freeze().await.unwrap();
    let asked = day.scene.offers().await;
    let asked = asked
        .iter()
        .find(|row| row.state == entity::kinds::OfferState::Open);
    let asked = asked.unwrap().public_id.clone();
    // A01 comes free while the list is fixed: the next one is offered the days after this one.
    decline_offer(&day.scene.app, SYSTEM, &asked).await.unwrap();
    record_day_seed(&day.scene.app, SYSTEM, &friday(), DIGITS)
        .await
        .unwrap();
    assert_eq!(jobs::days::run_due(&day.scene.app).await.unwrap(), 1);
    let (today, stalls) = (day.day().await, day.scene.stalls().await);
    let rows = day.scene.occupancies().await;
    let of_a01 = rows.iter().filter(|row| row.stall_id == stalls["A01"].id);
    assert_eq!(of_a01.clone().count(), 11);
    assert!(of_a01.clone().all(|row| row.market_day_id != today.id));
}

#[tokio::test]
async fn whoever_has_withdrawn_or_got_a_stall_meanwhile_is_not_drawn() {
    let day = Day::new(10).await;
    let waiting = day.waiting().await;
    for vendor in &waiting {
        day.join(vendor).await.unwrap();
    }
    let (holder, _) = day.holder().await;
    withdraw_application(&day.scene.app, &waiting[2].actor(), &waiting[2].code)
        .await
        .unwrap();
    // Their stall is offered to the first one waiting, today included.
    withdraw_application(&day.scene.app, &holder.actor(), &holder.code)
        .await
        .unwrap();
    day.lists_are_closed();
    freeze_day(&day.scene.app, SYSTEM, &friday()).await.unwrap();
    let problem = Problem::from_json(&day.day_draw().await.unwrap().problem).unwrap();
    let codes: Vec<&str> = problem
        .applicants
        .iter()
        .map(|row| row.code.as_str())
        .collect();
    assert_eq!(codes, [waiting[1].code.as_str()]);
    assert_eq!(day.state_of(&waiting[0]).await, StandbyState::Left);
}

#[tokio::test]
async fn caps_hold_for_the_day_as_for_the_term() {
    let mut capped = rules();
    capped.caps = serde_json::from_value(json!([{ "category": "snacks", "max": 5 }])).unwrap();
    let day = Day::with_rules(capped, 9).await;
    let held = day.scene.holdings().await.len();
    let (_, stall) = day.holder().await;
    announce_absence(&day.scene.app, SYSTEM, &friday(), &stall)
        .await
        .unwrap();
    for vendor in day.waiting().await {
        day.join(&vendor).await.unwrap();
    }
    day.draw().await;
    // One of five stays away, so there is room for one more, however many stalls are free.
    assert_eq!(held, 5);
    assert_eq!(day.scene.holdings().await.len(), 6);
}

#[tokio::test]
async fn a_day_is_over_with_its_date() {
    let day = Day::new(10).await;
    let (_, stall) = day.holder().await;
    announce_absence(&day.scene.app, SYSTEM, &friday(), &stall)
        .await
        .unwrap();
    let first = day.waiting().await.remove(0);
    day.join(&first).await.unwrap();
    day.draw().await;
    jobs::deadlines::run_due(&day.scene.app).await.unwrap();
    let held = day.holding_of(&first).await.unwrap();
    assert_eq!(held.state, HoldingState::Running);
    day.scene.on("2027-03-06".parse().unwrap());
    jobs::deadlines::run_due(&day.scene.app).await.unwrap();
    let held = day.holding_of(&first).await.unwrap();
    assert_eq!(held.state, HoldingState::Over);
}

#[tokio::test]
async fn what_was_fixed_for_a_day_is_written_once() {
    let day = Day::new(10).await;
    for vendor in day.waiting().await {
        day.join(&vendor).await.unwrap();
    }
    day.draw().await;
    for change in [
        "UPDATE day_draw SET problem = outcome",
        "UPDATE day_draw SET commitment = 'another'",
        "UPDATE day_draw SET engine_version = '0'",
        "UPDATE day_draw SET seed = 'another'",
        "UPDATE day_draw SET seed_values = '[]'",
        "UPDATE day_draw SET outcome = NULL",
        "DELETE FROM day_draw",
    ] {
        let tx = day.scene.store().begin_write().await.unwrap();
        let done = tx.conn().execute_unprepared(change).await;
        assert!(done.is_err(), "{change}");
    }
    let tx = day.scene.store().begin_write().await.unwrap();
    let harmless = "UPDATE day_draw SET attempts = attempts";
    assert!(tx.conn().execute_unprepared(harmless).await.is_ok());
}
