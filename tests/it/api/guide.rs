//! The guide for integrators: every request in it is sent, in order, and every answer compared.
//!
//! `{name}` in an answer keeps what stands there, and in a request puts it in. Of an answer the
//! guide may show a part. Comments move the clock and compute the draw.

use std::collections::BTreeMap;

use entity::kinds::TokenScope;
use poem::http::{Method, Request};
use serde_json::Value;
use starstall::jobs;

use super::client::Api;
use crate::support::scene::{Scene, at};

const GUIDE: &str = include_str!("../../../docs/api.md");

/// What the guide does next.
enum Deed<'g> {
    Clock(&'g str),
    Draw,
    Send(&'g str),
    Expect { status: u16, body: &'g str },
}

fn deeds() -> Vec<Deed<'static>> {
    let mut deeds = Vec::new();
    let mut rest = GUIDE;
    while let Some(start) = rest
        .find("\n```")
        .into_iter()
        .chain(rest.find("\n<!--"))
        .min()
    {
        rest = &rest[start + 1..];
        let (first, after) = rest.split_once('\n').unwrap();
        if let Some(comment) = first.strip_prefix("<!-- ") {
            let said = comment.trim_end_matches(" -->");
            deeds.push(match said.split_once(' ') {
                Some(("clock", moment)) => Deed::Clock(moment),
                _ => Deed::Draw,
            });
            rest = &rest[first.len()..];
            continue;
        }
        let end = if after.starts_with("```") {
            0
        } else {
            after.find("\n```").unwrap() + 1
        };
        let inside = &after[..end];
        match first.strip_prefix("```").unwrap().split_once(' ') {
            Some(("json", status)) => deeds.push(Deed::Expect {
                status: status.parse().unwrap(),
                body: inside,
            }),
            _ if first == "```http" => deeds.push(Deed::Send(inside)),
            _ => assert_eq!(first, "```sh", "a block that nobody runs"),
        }
        rest = &after[end + 3..];
    }
    deeds
}

pub fn filled(text: &str, kept: &BTreeMap<String, String>) -> String {
    kept.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

pub fn request(text: &str) -> Request<Vec<u8>> {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let (method, path) = lines.next().unwrap().split_once(' ').unwrap();
    let mut request = Request::builder()
        .method(method.parse::<Method>().unwrap())
        .uri(path);
    for line in lines {
        let (name, value) = line.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    request.body(body.as_bytes().to_vec()).unwrap()
}

/// Whether the answer has all that the guide shows; what it keeps is kept.
pub fn compare(place: &str, shown: &Value, found: &Value, kept: &mut BTreeMap<String, String>) {
    match (shown, found) {
        (Value::Object(shown), Value::Object(found)) => {
            for (name, value) in shown {
                let place = format!("{place}/{name}");
                let found = found
                    .get(name)
                    .unwrap_or_else(|| panic!("no {place}: {found:?}"));
                compare(&place, value, found, kept);
            }
        }
        (Value::Array(shown), Value::Array(found)) => {
            assert_eq!(shown.len(), found.len(), "{place}: {found:?}");
            for (shown, found) in shown.iter().zip(found) {
                compare(place, shown, found, kept);
            }
        }
        (Value::String(shown), Value::String(found)) if shown.starts_with('{') => {
            let name = shown.trim_matches(['{', '}']).to_owned();
            let known = kept.entry(name).or_insert_with(|| found.clone());
            assert_eq!(known, found, "{place}");
        }
        _ => assert_eq!(shown, found, "{place}"),
    }
}

#[tokio::test]
async fn every_example_of_the_guide_does_what_it_says() {
    let api = Api::over(Scene::empty().await);
    let mut kept = BTreeMap::new();
    kept.insert(
        "machine".to_owned(),
        api.token(None, TokenScope::Write).await,
    );
    let mut answer = None;
    let mut sent = 0;
    for deed in deeds() {
        match deed {
            Deed::Clock(moment) => api.scene.app.clock.set(at(moment)),
            Deed::Draw => assert_eq!(jobs::draws::run_due(&api.scene.app).await.unwrap(), 1),
            Deed::Send(text) => {
                assert!(answer.is_none(), "a request without its answer: {text}");
                answer = Some(api.send(request(&filled(text, &kept))).await);
                sent += 1;
            }
            Deed::Expect { status, body } => {
                let answer = answer
                    .take()
                    .expect("an answer follows its request")
                    .is(status);
                if !body.trim().is_empty() {
                    let shown = serde_json::from_str(body).expect(body);
                    compare(&answer.asked, &shown, &answer.json(), &mut kept);
                }
            }
        }
    }
    assert!(sent > 20, "only {sent} examples were found");
}
