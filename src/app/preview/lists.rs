//! From the rows of a round to the problems that a preview draws, one for each trading time.

use chrono_tz::Tz;
use entity::kinds::ApplicationState;
use entity::{market, round};
use sea_orm::ConnectionTrait;

use super::PreviewList;
use crate::app::draw::problem::{build_problem, load_list_of};
use crate::app::{App, AppError};
use crate::domain::rules::RoundRules;
use crate::engine::Problem;
use crate::store;
use crate::store::application::ApplicationWithTimes;

/// The problem of a trading time, by its code.
#[derive(Clone, Debug)]
pub(super) struct TimeProblem {
    pub(super) time: String,
    pub(super) problem: Problem,
}

/// Whose rules and stalls they are.
#[derive(Debug)]
pub(super) struct Ground<'a> {
    pub(super) market: &'a market::Model,
    pub(super) round: &'a round::Model,
    pub(super) rules: &'a RoundRules,
    pub(super) time_zone: Tz,
}

/// Nothing for trading times that nobody asks for.
///
/// # Errors
/// `NotFound` when the other round is none of this market.
pub(super) async fn load_problems(
    app: &App,
    db: &impl ConnectionTrait,
    ground: &Ground<'_>,
    list: &PreviewList,
) -> Result<Vec<TimeProblem>, AppError> {
    let applications = load_applications(db, ground, list).await?;
    let list = load_list_of(app, db, ground.round, applications, ground.time_zone).await?;
    let mut problems = Vec::new();
    for id in list.trading_times.clone() {
        let problem = build_problem(&list, ground.rules, id)?;
        let time = list.plan.trading_time(id);
        let time = time.ok_or(AppError::NotFound("trading time"))?;
        if !problem.applicants.is_empty() {
            problems.push(TimeProblem {
                time: time.code.clone(),
                problem,
            });
        }
    }
    Ok(problems)
}

async fn load_applications(
    db: &impl ConnectionTrait,
    ground: &Ground<'_>,
    list: &PreviewList,
) -> Result<Vec<ApplicationWithTimes>, AppError> {
    use ApplicationState::{Accepted, NeedsChanges, Submitted};
    let (round_id, states): (_, &[ApplicationState]) = match list {
        PreviewList::Accepted {} => (ground.round.id, &[Accepted]),
        PreviewList::UndecidedToo {} => (ground.round.id, &[Accepted, Submitted, NeedsChanges]),
        PreviewList::OfRound { round } => {
            let found = store::round::find_round(db, ground.market.id, round).await?;
            (found.ok_or(AppError::NotFound("round"))?.id, &[Accepted])
        }
    };
    let mut rows = store::application::list_with_times(db, round_id).await?;
    rows.retain(|row| states.contains(&row.application.state));
    Ok(rows)
}
