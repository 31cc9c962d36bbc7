//! Staff accounts, signing in and out.

use chrono::Duration;
use entity::kinds::{Language, Role};
use entity::{staff, web_session};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use starstall::app::staff::{AddStaff, SignIn, add_staff, find_actor, sign_in, sign_out};
use starstall::app::{Actor, AppError};
use starstall::domain::values::Password;

use crate::support::scene::{MARKET, PASSWORD, Scene, all, invalid_field, label};

const SYSTEM: &Actor = &Actor::System;

fn operator(email: &str) -> AddStaff {
    AddStaff {
        email: email.parse().unwrap(),
        name: "赵工".parse().unwrap(),
        password: Password::parse(PASSWORD).unwrap(),
        language: Language::ZhCn,
        roles: vec![Role::Operator],
        market: Some(MARKET.to_owned()),
        organisation: None,
    }
}

fn as_typed(email: &str, password: &str) -> SignIn {
    SignIn {
        email: email.to_owned(),
        password: password.to_owned(),
    }
}

#[tokio::test]
async fn whoever_signs_in_has_their_roles_and_is_in_the_audit() {
    let scene = Scene::new().await;
    add_staff(&scene.app, SYSTEM, operator("zhao@example.cn"))
        .await
        .unwrap();
    let command = as_typed(" Zhao@example.cn ", PASSWORD);
    let token = sign_in(&scene.app, command).await.unwrap().unwrap();
    let member = find_actor(&scene.app, &token).await.unwrap().unwrap();
    let market_id = scene.round().await.market_id;
    assert!(member.has_role(Role::Operator, market_id));
    assert!(!member.has_role(Role::Admin, market_id));
    assert_eq!(scene.last_change().await, "staff sign_in →");

    let [session] = all::<web_session::Entity>(&scene, web_session::Column::Id)
        .await
        .try_into()
        .unwrap();
    assert!(!session.token_hash.contains(&token.0));
}

#[tokio::test]
async fn an_address_is_the_same_in_any_case() {
    let scene = Scene::new().await;
    add_staff(&scene.app, SYSTEM, operator("Zhao.Gong@Example.cn"))
        .await
        .unwrap();
    for email in ["zhao.gong@example.cn", "Zhao.Gong@Example.cn"] {
        let token = sign_in(&scene.app, as_typed(email, PASSWORD))
            .await
            .unwrap();
        assert!(token.is_some());
    }
    let again = add_staff(&scene.app, SYSTEM, operator("ZHAO.GONG@example.cn")).await;
    assert_eq!(invalid_field(again), "email");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_say_the_same_nothing() {
    let scene = Scene::new().await;
    add_staff(&scene.app, SYSTEM, operator("zhao@example.cn"))
        .await
        .unwrap();
    let before = scene.traces().await;
    for (email, password) in [
        ("zhao@example.cn", "another password"),
        ("zhao@example.cn", ""),
        ("nobody@example.cn", PASSWORD),
        ("", ""),
    ] {
        let token = sign_in(&scene.app, as_typed(email, password))
            .await
            .unwrap();
        assert!(token.is_none());
    }
    assert_eq!(scene.traces().await, before);
}

#[tokio::test]
async fn a_session_ends_with_signing_out_or_after_twelve_hours() {
    let scene = Scene::new().await;
    add_staff(&scene.app, SYSTEM, operator("zhao@example.cn"))
        .await
        .unwrap();
    let mut tokens = Vec::new();
    for _ in 0..2 {
        let command = as_typed("zhao@example.cn", PASSWORD);
        tokens.push(sign_in(&scene.app, command).await.unwrap().unwrap());
    }
    sign_out(&scene.app, &tokens[0]).await.unwrap();
    assert!(find_actor(&scene.app, &tokens[0]).await.unwrap().is_none());
    assert!(find_actor(&scene.app, &tokens[1]).await.unwrap().is_some());
    scene.later(Duration::hours(12));
    assert!(find_actor(&scene.app, &tokens[1]).await.unwrap().is_none());
    starstall::jobs::deadlines::run_due(&scene.app)
        .await
        .unwrap();
    let sessions = all::<web_session::Entity>(&scene, web_session::Column::Id);
    assert!(sessions.await.is_empty());
}

#[tokio::test]
async fn a_disabled_account_is_signed_out_and_stays_out() {
    let scene = Scene::new().await;
    add_staff(&scene.app, SYSTEM, operator("zhao@example.cn"))
        .await
        .unwrap();
    let command = as_typed("zhao@example.cn", PASSWORD);
    let token = sign_in(&scene.app, command.clone()).await.unwrap().unwrap();
    let tx = scene.store().begin_write().await.unwrap();
    let disabled = staff::ActiveModel {
        disabled_at: Set(Some(scene.app.now())),
        ..Default::default()
    };
    staff::Entity::update_many()
        .set(disabled)
        .filter(staff::Column::Email.eq("zhao@example.cn"))
        .exec(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(find_actor(&scene.app, &token).await.unwrap().is_none());
    assert!(sign_in(&scene.app, command).await.unwrap().is_none());
}

#[tokio::test]
async fn staff_of_nowhere_are_not_added() {
    let scene = Scene::new().await;
    let command = AddStaff {
        market: Some("nowhere".to_owned()),
        ..operator("zhao@example.cn")
    };
    let added = add_staff(&scene.app, SYSTEM, command).await;
    assert!(matches!(added, Err(AppError::NotFound("market"))));
    let command = AddStaff {
        roles: vec![Role::Attester],
        market: None,
        organisation: Some(label("nobody")),
        ..operator("zhao@example.cn")
    };
    let added = add_staff(&scene.app, SYSTEM, command).await;
    assert_eq!(invalid_field(added), "organisation");
    for command in [
        AddStaff {
            market: None,
            ..operator("zhao@example.cn")
        },
        AddStaff {
            roles: vec![Role::Attester],
            ..operator("zhao@example.cn")
        },
    ] {
        let added = add_staff(&scene.app, SYSTEM, command).await;
        assert!(matches!(added, Err(AppError::Invalid(_))), "{added:?}");
    }
    assert!(
        all::<staff::Entity>(&scene, staff::Column::Id)
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn many_sign_in_at_once() {
    let scene = Scene::new().await;
    add_staff(&scene.app, SYSTEM, operator("zhao@example.cn"))
        .await
        .unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let app = scene.app.clone();
        let command = as_typed("zhao@example.cn", PASSWORD);
        tasks.spawn(async move { sign_in(&app, command).await });
    }
    while let Some(token) = tasks.join_next().await {
        assert!(token.unwrap().unwrap().is_some());
    }
}
