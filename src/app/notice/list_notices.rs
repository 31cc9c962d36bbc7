//! The outbox as the operators of a market see it.

use chrono_tz::Tz;
use entity::kinds::{Channel, NoticeState};
use entity::{market, round};

use crate::app::place::{find_market, page_within};
use crate::app::round::find_busy_round;
use crate::app::round::step::time_zone_of;
use crate::app::{Actor, App, AppError};
use crate::notice::{OpenNotice, open, standing_url};
use crate::store;
use crate::store::notice::NoticeFilter;
use crate::text::notices::Letter;

#[derive(Debug)]
pub struct NoticesShown {
    pub market: market::Model,
    pub time_zone: Tz,
    pub rows: Vec<OpenNotice>,
    pub total: usize,
    /// The round that the market is busy with.
    pub round: Option<round::Model>,
}

/// What the outbox shows: a state, and the notices about one application.
#[derive(Clone, Debug, Default)]
pub struct NoticesWanted {
    pub state: Option<NoticeState>,
    /// The code of an application.
    pub code: Option<String>,
}

/// The latest first; `page` counts from 0, and past the end it is the last.
///
/// # Errors
/// `NotFound` when there is no such market, `Forbidden` for all but its operators.
pub async fn list_notices(
    app: &App,
    actor: &Actor,
    market: &str,
    wanted: &NoticesWanted,
    page: usize,
    page_size: usize,
) -> Result<NoticesShown, AppError> {
    let db = app.store.reader();
    let market = find_market(db, market).await?;
    actor.require_operator(market.id)?;
    let round = find_busy_round(app, &market).await?;
    let mut filter = NoticeFilter {
        state: wanted.state,
        ..NoticeFilter::default()
    };
    if let Some(code) = &wanted.code {
        let Some(found) = store::application::find_application(db, code).await? else {
            return Ok(NoticesShown {
                time_zone: time_zone_of(&market)?,
                market,
                rows: Vec::new(),
                total: 0,
                round,
            });
        };
        filter.application_id = Some(found.id);
    }
    let total = store::notice::count_notices(db, market.id, &filter).await?;
    let page = page_within(total, page, page_size);
    let mut rows = Vec::new();
    let listed = store::notice::list_notices(db, market.id, &filter, page, page_size as u64);
    for notice in listed.await? {
        rows.push(open(db, notice).await?);
    }
    Ok(NoticesShown {
        rows,
        total: usize::try_from(total).unwrap_or(usize::MAX),
        round,
        time_zone: time_zone_of(&market)?,
        market,
    })
}

/// How many notices of a market are in each state.
///
/// # Errors
/// `NotFound` when there is no such market, `Forbidden` for all but its operators.
pub async fn count_notices(
    app: &App,
    actor: &Actor,
    market: &str,
) -> Result<Vec<(NoticeState, usize)>, AppError> {
    let db = app.store.reader();
    let market = find_market(db, market).await?;
    actor.require_operator(market.id)?;
    let mut counts = Vec::new();
    for state in NoticeState::all() {
        let filter = NoticeFilter {
            state: Some(state),
            ..NoticeFilter::default()
        };
        let count = store::notice::count_notices(db, market.id, &filter).await?;
        counts.push((state, usize::try_from(count).unwrap_or(usize::MAX)));
    }
    Ok(counts)
}

/// # Errors
/// `NotFound` when there is no such notice, `Forbidden` for all but the operators of its market.
pub async fn open_notice(
    app: &App,
    actor: &Actor,
    market: &str,
    id: &str,
) -> Result<OpenNotice, AppError> {
    let db = app.store.reader();
    let market = find_market(db, market).await?;
    actor.require_operator(market.id)?;
    let found = store::notice::find_notice(db, market.id, id).await?;
    // What was erased cannot be read again.
    let found = found.filter(|notice| notice.erased_at.is_none());
    Ok(open(db, found.ok_or(AppError::NotFound("notice"))?).await?)
}

/// The letter as its reader gets it. The secret link stands in it only on paper, for whoever
/// prints it: what went out by mail has reached its reader, and nobody else needs their link.
///
/// # Errors
/// `Internal` when the facts were written by another version.
pub fn letter_of(app: &App, notice: &OpenNotice, public_url: &str) -> Result<Letter, AppError> {
    let printed = notice
        .code
        .as_deref()
        .filter(|_| notice.notice.channel == Channel::Paper);
    let link = printed.map(|code| standing_url(public_url, &app.keys.link(code)));
    Ok(notice.letter(link.as_deref(), app.now())?)
}
