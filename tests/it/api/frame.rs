//! What every operation has in common: who may call, in which language, and how errors look.

use entity::kinds::{Role, RoundState, TokenScope};
use poem::http::{Method, header};
use serde_json::json;
use starstall::app::Actor;
use starstall::app::staff::{list_tokens, revoke_token};

use super::client::Api;
use crate::support::scene::MARKET;

#[tokio::test]
async fn an_error_is_said_in_the_callers_language_and_has_one_code() {
    let api = Api::new().await;
    let english = api.anyone().get("/markets/nowhere").await;
    let english = english.refuses(404, "not-found");
    for language in ["zh-CN", "zh", "fr, zh;q=0.5", "fr", ""] {
        let other = api
            .anyone()
            .speaking(language)
            .get("/markets/nowhere")
            .await;
        let other = other.refuses(404, "not-found");
        assert_ne!(other.text("/detail"), english.text("/detail"));
        assert_ne!(other.text("/title"), english.text("/title"));
    }
    assert!(!english.text("/request_id").is_empty());
}

#[tokio::test]
async fn what_the_framework_refuses_looks_like_every_other_error() {
    let api = Api::new().await;
    let machine = api.machine().await;
    let send = |method: Method, path: &str, kind: &str, body: &str| {
        let request = machine.request(method, path);
        let request = request.header(header::CONTENT_TYPE, kind);
        api.send(request.body(body.as_bytes().to_vec()).unwrap())
    };
    let json = "application/json";
    let broken = send(Method::POST, "/markets", json, "{").await;
    assert!(
        !broken
            .refuses(400, "body-unreadable")
            .text("/hint")
            .is_empty()
    );
    let lacking = send(Method::POST, "/markets", json, "{}").await;
    lacking.refuses(400, "body-unreadable");
    let plain = send(Method::POST, "/markets", "text/csv", "a,b").await;
    plain.refuses(415, "media-type-unknown");
    let huge = " ".repeat(5 * 1024 * 1024);
    let huge = send(Method::POST, "/markets", json, &huge).await;
    huge.refuses(413, "too-large");
    let nowhere = send(Method::GET, "/nowhere", json, "").await;
    nowhere.refuses(404, "address-unknown");
    let wrong = send(Method::DELETE, "/markets", json, "").await;
    let wrong = wrong.refuses(405, "method-unknown");
    assert_eq!(wrong.header("allow"), "GET, POST");
    let word = machine.get("/markets?limit=many").await;
    word.refuses(400, "parameter-unreadable");
    let zero = machine.get("/markets/a%00b").await;
    zero.refuses(400, "address-unreadable");
    let bytes = machine.get("/markets/%FF").await;
    bytes.refuses(400, "address-unreadable");
    let cursor = machine.get("/markets?cursor=elsewhere").await;
    cursor.refuses(400, "cursor-unknown");
}

#[tokio::test]
async fn everything_that_is_wrong_with_the_content_is_said_at_once() {
    let api = Api::new().await;
    let machine = api.machine().await;
    let market = json!({
        "slug": "Not a slug!",
        "names": {},
        "place": { "en": "Here" },
        "time_zone": "Mars/Olympus",
        "languages": ["en"],
        "zones": [{ "code": "", "names": { "en": "A" }, "colour": "leaf" }],
    });
    let answer = machine.post("/markets", market).await;
    let fields: Vec<String> = answer
        .refuses(422, "content-refused")
        .errors()
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(fields, ["slug", "names", "time_zone", "zones"]);
}

#[tokio::test]
async fn without_a_token_one_is_asked_for() {
    let api = Api::new().await;
    let answer = api
        .anyone()
        .get("/tokens")
        .await
        .refuses(401, "token-missing");
    assert_eq!(
        answer.header("www-authenticate"),
        "Bearer realm=\"starstall\""
    );
    for token in ["sst_0000", "f00d", "00000000000000000000000000000000", ""] {
        let client = api.with_token(token.to_owned());
        let answer = client.get("/markets").await.refuses(401, "token-unknown");
        let challenge = answer.header("www-authenticate");
        assert!(challenge.contains("error=\"invalid_token\""), "{challenge}");
    }
}

#[tokio::test]
async fn the_secret_of_a_vendors_link_is_a_token_for_what_is_theirs() {
    let api = Api::new().await;
    api.scene.round_in(RoundState::Open).await;
    let vendor = api.scene.form("老王").apply().await;
    let client = api.vendor(&vendor);
    client.get("/markets").await.is(200);
    client.get("/tokens").await.refuses(403, "forbidden");
}

#[tokio::test]
async fn a_token_that_only_reads_changes_nothing() {
    let api = Api::new().await;
    api.scene.staff(Role::Operator).await;
    let email = format!("operator@{MARKET}.cn");
    let token = api.token(Some(&email), TokenScope::Read).await;
    let client = api.with_token(token);
    client.get("/tokens").await.is(200);
    let path = format!("/markets/{MARKET}/rounds/spring/steps/open");
    let answer = client.step(&path).await.refuses(403, "token-only-reads");
    let challenge = answer.header("www-authenticate");
    assert!(challenge.contains("insufficient_scope"), "{challenge}");
    assert_eq!(api.scene.round().await.state, RoundState::Planned);
}

#[tokio::test]
async fn a_token_opens_nothing_once_it_is_revoked_or_over() {
    let api = Api::new().await;
    let client = api.machine().await;
    client.get("/tokens").await.is(200);
    let tokens = list_tokens(&api.scene.app, &Actor::System, None)
        .await
        .unwrap();
    assert!(tokens[0].last_used_at.is_some());
    revoke_token(&api.scene.app, &Actor::System, &tokens[0].public_id)
        .await
        .unwrap();
    client.get("/tokens").await.refuses(401, "token-unknown");

    let client = api.machine().await;
    api.scene.later(chrono::Duration::days(31));
    client.get("/tokens").await.refuses(401, "token-unknown");
}

#[tokio::test]
async fn a_caller_who_calls_too_often_is_told_when_to_go_on() {
    let api = Api::new().await;
    let client = api.anyone();
    let mut answer = client.get("/nowhere").await;
    for _ in 0..3000 {
        if answer.status.as_u16() == 429 {
            break;
        }
        answer = client.get("/nowhere").await;
    }
    let answer = answer.refuses(429, "too-many");
    let seconds: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds));
    api.machine().await.get("/markets").await.is(200);
}

#[tokio::test]
async fn a_page_of_another_site_may_call_with_a_token_that_it_was_given() {
    let api = Api::new().await;
    let answer = api
        .anyone()
        .ask(
            Method::OPTIONS,
            "/markets",
            &[
                ("origin", "https://portal.example"),
                ("access-control-request-method", "POST"),
            ],
            None,
        )
        .await
        .is(204);
    assert!(
        answer
            .header("access-control-allow-headers")
            .contains("Idempotency-Key")
    );
    assert_eq!(answer.header("access-control-allow-credentials"), "");
}

#[tokio::test]
async fn a_list_comes_in_parts_and_none_is_missing_or_twice() {
    let api = Api::new().await;
    for sort in ["code", "-code", "zone", "-zone"] {
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("/markets/{MARKET}/stalls?sort={sort}&limit=3{cursor}");
            let part = api.anyone().get(&path).await.is(200).json();
            let items = part["items"].as_array().unwrap();
            seen.extend(
                items
                    .iter()
                    .map(|stall| stall["code"].as_str().unwrap().to_owned()),
            );
            match part.get("next").and_then(|next| next.as_str()) {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(seen.len(), 8, "{sort}: {seen:?}");
        let mut once = seen.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), 8, "{sort}: {seen:?}");
    }
    let path = format!("/markets/{MARKET}/stalls?zone=north&feature=power");
    let found = api.anyone().get(&path).await.is(200).json();
    assert_eq!(found["items"].as_array().unwrap().len(), 2);
}
