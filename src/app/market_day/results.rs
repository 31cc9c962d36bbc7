//! What a day's draw said about one vendor, and how vendors hear of their day.

use entity::day_draw;
use entity::ids::ApplicationId;
use entity::kinds::PublicResult;

use super::problem::wish_names;
use super::step::{DayFacts, DayStep};
use crate::app::round::step::read;
use crate::app::tell::{Telling, tell};
use crate::app::{App, AppError};
use crate::engine::{Applicant, Entry, Outcome, Problem};
use crate::store;
use crate::text::message::{DayChange, DayName, Message, Standing, TimeResult};

/// The problem and outcome of a day that was drawn.
#[derive(Clone, Debug)]
pub struct DayResults {
    pub problem: Problem,
    pub outcome: Outcome,
}

impl DayResults {
    /// None before the day was drawn.
    ///
    /// # Errors
    /// `Internal` when another version wrote what this one cannot read.
    pub fn of(facts: &DayFacts) -> Result<Option<Self>, AppError> {
        let Some(draw) = &facts.draw else {
            return Ok(None);
        };
        let Some(outcome) = &draw.outcome else {
            return Ok(None);
        };
        Ok(Some(Self {
            problem: frozen_problem(draw)?,
            outcome: Outcome::from_bytes(outcome)
                .map_err(|error| AppError::Internal(format!("outcome of a day: {error}")))?,
        }))
    }

    /// # Errors
    /// `Internal` when a name cannot be read.
    pub fn result_of(&self, facts: &DayFacts, code: &str) -> Result<Option<TimeResult>, AppError> {
        let mut applicants = self.problem.applicants.iter();
        let applicant = applicants.find(|row| row.code == code);
        let found = self.outcome.entry(code).zip(applicant);
        found
            .map(|(entry, applicant)| self.time_result(facts, entry, applicant))
            .transpose()
    }

    fn time_result(
        &self,
        facts: &DayFacts,
        entry: &Entry,
        applicant: &Applicant,
    ) -> Result<TimeResult, AppError> {
        let category = applicant.category.as_deref();
        let category = category.and_then(|code| facts.plan.category_by_code(code));
        let of = u32::try_from(self.problem.applicants.len()).unwrap_or(u32::MAX);
        let standings = entry.standings.iter().map(|standing| Standing {
            pool: standing.pool.clone(),
            position: standing.position,
            of,
            // Nobody waits for a day that is over tonight.
            waiting: None,
        });
        Ok(TimeResult {
            trading_time: facts.time.clone(),
            result: if entry.stalls.is_empty() {
                PublicResult::NotPlaced
            } else {
                PublicResult::Placed
            },
            stalls: entry.stalls.clone(),
            min: applicant.min,
            max: applicant.max,
            waiting: None,
            reason: entry.reason.clone(),
            bounded: entry.bounded,
            preference: entry.preference,
            wishes: wish_names(facts, &applicant.preferences)?,
            standings: standings.collect(),
            category: category.map(|row| read(&row.names)).transpose()?,
        })
    }
}

/// # Errors
/// `Internal` when the bytes cannot be read.
pub fn frozen_problem(draw: &day_draw::Model) -> Result<Problem, AppError> {
    Problem::from_json(&draw.problem)
        .map_err(|errors| AppError::Internal(format!("problem of a day: {errors:?}")))
}

/// The day as letters name it.
pub fn day_name(facts: &DayFacts) -> DayName {
    DayName {
        trading_time: facts.time.clone(),
        date: facts.row.date,
        opens_at: facts.row.opens_at,
        lists_close_at: facts.lifecycle().lists_close_at(),
    }
}

/// Tells a vendor what was noted for a day; nobody when no application stands behind it.
///
/// # Errors
/// When the database refuses.
pub async fn tell_of_day(
    app: &App,
    step: &DayStep,
    application: Option<ApplicationId>,
    change: DayChange,
    stall: Option<&str>,
    version: i32,
) -> Result<(), AppError> {
    let Some(id) = application else {
        return Ok(());
    };
    let application = store::application::load_application(step.tx.conn(), id).await?;
    let message = Message::DayNoted {
        day: day_name(&step.facts),
        change,
        stall: stall.map(str::to_owned),
    };
    let telling = Telling {
        occasion: format!(
            "{}:{}:{}:{version}",
            application.code,
            step.facts.at.name(),
            change.word()
        ),
        application: &application,
        offer_id: None,
        message,
    };
    tell(app, &step.tx, vec![telling]).await
}
