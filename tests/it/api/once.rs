//! A request that comes twice is done once.

use entity::kinds::RoundState;
use serde_json::json;
use tokio::task::JoinSet;

use super::client::Api;
use crate::support::scene::MARKET;

fn market(slug: &str) -> serde_json::Value {
    json!({
        "slug": slug,
        "names": { "en": "Harbour" },
        "place": { "en": "Harbour" },
        "time_zone": "Asia/Shanghai",
        "languages": ["en"],
    })
}

#[tokio::test]
async fn a_request_that_comes_again_is_answered_again_and_not_done_again() {
    let api = Api::new().await;
    let machine = api.machine().await;
    let one = machine
        .post_once("k1", "/markets", market("harbour"))
        .await
        .is(201);
    assert_eq!(one.header("idempotent-replayed"), "");
    let two = machine
        .post_once("k1", "/markets", market("harbour"))
        .await
        .is(201);
    assert_eq!(two.header("idempotent-replayed"), "true");
    assert_eq!(
        (one.json(), one.header("location")),
        (two.json(), two.header("location"))
    );
    let other = machine.post_once("k2", "/markets", market("harbour")).await;
    assert_eq!(other.is(422).errors()[0].0, "slug");
}

#[tokio::test]
async fn a_key_stands_for_one_request_of_one_caller() {
    let api = Api::new().await;
    let machine = api.machine().await;
    machine
        .post_once("k1", "/markets", market("harbour"))
        .await
        .is(201);
    let other = machine
        .post_once("k1", "/markets", market("hillside"))
        .await;
    other.refuses(422, "key-of-another-request");
    let another = api.machine().await;
    another
        .post_once("k1", "/markets", market("hillside"))
        .await
        .is(201);
    for key in ["", "a key with blanks", &"k".repeat(129)] {
        let answer = machine.post_once(key, "/markets", market("square")).await;
        answer.refuses(400, "idempotency-key-unusable");
    }
}

#[tokio::test]
async fn what_was_refused_may_be_tried_again_with_the_same_key() {
    let api = Api::new().await;
    let machine = api.machine().await;
    let path = format!("/markets/{MARKET}/rounds/spring/steps/close-applications");
    machine.post_once("k1", &path, json!(null)).await.is(409);
    api.scene.round_in(RoundState::Open).await;
    machine
        .post_once("k1", &path, json!(null))
        .await
        .refuses(409, "round-applications-still-open");
    api.scene.after(api.scene.round().await.applications_until);
    machine.post_once("k1", &path, json!(null)).await.is(204);
    let again = machine.post_once("k1", &path, json!(null)).await.is(204);
    assert_eq!(again.header("idempotent-replayed"), "true");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_with_one_key_one_does_the_work_and_all_get_its_answer() {
    let api = Api::new().await;
    let machine = api.machine().await;
    let mut sent = JoinSet::new();
    for _ in 0..24 {
        let machine = machine.clone();
        sent.spawn(async move { machine.post_once("k1", "/markets", market("harbour")).await });
    }
    let answers = sent.join_all().await;
    let first = answers
        .iter()
        .filter(|answer| answer.header("idempotent-replayed").is_empty());
    assert_eq!(first.count(), 1);
    for answer in &answers {
        assert_eq!(answer.status.as_u16(), 201, "{}", answer.body);
        assert_eq!(answer.json(), answers[0].json());
    }
    let created = api.scene.audit().await;
    let created = created.iter().filter(|row| row.action == "create_market");
    assert_eq!(created.count(), 2, "the scene's own, and this one");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_with_keys_of_their_own_all_come_through() {
    let api = Api::new().await;
    let machine = api.machine().await;
    let mut sent = JoinSet::new();
    for number in 0..40 {
        let (machine, slug) = (machine.clone(), format!("market-{number}"));
        sent.spawn(async move { machine.post_once(&slug, "/markets", market(&slug)).await });
    }
    for answer in sent.join_all().await {
        answer.is(201);
    }
}
