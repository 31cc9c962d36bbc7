//! A round as its operators see it: where it stands, what comes next, and the provisional result.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use entity::ids::{ApplicationId, RegistrationId};
use entity::kinds::{ApplicationState, Channel, NoticeState, OfferState};
use entity::{application, draw, draw_entry, market, offer, round, trading_time};

use super::step::{read, time_zone_of};
use crate::app::draw::results::DrawResults;
use crate::app::place::find_round;
use crate::app::{Actor, App, AppError};
use crate::domain::announced::AnnouncedDates;
use crate::domain::rules::RoundRules;
use crate::store;
use crate::store::application::{ApplicationFilter, ApplicationWithTimes};
use crate::store::market::MarketPlan;
use crate::store::notice::NoticeFilter;
use crate::text::message::TimeResult;

#[derive(Debug)]
pub struct RoundShown {
    pub market: market::Model,
    pub time_zone: Tz,
    pub round: round::Model,
    pub rules: RoundRules,
    pub dates: AnnouncedDates,
    pub plan: MarketPlan,
    pub counts: RoundCounts,
    pub times: Vec<trading_time::Model>,
    /// One for each trading time, from freezing on.
    pub draws: Vec<draw::Model>,
    pub offers: Vec<offer::Model>,
}

/// Numbers that link to what they count.
#[derive(Clone, Debug, Default)]
pub struct RoundCounts {
    pub applications: BTreeMap<ApplicationState, u64>,
    pub open_objections: usize,
    pub open_offers: usize,
    pub confirmed_offers: usize,
    pub undeliverable_notices: u64,
    pub paper_notices: u64,
}

impl RoundCounts {
    pub fn applications_in(&self, state: ApplicationState) -> usize {
        let count = self.applications.get(&state).copied().unwrap_or_default();
        usize::try_from(count).unwrap_or(usize::MAX)
    }
}

/// # Errors
/// `NotFound` when there is no such round, `Forbidden` for all but its operators and auditors.
pub async fn show_round(
    app: &App,
    actor: &Actor,
    market: &str,
    round: &str,
) -> Result<RoundShown, AppError> {
    let db = app.store.reader();
    let (market, round) = find_round(db, market, round).await?;
    actor.require_reader(market.id)?;
    let ids = store::round::list_round_times(db, round.id).await?;
    let plan = store::market::load_plan(db, market.id).await?;
    let offers = store::offer::list_offers(db, market.id, round.id).await?;
    Ok(RoundShown {
        counts: count(app, &market, &round, &offers).await?,
        time_zone: time_zone_of(&market)?,
        rules: read(&round.rules)?,
        dates: read(&round.plan)?,
        times: plan
            .trading_times
            .iter()
            .filter(|time| ids.contains(&time.id))
            .cloned()
            .collect(),
        draws: store::draw::list_latest_draws(db, round.id).await?,
        offers,
        plan,
        market,
        round,
    })
}

async fn count(
    app: &App,
    market: &market::Model,
    round: &round::Model,
    offers: &[offer::Model],
) -> Result<RoundCounts, AppError> {
    let db = app.store.reader();
    let mut counts = RoundCounts {
        open_objections: store::round::count_open_objections(db, round.id).await?,
        open_offers: offers
            .iter()
            .filter(|offer| offer.state == OfferState::Open)
            .count(),
        confirmed_offers: offers
            .iter()
            .filter(|offer| offer.state == OfferState::Confirmed)
            .count(),
        ..RoundCounts::default()
    };
    for state in ApplicationState::all() {
        let filter = ApplicationFilter {
            state: Some(state),
            ..ApplicationFilter::default()
        };
        let count = store::application::count_applications(db, round.id, &filter).await?;
        counts.applications.insert(state, count);
    }
    let undeliverable = NoticeFilter {
        state: Some(NoticeState::Undeliverable),
        ..NoticeFilter::default()
    };
    counts.undeliverable_notices =
        store::notice::count_notices(db, market.id, &undeliverable).await?;
    let paper = NoticeFilter {
        state: Some(NoticeState::Released),
        channel: Some(Channel::Paper),
        ..NoticeFilter::default()
    };
    counts.paper_notices = store::notice::count_notices(db, market.id, &paper).await?;
    Ok(counts)
}

/// What a draw said about one application, as operators see it.
#[derive(Clone, Debug)]
pub struct EntryShown {
    pub entry: draw_entry::Model,
    pub application: application::Model,
    /// Empty for whoever may not learn who a code is.
    pub trading_name: String,
    pub result: TimeResult,
}

/// The entries of a draw, those with a stall first, then by the number that decided.
///
/// # Errors
/// When the database fails.
pub async fn list_draw_entries(
    app: &App,
    actor: &Actor,
    plan: &MarketPlan,
    draw: &draw::Model,
) -> Result<Vec<EntryShown>, AppError> {
    actor.require_reader(draw.market_id)?;
    let knows_names = actor.knows_names(draw.market_id);
    let db = app.store.reader();
    let said = DrawResults::load(db, draw).await?;
    let list: BTreeMap<ApplicationId, ApplicationWithTimes> =
        store::application::list_with_times(db, draw.round_id)
            .await?
            .into_iter()
            .map(|row| (row.application.id, row))
            .collect();
    let ids: Vec<RegistrationId> = list
        .values()
        .map(|row| row.application.registration_id)
        .collect();
    let vendors = store::person::load_registrations(db, ids).await?;
    let mut shown = Vec::with_capacity(said.entries.len());
    for entry in &said.entries {
        let Some(row) = list.get(&entry.application_id) else {
            continue;
        };
        let Some(vendor) = vendors.get(&row.application.registration_id) else {
            continue;
        };
        let wanted = row
            .times
            .iter()
            .find(|wanted| wanted.time.trading_time_id == draw.trading_time_id);
        shown.push(EntryShown {
            result: said.time_result(plan, entry, &row.application, wanted)?,
            entry: entry.clone(),
            application: row.application.clone(),
            trading_name: if knows_names {
                vendor.trading_name.clone()
            } else {
                String::new()
            },
        });
    }
    shown.sort_by_key(|row| (row.result.stalls.is_empty(), row.entry.position));
    Ok(shown)
}
