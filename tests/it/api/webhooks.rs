//! Webhooks, up to a receiver of our own that checks what it is told.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use entity::kinds::{Role, RoundState};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use starstall::jobs::webhooks::{Messenger, run_due};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::client::{Api, Client};
use crate::support::scene::{MARKET, ROUND};

const WEBHOOKS: &str = "/markets/lantern-lane/webhooks";

#[derive(Clone, Debug)]
struct Heard {
    headers: BTreeMap<String, String>,
    body: String,
}

impl Heard {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// As a receiver would that has read the standard, and knows none of our code.
    fn is_signed_with(&self, secret: &str) -> bool {
        let key = STANDARD
            .decode(secret.strip_prefix("whsec_").unwrap())
            .unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        let signed = [
            &self.headers["webhook-id"],
            &self.headers["webhook-timestamp"],
            &self.body,
        ];
        mac.update(signed.map(String::as_str).join(".").as_bytes());
        let signature = STANDARD.encode(mac.finalize().into_bytes());
        self.headers["webhook-signature"] == format!("v1,{signature}")
    }
}

/// Another system, which answers with the next of its statuses, and 204 when there is none left.
struct Receiver {
    url: String,
    heard: Arc<Mutex<Vec<Heard>>>,
}

impl Receiver {
    async fn answering(statuses: &'static [u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/in?key=value", listener.local_addr().unwrap());
        let heard = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&heard);
        let mut statuses = statuses.iter().copied();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let status = statuses.next().unwrap_or(204);
                let one = answer(stream, status).await;
                kept.lock().unwrap().push(one);
            }
        });
        Self { url, heard }
    }

    fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }
}

async fn answer(mut stream: TcpStream, status: u16) -> Heard {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8(bytes.clone()).unwrap();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let headers: BTreeMap<String, String> = head
                .lines()
                .skip(1)
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
                .collect();
            if body.len() == headers["content-length"].parse::<usize>().unwrap() {
                let answer = format!(
                    "HTTP/1.1 {status} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                );
                stream.write_all(answer.as_bytes()).await.unwrap();
                let body = body.to_owned();
                return Heard { headers, body };
            }
        }
        let mut part = [0; 4096];
        let count = stream.read(&mut part).await.unwrap();
        assert!(count > 0, "the message ends too early: {text}");
        bytes.extend_from_slice(&part[..count]);
    }
}

async fn send(api: &Api) -> usize {
    let messenger = Messenger::new(false).unwrap();
    run_due(&api.scene.app, &messenger).await.unwrap()
}

/// An operator, and the id and secret of a webhook to this address.
async fn told_at(api: &Api, url: &str) -> (Client, String, String) {
    let operator = api.staff(Role::Operator).await;
    let sent = json!({ "url": url });
    let made = operator.post_once("hook", WEBHOOKS, sent.clone()).await;
    let made = made.is(201);
    let again = operator.post_once("hook", WEBHOOKS, sent).await.is(201);
    assert_eq!(made.json(), again.json(), "made once, with one secret");
    (operator, made.text("/id"), made.text("/secret"))
}

async fn open_round(api: &Api, operator: &Client) {
    api.scene.round_in(RoundState::Planned).await;
    let path = format!("/markets/{MARKET}/rounds/{ROUND}/steps/open");
    operator.step(&path).await.is(204);
}

#[tokio::test]
async fn another_system_hears_of_a_round_and_can_check_who_said_so() {
    let api = Api::new().await;
    let receiver = Receiver::answering(&[]).await;
    let (operator, id, secret) = told_at(&api, &receiver.url).await;
    open_round(&api, &operator).await;
    assert!(receiver.heard().is_empty(), "no request waits for it");
    assert!(send(&api).await >= 1);
    assert_eq!(send(&api).await, 0, "each is told once");

    let heard = receiver.heard();
    let opened = heard.last().unwrap();
    assert!(opened.is_signed_with(&secret), "{opened:?}");
    assert_eq!(opened.headers["content-type"], "application/json");
    assert_eq!(
        opened.json()["data"],
        json!({ "market": MARKET, "id": ROUND, "action": "open_round", "from": "planned", "to": "open" })
    );
    assert_eq!(opened.json()["type"], "round.changed");
    let path = format!("{WEBHOOKS}/{id}/deliveries?state=sent");
    let listed = operator.get(&path).await.is(200);
    assert_eq!(listed.text("/items/0/id"), opened.headers["webhook-id"]);
    assert_eq!(listed.text("/items/0/answer"), "204");
}

#[tokio::test]
async fn whoever_does_not_answer_is_told_again_and_later() {
    let api = Api::new().await;
    let receiver = Receiver::answering(&[500, 302]).await;
    let (operator, id, secret) = told_at(&api, &receiver.url).await;
    open_round(&api, &operator).await;
    let path = format!("{WEBHOOKS}/{id}/deliveries");
    for (answer, wait) in [("500", 1), ("302", 5)] {
        assert_eq!(send(&api).await, 1);
        let listed = operator.get(&path).await.is(200);
        assert_eq!(listed.text("/items/0/answer"), answer);
        assert_eq!(listed.text("/items/0/state"), "queued");
        api.scene
            .app
            .clock
            .advance(TimeDelta::minutes(wait) - TimeDelta::seconds(1));
        assert_eq!(send(&api).await, 0, "not yet");
        api.scene.app.clock.advance(TimeDelta::seconds(2));
    }
    assert_eq!(send(&api).await, 1);
    let heard = receiver.heard();
    let ids: Vec<&String> = heard.iter().map(|one| &one.headers["webhook-id"]).collect();
    assert!(ids.len() == 3 && ids[0] == ids[1] && ids[1] == ids[2]);
    assert!(heard.iter().all(|one| one.is_signed_with(&secret)));
    assert_eq!(operator.get(&path).await.text("/items/0/state"), "sent");
}

#[tokio::test]
async fn what_was_given_up_is_sent_again_on_request() {
    let api = Api::new().await;
    let receiver = Receiver::answering(&[410]).await;
    let (operator, id, _) = told_at(&api, &receiver.url).await;
    open_round(&api, &operator).await;
    send(&api).await;
    let path = format!("{WEBHOOKS}/{id}/deliveries");
    let listed = operator.get(&path).await.is(200);
    assert_eq!(listed.text("/items/0/state"), "failed");
    let delivery = listed.text("/items/0/id");
    operator
        .step(&format!("{path}/{delivery}/send-again"))
        .await
        .is(204);
    operator
        .step(&format!("{path}/nothing/send-again"))
        .await
        .refuses(404, "not-found");
    assert_eq!(send(&api).await, 1);
    assert_eq!(receiver.heard().len(), 2);
    assert_eq!(operator.get(&path).await.text("/items/0/state"), "sent");
}

#[tokio::test]
async fn what_has_ended_is_told_nothing_more() {
    let api = Api::new().await;
    let receiver = Receiver::answering(&[]).await;
    let (operator, id, _) = told_at(&api, &receiver.url).await;
    open_round(&api, &operator).await;
    let path = format!("{WEBHOOKS}/{id}");
    let delete = poem::http::Method::DELETE;
    operator.ask(delete.clone(), &path, &[], None).await.is(204);
    operator.ask(delete, &path, &[], None).await.is(204);
    assert_eq!(send(&api).await, 0);
    assert!(receiver.heard().is_empty());
    let listed = operator.get(WEBHOOKS).await.is(200);
    assert!(!listed.text("/items/0/ended_at").is_empty());
}

#[tokio::test]
async fn in_production_nothing_beside_the_server_is_called() {
    let api = Api::new().await;
    let receiver = Receiver::answering(&[]).await;
    let (operator, id, _) = told_at(&api, &receiver.url).await;
    for url in [
        "https://localhost/",
        "https://[::1]/",
        "https://10.0.0.1/",
        "https://[::ffff:127.0.0.1]/",
    ] {
        operator.post(WEBHOOKS, json!({ "url": url })).await.is(201);
    }
    open_round(&api, &operator).await;
    let messenger = Messenger::new(true).unwrap();
    assert_eq!(run_due(&api.scene.app, &messenger).await.unwrap(), 5);
    assert!(receiver.heard().is_empty());
    let listed = operator.get(&format!("{WEBHOOKS}/{id}/deliveries")).await;
    assert_eq!(listed.text("/items/0/answer"), "not a public https address");
    assert_eq!(listed.text("/items/0/state"), "queued");
}

#[tokio::test]
async fn only_operators_name_systems_and_only_by_a_web_address() {
    let api = Api::new().await;
    let operator = api.staff(Role::Operator).await;
    for url in [
        "",
        "ftp://a.example",
        "https://",
        "https://me:secret@a.example",
        "a.example",
    ] {
        let refused = operator.post(WEBHOOKS, json!({ "url": url })).await.is(422);
        assert_eq!(
            refused.errors(),
            [("url".to_owned(), "webhook-url".to_owned())]
        );
    }
    let sent = json!({ "url": "https://a.example/in" });
    operator.post(WEBHOOKS, sent.clone()).await.is(201);
    operator.post(WEBHOOKS, sent.clone()).await.is(422);
    for number in 2..=10 {
        let sent = json!({ "url": format!("https://a.example/{number}") });
        operator.post(WEBHOOKS, sent).await.is(201);
    }
    let more = json!({ "url": "https://b.example/" });
    operator.post(WEBHOOKS, more).await.is(422);
    for role in [Role::Auditor, Role::Verifier, Role::DayStaff] {
        let other = api.staff(role).await;
        other
            .post(WEBHOOKS, sent.clone())
            .await
            .refuses(403, "forbidden");
        other.get(WEBHOOKS).await.refuses(403, "forbidden");
    }
}
