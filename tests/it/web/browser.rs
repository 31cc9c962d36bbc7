//! Who uses the site: a browser that keeps its cookies, and the site that answers it.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use entity::kinds::{Role, RoundState};
use poem::endpoint::BoxEndpoint;
use poem::http::{self, HeaderMap, Method, StatusCode, header};
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Addr, Endpoint, EndpointExt, Request, RequestParts, Response};
use starstall::web::http::Limits;
use starstall::web::{Web, routes};

use super::html::{self, Form, Tag};
use crate::support::scene::{MARKET, PASSWORD, Scene, Vendor};

/// The whole site over a scene, in this process.
pub struct Site {
    pub scene: Scene,
    endpoint: BoxEndpoint<'static, Response>,
}

impl Site {
    pub async fn new() -> Self {
        Self::over(Scene::new().await, "http://market.test")
    }

    pub async fn with_round(state: RoundState) -> Self {
        let site = Self::new().await;
        site.scene.round_in(state).await;
        site
    }

    pub fn over(scene: Scene, public_url: &str) -> Self {
        let web = Web {
            app: scene.app.clone(),
            public_url: public_url.to_owned(),
            demo_accounts: Vec::new(),
            mail_dir: None,
            limits: Limits::default(),
        };
        Self {
            scene,
            endpoint: routes(web).map_to_response().boxed(),
        }
    }

    /// Nobody in particular, who reads Chinese.
    pub fn anyone(&self) -> Browser<'_> {
        Browser {
            site: self,
            cookies: BTreeMap::new(),
            accepts: "zh-CN,zh;q=0.9",
        }
    }

    pub fn english(&self) -> Browser<'_> {
        self.speaking("en-GB,en;q=0.9")
    }

    /// With this `Accept-Language`.
    pub fn speaking(&self, accepts: &'static str) -> Browser<'_> {
        Browser {
            accepts,
            ..self.anyone()
        }
    }

    /// An account of this role at the market, signed in through the page.
    pub async fn staff(&self, role: Role) -> Browser<'_> {
        self.staff_of(MARKET, role).await
    }

    pub async fn staff_of(&self, market: &str, role: Role) -> Browser<'_> {
        self.scene.staff_of(market, role).await;
        let mut browser = self.anyone();
        browser.sign_in_as(market, role).await;
        browser
    }

    /// Where the secret link of an application leads.
    pub fn link_of(&self, vendor: &Vendor) -> String {
        let link = self.scene.app.keys.link(&vendor.code);
        format!("/a/{}", link.reveal())
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
        assert!(
            !answer.status.is_server_error(),
            "{} broke: {} {}",
            answer.asked,
            answer.status,
            answer.words()
        );
        answer
    }
}

#[derive(Clone)]
pub struct Browser<'s> {
    site: &'s Site,
    pub cookies: BTreeMap<String, String>,
    accepts: &'static str,
}

impl Browser<'_> {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.ask(Method::GET, path, Vec::new()).await
    }

    /// Follows where the site leads.
    pub async fn open(&mut self, path: &str) -> Answer {
        let mut answer = self.get(path).await;
        while answer.status == StatusCode::SEE_OTHER {
            answer = self.get(&answer.location()).await;
        }
        answer
    }

    pub async fn ask(&mut self, method: Method, path: &str, body: Vec<u8>) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = http::Request::builder()
            .method(method)
            .uri(path)
            .header(header::ACCEPT_LANGUAGE, self.accepts)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let answer = self.site.send(request.body(body).unwrap()).await;
        self.keep_cookies(&answer);
        answer
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        for cookie in answer.cookies() {
            let (pair, rest) = cookie.split_once(';').unwrap_or((cookie, ""));
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() || rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// Sends a form as it stands.
    pub async fn send(&mut self, form: &Form) -> Answer {
        let body = encode(&form.fields);
        self.ask(Method::POST, &form.action, body.into_bytes())
            .await
    }

    /// Sends fields that no page offered, with a good token.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token().await;
        let mut form = Form {
            action: path.to_owned(),
            method: "post".to_owned(),
            fields: vec![("csrf".to_owned(), token)],
        };
        for (name, value) in fields {
            form = form.and(name, value);
        }
        self.send(&form).await
    }

    /// The token of this browser's forms.
    pub async fn token(&mut self) -> String {
        let page = self.open("/staff").await;
        let forms = page.forms();
        let form = forms.iter().find(|form| form.method == "post");
        form.expect("a form").get("csrf").to_owned()
    }

    /// With an account that is there already: sessions end while a scene moves on.
    pub async fn sign_in_as(&mut self, market: &str, role: Role) {
        let email = format!("{}@{market}.cn", role.as_str());
        self.cookies.remove("starstall");
        let answer = self.sign_in(&email, PASSWORD).await;
        answer.leads_to("/staff");
    }

    pub async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        let page = self.get("/staff/sign-in").await;
        let form = page.form("/staff/sign-in");
        self.send(&form.with("email", email).with("password", password))
            .await
    }
}

pub fn encode(fields: &[(String, String)]) -> String {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(fields);
    body.finish()
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

    pub fn cookies(&self) -> impl Iterator<Item = &str> {
        let all = self.headers.get_all(header::SET_COOKIE).into_iter();
        all.map(|cookie| cookie.to_str().unwrap())
    }

    pub fn location(&self) -> String {
        self.header("location").to_owned()
    }

    pub fn words(&self) -> String {
        html::words(&self.body)
    }

    pub fn tags(&self) -> Vec<Tag> {
        html::tags(&self.body)
    }

    pub fn forms(&self) -> Vec<Form> {
        html::forms(&self.body)
    }

    #[track_caller]
    pub fn form(&self, action: &str) -> Form {
        let mut forms = self.forms();
        forms.retain(|form| form.action == action);
        let found = forms.pop();
        found.unwrap_or_else(|| panic!("{} has no form for {action}", self.asked))
    }

    pub fn links(&self) -> Vec<String> {
        let links = self.tags().into_iter().filter(|tag| tag.name == "a");
        links
            .filter_map(|tag| tag.get("href").map(str::to_owned))
            .collect()
    }

    pub fn heading(&self) -> String {
        let (_, rest) = self.body.split_once("<h1").expect("a heading");
        let (inside, _) = rest.split_once("</h1>").unwrap();
        let joined = html::tags(&format!("<h1{inside}"))
            .into_iter()
            .map(|tag| tag.text)
            .collect::<String>();
        joined.trim().to_owned()
    }

    pub fn language(&self) -> String {
        let tags = self.tags();
        let html = tags.iter().find(|tag| tag.name == "html");
        html.and_then(|tag| tag.get("lang"))
            .unwrap_or_default()
            .to_owned()
    }

    /// How many rows the tables of the page have.
    pub fn rows(&self) -> usize {
        let (_, main) = self.body.split_once("<main").unwrap();
        main.split("<tbody>")
            .skip(1)
            .map(|part| part.split("</tbody>").next().unwrap())
            .map(|part| part.matches("<tr").count())
            .sum()
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{} said: {}",
            self.asked,
            self.words()
        );
        self
    }

    #[track_caller]
    pub fn leads_to(&self, path: &str) -> &Self {
        self.is(303);
        assert_eq!(self.location(), path, "{}", self.asked);
        self
    }

    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        let words = self.words();
        assert!(
            words.contains(text),
            "{} does not say {text:?} but: {words}",
            self.asked
        );
        self
    }

    /// A refusal that people can read: a whole page, in one language, that says what to do.
    #[track_caller]
    pub fn refuses(&self, status: u16, lang: &str) -> &Self {
        self.is(status);
        assert_eq!(
            self.header("content-type"),
            "text/html; charset=utf-8",
            "{}",
            self.asked
        );
        assert_eq!(self.language(), lang, "{}", self.asked);
        assert!(!self.heading().is_empty(), "{}", self.asked);
        let lead = self
            .tags()
            .into_iter()
            .find(|tag| tag.get("class") == Some("lead"));
        let summary = self.body.contains("error-summary-title");
        let sentence = lead.map(|tag| tag.text).unwrap_or_default();
        assert!(
            summary || sentence.trim().chars().count() > 8,
            "{} says only {sentence:?}",
            self.asked
        );
        self
    }
}
