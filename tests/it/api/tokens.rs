//! Tokens by the API itself.

use entity::kinds::Role;
use poem::http::Method;
use serde_json::json;

use super::client::Api;

#[tokio::test]
async fn staff_make_list_and_revoke_their_own_tokens() {
    let api = Api::new().await;
    let operator = api.staff(Role::Operator).await;
    let sent = json!({ "label": "City portal", "scope": "read", "days": 90 });
    let made = operator.post("/tokens", sent).await.is(201);
    let other = api.with_token(made.text("/secret"));
    let listed = other.get("/tokens").await.is(200);
    assert!(listed.body.contains("\"City portal\""));
    assert!(!listed.body.contains(&made.text("/secret")));
    let place = made.header("location").to_owned();
    let place = place.strip_prefix("/api/v1").unwrap().to_owned();
    operator
        .ask(Method::DELETE, &place, &[], None)
        .await
        .is(204);
    operator
        .ask(Method::DELETE, &place, &[], None)
        .await
        .is(204);
    other.get("/tokens").await.refuses(401, "token-unknown");
}

#[tokio::test]
async fn nobody_makes_or_revokes_a_token_of_somebody_else() {
    let api = Api::new().await;
    let operator = api.staff(Role::Operator).await;
    let auditor = api.staff(Role::Auditor).await;
    let sent = json!({
        "email": "auditor@lantern-lane.cn", "label": "Mine", "scope": "write", "days": 9
    });
    operator
        .post("/tokens", sent.clone())
        .await
        .refuses(403, "forbidden");
    let made = auditor.post("/tokens", sent).await.is(201);
    let path = format!("/tokens/{}", made.text("/id"));
    let answer = operator.ask(Method::DELETE, &path, &[], None).await;
    answer.refuses(404, "not-found");
    let long = json!({ "label": "Long", "scope": "write", "days": 3000 });
    let errors = operator.post("/tokens", long).await.is(422).errors();
    assert_eq!(errors[0].0, "days");
}

#[tokio::test]
async fn a_token_that_is_asked_for_again_is_the_same_and_its_secret_is_not_kept() {
    let api = Api::new().await;
    let operator = api.staff(Role::Operator).await;
    let sent = json!({ "label": "City portal", "scope": "write", "days": 90 });
    let one = operator
        .post_once("k1", "/tokens", sent.clone())
        .await
        .is(201);
    let two = operator.post_once("k1", "/tokens", sent).await.is(201);
    assert_eq!(one.json(), two.json());
    assert_eq!(one.header("location"), two.header("location"));
    let rows = crate::support::scene::all::<entity::idempotency_key::Entity>(
        &api.scene,
        entity::idempotency_key::Column::Id,
    )
    .await;
    assert_eq!(rows.len(), 1);
    assert!(!rows[0].answer.to_string().contains(&one.text("/secret")));
}
