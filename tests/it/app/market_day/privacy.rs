//! What a day tells about people: stall and vendor, and never a pool or a group.

use entity::kinds::{Feature, Origin, Pool, Role, RoundState, Unfilled};
use starstall::app::market_day::{StallOnDay, StallUse, announce_absence, export_day, show_day};
use starstall::engine::Problem;

use super::{Day, SYSTEM, friday};
use crate::support::scene::{Scene, rules};

/// Somebody in hardship holds `L01`, and one ordinary vendor would use a step-free stall.
async fn with_a_love_stall() -> (Day, crate::support::scene::Vendor) {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let charity = scene
        .form("老张")
        .only(&["L01"])
        .charity_only()
        .apply()
        .await;
    let other = scene.form("老王").only(&["A01"]).needing(Feature::StepFree);
    let other = other.apply().await;
    scene.confirm_requests().await;
    let day = Day::running(scene, vec![charity.clone(), other.clone()]).await;
    assert_eq!(day.stall_of(&charity).await.as_deref(), Some("L01"));
    (day, other)
}

#[tokio::test]
async fn a_love_stall_that_is_free_for_a_day_is_like_any_other() {
    let (day, other) = with_a_love_stall().await;
    announce_absence(&day.scene.app, SYSTEM, &friday(), "L01")
        .await
        .unwrap();
    day.join(&other).await.unwrap();
    day.draw().await;
    let problem = Problem::from_json(&day.day_draw().await.unwrap().problem).unwrap();
    assert!(problem.stalls.iter().any(|stall| stall.id == "L01"));
    assert!(problem.stalls.iter().all(|stall| stall.pool == "open"));
    assert!(problem.applicants.iter().all(|row| row.groups.is_empty()));
    let held = day.scene.holdings().await.into_iter();
    let for_the_day: Vec<_> = held.filter(|row| row.origin == Origin::Standby).collect();
    assert_eq!(for_the_day.len(), 1);
    assert_eq!(for_the_day[0].pool, Pool::Open);
    // Nothing that leaves the house names a pool, a group, or a fee that one could compare.
    let file = export_day(&day.scene.app, SYSTEM, &friday()).await.unwrap();
    let notices = day.scene.notices().await;
    let of_the_day = notices.iter().filter(|row| row.event.starts_with("day_"));
    let facts: Vec<String> = of_the_day.map(|row| row.facts.to_string()).collect();
    for text in facts.iter().chain([&file.json]) {
        for word in ["charity", "disability", "low_income", "fee"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }
}

#[tokio::test]
async fn day_staff_see_stall_and_vendor_only() {
    let (day, other) = with_a_love_stall().await;
    announce_absence(&day.scene.app, SYSTEM, &friday(), "L01")
        .await
        .unwrap();
    day.join(&other).await.unwrap();
    let staff = day.scene.staff(Role::DayStaff).await;
    let shown = show_day(&day.scene.app, &staff, &friday()).await.unwrap();
    assert!(shown.inside.is_none());
    let row = |code: &str| {
        shown
            .stalls
            .iter()
            .find(|row| row.code == code)
            .unwrap()
            .clone()
    };
    // Absent and free look the same to them.
    let (absent, free) = (row("L01"), row("L02"));
    assert_eq!(
        format!("{absent:?}").replace("L01", "L02"),
        format!("{free:?}")
    );
    day.draw().await;
    let shown = show_day(&day.scene.app, &staff, &friday()).await.unwrap();
    let of_other = |row: &&StallOnDay| row.vendor.as_deref() == Some("老王小吃");
    let usages = shown.stalls.iter().filter(of_other).map(|row| row.usage);
    assert!(usages.eq([StallUse::Held]));
}

#[tokio::test]
async fn auditors_see_codes_and_never_names() {
    let (day, other) = with_a_love_stall().await;
    day.join(&other).await.unwrap();
    let auditor = day.scene.staff(Role::Auditor).await;
    let shown = show_day(&day.scene.app, &auditor, &friday()).await.unwrap();
    assert!(shown.stalls.iter().all(|row| row.vendor.is_none()));
    let inside = shown.inside.unwrap();
    assert_eq!(inside.standby[0].code, other.code);
    assert!(inside.standby[0].vendor.is_none() && !inside.is_operator);
}

#[tokio::test]
async fn a_reserve_that_is_held_stays_held_on_single_days() {
    for unfilled in [Unfilled::Hold, Unfilled::Release] {
        let mut rules = rules();
        rules.pools[0].unfilled = unfilled;
        let scene = Scene::with_rules(rules).await;
        scene.round_in(RoundState::Open).await;
        let vendor = scene.form("老王").only(&["A01"]).needing(Feature::StepFree);
        let vendor = vendor.apply().await;
        let day = Day::running(scene, vec![vendor.clone()]).await;
        day.join(&vendor).await.unwrap();
        day.lists_are_closed();
        day.freeze().await.unwrap();
        let problem = Problem::from_json(&day.day_draw().await.unwrap().problem).unwrap();
        let has_love_stalls = problem.stalls.iter().any(|stall| stall.id == "L01");
        assert_eq!(has_love_stalls, unfilled == Unfilled::Release);
    }
}
