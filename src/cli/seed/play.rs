//! Plays a scenario through the use cases, with a clock that is moved from step to step.
//!
//! Every step looks at what is there and does only what is missing, so that it can be ended at
//! any moment and begun again. The accounts come last: whoever can sign in finds a scenario that
//! has been played to its end, and from then on nothing of it is done again.

use chrono::{Duration, NaiveDate};
use entity::kinds::RoundState;
use entity::round;

use super::accounts::AccountSeed;
use super::rounds::{RoundSeed, day_from};
use super::scenario::Scenario;
use super::timeline::{Step, events, first_day};
use super::vendors::Vendors;
use crate::app::draw::{RecordSeed, record_seed};
use crate::app::market::{create_market, import_stalls};
use crate::app::round::{
    CharityStalls, PlanRound, RoundRef, close_applications, freeze_list, make_final, open_round,
    plan_round, publish_list, publish_result,
};
use crate::app::staff::{AddStaff, add_staff};
use crate::app::{Actor, App, AppError};
use crate::cli::Failure;
use crate::clock::Clock;
use crate::domain::announced::AnnouncedDates;
use crate::domain::calendar::{Term, resolve};
use crate::domain::values::Password;
use crate::jobs;
use crate::jobs::outbox::Outbox;
use crate::notice::Post;
use crate::store;

/// Longer than any claim of a job, so that what a killed run had claimed is taken over.
const PAST_EVERY_LEASE: Duration = Duration::minutes(11);

/// A scenario on its way through an installation.
pub(super) struct Player<'a> {
    pub scenario: &'a Scenario,
    /// Its clock is moved by hand.
    pub app: App,
    pub market: String,
    /// The day 0 of the scenario.
    pub today: NaiveDate,
    pub vendors: Vendors,
    outbox: Outbox,
}

/// Brings the installation to the end of the scenario. Again, it does nothing.
///
/// # Errors
/// When a use case refuses what the seed asks for, or the database fails.
pub async fn play(app: &App, post: &Post, scenario: &Scenario) -> Result<(), Failure> {
    if is_played(app, scenario).await? {
        return Ok(());
    }
    let mut player = Player::begin(app, post, scenario).await?;
    for event in events(scenario, player.today, app.now()) {
        player.app.clock.set(event.at);
        player
            .take(&event.step)
            .await
            .map_err(|error| explain(&event.step, error))?;
    }
    player.app.clock.set(app.now());
    player.deliver().await?;
    for account in &scenario.accounts {
        add_account(app, scenario, account).await?;
    }
    Ok(())
}

/// The last of the accounts is the last thing that is made.
async fn is_played(app: &App, scenario: &Scenario) -> Result<bool, Failure> {
    let Some(last) = scenario.accounts.last() else {
        return Ok(false);
    };
    let email = last.email.as_str();
    let found = store::staff::find_staff_by_email(app.store.reader(), email).await?;
    Ok(found.is_some())
}

fn explain(step: &Step<'_>, error: AppError) -> Failure {
    let what = match step {
        Step::CreateMarket => "the market".to_owned(),
        Step::Deliver => "the mails".to_owned(),
        Step::Deadlines => "the deadlines".to_owned(),
        Step::Apply(round, line) | Step::Decide(round, line) | Step::Withdraw(round, line) => {
            format!("{}, application of {}", round.code, line.person)
        }
        Step::PlanRound(round)
        | Step::OpenRound(round)
        | Step::CloseApplications(round)
        | Step::Attest(round, _)
        | Step::PublishList(round)
        | Step::FreezeList(round)
        | Step::RecordSeed(round)
        | Step::ComputeDraws(round)
        | Step::PublishResult(round)
        | Step::MakeFinal(round)
        | Step::Answer(round, _) => round.code.to_string(),
    };
    let why = Failure::from(error);
    Failure::failed(format!("{what}: {}", why.message()))
}

/// Somebody may have been added before the program was ended.
async fn add_account(app: &App, scenario: &Scenario, account: &AccountSeed) -> Result<(), Failure> {
    let email = account.email.as_str();
    let known = store::staff::find_staff_by_email(app.store.reader(), email).await?;
    if known.is_some() {
        return Ok(());
    }
    let command = AddStaff {
        email: account.email.clone(),
        name: account.name.clone(),
        password: invented_password(app, account)?,
        language: account.language,
        roles: account.roles.clone(),
        market: Some(scenario.market.slug.to_string()),
        organisation: account.organisation.clone(),
    };
    Ok(add_staff(app, &Actor::System, command).await?)
}

/// What a scenario's account signs in with.
///
/// # Errors
/// Never, as long as it is as long as passwords have to be.
pub fn invented_password(app: &App, account: &AccountSeed) -> Result<Password, Failure> {
    let text = app.keys.invented_password(account.email.as_str());
    Password::parse(&text).map_err(|error| Failure::failed(error.to_string()))
}

impl<'a> Player<'a> {
    async fn begin(app: &App, post: &Post, scenario: &'a Scenario) -> Result<Self, Failure> {
        let market = scenario.market.slug.to_string();
        let now = app.now();
        let zone = scenario.market.time_zone;
        let found = store::market::find_market(app.store.reader(), &market).await?;
        // A scenario that was begun on another day keeps its days.
        let today = match found {
            Some(row) => {
                let created_on = row.created_at.with_timezone(&zone).date_naive();
                day_from(created_on, -first_day(scenario))
            }
            None => now.with_timezone(&zone).date_naive(),
        };
        let rounds = scenario.rounds.iter().map(|(round, _)| &round.code);
        let vendors = Vendors::load(app, &scenario.people, &market, rounds).await?;
        let app = App {
            clock: Clock::manual(now),
            ..app.clone()
        };
        Ok(Self {
            outbox: Outbox::new(app.clone(), post.clone()),
            scenario,
            app,
            market,
            today,
            vendors,
        })
    }

    async fn take(&mut self, step: &Step<'_>) -> Result<(), AppError> {
        match step {
            Step::CreateMarket => self.create_market().await,
            Step::PlanRound(round) => self.plan_round(round).await,
            Step::Apply(round, line) => self.apply(round, line).await,
            Step::Attest(round, lines) => self.attest(round, lines).await,
            Step::Decide(round, line) => self.decide(round, line).await,
            Step::Withdraw(round, line) => self.withdraw(round, line).await,
            Step::Answer(round, lines) => self.answer_offers(round, lines).await,
            Step::Deliver => self.deliver().await,
            Step::Deadlines => jobs::deadlines::run_due(&self.app).await.map(drop),
            Step::RecordSeed(round) => self.record_seed(round).await,
            Step::ComputeDraws(round) => self.compute_draws(round).await,
            Step::OpenRound(round)
            | Step::CloseApplications(round)
            | Step::PublishList(round)
            | Step::FreezeList(round)
            | Step::PublishResult(round)
            | Step::MakeFinal(round) => self.move_round(step, round).await,
        }
    }

    async fn create_market(&self) -> Result<(), AppError> {
        let db = self.app.store.reader();
        let known = store::market::find_market(db, &self.market).await?;
        let market_id = if let Some(row) = known {
            row.id
        } else {
            let command = self.scenario.market.clone();
            create_market(&self.app, &Actor::System, command).await?
        };
        let plan = store::market::load_plan(db, market_id).await?;
        if plan.stalls.is_empty() {
            let csv = &self.scenario.stalls.csv;
            import_stalls(&self.app, &Actor::System, &self.market, csv).await?;
        }
        Ok(())
    }

    async fn plan_round(&self, round: &RoundSeed) -> Result<(), AppError> {
        if self.find_round(round).await?.is_some() {
            return Ok(());
        }
        let days = round.days;
        let on = |day| day_from(self.today, day);
        let until = on(days.applications_until).and_time(days.applications_until_at);
        let term = Term::new(on(days.term_from), on(days.term_to))
            .map_err(|error| AppError::Internal(error.to_string()))?;
        let times = round.times.iter().map(|(time, stalls)| CharityStalls {
            trading_time: time.clone(),
            stalls: stalls.clone(),
        });
        let command = PlanRound {
            market: self.market.clone(),
            code: round.code.clone(),
            names: round.names.clone(),
            term,
            dates: AnnouncedDates {
                applications_until_utc: resolve(until, self.scenario.market.time_zone),
                list_on: on(days.listed),
                freeze_on: on(days.frozen),
                draw_on: on(days.drawn),
                result_on: on(days.published),
                final_on: on(days.made_final),
            },
            rules: round.rules(self.today),
            times: times.collect(),
        };
        plan_round(&self.app, &Actor::System, command).await
    }

    /// Takes a step that a round takes once, from one state only.
    async fn move_round(&self, step: &Step<'_>, round: &RoundSeed) -> Result<(), AppError> {
        let state = self.state_of(round).await?;
        let (app, actor, at) = (&self.app, &Actor::System, self.at(round));
        match (step, state) {
            (Step::OpenRound(_), RoundState::Planned) => open_round(app, actor, at).await,
            (Step::CloseApplications(_), RoundState::Open) => {
                close_applications(app, actor, at).await
            }
            (Step::PublishList(_), RoundState::Reviewing) => publish_list(app, actor, at).await,
            (Step::FreezeList(_), RoundState::Listed) => {
                freeze_list(&self.with_chance_of(round.code.as_str()), actor, at).await
            }
            (Step::PublishResult(_), RoundState::Drawn) => publish_result(app, actor, at).await,
            (Step::MakeFinal(_), RoundState::Published) => make_final(app, actor, at).await,
            // Done before the program was ended.
            _ => Ok(()),
        }
    }

    async fn record_seed(&self, round: &RoundSeed) -> Result<(), AppError> {
        let Some(row) = self.find_round(round).await? else {
            return Ok(());
        };
        let draws = store::draw::list_draws(self.app.store.reader(), row.id).await?;
        if row.state != RoundState::Frozen || draws.iter().all(|draw| draw.seed.is_some()) {
            return Ok(());
        }
        let command = RecordSeed {
            at: self.at(round),
            values: round.seed_values.iter().cloned().map(Into::into).collect(),
            weak_accepted: true,
        };
        record_seed(&self.app, &Actor::System, command).await
    }

    async fn compute_draws(&self, round: &RoundSeed) -> Result<(), AppError> {
        jobs::draws::run_due(&self.app).await?;
        if self.state_of(round).await? == RoundState::Frozen {
            self.app.clock.advance(PAST_EVERY_LEASE);
            jobs::draws::run_due(&self.app).await?;
        }
        Ok(())
    }

    async fn deliver(&self) -> Result<(), AppError> {
        self.outbox.run_until_empty().await?;
        let left = store::notice::count_undelivered(self.app.store.reader()).await?;
        if left > 0 {
            self.app.clock.advance(PAST_EVERY_LEASE);
            self.outbox.run_until_empty().await?;
        }
        self.hand_over_letters().await
    }

    pub(super) fn at(&self, round: &RoundSeed) -> RoundRef {
        RoundRef {
            market: self.market.clone(),
            round: round.code.to_string(),
        }
    }

    pub(super) async fn state_of(&self, round: &RoundSeed) -> Result<RoundState, AppError> {
        let row = self.find_round(round).await?;
        Ok(row.map_or(RoundState::Planned, |row| row.state))
    }

    pub(super) async fn find_round(
        &self,
        round: &RoundSeed,
    ) -> Result<Option<round::Model>, AppError> {
        let db = self.app.store.reader();
        let Some(market) = store::market::find_market(db, &self.market).await? else {
            return Ok(None);
        };
        let code = round.code.as_str();
        Ok(store::round::find_round(db, market.id, code).await?)
    }
}
