//! The outbox as the operators of a market see it.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use entity::ids::ApplicationId;
use entity::{market, notice, person};

use crate::app::place::find_market;
use crate::app::round::step::time_zone_of;
use crate::app::{Actor, App, AppError};
use crate::store;
use crate::store::notice::NoticeFilter;

#[derive(Debug)]
pub struct NoticesShown {
    pub market: market::Model,
    pub time_zone: Tz,
    pub rows: Vec<NoticeShown>,
    pub total: usize,
}

#[derive(Clone, Debug)]
pub struct NoticeShown {
    pub notice: notice::Model,
    pub person: person::Model,
    /// The application that it is about.
    pub code: Option<String>,
}

/// The latest first; `page` counts from 0.
///
/// # Errors
/// `NotFound` when there is no such market, `Forbidden` for all but its operators.
pub async fn list_notices(
    app: &App,
    actor: &Actor,
    market: &str,
    filter: &NoticeFilter,
    page: usize,
    page_size: usize,
) -> Result<NoticesShown, AppError> {
    let db = app.store.reader();
    let market = find_market(db, market).await?;
    actor.require_operator(market.id)?;
    let (page, page_size) = (page as u64, page_size as u64);
    let notices = store::notice::list_notices(db, market.id, filter, page, page_size).await?;
    let total = store::notice::count_notices(db, market.id, filter).await?;
    Ok(NoticesShown {
        rows: with_people(app, notices).await?,
        total: usize::try_from(total).unwrap_or(usize::MAX),
        time_zone: time_zone_of(&market)?,
        market,
    })
}

async fn with_people(app: &App, notices: Vec<notice::Model>) -> Result<Vec<NoticeShown>, AppError> {
    let db = app.store.reader();
    let persons =
        store::person::load_persons(db, notices.iter().map(|notice| notice.person_id)).await?;
    let ids = notices
        .iter()
        .filter_map(|notice| notice.application_id)
        .collect();
    let codes: BTreeMap<ApplicationId, String> = store::application::load_applications(db, ids)
        .await?
        .into_iter()
        .map(|row| (row.id, row.code))
        .collect();
    Ok(notices
        .into_iter()
        .filter_map(|notice| {
            let person = persons.get(&notice.person_id)?.clone();
            let code = notice.application_id.and_then(|id| codes.get(&id).cloned());
            Some(NoticeShown {
                notice,
                person,
                code,
            })
        })
        .collect())
}

/// # Errors
/// `NotFound` when there is no such notice, `Forbidden` for all but the operators of its market.
pub async fn open_notice(
    app: &App,
    actor: &Actor,
    market: &str,
    id: &str,
) -> Result<(market::Model, NoticeShown), AppError> {
    let db = app.store.reader();
    let market = find_market(db, market).await?;
    actor.require_operator(market.id)?;
    let found = store::notice::find_notice(db, market.id, id).await?;
    let found = found.ok_or(AppError::NotFound("notice"))?;
    let shown = with_people(app, vec![found]).await?.pop();
    Ok((market, shown.ok_or(AppError::NotFound("notice"))?))
}
