//! Freeze the list: each trading time's problem is written down as bytes, and its commitment told.
//!
//! From here on nobody can add to the list, not even whoever runs the machine.

use entity::draw;
use entity::kinds::DrawState;
use sea_orm::ActiveValue::Set;

use super::step::{RoundRef, Step, begin_step, read};
use crate::app::draw::problem::{FrozenList, build_problem, load_frozen_list};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::values::Names;
use crate::engine::{ENGINE_VERSION, Problem};
use crate::store;
use crate::text::message::{Commitment as CommitmentFact, Message};
use crate::verify::Commitment;

/// # Errors
/// `Refused` until the time for objections to the list is over.
pub async fn freeze_list(app: &App, actor: &Actor, at: RoundRef) -> Result<(), AppError> {
    let step = begin_step(app, actor, &at).await?;
    let list = load_frozen_list(app, &step.tx, &step.row, step.time_zone).await?;

    let unanswered = store::round::count_open_objections(step.tx.conn(), step.row.id).await?;
    let next = step.round.freeze(app.now(), unanswered)?;
    let mut facts = Vec::new();

    for trading_time_id in list.trading_times.clone() {
        let problem = build_problem(&list, &step.rules, trading_time_id)?;
        let commitment = insert_draw(app, &step, &list, &problem, trading_time_id).await?;
        facts.push(CommitmentFact {
            trading_time: list.names_of(trading_time_id)?,
            value: commitment.to_hex(),
            applications: u32::try_from(problem.applicants.len()).unwrap_or(u32::MAX),
        });
    }
    step.save(app, actor, "freeze_list", &next, None).await?;
    tell_everyone(app, &step, &list, facts).await?;
    step.tx.commit().await?;
    Ok(())
}

async fn insert_draw(
    app: &App,
    step: &Step,
    list: &FrozenList,
    problem: &Problem,
    trading_time_id: entity::ids::TradingTimeId,
) -> Result<Commitment, AppError> {
    let bytes = problem.canonical_bytes();
    let time = list
        .plan
        .trading_time(trading_time_id)
        .ok_or(AppError::NotFound("trading time"))?;
    let named = format!("{}/{}/{}", step.market.slug, step.row.code, time.code);
    let commitment = Commitment::of(&named, &bytes);
    let row = draw::ActiveModel {
        market_id: Set(step.market.id),
        round_id: Set(step.row.id),
        trading_time_id: Set(trading_time_id),
        number: Set(1),
        state: Set(DrawState::AwaitingSeed),
        problem: Set(bytes),
        engine_version: Set(ENGINE_VERSION.to_owned()),
        commitment: Set(commitment.to_hex()),
        progress_percent: Set(0),
        attempts: Set(0),
        frozen_at: Set(app.now()),
        version: Set(1),
        ..Default::default()
    };
    step.tx.insert(row).await?;
    Ok(commitment)
}

async fn tell_everyone(
    app: &App,
    step: &Step,
    list: &FrozenList,
    commitments: Vec<CommitmentFact>,
) -> Result<(), AppError> {
    let round: Names = read(&step.row.names)?;
    let tellings = list
        .accepted
        .iter()
        .map(|row| {
            let message = Message::ListFrozen {
                round: round.clone(),
                commitments: commitments.clone(),
            };
            Telling::once(&row.application, message)
        })
        .collect();
    tell(app, &step.tx, tellings).await
}
