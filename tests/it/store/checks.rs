//! Rows that contradict themselves.

use entity::kinds::RoundState;

use super::{Breach, number, run};
use crate::support::scene::Scene;

/// One of everything, on both sides of an offer's confirmation.
async fn scene() -> Scene {
    let scene = Scene::new().await;
    scene.staff(entity::kinds::Role::Operator).await;
    scene.round_in(RoundState::Open).await;
    scene
        .form("老王")
        .only(&["A01"])
        .for_charity()
        .apply()
        .await;
    scene.form("老李").only(&["A02"]).apply().await;
    scene.confirm_requests().await;
    scene.round_in(RoundState::Final).await;
    let offer = scene.offers().await.remove(0).public_id;
    starstall::app::offer::confirm_offer(&scene.app, &starstall::app::Actor::System, &offer)
        .await
        .unwrap();
    let stall = scene.stalls().await["A05"].clone();
    scene.block(&stall, "2027-03-10").await;
    scene
}

#[tokio::test]
async fn a_row_that_contradicts_itself_is_refused() {
    let scene = scene().await;
    for (table, change) in [
        ("stall", "width_dm = 0"),
        ("stall", "depth_dm = -1"),
        ("stall_block", "until_date = '2020-01-01'"),
        ("trading_time", "starts_at_minute = 1440"),
        ("trading_time", "starts_at_minute = -1"),
        ("trading_time", "duration_minutes = 0"),
        ("market_day", "closes_at = opens_at"),
        ("round", "term_to = '2020-01-01'"),
        ("application", "workers = 0"),
        ("application", "workers = 21"),
        ("wish", "ordinal = 0"),
        ("wish", "stall_id = NULL"),
        ("wish", "zone_id = (SELECT min(id) FROM zone)"),
        ("attestation", "valid_until = '2020-01-01'"),
        ("holding", "to_date = '2020-01-01'"),
        ("occupancy", "offer_id = NULL, holding_id = NULL"),
        (
            "occupancy",
            "offer_id = (SELECT min(id) FROM offer), holding_id = (SELECT min(id) FROM holding)",
        ),
        ("staff_role", "market_id = NULL"),
        (
            "staff_role",
            "organisation_id = (SELECT min(id) FROM organisation)",
        ),
    ] {
        let rows = number(&scene, &format!("SELECT count(*) FROM {table}")).await;
        assert!(rows > 0, "{table} is empty");
        let sql = format!("UPDATE {table} SET {change}");
        let said = run(&scene, &sql).await;
        assert_eq!(said, Some(Breach::Check), "{sql}");
    }
}

#[tokio::test]
async fn what_is_in_use_is_not_deleted() {
    let scene = scene().await;
    for table in [
        "market",
        "zone",
        "category",
        "stall",
        "trading_time",
        "market_day",
        "round",
        "organisation",
        "staff",
        "person",
        "registration",
        "application",
        "application_time",
        "offer",
        "holding",
    ] {
        let said = run(&scene, &format!("DELETE FROM {table}")).await;
        assert_eq!(said, Some(Breach::ForeignKey), "{table}");
    }
}
