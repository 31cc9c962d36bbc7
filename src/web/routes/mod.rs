//! What a request does: extract, call one use case, fill the page's view. One file per place.

mod api;
mod apply;
mod apply_form;
mod call;
mod check;
mod frame;
mod ground;
mod hrefs;
mod market;
mod mine;
mod mine_view;
mod my_days;
mod results;
mod seal;
mod staff_application;
mod staff_applications;
mod staff_day;
mod staff_home;
mod staff_notices;
mod staff_preview_form;
mod staff_preview_view;
mod staff_previews;
mod staff_round;
mod staff_round_view;
mod staff_shortages;
mod staff_sign_in;
mod words;

use std::sync::Arc;
use std::time::Duration;

use poem::middleware::{AddData, Compression, CookieJarManager, Csrf};
use poem::web::cookie::SameSite;
use poem::{Endpoint, EndpointExt, IntoResponse, Request, Response, Route, get};

use super::assets;
use super::http::{
    Web, remember_language, see_other, with_error_pages, with_request_log, with_security_headers,
};

const FORMS_ARE_GOOD_FOR: Duration = Duration::from_hours(24);

/// The whole site.
pub fn routes(web: Web) -> impl Endpoint {
    let csrf = Csrf::new()
        .key(web.app.keys.csrf())
        .cookie_name("starstall_form")
        .secure(web.is_https())
        .same_site(SameSite::Lax)
        .ttl(FORMS_ARE_GOOD_FOR);
    let pages = Route::new()
        .at("/", get(market::home))
        .at("/api", get(api::show))
        .at("/api/problems", get(api::problems))
        .at("/healthz", get(health))
        .at("/assets/:name", get(assets::serve_asset))
        .nest("/m", public_routes())
        .nest("/a", vendor_routes())
        .nest("/staff", staff_routes())
        .with(csrf)
        .around(remember_language)
        .around(with_error_pages)
        .with(CookieJarManager::new());
    beside(super::api::routes(), pages)
        .around(with_request_log)
        .with(AddData::new(web))
        .around(with_security_headers)
        .with(Compression::new())
}

/// Programs call the one, with no cookie, no form and no page; people call the other. Each answers
/// what it cannot read in its own way, so they are told apart before a path is taken to pieces.
fn beside<A, P>(api: A, pages: P) -> impl Endpoint<Output = Response>
where
    A: Endpoint<Output = Response> + 'static,
    P: Endpoint + 'static,
{
    let api = Arc::new(api);
    pages.around(move |pages, req: Request| {
        let api = Arc::clone(&api);
        async move {
            if super::api::is_under_prefix(req.uri().path()) {
                api.call(req).await
            } else {
                pages.call(req).await.map(IntoResponse::into_response)
            }
        }
    })
}

fn public_routes() -> Route {
    Route::new()
        .at("/:market", get(market::show))
        .at("/:market/seal.json", get(seal::newest))
        .at("/:market/rounds/:round", get(call::show))
        .at("/:market/rounds/:round/seal.json", get(seal::of_round))
        .at(
            "/:market/rounds/:round/apply",
            get(apply::show).post(apply::send),
        )
        .at("/:market/rounds/:round/results", get(results::show))
        .at("/:market/rounds/:round/results.csv", get(results::export))
        .at("/:market/rounds/:round/check", get(check::show))
        .at(
            "/:market/rounds/:round/times/:time/commitment.json",
            get(check::commitment_file),
        )
        .at(
            "/:market/rounds/:round/times/:time/public.json",
            get(check::bundle_file),
        )
}

fn vendor_routes() -> Route {
    Route::new()
        .at("/:secret", get(mine::show))
        .at("/:secret/times/:time/receipt.json", get(mine::receipt))
        .at("/:secret/my-data.json", get(mine::own_data))
        .at("/:secret/days", get(my_days::show))
        .at(
            "/:secret/days/:time/:date/:change",
            get(my_days::back).post(my_days::change),
        )
        .at(
            "/:secret/withdraw",
            get(mine::ask_withdraw).post(mine::withdraw),
        )
        .at(
            "/:secret/times/:time/confirm",
            get(back).post(mine::confirm),
        )
        .at(
            "/:secret/times/:time/decline",
            get(mine::ask_decline).post(mine::decline),
        )
}

fn staff_routes() -> Route {
    let routes = Route::new()
        .at("/", get(staff_home::show))
        .at(
            "/sign-in",
            get(staff_sign_in::show).post(staff_sign_in::sign),
        )
        .at("/sign-out", get(back).post(staff_sign_in::leave))
        .at("/m/:market/rounds/:round", get(staff_round::show))
        .at(
            "/m/:market/rounds/:round/entries.csv",
            get(staff_round::export),
        )
        .at(
            "/m/:market/rounds/:round/draw",
            get(back).post(staff_round::record),
        )
        .at(
            "/m/:market/rounds/:round/times/:time/auditor-bundle",
            get(back).post(staff_round::auditor_bundle),
        )
        .at(
            "/m/:market/rounds/:round/applications",
            get(staff_applications::show),
        )
        .at(
            "/m/:market/rounds/:round/applications.csv",
            get(staff_applications::export),
        )
        .at(
            "/m/:market/rounds/:round/applications/decide",
            get(back).post(staff_applications::decide),
        )
        .at(
            "/m/:market/rounds/:round/:action",
            get(staff_round::ask).post(staff_round::act),
        )
        .at("/m/:market/notices", get(staff_notices::list))
        .at("/m/:market/notices/:id", get(staff_notices::show))
        .at(
            "/m/:market/notices/:id/reached",
            get(back).post(staff_notices::reached),
        );
    day_routes(application_routes(preview_routes(routes)))
}

fn preview_routes(routes: Route) -> Route {
    routes
        .at(
            "/m/:market/rounds/:round/previews",
            get(staff_previews::list).post(staff_previews::ask),
        )
        .at(
            "/m/:market/rounds/:round/previews/:id",
            get(staff_previews::show),
        )
        .at(
            "/m/:market/rounds/:round/previews/:id/cancel",
            get(back).post(staff_previews::cancel),
        )
        .at(
            "/m/:market/rounds/:round/previews/:id/results.csv",
            get(staff_previews::export_csv),
        )
        .at(
            "/m/:market/rounds/:round/previews/:id/results.json",
            get(staff_previews::export_json),
        )
}

fn application_routes(routes: Route) -> Route {
    routes
        .at(
            "/m/:market/applications/:code",
            get(staff_application::show),
        )
        .at(
            "/m/:market/applications/:code/accept",
            get(back).post(staff_application::accept),
        )
        .at(
            "/m/:market/applications/:code/decline",
            get(back).post(staff_application::decline),
        )
        .at(
            "/m/:market/applications/:code/withdraw",
            get(staff_application::ask_withdraw).post(staff_application::withdraw),
        )
}

fn day_routes(routes: Route) -> Route {
    routes
        .at("/m/:market/days", get(staff_day::list))
        .at("/m/:market/days/:time/:date", get(staff_day::show))
        .at("/m/:market/days/:time/:date/list", get(staff_day::print))
        .at(
            "/m/:market/days/:time/:date/bundle.json",
            get(staff_day::export),
        )
        .at(
            "/m/:market/days/:time/:date/:change",
            get(back).post(staff_day::change),
        )
}

/// The address of a form, asked for by itself (by the language switch, or after signing in): it leads
/// to the page that the form stands on.
#[poem::handler]
fn back(req: &Request) -> Response {
    let path = req.original_uri().path();
    let page = path.split_once("/times/").or_else(|| path.rsplit_once('/'));
    see_other(page.map_or("/", |(page, _)| page))
}

/// For whoever watches over the process: it answers, and so does its database.
#[poem::handler]
async fn health(web: poem::web::Data<&Web>) -> Result<&'static str, super::http::Failure> {
    crate::app::market::list_markets(&web.app).await?;
    Ok("ok")
}
