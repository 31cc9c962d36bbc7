//! Compute the next preview that waits: claim it, draw outside of any transaction, write once.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use chrono::Duration;
use entity::kinds::PreviewState;
use entity::preview;
use sea_orm::ActiveValue::Set;
use serde_json::json;
use tokio::task::JoinHandle;

use super::lists::{Ground, TimeProblem, load_problems};
use super::{Asked, FEWEST_TOLD, PreviewResult, TimeReport};
use crate::app::round::step::{read, time_zone_of};
use crate::app::{App, AppError};
use crate::domain::preview::{Preview, is_possible};
use crate::preview::{Detail, Plan, PreviewError, run};
use crate::store;

/// How long nothing may be heard of a computation before somebody else takes it over.
const LEASE: Duration = Duration::seconds(30);
/// How often it is said how far a computation is, and looked whether it is still wanted.
const BEAT: std::time::Duration = std::time::Duration::from_millis(250);

/// Computes one preview, if one waits; whoever calls this one after another uses one core. Returns
/// whether there was one. When `is_stopping` says so, it is left to whoever comes next.
///
/// # Errors
/// When the database fails; the preview is computed anew when its lease runs out.
pub async fn compute_next_preview(
    app: &App,
    is_stopping: impl Fn() -> bool,
) -> Result<bool, AppError> {
    let Some(mut claim) = take_next(app).await? else {
        return Ok(false);
    };
    let ended = match prepare(app, &claim.row).await? {
        Some(work) => compute(app, &mut claim, work, is_stopping).await,
        // The list was frozen while it waited.
        None => claim.end(app, PreviewState::Cancelled, None).await,
    };
    match ended {
        // It was cancelled, or another instance took the claim over.
        Err(AppError::Stale) => Ok(true),
        result => result.map(|()| true),
    }
}

/// A preview that is ours as long as nobody else changes it.
struct Claim {
    row: preview::Model,
    version: i32,
}

/// None when none waits. One that was tried often enough is given up on the way.
async fn take_next(app: &App) -> Result<Option<Claim>, AppError> {
    loop {
        let tx = app.store.begin_write().await?;
        let now = app.now();
        let Some(row) = store::preview::lock_next_preview(&tx, now).await? else {
            return Ok(None);
        };
        let preview = Preview { state: row.state };
        let next = preview.compute(row.attempts)?;
        let given_up = preview.fail()?;
        let change = preview::ActiveModel {
            state: Set(next.unwrap_or(given_up).state),
            attempts: Set(row.attempts + 1),
            claimed_until: Set(next.map(|_| now + LEASE)),
            ended_at: Set(next.is_none().then_some(now)),
            ..Default::default()
        };
        tx.update(row.id.0, row.version, change).await?;
        tx.commit().await?;
        if next.is_some() {
            let version = row.version + 1;
            return Ok(Some(Claim { row, version }));
        }
    }
}

impl Claim {
    async fn update(&mut self, app: &App, change: preview::ActiveModel) -> Result<(), AppError> {
        let tx = app.store.begin_write().await?;
        tx.update(self.row.id.0, self.version, change).await?;
        tx.commit().await?;
        self.version += 1;
        Ok(())
    }

    async fn say_progress(&mut self, app: &App, percent: i32) -> Result<(), AppError> {
        let change = preview::ActiveModel {
            progress_percent: Set(percent),
            claimed_until: Set(Some(app.now() + LEASE)),
            ..Default::default()
        };
        self.update(app, change).await
    }

    /// As if it had never been taken.
    async fn let_go(&mut self, app: &App) -> Result<(), AppError> {
        let computing = PreviewState::Computing;
        let next = Preview { state: computing }.let_go()?;
        let change = preview::ActiveModel {
            state: Set(next.state),
            attempts: Set(self.row.attempts),
            progress_percent: Set(0),
            claimed_until: Set(None),
            ..Default::default()
        };
        self.update(app, change).await
    }

    async fn end(
        &mut self,
        app: &App,
        state: PreviewState,
        result: Option<PreviewResult>,
    ) -> Result<(), AppError> {
        let percent = if result.is_some() { Set(100) } else { Set(0) };
        let change = preview::ActiveModel {
            state: Set(state),
            result: Set(result.map(|result| json!(result))),
            progress_percent: percent,
            claimed_until: Set(None),
            ended_at: Set(Some(app.now())),
            ..Default::default()
        };
        self.update(app, change).await
    }
}

/// Everything that the draws need.
struct Work {
    asked: Asked,
    problems: Vec<TimeProblem>,
}

/// None when there is nothing to try any more.
async fn prepare(app: &App, row: &preview::Model) -> Result<Option<Work>, AppError> {
    let db = app.store.reader();
    let round = store::round::load_round(db, row.round_id).await?;
    if !is_possible(round.state) {
        return Ok(None);
    }
    let market = store::market::load_market(db, row.market_id).await?;
    let asked: Asked = read(&row.asked)?;
    let ground = Ground {
        rules: &read(&round.rules)?,
        time_zone: time_zone_of(&market)?,
        market: &market,
        round: &round,
    };
    let problems = load_problems(app, db, &ground, &asked.list).await?;
    Ok(Some(Work { asked, problems }))
}

async fn compute(
    app: &App,
    claim: &mut Claim,
    work: Work,
    is_stopping: impl Fn() -> bool,
) -> Result<(), AppError> {
    let listed_at = app.now();
    let mut worker = Worker::start(work);
    loop {
        if let Ok(ended) = tokio::time::timeout(BEAT, &mut worker.task).await {
            let ended = ended.map_err(|error| AppError::Internal(error.to_string()))?;
            return match ended {
                Ok(times) => {
                    let result = PreviewResult { listed_at, times };
                    let done = Preview {
                        state: PreviewState::Computing,
                    }
                    .finish()?;
                    claim.end(app, done.state, Some(result)).await
                }
                Err(error) => {
                    tracing::error!(?error, "a preview cannot be computed");
                    claim.end(app, PreviewState::Failed, None).await
                }
            };
        }
        if is_stopping() {
            return claim.let_go(app).await;
        }
        claim.say_progress(app, worker.watch.percent()).await?;
    }
}

/// How far the draws are, and whether they are still wanted.
#[derive(Debug, Default)]
struct Watch {
    total: u64,
    done: AtomicU64,
    is_unwanted: AtomicBool,
}

impl Watch {
    /// All but what only the end makes whole.
    fn percent(&self) -> i32 {
        let done = self.done.load(Ordering::Relaxed);
        let percent = (done * 100).checked_div(self.total).unwrap_or_default();
        i32::try_from(percent.min(99)).unwrap_or_default()
    }

    fn after_draw(&self) -> ControlFlow<()> {
        self.done.fetch_add(1, Ordering::Relaxed);
        if self.is_unwanted.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

/// Draws in a thread of its own; it ends after the next draw when nobody waits for it any more.
struct Worker {
    watch: Arc<Watch>,
    task: JoinHandle<Result<Vec<TimeReport>, PreviewError>>,
}

impl Worker {
    fn start(work: Work) -> Self {
        let total = work.problems.iter().map(|time| work.plan(time).total());
        let watch = Arc::new(Watch {
            total: total.sum(),
            ..Watch::default()
        });
        let watched = Arc::clone(&watch);
        let task = tokio::task::spawn_blocking(move || work.draw(&watched));
        Self { watch, task }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.watch.is_unwanted.store(true, Ordering::Relaxed);
    }
}

impl Work {
    fn plan<'a>(&'a self, time: &'a TimeProblem) -> Plan<'a> {
        Plan {
            problem: &time.problem,
            variants: &self.asked.variants,
            draws: self.asked.draws,
            number: u64::from(self.asked.number),
            detail: Detail::Coarse {
                fewest: FEWEST_TOLD,
            },
        }
    }

    fn draw(&self, watch: &Watch) -> Result<Vec<TimeReport>, PreviewError> {
        let reports = self.problems.iter().map(|time| {
            Ok(TimeReport {
                time: time.time.clone(),
                report: run(&self.plan(time), |_| watch.after_draw())?,
            })
        });
        reports.collect()
    }
}
