//! Writing what a file says: the round it stands under, the vendors, what they hold.

use chrono::NaiveDate;
use entity::ids::TradingTimeId;
use entity::kinds::{ApplicationState, HoldingState, Origin, Pool, RoundState};
use entity::{
    application, application_time, holding, market_day, occupancy, registration, round, round_time,
    slot,
};
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use super::known::{load_known, save_vendor};
use super::lines::{Held, VendorLines, times_of};
use super::table::error_at;
use super::{ImportOutcome, ImportVendors, Importing, VendorImported, VendorsImported};
use crate::app::round::days_of;
use crate::app::round::step::time_zone_of;
use crate::app::{App, AppError};
use crate::domain::announced::AnnouncedDates;
use crate::domain::import::{ImportError, ImportProblem};
use crate::domain::values::{ApplicationCode, Ticket};
use crate::store;
use crate::text::columns::VendorColumn as C;

/// The round under which the holdings stand, with every trading time and slot that they need.
pub(super) async fn save_round(
    app: &App,
    importing: &Importing<'_>,
    found: Option<round::Model>,
    command: &ImportVendors,
    vendors: &[VendorLines],
    today: NaiveDate,
) -> Result<round::Model, AppError> {
    let Importing {
        tx,
        market,
        plan,
        term,
    } = *importing;
    let round = match found {
        Some(round) => round,
        None => tx.insert(new_round(app, importing, command, today)).await?,
    };
    let there = store::round::list_round_times(tx.conn(), round.id).await?;
    for id in times_of(vendors) {
        let time = plan.trading_time(id);
        let time = time.ok_or(AppError::NotFound("trading time"))?;
        let days = days_of(time, term, time_zone_of(market)?)?;
        store::market::insert_market_days(tx, days).await?;
        if !there.contains(&id) {
            insert_slots(importing, &round, id, vendors).await?;
        }
    }
    Ok(round)
}

async fn insert_slots(
    importing: &Importing<'_>,
    round: &round::Model,
    time: TradingTimeId,
    vendors: &[VendorLines],
) -> Result<(), AppError> {
    let row = round_time::ActiveModel {
        market_id: Set(round.market_id),
        round_id: Set(round.id),
        trading_time_id: Set(time),
    };
    importing.tx.insert_all(vec![row]).await?;
    let held = || vendors.iter().flat_map(|vendor| &vendor.holds);
    let pool_of = |stall_id| {
        let mut here = held().filter(|held| held.trading_time_id == time);
        let own = here.find(|held| held.stall_id == stall_id);
        own.map_or(Pool::Open, |held| held.pool)
    };
    let slots = importing.plan.stalls.iter().map(|row| slot::ActiveModel {
        market_id: Set(round.market_id),
        round_id: Set(round.id),
        trading_time_id: Set(time),
        stall_id: Set(row.stall.id),
        pool: Set(pool_of(row.stall.id)),
        ..Default::default()
    });
    Ok(importing.tx.insert_all(slots.collect()).await?)
}

/// It was never opened, and nothing of it is drawn: it runs for the rest of its term.
fn new_round(
    app: &App,
    importing: &Importing<'_>,
    command: &ImportVendors,
    today: NaiveDate,
) -> round::ActiveModel {
    let term = importing.term;
    let dates = AnnouncedDates {
        applications_until_utc: app.now(),
        list_on: today,
        freeze_on: today,
        draw_on: today,
        result_on: today,
        final_on: today,
    };
    round::ActiveModel {
        market_id: Set(importing.market.id),
        code: Set(command.round.to_string()),
        names: Set(json!(command.names)),
        state: Set(if today < term.from() {
            RoundState::Final
        } else {
            RoundState::Running
        }),
        term_from: Set(term.from()),
        term_to: Set(term.to()),
        rules: Set(rules()),
        plan: Set(json!(dates)),
        version: Set(1),
        created_at: Set(app.now()),
        ..Default::default()
    }
}

/// What was agreed with each of them before is not known here; nothing is charged by it.
fn rules() -> Value {
    let groups: Vec<_> = entity::kinds::HardshipGroup::all().collect();
    json!({
        "version": 1,
        "fee": { "amount_fen": 0, "per": "term" },
        "charity_fee_waived": true,
        "placement": "fill",
        "pools": [
            { "pool": "charity", "groups": groups, "unfilled": "hold" },
            { "pool": "open", "order": ["rank"] },
        ],
        "seed_sources": [],
    })
}

/// # Errors
/// `Import` when somebody else has one of the stalls.
pub(super) async fn save_vendors(
    app: &App,
    importing: &Importing<'_>,
    round: &round::Model,
    vendors: &[VendorLines],
    today: NaiveDate,
) -> Result<VendorsImported, AppError> {
    let mut known = load_known(importing).await?;
    let mut imported = VendorsImported {
        vendors: Vec::with_capacity(vendors.len()),
        holdings: 0,
    };
    let mut errors = Vec::new();
    for vendor in vendors {
        let (row, outcome) = save_vendor(app, importing, &mut known, vendor).await?;
        let mut saving = Saving {
            app,
            importing,
            round,
            today,
            errors: &mut errors,
        };
        let (access, holdings) = saving.save_holds(&row, vendor).await?;
        imported.holdings += holdings;
        imported.vendors.push(VendorImported {
            line: vendor.line,
            name: vendor.who.name.to_string(),
            outcome: match outcome {
                ImportOutcome::Unchanged if holdings > 0 => ImportOutcome::Changed,
                outcome => outcome,
            },
            access: access.map(|code| {
                let link = app.keys.link(code.as_str());
                (code, link)
            }),
        });
    }
    if errors.is_empty() {
        Ok(imported)
    } else {
        Err(AppError::Import(errors))
    }
}

/// How many stalls they have at once at most.
fn most_held(holds: &[Held]) -> i32 {
    let at = |one: &Held| {
        let here = holds.iter().filter(|held| {
            held.trading_time_id == one.trading_time_id
                && held.from <= one.from
                && one.from <= held.to
        });
        here.count()
    };
    let most = holds.iter().map(at).max();
    most.and_then(|most| i32::try_from(most).ok()).unwrap_or(1)
}

struct Saving<'a> {
    app: &'a App,
    importing: &'a Importing<'a>,
    round: &'a round::Model,
    today: NaiveDate,
    errors: &'a mut Vec<ImportError>,
}

impl Saving<'_> {
    /// What they hold, under an application that nobody had to decide on: it gives them their code
    /// and their link.
    async fn save_holds(
        &mut self,
        vendor: &registration::Model,
        lines: &VendorLines,
    ) -> Result<(Option<ApplicationCode>, usize), AppError> {
        if lines.holds.is_empty() {
            return Ok((None, 0));
        }
        let application = self.find_or_insert_application(vendor, lines).await?;
        let own = store::holding::list_holdings_of(self.importing.tx.conn(), vendor.id).await?;
        let mut added = 0;
        for held in &lines.holds {
            let mut there = own.iter().filter(|row| {
                row.round_id == self.round.id
                    && row.stall_id == held.stall_id
                    && row.trading_time_id == held.trading_time_id
                    && row.from_date <= held.to
                    && held.from <= row.to_date
            });
            match there.next() {
                Some(row) if (row.from_date, row.to_date) == (held.from, held.to) => {}
                Some(_) => {
                    let problem = ImportProblem::OtherDates(held.stall.clone());
                    self.refuse(held, problem);
                }
                None => added += usize::from(self.insert_holding(&application, held).await?),
            }
        }
        let code = ApplicationCode::parse(&application.code);
        let code = code.map_err(|error| AppError::Internal(error.to_string()))?;
        Ok((Some(code), added))
    }

    fn refuse(&mut self, held: &Held, problem: ImportProblem) {
        let error = error_at(held.line, C::Stalls.as_str(), problem);
        self.errors.push(error);
    }

    async fn find_or_insert_application(
        &self,
        vendor: &registration::Model,
        lines: &VendorLines,
    ) -> Result<application::Model, AppError> {
        let tx = self.importing.tx;
        let found =
            store::application::find_application_of(tx.conn(), self.round.id, vendor.id).await?;
        let application = if let Some(found) = found {
            found
        } else {
            tx.insert(self.new_application(vendor, lines)?).await?
        };
        self.insert_times(&application, lines).await?;
        Ok(application)
    }

    fn new_application(
        &self,
        vendor: &registration::Model,
        lines: &VendorLines,
    ) -> Result<application::ActiveModel, AppError> {
        let app = self.app;
        let category = lines.details.category;
        let category = category.ok_or(AppError::NotFound("category"))?;
        let code = ApplicationCode::from_random(app.chance.bytes());
        let ticket = Ticket::from_random(app.chance.bytes());
        Ok(application::ActiveModel {
            market_id: Set(vendor.market_id),
            round_id: Set(self.round.id),
            registration_id: Set(vendor.id),
            code: Set(code.to_string()),
            state: Set(ApplicationState::Accepted),
            category_id: Set(category),
            needs: Set(json!(lines.details.needs.as_deref().unwrap_or_default())),
            workers: Set(1),
            max_stalls: Set(most_held(&lines.holds)),
            asks_charity: Set(lines.holds.iter().any(|held| held.pool == Pool::Charity)),
            also_open: Set(true),
            link_hash: Set(app.keys.link(code.as_str()).hash()),
            ticket: Set(ticket.reveal().to_owned()),
            submitted_at: Set(app.now()),
            decided_at: Set(Some(app.now())),
            version: Set(1),
            ..Default::default()
        })
    }

    async fn insert_times(
        &self,
        application: &application::Model,
        lines: &VendorLines,
    ) -> Result<(), AppError> {
        let tx = self.importing.tx;
        let there = store::application::load_times(tx.conn(), application.id).await?;
        let missing = times_of(std::slice::from_ref(lines));
        let rows = missing
            .into_iter()
            .filter(|id| !there.iter().any(|row| row.time.trading_time_id == *id))
            .map(|id| application_time::ActiveModel {
                market_id: Set(application.market_id),
                application_id: Set(application.id),
                trading_time_id: Set(id),
                anywhere: Set(false),
                ..Default::default()
            });
        Ok(tx.insert_all(rows.collect()).await?)
    }

    /// Whether it was free.
    async fn insert_holding(
        &mut self,
        application: &application::Model,
        held: &Held,
    ) -> Result<bool, AppError> {
        let tx = self.importing.tx;
        let days = self.days_of(held).await?;
        let taken = store::block::list_occupancies_on(tx.conn(), held.stall_id, &days).await?;
        if !taken.is_empty() {
            self.refuse(held, ImportProblem::StallTaken(held.stall.clone()));
            return Ok(false);
        }
        let is_over = held.to < self.today;
        let row = holding::ActiveModel {
            public_id: Set(self.app.random_id()),
            market_id: Set(application.market_id),
            round_id: Set(self.round.id),
            trading_time_id: Set(held.trading_time_id),
            registration_id: Set(application.registration_id),
            application_id: Set(Some(application.id)),
            stall_id: Set(held.stall_id),
            pool: Set(held.pool),
            origin: Set(Origin::Imported),
            state: Set(if is_over {
                HoldingState::Over
            } else {
                HoldingState::Running
            }),
            from_date: Set(held.from),
            to_date: Set(held.to),
            started_at: Set(self.app.now()),
            version: Set(1),
            ..Default::default()
        };
        let row = tx.insert(row).await?;
        let occupancies = days.iter().map(|day| occupancy::ActiveModel {
            market_id: Set(row.market_id),
            market_day_id: Set(day.id),
            stall_id: Set(row.stall_id),
            holding_id: Set(Some(row.id)),
            ..Default::default()
        });
        tx.insert_all(occupancies.collect()).await?;
        Ok(true)
    }

    /// The market days of a holding that lie ahead.
    async fn days_of(&self, held: &Held) -> Result<Vec<market_day::Model>, AppError> {
        let db = self.importing.tx.conn();
        let (market_id, time) = (self.round.market_id, held.trading_time_id);
        let from = held.from.max(self.today);
        Ok(store::market::list_market_days(db, market_id, time, from, held.to).await?)
    }
}
