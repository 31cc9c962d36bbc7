//! Freeze the list: each trading time's problem is written down as bytes, each application becomes a
//! leaf with a salt of its own, and the commitment is published and told.
//!
//! From here on nobody can add to the list, not even whoever runs the machine.

use std::collections::BTreeMap;

use entity::ids::TradingTimeId;
use entity::kinds::DrawState;
use entity::{draw, draw_leaf};
use sea_orm::ActiveValue::Set;

use super::step::{RoundRef, Step, begin_step, read};
use crate::app::draw::problem::{FrozenList, build_problem, load_frozen_list};
use crate::app::draw::proof::sources_of;
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::values::Names;
use crate::engine::{ENGINE_VERSION, Problem};
use crate::store;
use crate::text::message::{Commitment as CommitmentFact, Message};
use crate::verify::{self, Freezing, Hex32};

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
        let frozen = freeze(app, &step, &list, &problem, trading_time_id)?;
        insert_draw(app, &step, &list, &frozen, trading_time_id).await?;
        facts.push(CommitmentFact {
            trading_time: list.names_of(trading_time_id)?,
            value: frozen.commitment().to_hex(),
            applications: u32::try_from(problem.applicants.len()).unwrap_or(u32::MAX),
        });
    }
    step.save(app, actor, "freeze_list", &next, None).await?;
    tell_everyone(app, &step, &list, facts).await?;
    step.tx.commit().await?;
    Ok(())
}

/// The tree of the list, and its commitment.
fn freeze(
    app: &App,
    step: &Step,
    list: &FrozenList,
    problem: &Problem,
    trading_time_id: TradingTimeId,
) -> Result<verify::FrozenList, AppError> {
    let time = list
        .plan
        .trading_time(trading_time_id)
        .ok_or(AppError::NotFound("trading time"))?;
    let applicants = problem.applicants.iter();
    let salts: BTreeMap<String, Hex32> = applicants
        .map(|applicant| (applicant.code.clone(), Hex32(app.chance.bytes::<32>())))
        .collect();
    let freezing = Freezing {
        draw: &format!("{}/{}/{}", step.market.slug, step.row.code, time.code),
        engine_version: ENGINE_VERSION,
        seed_sources: &sources_of(&step.rules.seed_sources),
        problem,
        salts: &salts,
    };
    verify::FrozenList::new(freezing).map_err(|error| AppError::Internal(error.to_string()))
}

async fn insert_draw(
    app: &App,
    step: &Step,
    list: &FrozenList,
    frozen: &verify::FrozenList,
    trading_time_id: TradingTimeId,
) -> Result<(), AppError> {
    let row = draw::ActiveModel {
        market_id: Set(step.market.id),
        round_id: Set(step.row.id),
        trading_time_id: Set(trading_time_id),
        number: Set(1),
        state: Set(DrawState::AwaitingSeed),
        problem: Set(frozen.problem().canonical_bytes()),
        engine_version: Set(ENGINE_VERSION.to_owned()),
        commitment: Set(frozen.commitment().to_hex()),
        commitment_document: Set(Some(frozen.document().to_bytes())),
        progress_percent: Set(0),
        attempts: Set(0),
        frozen_at: Set(app.now()),
        version: Set(1),
        ..Default::default()
    };
    let draw = step.tx.insert(row).await?;
    insert_leaves(step, list, frozen, &draw).await
}

async fn insert_leaves(
    step: &Step,
    list: &FrozenList,
    frozen: &verify::FrozenList,
    draw: &draw::Model,
) -> Result<(), AppError> {
    let mut rows = Vec::new();
    for row in &list.accepted {
        // Whoever asks for other trading times alone stands on their lists.
        let Some(receipt) = frozen.receipt(&row.application.code) else {
            continue;
        };
        rows.push(draw_leaf::ActiveModel {
            market_id: Set(draw.market_id),
            draw_id: Set(draw.id),
            application_id: Set(row.application.id),
            salt: Set(receipt.salt.as_bytes().to_vec()),
            receipt: Set(serde_json::to_vec(&receipt)
                .map_err(|error| AppError::Internal(error.to_string()))?),
            ..Default::default()
        });
    }
    Ok(step.tx.insert_all(rows).await?)
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
