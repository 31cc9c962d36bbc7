//! Who may see and do what: the same rights as on the pages.

use entity::kinds::{Role, RoundState};
use serde_json::json;

use super::client::Api;
use crate::support::scene::{EVENINGS, MARKET, ROUND};

fn round(rest: &str) -> String {
    format!("/markets/{MARKET}/rounds/{ROUND}{rest}")
}

#[tokio::test]
async fn a_vendor_reads_and_changes_their_own_application_and_no_other() {
    let api = Api::new().await;
    api.scene.round_in(RoundState::Open).await;
    let mine = api.scene.form("甲").apply().await;
    let other = api.scene.form("乙").apply().await;
    let client = api.vendor(&mine);
    client
        .get(&format!("/applications/{}", mine.code))
        .await
        .is(200);
    let missing = client
        .get("/applications/0000-0000")
        .await
        .refuses(404, "not-found");
    let theirs = client.get(&format!("/applications/{}", other.code)).await;
    let theirs = theirs.refuses(404, "not-found");
    assert_eq!(theirs.text("/detail"), missing.text("/detail"));
    for (path, code) in [
        (format!("/applications/{}/withdraw", other.code), 404),
        (format!("/applications/{}/accept", mine.code), 403),
        (round("/steps/close-applications"), 403),
    ] {
        client.step(&path).await.is(code);
    }
    for path in [
        round("/applications"),
        round("/offers"),
        format!("/markets/{MARKET}/notices"),
    ] {
        client.get(&path).await.is(403);
    }
}

#[tokio::test]
async fn operators_see_that_somebody_is_eligible_and_never_why() {
    let api = Api::new().await;
    api.scene.round_in(RoundState::Open).await;
    let vendor = api.scene.form("爱心").for_charity().apply().await;
    api.scene.confirm_requests().await;
    let operator = api.staff(Role::Operator).await;
    let list = operator.get(&round("/applications")).await.is(200);
    assert_eq!(list.at("/items/0/eligible_for_charity"), json!(true));
    let one = operator
        .get(&format!("/applications/{}", vendor.code))
        .await
        .is(200);
    assert_eq!(one.at("/eligible_for_charity"), json!(true));
    for answer in [list, one] {
        for word in ["disability", "group", "attestation", "pool"] {
            assert!(!answer.body.contains(word), "{word}: {}", answer.body);
        }
    }
    operator
        .get("/attestations")
        .await
        .refuses(403, "forbidden");
}

#[tokio::test]
async fn auditors_read_by_code_and_learn_no_name() {
    let api = Api::new().await;
    api.scene.round_in(RoundState::Open).await;
    let vendor = api.scene.form("老王").apply().await;
    let auditor = api.staff(Role::Auditor).await;
    let list = auditor.get(&round("/applications")).await.is(200);
    assert_eq!(list.text("/items/0/code"), vendor.code);
    assert!(!list.body.contains("trading_name"), "{}", list.body);
    let found = auditor
        .get(&round("/applications?search=%E8%80%81"))
        .await
        .is(200);
    assert_eq!(found.json()["items"], json!([]));
    auditor
        .get(&format!("/applications/{}", vendor.code))
        .await
        .is(403);
    auditor
        .step(&round("/steps/close-applications"))
        .await
        .is(403);
}

#[tokio::test]
async fn day_staff_see_stalls_and_vendors_and_nothing_else() {
    let api = Api::new().await;
    api.scene.round_in(RoundState::Open).await;
    let vendor = api.scene.form("老王").only(&["A01"]).apply().await;
    api.scene.round_in(RoundState::Final).await;
    let offer = api.scene.offers().await.remove(0).public_id;
    let path = format!("/offers/{offer}/confirm");
    api.vendor(&vendor).step(&path).await.is(204);
    let day_staff = api.staff(Role::DayStaff).await;
    let day = format!("/markets/{MARKET}/days/{EVENINGS}/2027-03-05");
    let shown = day_staff.get(&day).await.is(200);
    let fields = shown.json();
    let names: Vec<&str> = fields
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        names,
        ["closes_at", "date", "opens_at", "stalls", "trading_time"]
    );
    for path in [
        round("/applications"),
        round("/offers"),
        round("/draws"),
        format!("/applications/{}", vendor.code),
        format!("/markets/{MARKET}/notices"),
    ] {
        day_staff.get(&path).await.is(403);
    }
    day_staff
        .step(&format!("/applications/{}/accept", vendor.code))
        .await
        .is(403);
}

#[tokio::test]
async fn attesters_see_what_is_addressed_to_them_alone() {
    let api = Api::new().await;
    api.scene.round_in(RoundState::Open).await;
    api.scene.form("爱心").for_charity().apply().await;
    let attester = api.staff(Role::Attester).await;
    let asked = attester.get("/attestations").await.is(200);
    assert_eq!(asked.json()["items"].as_array().unwrap().len(), 1);
    attester.get(&round("/applications")).await.is(403);
    let path = format!("/attestations/{}/decline", asked.text("/items/0/id"));
    attester.step(&path).await.is(204);
    attester.step(&path).await.is(409);
}

#[tokio::test]
async fn what_only_the_owner_may_have_nobody_else_gets() {
    let api = Api::new().await;
    api.scene.round_in(RoundState::Open).await;
    let vendor = api.scene.form("老王").apply().await;
    api.scene.round_in(RoundState::Published).await;
    let receipt = format!("/applications/{}/times/{EVENINGS}/receipt", vendor.code);
    api.vendor(&vendor).get(&receipt).await.is(200);
    api.staff(Role::Operator).await.get(&receipt).await.is(403);
    let bundle = round(&format!("/times/{EVENINGS}/auditor-bundle"));
    api.staff(Role::Auditor).await.get(&bundle).await.is(200);
    api.vendor(&vendor).get(&bundle).await.is(403);
}
