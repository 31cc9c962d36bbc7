//! The applications of a round in parts, for programs: each part begins where the last one ended.

use chrono::{DateTime, SecondsFormat, Utc};

use super::list_applications::{ApplicationShown, with_vendors};
use crate::app::place::find_round;
use crate::app::round::step::{local_date, time_zone_of};
use crate::app::{Actor, App, AppError};
use crate::store;
use crate::store::application::{ApplicationFilter, ApplicationsAfter};
use crate::store::market::MarketPlan;

#[derive(Clone, Debug, Default)]
pub struct PageWanted {
    /// By the moment when they were handed in, else by code.
    pub by_moment: bool,
    pub descending: bool,
    /// The moment, if it sorts, and the code of the last one that the caller has.
    pub after: Option<(String, String)>,
    pub limit: usize,
}

#[derive(Debug)]
pub struct ApplicationsPart {
    pub plan: MarketPlan,
    pub rows: Vec<ApplicationShown>,
    /// Where the next part begins; none at the end.
    pub next: Option<(String, String)>,
}

/// # Errors
/// `NotFound` when there is no such round, `Forbidden` for all but its operators and auditors.
pub async fn page_applications(
    app: &App,
    actor: &Actor,
    at: (&str, &str),
    filter: &ApplicationFilter,
    wanted: &PageWanted,
) -> Result<ApplicationsPart, AppError> {
    let db = app.store.reader();
    let (market, round) = find_round(db, at.0, at.1).await?;
    actor.require_reader(market.id)?;
    let knows_names = actor.knows_names(market.id);
    let filter = &ApplicationFilter {
        codes_only: !knows_names,
        ..filter.clone()
    };
    let after = wanted.after.as_ref();
    let after = ApplicationsAfter {
        by_moment: wanted.by_moment,
        descending: wanted.descending,
        after: after.map(|(moment, code)| (read_moment(moment), code.clone())),
        limit: wanted.limit as u64 + 1,
    };
    let mut rows =
        store::application::list_applications_after(db, round.id, filter, &after).await?;
    let has_more = rows.len() > wanted.limit;
    rows.truncate(wanted.limit);
    let last = rows.last().filter(|_| has_more);
    let today = local_date(app.now(), time_zone_of(&market)?);
    Ok(ApplicationsPart {
        next: last.map(|row| {
            let moment = row
                .submitted_at
                .to_rfc3339_opts(SecondsFormat::Micros, true);
            (
                if wanted.by_moment {
                    moment
                } else {
                    String::new()
                },
                row.code.clone(),
            )
        }),
        rows: with_vendors(app, rows, knows_names, today).await?,
        plan: store::market::load_plan(db, market.id).await?,
    })
}

/// A cursor of another sorting names no moment: then the list begins again.
fn read_moment(moment: &str) -> DateTime<Utc> {
    moment.parse().unwrap_or_default()
}
