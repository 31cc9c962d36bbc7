//! The OpenAPI document, and the pages that are made from it.

use std::collections::BTreeSet;

use expect_test::expect_file;
use poem::http;
use serde_json::Value;
use starstall::web::api::KINDS;

use super::client::{Answer, Api};

async fn document(api: &Api) -> Value {
    api.anyone().get("/openapi.json").await.is(200).json()
}

#[tokio::test]
async fn the_document_is_as_it_was() {
    let api = Api::new().await;
    let answer = api.anyone().get("/openapi.json").await.is(200);
    expect_file!["snapshots/openapi.json"].assert_eq(&answer.body);
}

#[tokio::test]
async fn no_operation_of_the_source_is_missing() {
    let api = Api::new().await;
    let document = document(&api).await;
    let mut shown: Vec<&str> = document["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|methods| methods.as_object().unwrap().values())
        .map(|operation| operation["operationId"].as_str().unwrap())
        .collect();
    shown.sort_unstable();

    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/web/api");
    let files = std::fs::read_dir(folder).unwrap();
    let sources: Vec<String> = files
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    let mut declared: Vec<&str> = sources
        .iter()
        .flat_map(|source| source.split("operation_id = \"").skip(1))
        .filter_map(|rest| rest.split('"').next())
        .collect();
    declared.sort_unstable();
    assert_eq!(shown, declared);
}

#[tokio::test]
async fn every_operation_has_its_name_and_says_what_it_does() {
    let api = Api::new().await;
    let document = document(&api).await;
    let mut names = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name.to_owned()), "{name} stands twice");
            let summary = operation["summary"].as_str().unwrap_or_default();
            assert!(!summary.is_empty(), "{method} {path} says nothing");
            for status in ["400", "401", "403", "404", "409", "422", "429"] {
                let answer = &operation["responses"][status]["$ref"];
                let shared = format!("#/components/responses/{status}");
                assert_eq!(*answer, shared, "{method} {path}");
                let answer = &document["components"]["responses"][status]["content"];
                let problem = &answer["application/problem+json"]["schema"]["$ref"];
                assert_eq!(problem, "#/components/schemas/Problem");
            }
        }
    }
}

#[tokio::test]
async fn every_post_takes_an_idempotency_key() {
    let api = Api::new().await;
    let document = document(&api).await;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let parameters = operation["parameters"].as_array();
            let mut parameters = parameters.into_iter().flatten();
            let takes = parameters.any(|parameter| parameter["name"] == "Idempotency-Key");
            assert_eq!(takes, method == "post", "{method} {path}");
        }
    }
}

async fn page(api: &Api, path: &str, language: &str) -> Answer {
    let request = http::Request::builder()
        .uri(path)
        .header("accept-language", language);
    api.send(request.body(Vec::new()).unwrap()).await.is(200)
}

#[tokio::test]
async fn the_page_shows_every_operation_in_both_languages_and_without_a_script() {
    let api = Api::new().await;
    let document = document(&api).await;
    for language in ["zh-CN", "en"] {
        let page = page(&api, "/api", language).await;
        assert!(page.body.contains(&format!("<html lang=\"{language}\"")));
        assert!(!page.body.contains("<script") && !page.body.contains('⟦'));
        for methods in document["paths"].as_object().unwrap().values() {
            for operation in methods.as_object().unwrap().values() {
                let id = operation["operationId"].as_str().unwrap();
                assert!(
                    page.body.contains(&format!("id=\"{id}\"")),
                    "{id} is missing"
                );
            }
        }
        for name in document["components"]["schemas"]
            .as_object()
            .unwrap()
            .keys()
        {
            assert!(page.body.contains(&format!("id=\"schema-{name}\"")));
        }
        for link in page.body.split("href=\"#").skip(1) {
            let target = link.split('"').next().unwrap();
            assert!(page.body.contains(&format!("id=\"{target}\"")), "{target}");
        }
    }
}

#[tokio::test]
async fn every_code_stands_once_on_the_page_to_which_problems_lead() {
    let api = Api::new().await;
    for language in ["zh-CN", "en"] {
        let page = page(&api, "/api/problems", language).await;
        let ids: Vec<&str> = page
            .body
            .split("<tr id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        let once: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(once.len(), ids.len(), "a code has two meanings");
        for kind in KINDS {
            assert!(once.contains(kind.code()));
        }
        for code in refusal_codes() {
            assert!(once.contains(code.as_str()), "{code} is missing");
        }
    }
}

/// Those that any file of words holds.
fn refusal_codes() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/text/locales/en");
    let mut codes = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let words = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let keys = words.lines().filter_map(|line| line.split_once(" = "));
        let refusals = keys.filter_map(|(key, _)| key.strip_prefix("refusal-"));
        codes.extend(refusals.map(str::to_owned));
    }
    assert!(codes.len() > 100);
    codes
}
