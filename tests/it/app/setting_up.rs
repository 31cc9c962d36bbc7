//! Markets, their stalls, and the plan of a round.

use std::fmt::Write;

use entity::kinds::{Pool, RoundState};
use entity::{market, market_day, slot};
use expect_test::expect;
use starstall::app::market::{create_market, import_stalls};
use starstall::app::round::{cancel_round, plan_round};
use starstall::app::{Actor, AppError};
use starstall::domain::Refusal;
use starstall::domain::announced::AnnouncedDates;
use starstall::domain::round::RoundRefusal;
use starstall::domain::rules::RulesError;

use crate::support::scene::{
    EVENINGS, MARKET, MORNINGS, Scene, all, cancelling, date, invalid_field, label, market, plan,
    refusal, rules, trading_time,
};

const SYSTEM: &Actor = &Actor::System;

#[tokio::test]
async fn a_market_comes_with_all_its_parts() {
    let scene = Scene::empty().await;
    scene.create_market(MARKET).await;
    let db = scene.store().reader();
    let market = starstall::store::market::find_market(db, MARKET).await;
    let market = market.unwrap().unwrap();
    let plan = starstall::store::market::load_plan(db, market.id).await;
    let plan = plan.unwrap();
    assert_eq!(
        (plan.zones.len(), plan.categories.len(), plan.stalls.len()),
        (3, 2, 8)
    );
    assert_eq!(plan.trading_times.len(), 2);
    let crafts = plan.stall_by_code("A06").unwrap();
    assert_eq!(crafts.categories.len(), 1);
    assert_eq!(scene.last_change().await, "system import_stalls →");
}

#[tokio::test]
async fn a_market_whose_name_is_taken_is_not_created() {
    let scene = Scene::empty().await;
    scene.create_market(MARKET).await;
    let again = create_market(&scene.app, SYSTEM, market(MARKET)).await;
    assert_eq!(invalid_field(again), "slug");
    assert_eq!(
        all::<market::Entity>(&scene, market::Column::Id)
            .await
            .len(),
        1
    );
}

#[tokio::test]
async fn trading_times_that_overlap_are_refused() {
    let scene = Scene::empty().await;
    let mut command = market(MARKET);
    let times = &mut command.trading_times;
    times.push(trading_time("late", &["sat"], 21 * 60));
    let created = create_market(&scene.app, SYSTEM, command).await;
    assert_eq!(invalid_field(created), "trading_times");
    assert!(
        all::<market::Entity>(&scene, market::Column::Id)
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn a_code_stands_once_in_a_market() {
    let scene = Scene::empty().await;
    let mut command = market(MARKET);
    command.zones.push(command.zones[0].clone());
    let created = create_market(&scene.app, SYSTEM, command).await;
    assert_eq!(invalid_field(created), "zones");
    let mut command = market(MARKET);
    command.categories.push(command.categories[0].clone());
    let created = create_market(&scene.app, SYSTEM, command).await;
    assert_eq!(invalid_field(created), "categories");
    let mut command = market(MARKET);
    command.trading_times = vec![
        trading_time("same", &["mon"], 0),
        trading_time("same", &["tue"], 0),
    ];
    let created = create_market(&scene.app, SYSTEM, command).await;
    assert_eq!(invalid_field(created), "trading_times");
}

#[tokio::test]
async fn an_import_with_errors_names_each_with_its_line_and_changes_nothing() {
    let scene = Scene::empty().await;
    scene.create_market(MARKET).await;
    let before = scene.traces().await;
    let csv = "\
code,zone,row,place,x_dm,y_dm,width_dm,depth_dm,features,categories
B01,north,A,1,0,0,30,20,,
B01,north,A,2,0,0,30,20,,
A01,north,A,3,0,0,30,20,,
B 2,west,A,x,0,0,0,20,power;fire,weapons
B03,north,A
";
    let imported = import_stalls(&scene.app, SYSTEM, MARKET, csv.as_bytes()).await;
    let Err(AppError::Import(errors)) = imported else {
        panic!("not refused")
    };
    let mut lines = String::new();
    for error in errors {
        writeln!(lines, "{}:{} {:?}", error.line, error.column, error.problem).unwrap();
    }
    expect![[r#"
        3:code DuplicateCode
        4:code DuplicateCode
        5:code Code
        5:zone UnknownZone("west")
        5:place Number("x")
        5:width_dm Number("0")
        5:features UnknownFeature("fire")
        5:categories UnknownCategory("weapons")
        6: Broken
    "#]]
    .assert_eq(&lines);
    assert_eq!(scene.traces().await, before);
    assert_eq!(scene.stalls().await.len(), 8);
}

#[tokio::test]
async fn a_file_that_is_no_table_of_stalls_is_refused() {
    let scene = Scene::empty().await;
    scene.create_market(MARKET).await;
    for csv in [
        &b""[..],
        b"code,zone\n",
        b"\xff\xfe\x00",
        b"code,zone,row,place,x_dm,y_dm,width_dm,depth_dm,features,categories,owner\n",
        b"code,zone,row,place,x_dm,y_dm,width_dm,depth_dm,features,categories\nC01,north,\xff,1,0,0,30,20,,\n",
    ] {
        let imported = import_stalls(&scene.app, SYSTEM, MARKET, csv).await;
        assert!(matches!(imported, Err(AppError::Import(_))), "{csv:?}");
    }
    let mark = "\u{feff}code,zone,row,place,x_dm,y_dm,width_dm,depth_dm,features,categories\r\nC01,north,C,1,0,0,30,20,power; water,\r\n";
    import_stalls(&scene.app, SYSTEM, MARKET, mark.as_bytes())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_round_has_a_slot_for_each_stall_and_time_and_its_market_days() {
    let scene = Scene::with_two_times().await;
    let slots = all::<slot::Entity>(&scene, slot::Column::Id).await;
    let charity = slots.iter().filter(|slot| slot.pool == Pool::Charity);
    assert_eq!((slots.len(), charity.count()), (16, 4));
    let days = all::<market_day::Entity>(&scene, market_day::Column::Id).await;
    assert_eq!(days.len(), 16);
    assert_eq!(scene.round().await.state, RoundState::Planned);
    assert_eq!(scene.last_change().await, "system plan_round →planned");
}

#[tokio::test]
async fn a_round_in_the_place_of_a_cancelled_one_shares_its_days() {
    let scene = Scene::new().await;
    cancel_round(&scene.app, SYSTEM, cancelling())
        .await
        .unwrap();
    let mut command = plan(&[EVENINGS], rules());
    command.code = label("second");
    plan_round(&scene.app, SYSTEM, command).await.unwrap();
    let days = all::<market_day::Entity>(&scene, market_day::Column::Id).await;
    assert_eq!(days.len(), 12);
}

#[tokio::test]
async fn a_plan_that_names_what_does_not_exist_changes_nothing() {
    let scene = Scene::new().await;
    let again = plan_round(&scene.app, SYSTEM, plan(&[EVENINGS], rules())).await;
    assert_eq!(invalid_field(again), "code");

    let fresh = |times: &[&str]| {
        let mut command = plan(times, rules());
        command.code = label("second");
        command
    };
    let before = scene.traces().await;
    let planned = plan_round(&scene.app, SYSTEM, fresh(&["nights"])).await;
    assert_eq!(invalid_field(planned), "trading_times");
    let planned = plan_round(&scene.app, SYSTEM, fresh(&[])).await;
    assert_eq!(invalid_field(planned), "trading_times");
    let planned = plan_round(&scene.app, SYSTEM, fresh(&[MORNINGS, MORNINGS])).await;
    assert_eq!(invalid_field(planned), "trading_times");
    let mut command = fresh(&[EVENINGS]);
    command.times[0].stalls.push(label("Z99"));
    let planned = plan_round(&scene.app, SYSTEM, command).await;
    assert_eq!(invalid_field(planned), "charity_stalls");
    let mut command = fresh(&[EVENINGS]);
    command.market = "nowhere".to_owned();
    let planned = plan_round(&scene.app, SYSTEM, command).await;
    assert!(matches!(planned, Err(AppError::NotFound("market"))));
    assert_eq!(scene.traces().await, before);
}

#[tokio::test]
async fn rules_that_contradict_themselves_are_refused() {
    let scene = Scene::new().await;
    let mut bad = rules();
    bad.seed_sources.clear();
    let planned = plan_round(&scene.app, SYSTEM, plan(&[EVENINGS], bad)).await;
    assert_eq!(refusal(planned), Refusal::Rules(RulesError::NoSeedSource));
}

#[tokio::test]
async fn announced_dates_come_in_order_and_before_the_term() {
    let scene = Scene::empty().await;
    scene.create_market(MARKET).await;
    let good = plan(&[EVENINGS], rules()).dates;
    for dates in [
        AnnouncedDates {
            list_on: date("2027-01-14"),
            ..good
        },
        AnnouncedDates {
            draw_on: date("2027-01-20"),
            ..good
        },
        AnnouncedDates {
            final_on: date("2027-03-06"),
            ..good
        },
    ] {
        let mut command = plan(&[EVENINGS], rules());
        command.dates = dates;
        let planned = plan_round(&scene.app, SYSTEM, command).await;
        assert_eq!(refusal(planned), RoundRefusal::DatesOutOfOrder.into());
    }
}

#[tokio::test]
async fn two_rounds_do_not_give_out_the_same_days() {
    let scene = Scene::new().await;
    let mut second = plan(&[EVENINGS], rules());
    second.code = label("second");
    let planned = plan_round(&scene.app, SYSTEM, second.clone()).await;
    assert_eq!(invalid_field(planned), "term");
    second.times[0].trading_time = label(MORNINGS);
    plan_round(&scene.app, SYSTEM, second).await.unwrap();
}
