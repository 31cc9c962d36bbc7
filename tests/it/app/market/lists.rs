//! The lists of a market's parts and vendors, part by part.

use entity::kinds::{Feature, Role, RoundState};
use starstall::app::keyset::Seek;
use starstall::app::market::{
    ListParts, ListStalls, Retire, list_categories, list_stalls, list_trading_times, list_zones,
    retire_stall,
};
use starstall::app::offer::confirm_offer;
use starstall::app::vendor::{ListVendors, list_vendors};
use starstall::app::{Actor, AppError};

use crate::support::scene::{EVENINGS, MARKET, Scene, invalid_field};

const SYSTEM: &Actor = &Actor::System;

fn stalls() -> ListStalls {
    ListStalls {
        market: MARKET.to_owned(),
        ..ListStalls::default()
    }
}

fn parts() -> ListParts {
    ListParts {
        market: MARKET.to_owned(),
        ..ListParts::default()
    }
}

fn vendors() -> ListVendors {
    ListVendors {
        market: MARKET.to_owned(),
        ..ListVendors::default()
    }
}

fn three_after(after: Option<String>) -> Seek {
    Seek {
        after,
        limit: Some(3),
    }
}

async fn codes(scene: &Scene, asked: &ListStalls) -> Vec<String> {
    let part = list_stalls(&scene.app, SYSTEM, asked, &Seek::default()).await;
    part.unwrap().rows.into_iter().map(|row| row.code).collect()
}

#[tokio::test]
async fn a_list_comes_in_parts_that_a_new_row_does_not_move() {
    let scene = Scene::new().await;
    let mut all = Vec::new();
    let mut seek = three_after(None);
    loop {
        let part = list_stalls(&scene.app, SYSTEM, &stalls(), &seek)
            .await
            .unwrap();
        all.extend(part.rows.iter().map(|row| row.code.clone()));
        let Some(next) = part.next else { break };
        assert_eq!(part.rows.len(), 3);
        seek = three_after(Some(next));
    }
    assert_eq!(
        all,
        ["A01", "A02", "A03", "A04", "A05", "A06", "L01", "L02"]
    );
}

#[tokio::test]
async fn stalls_are_found_by_what_they_are() {
    let scene = Scene::new().await;
    let with_power = ListStalls {
        feature: Some(Feature::Power),
        ..stalls()
    };
    assert_eq!(codes(&scene, &with_power).await, ["A01", "A02", "L02"]);
    let love = ListStalls {
        zone: Some("love".to_owned()),
        ..stalls()
    };
    assert_eq!(codes(&scene, &love).await, ["L01", "L02"]);
    let crafts = ListStalls {
        category: Some("crafts".to_owned()),
        ..stalls()
    };
    assert_eq!(codes(&scene, &crafts).await, ["A06"]);
    let one = ListStalls {
        code: Some("A06".to_owned()),
        ..stalls()
    };
    let found = list_stalls(&scene.app, SYSTEM, &one, &Seek::default())
        .await
        .unwrap();
    let [stall] = found.rows.try_into().unwrap();
    assert_eq!(
        (stall.zone.as_str(), stall.categories),
        ("south", vec!["crafts".to_owned()])
    );
    let nowhere = ListStalls {
        zone: Some("west".to_owned()),
        ..stalls()
    };
    let listed = list_stalls(&scene.app, SYSTEM, &nowhere, &Seek::default()).await;
    assert_eq!(invalid_field(listed), "zone");
}

#[tokio::test]
async fn what_is_retired_is_listed_where_it_is_asked_for() {
    let scene = Scene::new().await;
    let command = Retire {
        market: MARKET.to_owned(),
        code: "A01".to_owned(),
        expected: None,
    };
    retire_stall(&scene.app, SYSTEM, command).await.unwrap();
    assert!(!codes(&scene, &stalls()).await.contains(&"A01".to_owned()));
    let all = ListStalls {
        with_retired: true,
        ..stalls()
    };
    assert!(codes(&scene, &all).await.contains(&"A01".to_owned()));
}

#[tokio::test]
async fn zones_categories_and_trading_times_are_listed_by_code() {
    let scene = Scene::new().await;
    let seek = &Seek::default();
    let zones = list_zones(&scene.app, SYSTEM, &parts(), seek)
        .await
        .unwrap();
    let zones: Vec<String> = zones.rows.into_iter().map(|row| row.code).collect();
    assert_eq!(zones, ["love", "north", "south"]);
    let found = list_categories(&scene.app, SYSTEM, &parts(), seek)
        .await
        .unwrap();
    assert_eq!(found.rows.len(), 2);
    let asked = ListParts {
        code: Some(EVENINGS.to_owned()),
        ..parts()
    };
    let times = list_trading_times(&scene.app, SYSTEM, &asked, seek)
        .await
        .unwrap();
    let [time] = times.rows.try_into().unwrap();
    assert_eq!(time.facts.spec.duration_minutes(), 300);
}

#[tokio::test]
async fn vendors_are_listed_with_what_they_hold() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    scene.form("老王").only(&["A01"]).apply().await;
    scene.form("老李").only(&["A01"]).apply().await;
    scene.round_in(RoundState::Final).await;
    for offer in scene.offers().await {
        confirm_offer(&scene.app, SYSTEM, &offer.public_id)
            .await
            .unwrap();
    }
    let all = list_vendors(&scene.app, SYSTEM, &vendors(), &Seek::default())
        .await
        .unwrap();
    assert_eq!(all.rows.len(), 2);
    let asked = ListVendors {
        holding: Some(true),
        ..vendors()
    };
    let found = list_vendors(&scene.app, SYSTEM, &asked, &Seek::default())
        .await
        .unwrap();
    let [vendor] = found.rows.try_into().unwrap();
    let [held] = vendor.holds.try_into().unwrap();
    assert_eq!(
        (held.stall.as_str(), held.trading_time.as_str()),
        ("A01", EVENINGS)
    );

    let phone = vendor.phone.unwrap();
    for search in [phone.as_str(), &phone[3..], vendor.name.as_str(), "小吃"] {
        let asked = ListVendors {
            search: Some(search.to_owned()),
            ..vendors()
        };
        let found = list_vendors(&scene.app, SYSTEM, &asked, &Seek::default())
            .await
            .unwrap();
        let names: Vec<&str> = found.rows.iter().map(|row| row.name.as_str()).collect();
        assert!(names.contains(&vendor.name.as_str()), "{search}");
    }
}

#[tokio::test]
async fn who_may_not_learn_names_sees_no_vendors() {
    let scene = Scene::new().await;
    let auditor = scene.staff(Role::Auditor).await;
    let listed = list_vendors(&scene.app, &auditor, &vendors(), &Seek::default()).await;
    assert!(matches!(listed, Err(AppError::Forbidden)));
    assert!(
        list_stalls(&scene.app, &auditor, &stalls(), &Seek::default())
            .await
            .is_ok()
    );
    let listed = list_stalls(&scene.app, &Actor::Public, &stalls(), &Seek::default()).await;
    assert!(matches!(listed, Err(AppError::Forbidden)));
}
