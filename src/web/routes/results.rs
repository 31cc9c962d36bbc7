//! The public results of a round, as a page and as a file.

use entity::kinds::{PublicResult, RoundState};
use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::Deserialize;

use super::check::Around;
use super::frame;
use super::hrefs::{list_base, time_links};
use super::words::{names, page_of, pager_of};
use crate::app::round::{ResultShown, ResultsShown, list_public_rounds, show_results};
use crate::domain::values::ApplicationCode;
use crate::text::say;
use crate::web::http::{Failure, Visitor, Web, csv, page};
use crate::web::layout::{Area, with_query};
use crate::web::list::Stat;
use crate::web::pages::results::{LogRow, ResultRow, ResultsPage, ResultsStage};

const ROWS_PER_PAGE: usize = 50;

#[derive(Debug, Default, Deserialize)]
pub struct ResultsQuery {
    time: Option<String>,
    q: Option<String>,
    show: Option<String>,
    page: Option<String>,
}

impl ResultsQuery {
    /// What the list keeps from page to page.
    fn asked<'a>(&'a self, time: &'a str) -> [(&'a str, &'a str); 3] {
        let result = self.show.as_deref().and_then(PublicResult::parse);
        [
            ("time", time),
            ("q", self.q.as_deref().unwrap_or_default()),
            ("show", result.map_or("", |result| result.as_str())),
        ]
    }
}

#[handler]
pub async fn show(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round)): Path<(String, String)>,
    Query(query): Query<ResultsQuery>,
) -> Result<Response, Failure> {
    let shown = show_results(&web.app, &market, &round, query.time.as_deref()).await?;
    let rounds = list_public_rounds(&web.app, &shown.market).await?;
    let frame = frame::public(&web, &visitor, Area::Results, &shown.market, &rounds);
    let call_href = format!("/m/{market}/rounds/{round}");
    let href = format!("{call_href}/results");
    let time = shown
        .time
        .as_ref()
        .map_or_else(String::new, |time| time.code.clone());
    let around = Around {
        frame: &frame,
        round: &shown.round,
        rules: &shown.rules,
        time_zone: shown.time_zone,
        call_href: &call_href,
    };
    let drawn = shown.time.as_ref().zip(shown.draw.as_ref());
    let proof = drawn.map(|(time, draw)| around.draw_proof(time, draw));
    let rows = wanted_rows(&shown, &query);
    let base = list_base(&href, &query.asked(&time));
    let pager = pager_of(query.page.as_deref(), rows.len(), ROWS_PER_PAGE, base);
    page(&ResultsPage {
        round_name: names(visitor.lang, &shown.round.names),
        stage: stage(&shown),
        times: time_links(visitor.lang, &shown.times, &time, |code| {
            format!("{href}?time={code}")
        }),
        stats: stats(&visitor, &shown, &query, &format!("{href}?time={time}")),
        search: query.q.clone().unwrap_or_default(),
        rows: page_of(&rows, pager.page, ROWS_PER_PAGE)
            .into_iter()
            .map(row_view)
            .collect(),
        pager,
        log: log_rows(&shown),
        csv_href: format!("{href}.csv?time={time}"),
        proof,
        check_href: format!("{call_href}/check"),
        frame,
        call_href,
        href,
        time,
    })
}

#[handler]
pub async fn export(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round)): Path<(String, String)>,
    Query(query): Query<ResultsQuery>,
) -> Result<Response, Failure> {
    let shown = show_results(&web.app, &market, &round, query.time.as_deref()).await?;
    let lang = visitor.lang;
    let header = ["results-code", "results-result"].map(|key| say(lang, key));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let rows: Vec<Vec<String>> = shown
        .rows
        .iter()
        .map(|row| {
            let result = row.result.map_or_else(
                || say(lang, "results-on-list"),
                |result| crate::text::labels::label(lang, result),
            );
            vec![row.code.clone(), result]
        })
        .collect();
    let time = shown
        .time
        .map_or_else(String::new, |time| format!("-{}", time.code));
    csv(&format!("{round}{time}"), &header, &rows)
}

/// A code finds its row however it was typed; a part of one finds what contains it.
fn wanted_rows(shown: &ResultsShown, query: &ResultsQuery) -> Vec<ResultShown> {
    let search = query.q.as_deref().unwrap_or_default().trim().to_uppercase();
    let whole = ApplicationCode::parse(&search).ok();
    let result = query.show.as_deref().and_then(PublicResult::parse);
    let matches = |row: &&ResultShown| {
        let by_code = match &whole {
            Some(code) => row.code == code.as_str(),
            None => row.code.contains(&search),
        };
        by_code && (result.is_none() || row.result == result)
    };
    shown.rows.iter().filter(matches).cloned().collect()
}

fn log_rows(shown: &ResultsShown) -> Vec<LogRow> {
    let row = |row: &entity::round_log::Model| LogRow {
        on: row.at.with_timezone(&shown.time_zone).date_naive(),
        event: row.event,
        reason: row.reason.clone(),
    };
    shown.log.iter().map(row).collect()
}

fn row_view(row: ResultShown) -> ResultRow {
    ResultRow {
        code: row.code,
        result: row.result,
    }
}

fn stats(visitor: &Visitor, shown: &ResultsShown, query: &ResultsQuery, base: &str) -> Vec<Stat> {
    if shown.rows.iter().all(|row| row.result.is_none()) {
        return Vec::new();
    }
    let current = query.show.as_deref().and_then(PublicResult::parse);
    let stat = |result: PublicResult| Stat {
        count: shown
            .rows
            .iter()
            .filter(|row| row.result == Some(result))
            .count(),
        label: crate::text::labels::label(visitor.lang, result),
        href: with_query(base, "show", result.as_str()),
        current: current == Some(result),
    };
    PublicResult::all().map(stat).collect()
}

fn stage(shown: &ResultsShown) -> ResultsStage {
    let local = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&shown.time_zone);
    let published = shown
        .draw
        .as_ref()
        .and_then(|draw| draw.published_at)
        .map(local);
    match shown.round.state {
        RoundState::Planned | RoundState::Open | RoundState::Reviewing => ResultsStage::NotYet {
            expected: Some(shown.dates.list_on),
        },
        RoundState::Cancelled => ResultsStage::Cancelled {
            reason: shown.round.cancel_reason.clone().unwrap_or_default(),
        },
        RoundState::Listed | RoundState::Frozen | RoundState::Drawn => ResultsStage::Listed {
            objections_until: shown
                .round
                .list_objections_until
                .filter(|_| shown.round.state == RoundState::Listed)
                .map(local),
        },
        RoundState::Published => ResultsStage::Published {
            on: published.map_or(shown.dates.result_on, |at| at.date_naive()),
            objections_until: local(
                shown
                    .round
                    .result_objections_until
                    .unwrap_or(shown.round.created_at),
            ),
        },
        RoundState::Final | RoundState::Running | RoundState::Closed => ResultsStage::Final {
            on: published.map_or(shown.dates.final_on, |at| at.date_naive()),
        },
    }
}
