//! Who is asking, in which language, and from which page.

use std::sync::Arc;
use std::time::Duration;

use entity::kinds::Language;
use poem::http::header;
use poem::web::CsrfToken;
use poem::web::cookie::{Cookie, CookieJar, SameSite};
use poem::{Endpoint, FromRequest, Request, RequestBody};

use super::{Failure, Web};
use crate::app::staff::{SessionToken, find_actor};
use crate::app::{Actor, AppError, StaffMember};

const LANGUAGE_COOKIE: &str = "lang";
const REMEMBERED_FOR: Duration = Duration::from_hours(365 * 24);
pub const SESSION_COOKIE: &str = "starstall";

#[derive(Clone, Debug)]
pub struct Visitor {
    pub lang: Language,
    pub staff: Option<StaffMember>,
    /// Path and query, without `lang`.
    pub path: String,
    pub csrf: String,
}

impl Visitor {
    pub fn actor(&self) -> Actor {
        self.staff.clone().map_or(Actor::Public, Actor::Staff)
    }

    /// # Errors
    /// `SignIn` when nobody is signed in, which leads to the sign-in page and back.
    pub fn require_staff(&self) -> Result<&StaffMember, Failure> {
        self.staff.as_ref().ok_or(Failure::SignIn)
    }
}

impl<'a> FromRequest<'a> for Visitor {
    async fn from_request(req: &'a Request, _body: &mut RequestBody) -> poem::Result<Self> {
        let web = req.data::<Web>().ok_or_else(missing_state)?;
        let staff = match req.cookie().get(SESSION_COOKIE) {
            Some(cookie) => {
                let token = SessionToken(cookie.value_str().to_owned());
                find_actor(&web.app, &token).await.map_err(Failure::from)?
            }
            None => None,
        };
        Ok(Self {
            lang: language_of(req),
            staff,
            path: path_without_language(req),
            csrf: req
                .extensions()
                .get::<CsrfToken>()
                .map_or_else(String::new, |csrf| csrf.0.clone()),
        })
    }
}

fn missing_state() -> poem::Error {
    Failure::from(AppError::Internal("no web state".to_owned())).into()
}

/// The language that the address asks for, else the one chosen before, else the browser's own,
/// else Chinese.
pub fn language_of(req: &Request) -> Language {
    let chosen = asked_language(req.uri().query().unwrap_or_default());
    chosen
        .or_else(|| remembered_language(req.cookie()))
        .or_else(|| browser_language(req.header(header::ACCEPT_LANGUAGE)?))
        .unwrap_or(Language::ZhCn)
}

fn asked_language(query: &str) -> Option<Language> {
    let (_, tag) = query_fields(query).find(|(name, _)| *name == "lang")?;
    Language::parse(tag)
}

fn remembered_language(cookies: &CookieJar) -> Option<Language> {
    Language::parse(cookies.get(LANGUAGE_COOKIE)?.value_str())
}

/// The first language of the browser's list that there is; their weights are in order nearly always.
pub fn browser_language(accepted: &str) -> Option<Language> {
    accepted.split(',').find_map(|entry| {
        let tag = entry.split(';').next()?.trim().to_ascii_lowercase();
        match tag.split('-').next()? {
            "zh" => Some(Language::ZhCn),
            "en" => Some(Language::En),
            _ => None,
        }
    })
}

fn query_fields(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').filter_map(|field| field.split_once('='))
}

fn path_without_language(req: &Request) -> String {
    let path = req.original_uri().path();
    let query = req.original_uri().query().unwrap_or_default();
    let kept: Vec<&str> = query
        .split('&')
        .filter(|field| !field.is_empty() && !field.starts_with("lang="))
        .collect();
    if kept.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", kept.join("&"))
    }
}

/// Keeps the language that an address asks for, so that the next page is in it too.
///
/// # Errors
/// Those of the endpoint.
pub async fn remember_language<E: Endpoint>(
    endpoint: Arc<E>,
    req: Request,
) -> poem::Result<E::Output> {
    if let Some(lang) = asked_language(req.uri().query().unwrap_or_default()) {
        let mut cookie = Cookie::new_with_str(LANGUAGE_COOKIE, lang.as_str());
        cookie.set_path("/");
        cookie.set_http_only(true);
        cookie.set_secure(req.data::<Web>().is_some_and(Web::is_https));
        cookie.set_same_site(SameSite::Lax);
        cookie.set_max_age(REMEMBERED_FOR);
        req.cookie().add(cookie);
    }
    endpoint.call(req).await
}
