//! The applications of a round: looked through, accepted and declined, one by one or many at once.

use entity::kinds::{ApplicationState, DeclineReason};
use poem::http::StatusCode;
use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::Deserialize;

use super::frame;
use super::hrefs::{self, list_base};
use super::staff_home::application_stats;
use super::words::{errors_in_words, names, page_number, pager_of};
use crate::app::AppError;
use crate::app::application::{
    ApplicationFilter, ApplicationShown, ApplicationsShown, DeclineApplication, accept_application,
    decline_application, list_applications,
};
use crate::app::market::{Whereabouts, find_time_zone};
use crate::app::round::show_round;
use crate::domain::values::Note;
use crate::domain::{FieldError, FieldErrors};
use crate::text::{labels, refusals, say, say_with};
use crate::web::form::Errors;
use crate::web::http::{Failure, Posted, Visitor, Web, csv, page, page_with_status, see_other};
use crate::web::layout::Area;
use crate::web::pages::staff::applications::{ApplicationRow, StaffApplicationsPage};

const ROWS_PER_PAGE: usize = 50;
const LONGEST_SEARCH: usize = 100;
/// More than any market has; a file is not shown in parts.
const ALL_ROWS: usize = 1_000_000;

#[derive(Clone, Debug, Default, Deserialize)]
pub struct ListQuery {
    state: Option<String>,
    q: Option<String>,
    page: Option<String>,
}

impl ListQuery {
    fn filter(&self) -> ApplicationFilter {
        ApplicationFilter {
            state: self.state.as_deref().and_then(ApplicationState::parse),
            search: self.search(),
            ..ApplicationFilter::default()
        }
    }

    /// Nobody's name goes on after so many characters, and databases refuse endless patterns.
    fn search(&self) -> Option<String> {
        let typed = self.q.as_deref().unwrap_or_default().trim();
        let search: String = typed.chars().take(LONGEST_SEARCH).collect();
        (!search.is_empty()).then_some(search)
    }

    /// What the list keeps from page to page.
    fn asked(&self) -> [(&str, &str); 2] {
        [
            ("state", self.state.as_deref().unwrap_or_default()),
            ("q", self.q.as_deref().unwrap_or_default()),
        ]
    }
}

/// What was ticked and chosen, when it has to be asked again.
#[derive(Clone, Debug, Default)]
struct Chosen {
    codes: Vec<String>,
    reason: String,
    note: String,
    errors: Errors,
    /// Those that could not be decided, each with its reason.
    refused: Vec<String>,
}

#[handler]
pub async fn show(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> Result<Response, Failure> {
    page(&view(&web, &visitor, (&market, &round), &query, Chosen::default()).await?)
}

async fn view(
    web: &Web,
    visitor: &Visitor,
    at: (&str, &str),
    query: &ListQuery,
    chosen: Chosen,
) -> Result<StaffApplicationsPage, Failure> {
    visitor.require_staff()?;
    let actor = visitor.actor();
    let filter = query.filter();
    let number = page_number(query.page.as_deref());
    let shown = list_applications(&web.app, &actor, at, &filter, number - 1, ROWS_PER_PAGE).await?;
    let round = show_round(&web.app, &actor, at.0, at.1).await?;
    let round_href = hrefs::staff_round(at.0, at.1);
    let href = format!("{round_href}/applications");
    let area = Area::StaffApplications;
    Ok(StaffApplicationsPage {
        frame: frame::staff(web, visitor, area, Some(&shown.market), Some(&shown.round)),
        round_name: names(visitor.lang, &shown.round.names),
        stats: application_stats(visitor, &round, filter.state),
        state: filter
            .state
            .map_or_else(String::new, |state| state.as_str().to_owned()),
        search: query.q.clone().unwrap_or_default(),
        rows: shown
            .rows
            .iter()
            .map(|row| row_view(visitor, &shown, row, &chosen))
            .collect(),
        pager: pager_of(
            query.page.as_deref(),
            shown.total,
            ROWS_PER_PAGE,
            list_base(&href, &query.asked()),
        ),
        csv_href: list_base(&format!("{href}.csv"), &query.asked()),
        errors: chosen.errors,
        refused: chosen.refused,
        reason: chosen.reason,
        note: chosen.note,
        href,
        round_href,
    })
}

fn row_view(
    visitor: &Visitor,
    shown: &ApplicationsShown,
    row: &ApplicationShown,
    chosen: &Chosen,
) -> ApplicationRow {
    let application = &row.application;
    let category = shown.plan.category(application.category_id);
    ApplicationRow {
        href: hrefs::staff_application(&shown.market.slug, &application.code),
        trading_name: row.trading_name.clone(),
        category: category
            .map_or_else(String::new, |category| names(visitor.lang, &category.names)),
        times: row
            .times
            .iter()
            .filter_map(|id| shown.plan.trading_time(*id))
            .map(|time| names(visitor.lang, &time.names))
            .collect(),
        state: application.state,
        submitted_at: application.submitted_at.with_timezone(&shown.time_zone),
        is_eligible: application
            .asks_charity
            .then_some(row.is_eligible_for_charity),
        remarks: Vec::new(),
        chosen: chosen.codes.contains(&application.code),
        code: application.code.clone(),
    }
}

/// Accepts the one of a row, or does what was chosen with all that are ticked.
#[handler]
pub async fn decide(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Failure> {
    visitor.require_staff()?;
    let actor = visitor.actor();
    let list = format!("/staff/m/{market}/rounds/{round}/applications?state=submitted");
    let one = posted.get("accept");
    if !one.is_empty() {
        accept_application(&web.app, &actor, one).await?;
        return Ok(see_other(list));
    }
    let codes: Vec<String> = posted.all("code").map(str::to_owned).collect();
    let mut errors = FieldErrors::default();
    if codes.is_empty() {
        errors.add("code", FieldError::NotAChoice);
    }
    let decline = parse_decline(&mut errors, &posted);
    let mut chosen = Chosen {
        codes,
        reason: posted.get("reason").to_owned(),
        note: posted.get("note").to_owned(),
        errors: errors_in_words(visitor.lang, &errors),
        refused: Vec::new(),
    };
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if chosen.errors.is_empty() {
        let refused = decide_on_each(&web, &visitor, &market, &chosen.codes, decline).await?;
        if refused.is_empty() {
            return Ok(see_other(list));
        }
        status = StatusCode::CONFLICT;
        (chosen.codes, chosen.refused) = refused.into_iter().unzip();
    }
    let query = ListQuery {
        state: Some("submitted".to_owned()),
        ..ListQuery::default()
    };
    let again = view(&web, &visitor, (&market, &round), &query, chosen).await?;
    page_with_status(status, &again)
}

/// Decides on each, whatever is refused for another. Returns whom it was refused for, and why.
async fn decide_on_each(
    web: &Web,
    visitor: &Visitor,
    market: &str,
    codes: &[String],
    decline: Option<(DeclineReason, Option<Note>)>,
) -> Result<Vec<(String, String)>, Failure> {
    let (lang, actor) = (visitor.lang, visitor.actor());
    let zone = find_time_zone(&web.app, &Whereabouts::Market(market.to_owned())).await?;
    let mut refused = Vec::new();
    for code in codes {
        let decided = match &decline {
            Some((reason, note)) => {
                let command = DeclineApplication {
                    code: code.clone(),
                    reason: *reason,
                    note: note.clone(),
                };
                decline_application(&web.app, &actor, command).await
            }
            None => accept_application(&web.app, &actor, code).await,
        };
        let why = match decided {
            Ok(()) => continue,
            Err(AppError::Refused(refusal)) => refusals::sentence(lang, zone, &refusal),
            Err(AppError::Stale) => say(lang, "failure-stale"),
            Err(error) => return Err(error.into()),
        };
        let args = [("field", code.as_str().into()), ("message", why.into())];
        refused.push((code.clone(), say_with(lang, "form-error-at", &args)));
    }
    Ok(refused)
}

/// The reason for declining, where that was chosen.
pub fn parse_decline(
    errors: &mut FieldErrors,
    posted: &Posted,
) -> Option<(DeclineReason, Option<Note>)> {
    if posted.get("decision") == "accept" {
        return None;
    }
    let reason = DeclineReason::parse(posted.get("reason"));
    if reason.is_none() {
        errors.add("reason", FieldError::NotAChoice);
    }
    let note = errors.check_optional("note", posted.get("note"), Note::parse);
    reason.map(|reason| (reason, note))
}

#[handler]
pub async fn export(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> Result<Response, Failure> {
    visitor.require_staff()?;
    let at = (market.as_str(), round.as_str());
    let filter = query.filter();
    let shown = list_applications(&web.app, &visitor.actor(), at, &filter, 0, ALL_ROWS).await?;
    let lang = visitor.lang;
    let header = ["code", "vendor", "category", "state", "sent"]
        .map(|column| say(lang, &format!("entries-{column}")));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let nothing_chosen = Chosen::default();
    let rows: Vec<Vec<String>> = shown
        .rows
        .iter()
        .map(|row| row_view(&visitor, &shown, row, &nothing_chosen))
        .map(|row| {
            vec![
                row.code,
                row.trading_name,
                row.category,
                labels::label(lang, row.state),
                row.submitted_at.format("%Y-%m-%d %H:%M").to_string(),
            ]
        })
        .collect();
    csv(&format!("{round}-applications"), &header, &rows)
}
