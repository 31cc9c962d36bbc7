//! The applications of a round as its operators see them, a page at a time.

use chrono::NaiveDate;
use chrono_tz::Tz;
use entity::ids::TradingTimeId;
use entity::{application, market, person, registration, round};

use crate::app::place::{find_round, page_within};
use crate::app::round::step::{local_date, time_zone_of};
use crate::app::{Actor, App, AppError};
use crate::notice::{OpenNotice, open};
use crate::store;
use crate::store::application::{ApplicationFilter, TimeWithWishes};
use crate::store::market::MarketPlan;
use crate::store::notice::NoticeFilter;

#[derive(Debug)]
pub struct ApplicationsShown {
    pub market: market::Model,
    pub time_zone: Tz,
    pub round: round::Model,
    pub plan: MarketPlan,
    pub rows: Vec<ApplicationShown>,
    /// How many there are on all pages together.
    pub total: usize,
}

#[derive(Clone, Debug)]
pub struct ApplicationShown {
    pub application: application::Model,
    /// Empty for whoever may not learn who a code is.
    pub trading_name: String,
    pub times: Vec<TradingTimeId>,
    /// All that operators learn of a hardship.
    pub is_eligible_for_charity: bool,
}

/// `page` counts from 0; past the end it is the last.
///
/// # Errors
/// `NotFound` when there is no such round, `Forbidden` for all but its operators and auditors.
pub async fn list_applications(
    app: &App,
    actor: &Actor,
    at: (&str, &str),
    filter: &ApplicationFilter,
    page: usize,
    page_size: usize,
) -> Result<ApplicationsShown, AppError> {
    let db = app.store.reader();
    let (market, round) = find_round(db, at.0, at.1).await?;
    actor.require_reader(market.id)?;
    let total = store::application::count_applications(db, round.id, filter).await?;
    let page = page_within(total, page, page_size);
    let page_size = page_size as u64;
    let knows_names = actor.knows_names(market.id);
    let filter = &ApplicationFilter {
        codes_only: !knows_names,
        ..filter.clone()
    };
    let rows = store::application::list_applications(db, round.id, filter, page, page_size).await?;
    let time_zone = time_zone_of(&market)?;
    Ok(ApplicationsShown {
        rows: with_vendors(app, rows, knows_names, local_date(app.now(), time_zone)).await?,
        total: usize::try_from(total).unwrap_or(usize::MAX),
        plan: store::market::load_plan(db, market.id).await?,
        time_zone,
        market,
        round,
    })
}

pub(super) async fn with_vendors(
    app: &App,
    applications: Vec<application::Model>,
    knows_names: bool,
    today: NaiveDate,
) -> Result<Vec<ApplicationShown>, AppError> {
    let db = app.store.reader();
    let ids = applications.iter().map(|row| row.registration_id);
    let vendors = store::person::load_registrations(db, ids).await?;
    let persons = vendors.values().map(|vendor| vendor.person_id);
    let groups = store::attestation::list_groups(db, persons, today).await?;
    let ids = applications.iter().map(|row| row.id).collect();
    let mut times = store::application::list_times_of(db, ids).await?;
    Ok(applications
        .into_iter()
        .filter_map(|application| {
            let vendor = vendors.get(&application.registration_id)?;
            Some(ApplicationShown {
                is_eligible_for_charity: groups.contains_key(&vendor.person_id),
                times: times.remove(&application.id).unwrap_or_default(),
                application,
                trading_name: if knows_names {
                    vendor.trading_name.clone()
                } else {
                    String::new()
                },
            })
        })
        .collect())
}

/// One application as the operators of its market see it: without groups, attestations or pools.
#[derive(Debug)]
pub struct ApplicationOpened {
    pub market: market::Model,
    pub time_zone: Tz,
    pub round: round::Model,
    pub plan: MarketPlan,
    pub application: application::Model,
    pub vendor: registration::Model,
    pub person: person::Model,
    pub times: Vec<TimeWithWishes>,
    pub history: Vec<entity::audit::Model>,
    pub notices: Vec<OpenNotice>,
    /// "Eligible for the charity pool: yes" is all that operators learn.
    pub is_eligible_for_charity: bool,
}

/// How many rows of an application's history a page shows.
const HISTORY_ROWS: u64 = 200;
const NOTICE_ROWS: u64 = 50;

/// # Errors
/// `NotFound` when there is no such application, `Forbidden` for all but the operators.
pub async fn open_application(
    app: &App,
    actor: &Actor,
    code: &str,
) -> Result<ApplicationOpened, AppError> {
    let db = app.store.reader();
    let application = crate::app::place::find_application(db, code).await?;
    actor.require_operator(application.market_id)?;
    let market = store::market::load_market(db, application.market_id).await?;
    let vendor = store::person::load_registration(db, application.registration_id).await?;
    let time_zone = time_zone_of(&market)?;
    let today = local_date(app.now(), time_zone);
    let groups = store::attestation::list_groups(db, [vendor.person_id], today).await?;
    let subject = format!("application:{}", application.code);
    let filter = NoticeFilter {
        application_id: Some(application.id),
        ..NoticeFilter::default()
    };
    let mut notices = Vec::new();
    for notice in store::notice::list_notices(db, market.id, &filter, 0, NOTICE_ROWS).await? {
        notices.push(open(db, notice).await?);
    }
    Ok(ApplicationOpened {
        is_eligible_for_charity: application.asks_charity && !groups.is_empty(),
        round: store::round::load_round(db, application.round_id).await?,
        plan: store::market::load_plan(db, market.id).await?,
        person: store::person::load_person(db, vendor.person_id).await?,
        times: store::application::load_times(db, application.id).await?,
        history: store::audit::list_audit_of(db, market.id, &subject, HISTORY_ROWS).await?,
        notices,
        time_zone,
        vendor,
        application,
        market,
    })
}
