//! Previews behind sign-in: ask for one, see how far it is, stop it, read its figures.

use poem::http::{StatusCode, header};
use poem::web::{Data, Path};
use poem::{Response, handler};

use super::frame;
use super::hrefs::{staff_preview, staff_previews, staff_round};
use super::staff_preview_form::{Typed, asked_in, form};
use super::staff_preview_view::{csv_of, row, time_figures};
use super::words::{errors_in_words, names};
use crate::app::AppError;
use crate::app::preview::{
    FEWEST_TOLD, PreviewShown, ask_preview, cancel_preview, list_earlier_rounds, list_previews,
    show_preview,
};
use crate::app::round::{RoundRef, RoundShown, show_round};
use crate::domain::preview::is_possible;
use crate::web::form::Errors;
use crate::web::http::{Failure, Posted, Visitor, Web, page, page_with_status, see_other};
use crate::web::layout::Area;
use crate::web::pages::staff::previews::{PreviewPage, PreviewsPage};

#[handler]
pub async fn list(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let shown = load(&web, &visitor, &market, &round).await?;
    page(&previews(&web, &visitor, &shown, &Typed::default(), Errors::default()).await?)
}

async fn load(
    web: &Web,
    visitor: &Visitor,
    market: &str,
    round: &str,
) -> Result<RoundShown, Failure> {
    visitor.require_staff()?;
    Ok(show_round(&web.app, &visitor.actor(), market, round).await?)
}

async fn previews(
    web: &Web,
    visitor: &Visitor,
    shown: &RoundShown,
    typed: &Typed,
    errors: Errors,
) -> Result<PreviewsPage, Failure> {
    let (market, round) = (&shown.market.slug, &shown.round.code);
    let earlier = list_previews(&web.app, &visitor.actor(), market, round).await?;
    let others = list_earlier_rounds(&web.app, &visitor.actor(), &shown.round).await?;
    let rows = earlier.iter().map(|preview| row(visitor, shown, preview));
    let can_ask = is_possible(shown.round.state) && may_act(visitor, shown);
    Ok(PreviewsPage {
        frame: frame_of(web, visitor, shown),
        href: staff_previews(market, round),
        round_name: names(visitor.lang, &shown.round.names),
        round_href: staff_round(market, round),
        form: can_ask.then(|| form(visitor.lang, shown, &others, typed, errors)),
        rows: rows.collect(),
    })
}

fn frame_of(web: &Web, visitor: &Visitor, shown: &RoundShown) -> crate::web::layout::Frame {
    let (market, round) = (Some(&shown.market), Some(&shown.round));
    frame::staff(web, visitor, Area::StaffRound, market, round)
}

/// Auditors read what operators tried.
fn may_act(visitor: &Visitor, shown: &RoundShown) -> bool {
    visitor.actor().require_operator(shown.market.id).is_ok()
}

#[handler]
pub async fn ask(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let shown = load(&web, &visitor, &market, &round).await?;
    let typed = Typed::read(&posted);
    let at = RoundRef {
        market: market.clone(),
        round: round.clone(),
    };
    let asked = match asked_in(at, &typed) {
        Ok(command) => ask_preview(&web.app, &visitor.actor(), command).await,
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match asked {
        Ok(id) => Ok(see_other(staff_preview(&market, &round, &id))),
        Err(AppError::Invalid(errors)) => {
            let errors = errors_in_words(visitor.lang, &errors);
            let again = previews(&web, &visitor, &shown, &typed, errors).await?;
            page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
        Err(error) => Err(error.into()),
    }
}

#[handler]
pub async fn show(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round, id)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let shown = load(&web, &visitor, &market, &round).await?;
    let found = find(&web, &visitor, &shown, &id).await?;
    let result = found.result.as_ref();
    let times = result.map(|result| result.times.iter());
    page(&PreviewPage {
        frame: frame_of(&web, &visitor, &shown),
        href: staff_preview(&market, &round, &id),
        list_href: staff_previews(&market, &round),
        round_name: names(visitor.lang, &shown.round.names),
        preview: row(&visitor, &shown, &found),
        percent: found.preview.progress_percent,
        can_stop: may_act(&visitor, &shown),
        listed_at: result.map(|result| result.listed_at.with_timezone(&shown.time_zone)),
        fewest: FEWEST_TOLD,
        times: times
            .into_iter()
            .flatten()
            .map(|time| time_figures(visitor.lang, &shown, time))
            .collect(),
    })
}

async fn find(
    web: &Web,
    visitor: &Visitor,
    shown: &RoundShown,
    id: &str,
) -> Result<PreviewShown, Failure> {
    let place = (shown.market.slug.as_str(), shown.round.code.as_str());
    Ok(show_preview(&web.app, &visitor.actor(), place, id).await?)
}

#[handler]
pub async fn cancel(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round, id)): Path<(String, String, String)>,
    _posted: Posted,
) -> Result<Response, Failure> {
    visitor.require_staff()?;
    let href = staff_preview(&market, &round, &id);
    let at = RoundRef { market, round };
    // Its progress may have been written between reading and stopping: then once more.
    for _ in 0..CANCEL_TRIES {
        match cancel_preview(&web.app, &visitor.actor(), &at, &id).await {
            Err(AppError::Stale) => {}
            result => {
                result?;
                return Ok(see_other(href));
            }
        }
    }
    Err(AppError::Stale.into())
}

const CANCEL_TRIES: usize = 5;

#[handler]
pub async fn export_csv(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round, id)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let shown = load(&web, &visitor, &market, &round).await?;
    let found = find(&web, &visitor, &shown, &id).await?;
    csv_of(visitor.lang, &shown, &found)
}

#[handler]
pub async fn export_json(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round, id)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let shown = load(&web, &visitor, &market, &round).await?;
    let found = find(&web, &visitor, &shown, &id).await?;
    let result = found.result.ok_or(AppError::NotFound("preview"))?;
    let body = serde_json::json!({ "asked": found.asked, "result": result });
    let name = format!("attachment; filename=\"{}-preview.json\"", shown.round.code);
    Ok(Response::builder()
        .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::CONTENT_DISPOSITION, name)
        .body(format!("{body:#}\n")))
}
