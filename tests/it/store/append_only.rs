//! What is only ever added: the audit, and what a draw said.

use entity::kinds::RoundState;
use starstall::app::round::open_round;

use super::{Breach, number, run};
use crate::support::scene::{Scene, cancelling, here};

const REWRITE: Option<Breach> = Some(Breach::Rewrite);

/// With an audit row in which nothing is left out.
async fn scene() -> Scene {
    let scene = Scene::new().await;
    let operator = scene.staff(entity::kinds::Role::Operator).await;
    open_round(&scene.app, &operator, here()).await.unwrap();
    scene.applicants(2).await;
    scene.round_in(RoundState::Drawn).await;
    starstall::app::round::cancel_round(&scene.app, &operator, cancelling())
        .await
        .unwrap();
    scene
}

#[tokio::test]
async fn an_audit_row_is_not_deleted() {
    let scene = scene().await;
    assert_eq!(run(&scene, "DELETE FROM audit").await, REWRITE);
    let one = "DELETE FROM audit WHERE action = 'cancel_round'";
    assert_eq!(run(&scene, one).await, REWRITE);
}

#[tokio::test]
async fn no_column_of_an_audit_row_is_rewritten() {
    let scene = scene().await;
    for change in [
        "id = id + 1000",
        "market_id = NULL",
        "at = '2020-01-01T00:00:00+00:00'",
        "actor_kind = 'vendor'",
        "actor = 'somebody else'",
        "actor = NULL",
        "role = 'admin'",
        "payload_digest = 'another'",
        "address_digest = 'another'",
        "action = 'nothing'",
        "subject = 'round:other'",
        "from_state = 'planned'",
        "from_state = NULL",
        "to_state = 'final'",
        "to_state = NULL",
        "reason = 'another'",
        "detail = '{\"a\": 1}'",
        "digest = 'another'",
    ] {
        let sql = format!("UPDATE audit SET {change} WHERE action = 'cancel_round'");
        assert_eq!(run(&scene, &sql).await, REWRITE, "{change}");
    }
}

#[tokio::test]
async fn what_privacy_erases_becomes_nothing() {
    let scene = scene().await;
    let erase = "UPDATE audit SET reason = NULL, detail = NULL, salt = NULL, \
                 address = NULL, address_salt = NULL";
    assert_eq!(run(&scene, erase).await, None);
    let tx = scene.store().begin_write().await.unwrap();
    sea_orm::ConnectionTrait::execute_unprepared(tx.conn(), erase)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    // And does not come back.
    for change in ["address = 'somewhere'", "reason = 'another'"] {
        let sql = format!("UPDATE audit SET {change}");
        assert_eq!(run(&scene, &sql).await, REWRITE, "{change}");
    }
}

#[tokio::test]
async fn what_a_draw_said_never_changes() {
    let scene = scene().await;
    assert_eq!(number(&scene, "SELECT count(*) FROM draw_entry").await, 2);
    for change in [
        "bounded = true",
        "position = 1",
        "public_result = 'placed'",
        "reason = '{}'",
    ] {
        let sql = format!("UPDATE draw_entry SET {change}");
        assert_eq!(run(&scene, &sql).await, REWRITE, "{change}");
    }
    let moved = "UPDATE draw_entry_stall SET stall_id = stall_id + 1";
    assert_eq!(run(&scene, moved).await, REWRITE);
    for table in ["draw_entry_stall", "draw_entry", "draw"] {
        let sql = format!("DELETE FROM {table}");
        assert_eq!(run(&scene, &sql).await, REWRITE, "{table}");
    }
}

#[tokio::test]
async fn what_was_frozen_stays_as_it_was() {
    let scene = scene().await;
    for change in [
        "problem = outcome",
        "commitment = 'another'",
        "engine_version = '0'",
        "seed = 'another'",
        "outcome = NULL",
    ] {
        let sql = format!("UPDATE draw SET {change}");
        assert_eq!(run(&scene, &sql).await, REWRITE, "{change}");
    }
}
