//! Who calls: a client with its token and language. Every answer is looked at on the way, so that
//! what must hold for each of them is not left to single tests.

use std::net::SocketAddr;
use std::sync::Arc;

use entity::kinds::{Role, TokenScope};
use poem::endpoint::BoxEndpoint;
use poem::http::{self, HeaderMap, Method, StatusCode, header};
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Addr, Endpoint, EndpointExt, Request, RequestParts, Response};
use serde_json::{Value, json};
use starstall::app::staff::{CreateToken, create_token};
use starstall::app::{Actor, App};
use starstall::web::http::Limits;
use starstall::web::{Web, routes};

use crate::support::scene::{MARKET, Scene, Vendor};

pub const V1: &str = "/api/v1";

/// The whole site over a scene, in this process.
pub struct Api {
    pub scene: Scene,
    endpoint: Arc<BoxEndpoint<'static, Response>>,
}

impl Api {
    pub async fn new() -> Self {
        Self::over(Scene::new().await)
    }

    pub fn over(scene: Scene) -> Self {
        let endpoint = Client::of(&scene.app).endpoint;
        Self { scene, endpoint }
    }

    /// Without a token, in English.
    pub fn anyone(&self) -> Client {
        Client {
            endpoint: Arc::clone(&self.endpoint),
            token: None,
            language: Some("en"),
        }
    }

    pub fn with_token(&self, token: String) -> Client {
        Client {
            token: Some(token),
            ..self.anyone()
        }
    }

    /// As whoever sits at the machine.
    pub async fn machine(&self) -> Client {
        self.with_token(self.token(None, TokenScope::Write).await)
    }

    /// Someone of this role at the market (attesters: at `street`).
    pub async fn staff(&self, role: Role) -> Client {
        self.scene.staff(role).await;
        let email = format!("{}@{MARKET}.cn", role.as_str());
        self.with_token(self.token(Some(&email), TokenScope::Write).await)
    }

    pub fn vendor(&self, vendor: &Vendor) -> Client {
        let link = self.scene.app.keys.link(&vendor.code);
        self.with_token(link.reveal().to_owned())
    }

    pub async fn token(&self, email: Option<&str>, scope: TokenScope) -> String {
        let command = CreateToken {
            email: email.map(|email| email.parse().unwrap()),
            label: "Tests".parse().unwrap(),
            scope,
            days: 30,
        };
        let made = create_token(&self.scene.app, &Actor::System, command).await;
        made.unwrap().token
    }

    pub async fn send(&self, request: http::Request<Vec<u8>>) -> Answer {
        self.anyone().send(request).await
    }
}

#[derive(Clone)]
pub struct Client {
    endpoint: Arc<BoxEndpoint<'static, Response>>,
    pub token: Option<String>,
    pub language: Option<&'static str>,
}

impl Client {
    /// Somebody without a token, at the whole site over this.
    pub fn of(app: &App) -> Self {
        let web = Web {
            app: app.clone(),
            public_url: "http://market.test".to_owned(),
            demo_accounts: Vec::new(),
            mail_dir: None,
            limits: Limits::default(),
        };
        Self {
            endpoint: Arc::new(routes(web).map_to_response().boxed()),
            token: None,
            language: Some("en"),
        }
    }

    /// Answers a request as the server would have made it.
    pub async fn send(&self, request: http::Request<Vec<u8>>) -> Answer {
        let asked = format!("{} {}", request.method(), request.uri());
        let (parts, body) = request.into_parts();
        let local = LocalAddr(Addr::from(SocketAddr::from(([127, 0, 0, 1], 8080))));
        let remote = RemoteAddr(Addr::from(SocketAddr::from(([192, 0, 2, 7], 4000))));
        let parts = RequestParts::from((parts, local, remote, http::uri::Scheme::HTTP));
        let request = Request::from_parts(parts, body.into());
        let response = self.endpoint.get_response(request).await;
        let (parts, body) = response.into_parts();
        let bytes = body.into_vec().await.unwrap();
        let answer = Answer {
            asked,
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(bytes).expect("an answer in UTF-8"),
        };
        answer.holds_what_every_answer_must();
        answer
    }

    pub fn speaking(mut self, language: &'static str) -> Self {
        self.language = Some(language);
        self
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[], None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.ask(Method::POST, path, &[], Some(body)).await
    }

    /// A step that needs no content.
    pub async fn step(&self, path: &str) -> Answer {
        self.ask(Method::POST, path, &[], None).await
    }

    pub async fn post_once(&self, key: &str, path: &str, body: Value) -> Answer {
        let headers = [("idempotency-key", key)];
        self.ask(Method::POST, path, &headers, Some(body)).await
    }

    pub async fn ask(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Answer {
        let mut request = self.request(method, path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let bytes = body.map_or_else(Vec::new, |body| body.to_string().into_bytes());
        self.send(request.body(bytes).unwrap()).await
    }

    /// Of this client, with nothing in it yet.
    pub fn request(&self, method: Method, path: &str) -> http::request::Builder {
        let mut request = http::Request::builder()
            .method(method)
            .uri(format!("{V1}{path}"));
        if let Some(language) = self.language {
            request = request.header(header::ACCEPT_LANGUAGE, language);
        }
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        request
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub asked: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", self.asked, self.body))
    }

    /// What stands at this pointer.
    #[track_caller]
    pub fn at(&self, pointer: &str) -> Value {
        let json = self.json();
        let found = json.pointer(pointer).cloned();
        found.unwrap_or_else(|| panic!("{} has no {pointer}: {}", self.asked, self.body))
    }

    #[track_caller]
    pub fn text(&self, pointer: &str) -> String {
        self.at(pointer).as_str().unwrap().to_owned()
    }

    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{} said: {}",
            self.asked,
            self.body
        );
        self
    }

    /// A problem with this status and code.
    #[track_caller]
    pub fn refuses(self, status: u16, code: &str) -> Self {
        let answer = self.is(status);
        assert_eq!(answer.text("/code"), code, "{}", answer.body);
        answer
    }

    /// The codes of the fields that are to be mended.
    #[track_caller]
    pub fn errors(&self) -> Vec<(String, String)> {
        let errors = self.at("/errors");
        let errors = errors.as_array().unwrap().iter();
        let word = |error: &Value, name: &str| error[name].as_str().unwrap().to_owned();
        errors
            .map(|error| (word(error, "field"), word(error, "code")))
            .collect()
    }

    #[track_caller]
    fn holds_what_every_answer_must(&self) {
        assert!(
            !self.status.is_server_error(),
            "{} broke: {} {}",
            self.asked,
            self.status,
            self.body
        );
        assert!(!self.asked.contains(V1) || self.header("access-control-allow-origin") == "*");
        if self.status.is_client_error() && self.asked.contains(V1) {
            self.is_a_problem();
        }
        if self.header("content-type").contains("json") && !self.body.is_empty() {
            assert_no_sequential_number(&self.asked, "", &self.json());
        }
        // The document names the password that is sent in.
        let is_document = self.asked.contains("openapi.json");
        for secret in ["password", "token_hash", "link_hash"] {
            assert!(
                is_document || !self.body.contains(&format!("\"{secret}\"")),
                "{}",
                self.asked
            );
        }
    }

    #[track_caller]
    fn is_a_problem(&self) {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{}",
            self.asked
        );
        let problem = self.json();
        assert_eq!(problem["status"], json!(self.status.as_u16()));
        let kind = problem["type"].as_str().unwrap();
        assert_eq!(kind, format!("/api/problems#{}", self.text("/code")));
        for name in ["title", "detail"] {
            let said = problem[name].as_str().unwrap();
            assert!(!said.is_empty() && !said.contains('⟦'), "{}", self.body);
        }
    }
}

/// What is counted or measured, and no name of anything.
const NUMBERS: &[&str] = &[
    "status",
    "revision",
    "count",
    "line",
    "limit",
    "workers",
    "place",
    "min",
    "max",
    "preference",
    "index",
    "tree_size",
    "version",
    "position",
];

fn is_a_measure(name: &str) -> bool {
    let measures = [
        "_count",
        "_dm",
        "_fen",
        "_minute",
        "_minutes",
        "_days",
        "_percent",
        "_offers",
        "_notices",
        "_objections",
        "_slots",
    ];
    NUMBERS.contains(&name) || measures.iter().any(|end| name.ends_with(end))
}

/// Names of things are words. A number whose name is not known to be a measure is one that somebody
/// has to look at.
#[track_caller]
fn assert_no_sequential_number(asked: &str, name: &str, value: &Value) {
    match value {
        Value::Number(number) => {
            let is_known = is_a_measure(name) || asked.contains("openapi.json");
            assert!(
                is_known && !name.ends_with("id"),
                "{asked} answers {name}: {number}; what counts things belongs into NUMBERS"
            );
        }
        Value::Array(items) => {
            for item in items {
                assert_no_sequential_number(asked, name, item);
            }
        }
        Value::Object(fields) => {
            // Rules are fixed by the market, and hold numbers only.
            for (name, value) in fields.iter().filter(|(name, _)| *name != "rules") {
                assert_no_sequential_number(asked, name, value);
            }
        }
        _ => {}
    }
}
