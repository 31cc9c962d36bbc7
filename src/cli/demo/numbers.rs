//! What came of a scenario, counted in the database.

use std::collections::BTreeSet;
use std::path::PathBuf;

use entity::ids::ApplicationId;
use entity::kinds::{Channel, HoldingState, OfferState, Pool, RoundState, WaitingState};
use entity::{application, holding, market, round};
use serde::Serialize;

use crate::app::{App, AppError};
use crate::cli::seed::{ApplicationSeed, EndState, Fate, Scenario};
use crate::config::Config;
use crate::store;
use crate::store::notice::NoticeFilter;

/// Vendors are counted once, slots once for each trading time.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Numbers {
    pub stalls: usize,
    /// In the round that ran: everybody who tried.
    pub applied: usize,
    /// The same, under the name that the pages use.
    pub applications: usize,
    pub refused_late: usize,
    pub refused_incomplete: usize,
    /// On the list that was drawn.
    pub accepted: usize,
    pub charity_slots: usize,
    pub charity_slots_filled: usize,
    pub slots: usize,
    pub slots_filled: usize,
    pub vendors_placed: usize,
    pub vendors_waiting: usize,
    pub offers_confirmed: usize,
    pub offers_declined: usize,
    pub offers_expired: usize,
    pub offers_open: usize,
    pub notices: u64,
    pub notices_on_paper: u64,
    pub mail_dir: PathBuf,
    pub rounds: Vec<RoundNumbers>,
    /// The code of somebody who waits, whose page says why.
    #[serde(skip)]
    pub unlucky: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct RoundNumbers {
    pub code: String,
    pub state: RoundState,
    pub applications: usize,
}

impl Numbers {
    /// # Errors
    /// When the database cannot be read.
    pub async fn count(app: &App, config: &Config, scenario: &Scenario) -> Result<Self, AppError> {
        let db = app.store.reader();
        let slug = scenario.market.slug.as_str();
        let market = store::market::find_market(db, slug).await?;
        let market = market.ok_or(AppError::NotFound("market"))?;
        let mut numbers = Self {
            stalls: store::market::load_plan(db, market.id).await?.stalls.len(),
            mail_dir: config.mail_dir(),
            ..Self::default()
        };
        for (seed, lines) in &scenario.rounds {
            let code = seed.code.as_str();
            let Some(row) = store::round::find_round(db, market.id, code).await? else {
                continue;
            };
            numbers.add_round(app, &row).await?;
            if seed.end_state == EndState::Running && numbers.slots == 0 {
                numbers.add_lines(lines);
                numbers.add_result(app, &market, &row).await?;
            }
        }
        numbers.add_notices(app, &market).await?;
        Ok(numbers)
    }

    pub fn to_json(&self) -> String {
        // Numbers and text always serialise.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    async fn add_round(&mut self, app: &App, row: &round::Model) -> Result<(), AppError> {
        let ids = store::application::list_ids(app.store.reader(), row.id).await?;
        self.rounds.push(RoundNumbers {
            code: row.code.clone(),
            state: row.state,
            applications: ids.len(),
        });
        Ok(())
    }

    /// Whoever was refused at the door has left nothing in the database.
    fn add_lines(&mut self, lines: &[ApplicationSeed]) {
        let count = |fate| lines.iter().filter(|line| line.fate == fate).count();
        self.applied = lines.len();
        self.applications = lines.len();
        self.refused_late = count(Fate::Late);
        self.refused_incomplete = count(Fate::Incomplete);
    }

    async fn add_result(
        &mut self,
        app: &App,
        market: &market::Model,
        row: &round::Model,
    ) -> Result<(), AppError> {
        let db = app.store.reader();
        let listed = self.count_listed(app, row).await?;
        let slots = store::round::list_slots(db, row.id).await?;
        let holdings = store::holding::list_holdings(db, market.id, row.id).await?;
        let running: Vec<&holding::Model> = holdings
            .iter()
            .filter(|held| held.state == HoldingState::Running)
            .collect();
        let is_charity = |pool: Pool| pool == Pool::Charity;
        self.accepted = listed.len();
        self.slots = slots.len();
        self.slots_filled = running.len();
        self.charity_slots = slots.iter().filter(|slot| is_charity(slot.pool)).count();
        self.charity_slots_filled = running.iter().filter(|held| is_charity(held.pool)).count();
        let placed: BTreeSet<_> = running.iter().map(|held| held.registration_id).collect();
        self.vendors_placed = placed.len();
        let waiting = waiting_applications(app, row).await?;
        let mut waiting = store::application::load_applications(db, waiting).await?;
        waiting.retain(|row| !placed.contains(&row.registration_id));
        self.vendors_waiting = waiting.len();
        self.unlucky = self.find_unlucky(app, &waiting).await?;
        self.add_offers(app, market, row).await
    }

    async fn count_listed(
        &self,
        app: &App,
        row: &round::Model,
    ) -> Result<BTreeSet<ApplicationId>, AppError> {
        let db = app.store.reader();
        let mut listed = BTreeSet::new();
        for draw in store::draw::list_draws(db, row.id).await? {
            let entries = store::draw::list_entries(db, draw.id).await?;
            listed.extend(entries.into_iter().map(|entry| entry.application_id));
        }
        Ok(listed)
    }

    /// The first by code to whom nothing was ever offered.
    async fn find_unlucky(
        &self,
        app: &App,
        waiting: &[application::Model],
    ) -> Result<Option<String>, AppError> {
        for row in waiting {
            let offers = store::offer::list_offers_of(app.store.reader(), row.id).await?;
            if offers.is_empty() {
                return Ok(Some(row.code.clone()));
            }
        }
        Ok(None)
    }

    async fn add_offers(
        &mut self,
        app: &App,
        market: &market::Model,
        row: &round::Model,
    ) -> Result<(), AppError> {
        let offers = store::offer::list_offers(app.store.reader(), market.id, row.id).await?;
        let count = |state| offers.iter().filter(|offer| offer.state == state).count();
        self.offers_confirmed = count(OfferState::Confirmed);
        self.offers_declined = count(OfferState::Declined);
        self.offers_expired = count(OfferState::Expired);
        self.offers_open = count(OfferState::Open);
        Ok(())
    }

    async fn add_notices(&mut self, app: &App, market: &market::Model) -> Result<(), AppError> {
        let db = app.store.reader();
        let all = NoticeFilter::default();
        let on_paper = NoticeFilter {
            channel: Some(Channel::Paper),
            ..NoticeFilter::default()
        };
        self.notices = store::notice::count_notices(db, market.id, &all).await?;
        self.notices_on_paper = store::notice::count_notices(db, market.id, &on_paper).await?;
        Ok(())
    }
}

/// Who waits, or has an offer from the waiting list that is not answered yet.
async fn waiting_applications(
    app: &App,
    row: &round::Model,
) -> Result<Vec<ApplicationId>, AppError> {
    let entries = store::waiting::list_waiting_in_round(app.store.reader(), row.id).await?;
    let waiting: BTreeSet<ApplicationId> = entries
        .iter()
        .filter(|entry| matches!(entry.state, WaitingState::Waiting | WaitingState::Offered))
        .map(|entry| entry.application_id)
        .collect();
    Ok(waiting.into_iter().collect())
}
