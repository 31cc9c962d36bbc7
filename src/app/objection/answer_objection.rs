//! Answer an objection, on record. One to the list that is upheld puts its application on the list.

use entity::kinds::{ApplicationState, RoundState};
use entity::{application, objection, round};
use sea_orm::ActiveValue::Set;

use crate::app::record::{Change, record};
use crate::app::round::step::{lifecycle, read};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::application::Application;
use crate::domain::objection::{Answered, Objection};
use crate::domain::values::Note;
use crate::store::{self, WriteTx};
use crate::text::message::Message;

#[derive(Clone, Debug)]
pub struct AnswerObjection {
    pub objection: String,
    pub verdict: ObjectionVerdict,
    /// Its reader is the objector.
    pub answer: Note,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectionVerdict {
    Uphold,
    Reject,
}

/// # Errors
/// `NotFound` when there is no such objection; `Refused` when it has its answer.
pub async fn answer_objection(
    app: &App,
    actor: &Actor,
    command: AnswerObjection,
) -> Result<(), AppError> {
    let found = store::objection::find_objection(app.store.reader(), &command.objection).await?;
    let found = found.ok_or(AppError::NotFound("objection"))?;
    actor.require_operator(found.market_id)?;
    let tx = app.store.begin_write().await?;
    let round = store::round::lock_round(&tx, found.round_id).await?;
    let row = store::objection::load_objection(tx.conn(), found.id).await?;
    let application = store::application::load_application(tx.conn(), row.application_id).await?;

    let raised = Objection { state: row.state };
    let answered = match command.verdict {
        ObjectionVerdict::Uphold => raised.uphold(command.answer)?,
        ObjectionVerdict::Reject => raised.reject(command.answer)?,
    };
    let restored = match command.verdict {
        ObjectionVerdict::Uphold => restored(&round, &application)?,
        ObjectionVerdict::Reject => None,
    };

    save_answer(app, &tx, actor, &row, &answered).await?;
    if let Some(next) = restored {
        restore(app, &tx, actor, &application, next).await?;
    }
    let message = Message::ObjectionAnswered {
        round: read(&round.names)?,
        upheld: command.verdict == ObjectionVerdict::Uphold,
        answer: answered.answer.to_string(),
        restored: restored.is_some(),
    };
    let telling = Telling {
        occasion: row.public_id.clone(),
        ..Telling::once(&application, message)
    };
    tell(app, &tx, vec![telling]).await?;
    tx.commit().await?;
    Ok(())
}

/// While the list is public and not frozen; later it is a correction that puts things right.
fn restored(
    round: &round::Model,
    row: &application::Model,
) -> Result<Option<Application>, AppError> {
    if round.state != RoundState::Listed || row.state != ApplicationState::Declined {
        return Ok(None);
    }
    let declined = Application {
        state: row.state,
        decline_reason: row.decline_reason,
        changes_until: row.changes_until,
    };
    Ok(Some(declined.restore(&lifecycle(round))?))
}

async fn save_answer(
    app: &App,
    tx: &WriteTx,
    actor: &Actor,
    row: &objection::Model,
    answered: &Answered,
) -> Result<(), AppError> {
    let answer = answered.answer.to_string();
    let change = objection::ActiveModel {
        state: Set(answered.objection.state),
        answer: Set(Some(answer.clone())),
        answered_at: Set(Some(app.now())),
        answered_by: Set(actor.staff_id()),
        ..Default::default()
    };
    store::objection::update_raised_objection(tx, row.id, change).await?;
    let change = Change {
        action: "answer_objection",
        subject: format!("objection:{}", row.public_id),
        from: Some(row.state.as_str()),
        to: Some(answered.objection.state.as_str()),
        reason: Some(answer),
        ..Change::default()
    };
    record(app, tx, actor, Some(row.market_id), change).await
}

async fn restore(
    app: &App,
    tx: &WriteTx,
    actor: &Actor,
    row: &application::Model,
    next: Application,
) -> Result<(), AppError> {
    let change = application::ActiveModel {
        state: Set(next.state),
        decline_reason: Set(next.decline_reason),
        decline_note: Set(None),
        decided_at: Set(Some(app.now())),
        ..Default::default()
    };
    tx.update(row.id.0, row.version, change).await?;
    let change = Change {
        action: "restore_application",
        subject: format!("application:{}", row.code),
        from: Some(row.state.as_str()),
        to: Some(next.state.as_str()),
        ..Change::default()
    };
    record(app, tx, actor, Some(row.market_id), change).await
}
