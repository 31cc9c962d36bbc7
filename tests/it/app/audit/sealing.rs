//! Seals over the audit: what they cover, and that no change of it goes unseen.

use std::time::Duration;

use entity::kinds::{Role, RoundState};
use entity::{audit, audit_seal};
use sea_orm::{ConnectionTrait, DbBackend};
use starstall::app::audit::{
    ChainVerified, VerifyAudit, seal_audit, show_seal, show_seal_of_round, verify_audit,
};
use starstall::app::{Actor, AppError};
use starstall::verify::Hex32;
use starstall::verify::audit::Flaw;

use crate::support::scene::{MARKET, Scene, all, here};

const SYSTEM: &Actor = &Actor::System;

async fn verified(scene: &Scene) -> ChainVerified {
    let asked = VerifyAudit {
        market: Some(MARKET.to_owned()),
        head: None,
    };
    let mut chains = verify_audit(&scene.app, SYSTEM, &asked).await.unwrap();
    assert_eq!(chains.len(), 1);
    chains.remove(0)
}

/// Two seals over a round that was opened by staff, with three applications.
async fn sealed_twice() -> Scene {
    let scene = Scene::new().await;
    scene.staff(Role::Operator).await;
    scene.round_in(RoundState::Open).await;
    scene.applicants(2).await;
    seal_audit(&scene.app).await.unwrap();
    scene.later(chrono::Duration::minutes(1));
    scene.form("老王").apply().await;
    scene.round_in(RoundState::Listed).await;
    seal_audit(&scene.app).await.unwrap();
    scene
}

/// What somebody does who has the database to themselves.
async fn tamper(scene: &Scene, statements: &[&str]) {
    let tx = scene.store().begin_write().await.unwrap();
    let db = tx.conn();
    let is_postgres = db.get_database_backend() == DbBackend::Postgres;
    let mut triggers = vec![
        ("audit_is_never_rewritten", "audit"),
        ("audit_is_never_deleted", "audit"),
        ("audit_seal_is_never_rewritten", "audit_seal"),
    ];
    if !is_postgres {
        triggers.push(("audit_seal_is_never_deleted", "audit_seal"));
    }
    for (name, table) in triggers {
        let on = if is_postgres {
            format!(" ON {table}")
        } else {
            String::new()
        };
        let drop = format!("DROP TRIGGER {name}{on}");
        db.execute_unprepared(&drop).await.unwrap();
    }
    for statement in statements {
        let done = db.execute_unprepared(statement).await.unwrap();
        assert!(done.rows_affected() > 0, "{statement} changed nothing");
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn every_row_is_sealed_once_and_fits() {
    let scene = sealed_twice().await;
    let rows = scene.audit().await;
    assert!(rows.iter().all(|row| row.seal_id.is_some()));
    let here = rows.iter().filter(|row| row.market_id.is_some()).count();
    let chain = verified(&scene).await;
    assert_eq!(chain.flaw, None);
    assert_eq!((chain.seals, chain.unsealed, chain.erased), (2, 0, 0));
    assert_eq!(chain.sealed, here as u64);
    assert_eq!(seal_audit(&scene.app).await.unwrap(), 0);

    let chains = verify_audit(&scene.app, SYSTEM, &VerifyAudit::default()).await;
    let chains = chains.unwrap();
    let markets: Vec<_> = chains.iter().map(|chain| chain.market.as_deref()).collect();
    assert_eq!(markets, [Some(MARKET), None]);
    assert!(chains.iter().all(|chain| chain.flaw.is_none()));
    assert!(chains[1].sealed > 0);
}

#[tokio::test]
async fn rows_that_wait_for_a_seal_are_counted_and_checked_too() {
    let scene = Scene::new().await;
    let chain = verified(&scene).await;
    assert_eq!((chain.seals, chain.head, chain.flaw), (0, None, None));
    assert!(chain.unsealed > 0);
    tamper(&scene, &["UPDATE audit SET action = 'nothing_happened'"]).await;
    let flaw = verified(&scene).await.flaw;
    assert!(matches!(flaw, Some(Flaw::RowChanged { .. })), "{flaw:?}");
}

/// Does this to an audit that was sealed twice, and says what is found.
async fn found_after(statements: &[&str]) -> Flaw {
    let scene = sealed_twice().await;
    tamper(&scene, statements).await;
    let flaw = verified(&scene).await.flaw;
    flaw.unwrap_or_else(|| panic!("{statements:?} was not found"))
}

/// A row in the midst of the second seal.
const MIDDLE: &str = "(SELECT max(id) FROM audit WHERE action = 'apply')";

#[tokio::test]
async fn a_change_of_any_part_of_a_row_is_found() {
    for change in [
        "to_state = 'declined'",
        "actor = 'x'",
        "role = 'admin'",
        "reason = 'x'",
        "detail = '{\"stalls\": 9}'",
        "at = '2020-01-01T00:00:00+00:00'",
        "address = '192.0.2.1'",
        "subject = 'application:x'",
        "digest = 'x'",
        "payload_digest = 'x'",
        "market_id = NULL",
    ] {
        let statement = format!("UPDATE audit SET {change} WHERE id = {MIDDLE}");
        let flaw = found_after(&[&statement]).await;
        let expected = if change.starts_with("market_id") {
            matches!(flaw, Flaw::RowChanged { .. } | Flaw::RowCount { .. })
        } else {
            matches!(flaw, Flaw::RowChanged { .. })
        };
        assert!(expected, "{change}: {flaw:?}");
    }
}

#[tokio::test]
async fn a_row_that_goes_comes_or_changes_its_place_is_found() {
    let last = "(SELECT max(id) FROM audit WHERE market_id IS NOT NULL)";
    let columns = "market_id, at, actor_kind, actor, role, action, subject, from_state, to_state, \
                   reason, detail, salt, payload_digest, digest, seal_id";
    let counted = |flaw: &Flaw| matches!(flaw, Flaw::RowCount { .. });
    let deleted = found_after(&[&format!("DELETE FROM audit WHERE id = {MIDDLE}")]).await;
    assert!(counted(&deleted), "{deleted:?}");
    let deleted = found_after(&[&format!("DELETE FROM audit WHERE id = {last}")]).await;
    assert!(counted(&deleted), "{deleted:?}");
    let insert =
        format!("INSERT INTO audit ({columns}) SELECT {columns} FROM audit WHERE id = {MIDDLE}");
    let inserted = found_after(&[&insert]).await;
    assert!(counted(&inserted), "{inserted:?}");
    // Behind those that were sealed after it.
    let reorder =
        format!("UPDATE audit SET id = (SELECT max(id) + 1000 FROM audit) WHERE id = {MIDDLE}");
    assert_eq!(found_after(&[&reorder]).await, Flaw::SealBroken { seal: 2 });
}

#[tokio::test]
async fn a_seal_that_changes_or_goes_is_found() {
    let here = "market_id IS NOT NULL AND number =";
    let changing =
        |change: &str, number: u8| format!("UPDATE audit_seal SET {change} WHERE {here} {number}");
    let first = Flaw::SealBroken { seal: 1 };
    let moment = changing("sealed_at = '2020-01-01T00:00:00+00:00'", 1);
    assert_eq!(found_after(&[&moment]).await, first);
    assert_eq!(found_after(&[&changing("digest = 'x'", 1)]).await, first);
    let unchained = Flaw::SealUnchained { seal: 2 };
    assert_eq!(
        found_after(&[&changing("previous = 'x'", 2)]).await,
        unchained
    );
    let seal = |number: u8| format!("(SELECT id FROM audit_seal WHERE {here} {number})");
    let moved = format!(
        "UPDATE audit SET seal_id = {} WHERE seal_id = {}",
        seal(2),
        seal(1)
    );
    let gone = format!("DELETE FROM audit_seal WHERE {here} 1");
    assert_eq!(
        found_after(&[&moved, &gone]).await,
        Flaw::SealMissing { before: 2 }
    );
}

#[tokio::test]
async fn whoever_wrote_down_a_seal_sees_that_the_end_was_rewritten() {
    let scene = sealed_twice().await;
    let shown = show_seal(&scene.app, MARKET).await.unwrap();
    assert_eq!(shown.number, 2);
    let asked = VerifyAudit {
        market: Some(MARKET.to_owned()),
        head: Some(Hex32::parse(&shown.digest).unwrap()),
    };
    let known = async || {
        let chains = verify_audit(&scene.app, SYSTEM, &asked).await.unwrap();
        (chains[0].known, chains[0].flaw.clone())
    };
    assert_eq!(known().await, (Some(2), None));
    scene.round_in(RoundState::Frozen).await;
    seal_audit(&scene.app).await.unwrap();
    assert_eq!(known().await, (Some(2), None));

    // The last rows are taken away with their seals, and what is left is sealed anew.
    let away = "(SELECT id FROM audit_seal WHERE number >= 2 AND market_id IS NOT NULL)";
    let last =
        "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit WHERE market_id IS NOT NULL)";
    let unseal = format!("UPDATE audit SET seal_id = NULL WHERE seal_id IN {away}");
    let seals = "DELETE FROM audit_seal WHERE number >= 2 AND market_id IS NOT NULL";
    tamper(&scene, &[&unseal, seals, last]).await;
    seal_audit(&scene.app).await.unwrap();
    assert_eq!(known().await, (None, None));
}

#[tokio::test]
async fn an_erased_row_keeps_its_place_and_the_rest_of_it_is_still_checked() {
    let scene = sealed_twice().await;
    let tx = scene.store().begin_write().await.unwrap();
    let erase = "UPDATE audit SET reason = NULL, detail = NULL, salt = NULL WHERE action = 'apply'";
    tx.conn().execute_unprepared(erase).await.unwrap();
    tx.commit().await.unwrap();
    let chain = verified(&scene).await;
    assert_eq!((chain.flaw, chain.erased), (None, 3));
    tamper(
        &scene,
        &["UPDATE audit SET subject = 'application:x' WHERE action = 'apply'"],
    )
    .await;
    let flaw = verified(&scene).await.flaw;
    assert!(matches!(flaw, Some(Flaw::RowChanged { .. })), "{flaw:?}");
}

#[tokio::test]
async fn several_instances_seal_each_row_once() {
    let scene = Scene::new().await;
    let others = [
        scene.another_instance().await,
        scene.another_instance().await,
    ];
    scene.round_in(RoundState::Open).await;
    for _ in 0..4 {
        scene.applicants(3).await;
        let [one, two] = &others;
        let (a, b, c) = tokio::join!(seal_audit(&scene.app), seal_audit(one), seal_audit(two));
        for sealed in [a, b, c] {
            sealed.unwrap();
        }
    }
    seal_audit(&scene.app).await.unwrap();
    let chain = verified(&scene).await;
    assert_eq!((chain.flaw, chain.unsealed), (None, 0));
    let seals = all::<audit_seal::Entity>(&scene, audit_seal::Column::Id).await;
    let covered: i64 = seals.iter().map(|seal| seal.row_count).sum();
    let rows = all::<audit::Entity>(&scene, audit::Column::Id).await;
    assert_eq!(usize::try_from(covered), Ok(rows.len()));
}

#[tokio::test]
async fn a_sealer_that_is_killed_leaves_nothing_half_done() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    for micros in [0, 50, 200, 500, 1000, 3000] {
        scene.applicants(1).await;
        let app = scene.app.clone();
        let sealing = tokio::spawn(async move { seal_audit(&app).await.map(drop) });
        let killed = tokio::time::timeout(Duration::from_micros(micros), sealing).await;
        drop(killed);
        assert_eq!(verified(&scene).await.flaw, None);
    }
    seal_audit(&scene.app).await.unwrap();
    let chain = verified(&scene).await;
    assert_eq!((chain.flaw, chain.unsealed), (None, 0));
}

#[tokio::test]
async fn a_published_draw_shows_the_seal_of_its_moment() {
    let scene = sealed_twice().await;
    let before = show_seal_of_round(&scene.app, &here()).await;
    assert!(matches!(before, Err(AppError::NotFound("seal"))));
    scene.round_in(RoundState::Published).await;
    let shown = show_seal_of_round(&scene.app, &here()).await.unwrap();
    assert_eq!(shown.number, 2);
    scene.later(chrono::Duration::minutes(1));
    seal_audit(&scene.app).await.unwrap();
    assert_eq!(show_seal(&scene.app, MARKET).await.unwrap().number, 3);
    let later = show_seal_of_round(&scene.app, &here()).await.unwrap();
    assert_eq!(later, shown);
}

#[tokio::test]
async fn auditors_check_their_own_market_and_only_the_machine_checks_all() {
    let scene = sealed_twice().await;
    let mut asked = VerifyAudit {
        market: Some(MARKET.to_owned()),
        head: None,
    };
    let auditor = scene.staff(Role::Auditor).await;
    assert!(verify_audit(&scene.app, &auditor, &asked).await.is_ok());
    let day_staff = scene.staff(Role::DayStaff).await;
    let refused = verify_audit(&scene.app, &day_staff, &asked).await;
    assert!(matches!(refused, Err(AppError::Forbidden)));
    asked.market = None;
    let refused = verify_audit(&scene.app, &auditor, &asked).await;
    assert!(matches!(refused, Err(AppError::Forbidden)));
}
