//! Nothing of one market points into another.

use std::collections::BTreeSet;

use entity::kinds::RoundState;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::IntoActiveModel;
use starstall::app::Actor;
use starstall::app::market::{CreateMarket, create_market};
use starstall::app::offer::confirm_offer;
use starstall::app::round::plan_round;

use super::{Breach, insert, run};
use crate::support::scene::{EVENINGS, Scene, all, market, plan, rules};

const FOREIGN_KEY: Option<Breach> = Some(Breach::ForeignKey);
const TABLES: &str =
    include_str!("../../../migration/src/m20261124_000001_first_schema/tables.sql");

/// A market whose round is final, and another with a round of its own.
async fn two_markets() -> Scene {
    let scene = Scene::new().await;
    scene.create_market("far-away").await;
    let mut elsewhere = plan(&[EVENINGS], rules());
    elsewhere.market = "far-away".to_owned();
    plan_round(&scene.app, &Actor::System, elsewhere)
        .await
        .unwrap();
    scene.round_in(RoundState::Open).await;
    for (name, stall) in [("老王", "A01"), ("老李", "A02"), ("老赵", "A02")] {
        scene.form(name).only(&[stall]).apply().await;
    }
    scene.round_in(RoundState::Final).await;
    let offer = scene.offers().await.remove(0).public_id;
    confirm_offer(&scene.app, &Actor::System, &offer)
        .await
        .unwrap();
    let stall = scene.stalls().await["A05"].clone();
    scene.block(&stall, "2027-03-10").await;
    scene
}

#[tokio::test]
async fn a_slot_does_not_give_out_the_stall_of_another_market() {
    let scene = two_markets().await;
    let slots = all::<entity::slot::Entity>(&scene, entity::slot::Column::Id).await;
    let (first, last) = (slots.first().unwrap(), slots.last().unwrap());
    assert_ne!(first.market_id, last.market_id);
    let mut row = first.clone().into_active_model();
    row.id = NotSet;
    row.stall_id = Set(last.stall_id);
    assert_eq!(insert(&scene, row.clone()).await, FOREIGN_KEY);
    row.market_id = Set(last.market_id);
    assert_eq!(insert(&scene, row).await, FOREIGN_KEY);
}

#[tokio::test]
async fn an_occupancy_names_a_day_a_stall_and_an_offer_of_one_market() {
    let scene = two_markets().await;
    let stalls = all::<entity::stall::Entity>(&scene, entity::stall::Column::Id).await;
    let days = all::<entity::market_day::Entity>(&scene, entity::market_day::Column::Id).await;
    let mut row = scene.occupancies().await.remove(0).into_active_model();
    row.id = NotSet;
    let mut far_stall = row.clone();
    far_stall.stall_id = Set(stalls.last().unwrap().id);
    assert_eq!(insert(&scene, far_stall).await, FOREIGN_KEY);
    row.market_day_id = Set(days.last().unwrap().id);
    assert_eq!(insert(&scene, row).await, FOREIGN_KEY);
}

#[tokio::test]
async fn no_row_moves_to_another_market() {
    let scene = two_markets().await;
    let nothing_there = CreateMarket {
        zones: Vec::new(),
        categories: Vec::new(),
        trading_times: Vec::new(),
        ..market("empty-lot")
    };
    create_market(&scene.app, &Actor::System, nothing_there)
        .await
        .unwrap();
    for table in tables_of_a_market() {
        // Only its market says where such a row belongs, or nobody may touch it.
        if ["staff_role", "audit", "draw_entry", "objection"].contains(&table.name) {
            continue;
        }
        let sql = format!(
            "UPDATE {} SET market_id = (SELECT max(id) FROM market) \
             WHERE market_id = (SELECT min(id) FROM market)",
            table.name
        );
        assert_eq!(run(&scene, &sql).await, FOREIGN_KEY, "{}", table.name);
    }
}

#[test]
fn every_reference_inside_a_market_carries_the_market() {
    let tables = tables_of_a_market();
    let names: BTreeSet<&str> = tables.iter().map(|table| table.name).collect();
    assert!(names.len() > 15);
    for table in tables.iter().filter(|table| table.name != "staff_role") {
        for line in table.body.lines().filter(|line| line.contains("FOREIGN")) {
            let (_, target) = line.split_once("REFERENCES ").unwrap();
            let target = target.split_whitespace().next().unwrap();
            let carries = line.contains("FOREIGN KEY (market_id, ");
            assert_eq!(carries, names.contains(target), "{}: {line}", table.name);
        }
    }
}

struct Table {
    name: &'static str,
    body: &'static str,
}

/// Every table whose rows belong to a market.
fn tables_of_a_market() -> Vec<Table> {
    TABLES
        .split("CREATE TABLE ")
        .skip(1)
        .filter_map(|text| text.split_once(" ("))
        .map(|(name, text)| Table {
            name,
            body: text.split_once("\n);").unwrap().0,
        })
        .filter(|table| table.body.contains("market_id bigint"))
        .collect()
}
