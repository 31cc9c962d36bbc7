//! The applications of a round: looked through, accepted and declined, one by one or many at once.

use entity::kinds::{ApplicationState, DeclineReason};
use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::Deserialize;

use super::frame;
use super::staff_home::application_stats;
use super::words::{errors_in_words, names, page_number, pages_for};
use crate::app::application::{
    ApplicationFilter, ApplicationShown, ApplicationsShown, DeclineApplication, accept_application,
    decline_application, list_applications,
};
use crate::app::round::show_round;
use crate::domain::values::Note;
use crate::domain::{FieldError, FieldErrors};
use crate::text::{labels, say};
use crate::web::form::Errors;
use crate::web::http::{Failure, Posted, Visitor, Web, csv, page, page_with_status, see_other};
use crate::web::layout::{Area, with_query};
use crate::web::list::Pager;
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
        }
    }

    /// Nobody's name goes on after so many characters, and databases refuse endless patterns.
    fn search(&self) -> Option<String> {
        let typed = self.q.as_deref().unwrap_or_default().trim();
        let search: String = typed.chars().take(LONGEST_SEARCH).collect();
        (!search.is_empty()).then_some(search)
    }
}

/// What was ticked and chosen, when it has to be asked again.
#[derive(Clone, Debug, Default)]
struct Chosen {
    codes: Vec<String>,
    reason: String,
    note: String,
    errors: Errors,
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
    let round_href = format!("/staff/m/{}/rounds/{}", at.0, at.1);
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
        pager: Pager {
            page: number,
            pages: pages_for(shown.total, ROWS_PER_PAGE),
            total: shown.total,
            base: list_base(&href, query),
        },
        csv_href: list_base(&format!("{href}.csv"), query),
        errors: chosen.errors,
        reason: chosen.reason,
        note: chosen.note,
        href,
        round_href,
    })
}

fn list_base(href: &str, query: &ListQuery) -> String {
    let mut base = href.to_owned();
    for (name, value) in [("state", &query.state), ("q", &query.q)] {
        if let Some(value) = value.as_deref().filter(|value| !value.is_empty()) {
            let encoded: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
            base = with_query(&base, name, &encoded);
        }
    }
    base
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
        href: format!(
            "/staff/m/{}/applications/{}",
            shown.market.slug, application.code
        ),
        trading_name: row.vendor.trading_name.clone(),
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
    if !errors.is_empty() {
        let chosen = Chosen {
            codes,
            reason: posted.get("reason").to_owned(),
            note: posted.get("note").to_owned(),
            errors: errors_in_words(visitor.lang, &errors),
        };
        let query = ListQuery {
            state: Some("submitted".to_owned()),
            ..ListQuery::default()
        };
        let again = view(&web, &visitor, (&market, &round), &query, chosen).await?;
        return page_with_status(poem::http::StatusCode::UNPROCESSABLE_ENTITY, &again);
    }
    for code in codes {
        match &decline {
            Some((reason, note)) => {
                let command = DeclineApplication {
                    code,
                    reason: *reason,
                    note: note.clone(),
                };
                decline_application(&web.app, &actor, command).await?;
            }
            None => accept_application(&web.app, &actor, &code).await?,
        }
    }
    Ok(see_other(list))
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
