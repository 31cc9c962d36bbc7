//! Signing in and out.

use poem::web::cookie::{Cookie, CookieJar, SameSite};
use poem::web::{Data, Query};
use poem::{Request, Response, handler};
use serde::Deserialize;

use super::frame;
use crate::app::staff::{SESSION_LENGTH, SessionToken, SignIn, sign_in, sign_out};
use crate::text::say;
use crate::web::form::Errors;
use crate::web::http::{
    Failure, Posted, SESSION_COOKIE, Visitor, Web, page, page_with_status, see_other,
};
use crate::web::layout::Area;
use crate::web::pages::staff::home::SignInPage;

#[derive(Debug, Deserialize)]
pub struct SignInQuery {
    next: Option<String>,
}

#[handler]
#[expect(
    clippy::unused_async,
    reason = "an async handler may take its extractors by value"
)]
pub async fn show(
    web: Data<&Web>,
    visitor: Visitor,
    Query(query): Query<SignInQuery>,
) -> Result<Response, Failure> {
    if visitor.staff.is_some() {
        return Ok(see_other("/staff"));
    }
    page(&view(
        &web,
        &visitor,
        String::new(),
        query.next.unwrap_or_default(),
        Errors::default(),
    ))
}

#[handler]
pub async fn sign(
    web: Data<&Web>,
    req: &Request,
    cookies: &CookieJar,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Failure> {
    web.limits.check_sign_in(req)?;
    let (email, next) = (
        posted.get("email").to_owned(),
        posted.get("next").to_owned(),
    );
    let command = SignIn {
        email: email.clone(),
        password: posted.get("password").to_owned(),
    };
    let Some(token) = sign_in(&web.app, command).await? else {
        let mut errors = Errors::default();
        errors.add("email", say(visitor.lang, "sign-in-wrong"));
        let status = poem::http::StatusCode::UNPROCESSABLE_ENTITY;
        return page_with_status(status, &view(&web, &visitor, email, next, errors));
    };
    let mut cookie = Cookie::new_with_str(SESSION_COOKIE, token.0);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_secure(web.is_https());
    cookie.set_same_site(SameSite::Lax);
    cookie.set_max_age(SESSION_LENGTH.to_std().unwrap_or_default());
    cookies.add(cookie);
    Ok(see_other(own_path(&next)))
}

/// Only a path of this site's staff pages: nobody is sent elsewhere after signing in.
fn own_path(next: &str) -> &str {
    let is_own = next.starts_with("/staff")
        && !next.contains("//")
        && !next.contains('\\')
        && !next.contains(char::is_control);
    if is_own { next } else { "/staff" }
}

#[handler]
pub async fn leave(
    web: Data<&Web>,
    cookies: &CookieJar,
    _posted: Posted,
) -> Result<Response, Failure> {
    if let Some(cookie) = cookies.get(SESSION_COOKIE) {
        sign_out(&web.app, &SessionToken(cookie.value_str().to_owned())).await?;
    }
    let mut gone = Cookie::new_with_str(SESSION_COOKIE, "");
    gone.set_path("/");
    gone.make_removal();
    cookies.add(gone);
    Ok(see_other("/staff/sign-in"))
}

fn view(web: &Web, visitor: &Visitor, email: String, next: String, errors: Errors) -> SignInPage {
    SignInPage {
        frame: frame::bare(web, visitor, Area::None),
        email,
        next,
        errors,
        demo_accounts: web.demo_accounts.clone(),
    }
}
