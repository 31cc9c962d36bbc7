//! Nobody overwrites a colleague's change unseen.

use entity::kinds::{Role, RoundState};
use poem::http::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::client::{Answer, Api, Client};
use crate::support::scene::MARKET;

fn zone(name: &str) -> Value {
    json!({ "names": { "en": name }, "colour": "sky" })
}

async fn put(client: &Client, path: &str, seen: &str, body: Value) -> Answer {
    client
        .ask(Method::PUT, path, &[("if-match", seen)], Some(body))
        .await
}

#[tokio::test]
async fn a_change_says_which_revision_was_seen() {
    let api = Api::new().await;
    let operator = api.staff(Role::Operator).await;
    let path = format!("/markets/{MARKET}/zones/north");
    let missing = operator.ask(Method::PUT, &path, &[], Some(zone("A"))).await;
    missing.refuses(428, "revision-missing");
    for tag in ["1", "*", "\"one\"", "W/\"1\"", ""] {
        put(&operator, &path, tag, zone("A"))
            .await
            .refuses(400, "if-match-unusable");
    }
    let changed = put(&operator, &path, "\"1\"", zone("A")).await.is(200);
    assert_eq!(changed.header("etag"), "\"2\"");
    put(&operator, &path, "\"1\"", zone("B"))
        .await
        .refuses(412, "edit-changed-meanwhile");
    put(&operator, &path, "\"2\"", zone("B")).await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_changes_of_what_was_seen_one_is_made() {
    let api = Api::new().await;
    let operator = api.staff(Role::Operator).await;
    let path = format!("/markets/{MARKET}/zones/north");
    let mut sent = JoinSet::new();
    for number in 0..16 {
        let (operator, path) = (operator.clone(), path.clone());
        sent.spawn(async move {
            let name = zone(&format!("Zone {number}"));
            put(&operator, &path, "\"1\"", name).await.status.as_u16()
        });
    }
    let mut statuses = sent.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200);
    assert!(
        statuses[1..].iter().all(|status| *status == 412),
        "{statuses:?}"
    );
    let zones = api
        .anyone()
        .get(&format!("/markets/{MARKET}/zones"))
        .await
        .is(200)
        .json();
    let north = zones["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|zone| zone["code"] == "north");
    assert_eq!(north.unwrap()["revision"], 2);
}

#[tokio::test]
async fn parts_of_a_market_are_made_and_retired() {
    let api = Api::new().await;
    let operator = api.staff(Role::Operator).await;
    let stall = json!({
        "zone": "north", "row": "A", "place": 9, "x_dm": 400, "y_dm": 0,
        "width_dm": 30, "depth_dm": 20, "features": ["power"],
    });
    let time = json!({
        "names": { "en": "Noon" }, "weekdays": ["wed"],
        "starts_at_minute": 720, "duration_minutes": 60,
    });
    for (kind, body) in [
        ("zones", zone("East")),
        ("categories", json!({ "names": { "en": "Books" } })),
        ("trading-times", time),
        ("stalls", stall),
    ] {
        let path = format!("/markets/{MARKET}/{kind}/new");
        let made = operator.post(&path, body.clone()).await.is(201);
        assert_eq!(made.header("location"), format!("/api/v1{path}"));
        operator.post(&path, body.clone()).await.is(422);
        put(&operator, &path, "\"1\"", body).await.is(200);
        let gone = operator
            .ask(Method::DELETE, &path, &[("if-match", "\"2\"")], None)
            .await;
        gone.is(204);
    }
    let missing = put(
        &operator,
        &format!("/markets/{MARKET}/zones/none"),
        "\"1\"",
        zone("A"),
    )
    .await;
    missing.refuses(404, "not-found");
}

#[tokio::test]
async fn an_application_is_changed_at_the_revision_that_was_seen() {
    let api = Api::new().await;
    api.scene.round_in(RoundState::Open).await;
    let vendor = api.scene.form("老王").apply().await;
    let (client, path) = (
        api.vendor(&vendor),
        format!("/applications/{}", vendor.code),
    );
    let seen = client.get(&path).await.is(200);
    let tag = seen.header("etag").to_owned();
    let wanted = json!({
        "category": "crafts", "workers": 2,
        "trading_times": [{ "code": "evenings", "wishes": ["A06"], "anywhere": false }],
    });
    put(&client, &path, &tag, wanted.clone()).await.is(204);
    put(&client, &path, &tag, wanted)
        .await
        .refuses(412, "edit-changed-meanwhile");
    let now = client.get(&path).await.is(200);
    assert_eq!(now.text("/trading_times/0/wishes/0"), "A06");
    assert_ne!(now.header("etag"), tag);
}
