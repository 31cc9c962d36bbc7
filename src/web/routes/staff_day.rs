//! One market day for the staff: who is where, who is absent, who stands by, and its draw.

use entity::kinds::{DrawState, Language, StandbyState};
use poem::http::{StatusCode, header};
use poem::web::{Data, Path};
use poem::{Response, handler};

use super::frame;
use super::my_days::{day_href, read_date};
use crate::app::AppError;
use crate::app::market::show_market;
use crate::app::market_day::{
    DayInside, DayRef, DayShown, JoinStandby, OnStandby, StallUse, announce_absence, export_day,
    freeze_day, join_standby, leave_standby, list_days, record_day_seed, show_day,
    take_back_absence,
};
use crate::domain::values::ApplicationCode;
use crate::text::{dates, reasons, say};
use crate::web::form::Errors;
use crate::web::http::{Failure, Posted, Visitor, Web, page, page_with_status, see_other};
use crate::web::layout::{Area, Frame, Link};
use crate::web::pages::staff::day::{
    DayListPage, DayPage, DayStage, NoDaysPage, StallRow, StandbyRow,
};

type Place = (String, String, String);

/// Leads to the next market day.
#[handler]
pub async fn list(
    web: Data<&Web>,
    visitor: Visitor,
    Path(market): Path<String>,
) -> Result<Response, Failure> {
    visitor.require_staff()?;
    let days = list_days(&web.app, &visitor.actor(), &market).await?;
    if let Some(first) = days.first() {
        return Ok(see_other(href_of(first)));
    }
    let shown = show_market(&web.app, &market, None).await?;
    page(&NoDaysPage {
        frame: frame::staff(&web, &visitor, Area::StaffDays, Some(&shown.market), None),
    })
}

#[handler]
pub async fn show(
    web: Data<&Web>,
    visitor: Visitor,
    Path(place): Path<Place>,
) -> Result<Response, Failure> {
    visitor.require_staff()?;
    let at = day_ref(place)?;
    let shown = show_day(&web.app, &visitor.actor(), &at).await?;
    match &shown.inside {
        Some(inside) => page(&view(&web, &visitor, &shown, inside).await?),
        None => page(&list_view(&web, &visitor, &shown, true).await?),
    }
}

/// Stall and vendor alone, for print.
#[handler]
pub async fn print(
    web: Data<&Web>,
    visitor: Visitor,
    Path(place): Path<Place>,
) -> Result<Response, Failure> {
    visitor.require_staff()?;
    let shown = show_day(&web.app, &visitor.actor(), &day_ref(place)?).await?;
    page(&list_view(&web, &visitor, &shown, false).await?)
}

#[handler]
pub async fn export(
    web: Data<&Web>,
    visitor: Visitor,
    Path(place): Path<Place>,
) -> Result<Response, Failure> {
    visitor.require_staff()?;
    let file = export_day(&web.app, &visitor.actor(), &day_ref(place)?).await?;
    Ok(Response::builder()
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CACHE_CONTROL, "no-store")
        .header(
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", file.name),
        )
        .body(file.json))
}

#[handler]
pub async fn change(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, time, date, change)): Path<(String, String, String, String)>,
    posted: Posted,
) -> Result<Response, Failure> {
    visitor.require_staff()?;
    let at = day_ref((market, time, date))?;
    let (app, actor) = (&web.app, visitor.actor());
    let back = href_of(&at);
    match change.as_str() {
        "freeze" => freeze_day(app, &actor, &at).await?,
        "digits" => return digits(&web, &visitor, &at, posted.get("digits")).await,
        "absent" => announce_absence(app, &actor, &at, posted.get("stall")).await?,
        "coming" => take_back_absence(app, &actor, &at, posted.get("stall")).await?,
        "standby" => {
            let command = JoinStandby {
                at,
                application: code_of(&posted)?,
                anywhere: true,
            };
            join_standby(app, &actor, command).await?;
        }
        "leave" => leave_standby(app, &actor, &at, &code_of(&posted)?).await?,
        _ => return Err(AppError::NotFound("page").into()),
    }
    Ok(see_other(back))
}

/// As people write it, with O for 0 and without its dash.
fn code_of(posted: &Posted) -> Result<String, AppError> {
    let code = ApplicationCode::parse(posted.get("code"));
    let code = code.map_err(|_| AppError::NotFound("application"))?;
    Ok(code.to_string())
}

async fn digits(
    web: &Web,
    visitor: &Visitor,
    at: &DayRef,
    typed: &str,
) -> Result<Response, Failure> {
    match record_day_seed(&web.app, &visitor.actor(), at, typed).await {
        Ok(()) => Ok(see_other(format!("{}#draw", href_of(at)))),
        Err(AppError::Invalid(errors)) => {
            let shown = show_day(&web.app, &visitor.actor(), at).await?;
            let inside = shown.inside.as_ref().ok_or(AppError::Forbidden)?;
            let mut view = view(web, visitor, &shown, inside).await?;
            view.errors = super::words::errors_in_words(visitor.lang, &errors);
            typed.clone_into(&mut view.typed);
            page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error.into()),
    }
}

fn day_ref((market, trading_time, date): Place) -> Result<DayRef, AppError> {
    Ok(DayRef {
        market,
        trading_time,
        date: read_date(&date)?,
    })
}

fn href_of(at: &DayRef) -> String {
    day_href(&format!("/staff/m/{}", at.market), at)
}

fn frame_of(web: &Web, visitor: &Visitor, shown: &DayShown) -> Frame {
    // Day staff have no business with rounds and notices, and their menu does not lead there.
    let market = Some(&shown.market).filter(|_| shown.inside.is_some());
    frame::staff(web, visitor, Area::StaffDays, market, shown.round.as_ref())
}

async fn links(web: &Web, visitor: &Visitor, shown: &DayShown) -> Result<Vec<Link>, Failure> {
    let days = list_days(&web.app, &visitor.actor(), &shown.market.slug).await?;
    let link = |at: &DayRef| Link {
        label: dates::short_day(visitor.lang, at.date),
        href: href_of(at),
        current: *at == shown.at,
    };
    Ok(days.iter().map(link).collect())
}

fn name_of(lang: Language, shown: &DayShown) -> String {
    let opens = shown.row.opens_at.with_timezone(&shown.time_zone);
    let when = dates::moment(lang, opens.naive_local());
    format!("{when} · {}", shown.trading_time.get(lang))
}

async fn list_view(
    web: &Web,
    visitor: &Visitor,
    shown: &DayShown,
    with_days: bool,
) -> Result<DayListPage, Failure> {
    let days = if with_days {
        links(web, visitor, shown).await?
    } else {
        Vec::new()
    };
    let rows = shown.stalls.iter();
    Ok(DayListPage {
        frame: frame_of(web, visitor, shown),
        name: name_of(visitor.lang, shown),
        days,
        rows: rows
            .map(|row| {
                let vendor = row
                    .vendor
                    .as_ref()
                    .filter(|_| row.usage != StallUse::Absent);
                (row.code.clone(), vendor.cloned().unwrap_or_default())
            })
            .collect(),
    })
}

async fn view(
    web: &Web,
    visitor: &Visitor,
    shown: &DayShown,
    inside: &DayInside,
) -> Result<DayPage, Failure> {
    let lang = visitor.lang;
    let takes_changes = shown.day.takes_changes(web.app.now()).is_ok();
    let can_change = inside.is_operator && takes_changes;
    let stalls = shown.stalls.iter();
    Ok(DayPage {
        frame: frame_of(web, visitor, shown),
        href: href_of(&shown.at),
        name: name_of(lang, shown),
        days: links(web, visitor, shown).await?,
        step: stage(lang, shown, inside, takes_changes),
        is_operator: inside.is_operator,
        free: stalls.clone().filter(|row| row.is_free()).count(),
        absent: stalls
            .clone()
            .filter(|row| row.usage == StallUse::Absent)
            .count(),
        stalls: stalls
            .map(|row| StallRow {
                code: row.code.clone(),
                vendor: row.vendor.clone().unwrap_or_default(),
                usage: row.usage,
                can_change: can_change && matches!(row.usage, StallUse::Held | StallUse::Absent),
            })
            .collect(),
        standby: inside
            .standby
            .iter()
            .map(|row| standby_row(lang, row, inside, can_change))
            .collect(),
        checking: checking(lang, inside),
        typed: String::new(),
        errors: Errors::default(),
    })
}

fn stage(lang: Language, shown: &DayShown, inside: &DayInside, takes_changes: bool) -> DayStage {
    let in_words = |at| dates::deadline(lang, shown.time_zone, at);
    match inside.draw {
        None if takes_changes => DayStage::Open {
            until: in_words(shown.day.lists_close_at()),
        },
        None if inside.standby.is_empty() => DayStage::NothingToDraw,
        None => DayStage::Closed,
        Some(DrawState::AwaitingSeed) => DayStage::AwaitingDigits {
            until: in_words(shown.day.drawn_without_digits_from()),
        },
        Some(DrawState::Computed | DrawState::Published) => DayStage::Drawn,
        Some(state) => DayStage::Drawing { state },
    }
}

fn standby_row(
    lang: Language,
    row: &OnStandby,
    inside: &DayInside,
    can_change: bool,
) -> StandbyRow {
    let result = row.result.as_ref();
    StandbyRow {
        code: row.code.clone(),
        vendor: row.vendor.clone().unwrap_or_default(),
        state: row.state,
        result: result.map_or_else(String::new, |result| {
            reasons::explain_day(lang, inside.free, result).join(" ")
        }),
        can_leave: can_change && row.state == StandbyState::StandingBy,
    }
}

fn checking(lang: Language, inside: &DayInside) -> Vec<(String, String)> {
    let commitment = inside.commitment.iter();
    let commitment = commitment.map(|value| (say(lang, "day-fingerprint"), value.clone()));
    let digits = inside.digits.iter();
    let digits = digits.map(|value| (say(lang, "day-called-out"), value.clone()));
    commitment.chain(digits).collect()
}
