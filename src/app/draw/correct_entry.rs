//! Correct an entry of a frozen list after an upheld objection: it is mended or taken out, and the
//! draw is computed again with the same seed. Nothing is added; what was drawn stays on record.

use entity::kinds::{DeclineReason, ObjectionState, PublicEvent, RoundState};
use entity::{application, draw, objection, person, registration};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::mending::{Mend, mended, save_mended};
use crate::app::record::{Change, record};
use crate::app::round::public_log::{log_publicly, refuse_telling_reason};
use crate::app::round::step::{RoundRef, Step, begin_step, read};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::application::Application;
use crate::domain::draw::{Draw, DrawRefusal};
use crate::domain::values::Note;
use crate::engine::{Applicant, Problem};
use crate::store;
use crate::text::message::Message;
use crate::verify::{Correction, Done};

#[derive(Clone, Debug)]
pub struct CorrectEntry {
    pub at: RoundRef,
    /// The upheld objection to a result that this answers.
    pub objection: String,
    /// The application whose entry is corrected; it need not be the objector's.
    pub code: String,
    pub change: EntryChange,
    /// It becomes public: it must not tell whom it is about, nor their group.
    pub reason: Note,
}

#[derive(Clone, Debug)]
pub enum EntryChange {
    /// From every list of the round; the application is declined with this reason.
    TakeOut(DeclineReason),
    Mend(Mend),
}

/// A draw with the problem that takes the place of its own.
struct Redrawn {
    old: draw::Model,
    problem: Problem,
    correction: Correction,
    next: Draw,
}

/// # Errors
/// `Refused` unless an objection to the result was upheld, the result is not final, every draw at
/// hand is computed and the entry is on a list and becomes another; `Invalid` when a category, stall
/// or zone does not exist.
pub async fn correct_entry(
    app: &App,
    actor: &Actor,
    command: CorrectEntry,
) -> Result<(), AppError> {
    let step = begin_step(app, actor, &command.at).await?;
    let entry = load_entry(&step, &command.code).await?;
    let draws = store::draw::list_latest_draws(step.tx.conn(), step.row.id).await?;
    let objection = store::objection::find_objection(step.tx.conn(), &command.objection).await?;

    let next = step.round.correct()?;
    require_upheld(&step, &draws, objection.as_ref())?;
    refuse_telling_reason(
        &command.reason,
        Some(&entry.application.code),
        &entry.vendor,
        &entry.person,
    )?;
    let redrawn = redraw(app, &step, &entry, &draws, &command).await?;

    for one in &redrawn {
        insert_draw(&step, one).await?;
        let time = one.old.trading_time_id;
        store::waiting::delete_waiting(&step.tx, step.row.id, time).await?;
        let event = PublicEvent::Corrected;
        log_publicly(app, &step.tx, &step.row, Some(time), event, &command.reason).await?;
    }
    save_entry(app, &step, actor, &entry, &command).await?;
    let reason = Some(command.reason.to_string());
    step.save(app, actor, "correct_entry", &next, reason)
        .await?;
    tell_everyone(app, &step, &entry, &redrawn, &command).await?;
    step.tx.commit().await?;
    Ok(())
}

/// The application that is corrected, and whose it is.
pub(super) struct EntryAtHand {
    pub application: application::Model,
    pub vendor: registration::Model,
    pub person: person::Model,
}

async fn load_entry(step: &Step, code: &str) -> Result<EntryAtHand, AppError> {
    let db = step.tx.conn();
    let found = store::application::find_application(db, code).await?;
    let application = found
        .filter(|row| row.round_id == step.row.id)
        .ok_or(AppError::NotFound("application"))?;
    let vendor = store::person::load_registration(db, application.registration_id).await?;
    Ok(EntryAtHand {
        person: store::person::load_person(db, vendor.person_id).await?,
        vendor,
        application,
    })
}

/// Nobody mends a result because they do not like it. Objections to the list end before it is frozen.
fn require_upheld(
    step: &Step,
    draws: &[draw::Model],
    objection: Option<&objection::Model>,
) -> Result<(), AppError> {
    let frozen_at = draws.first().map(|draw| draw.frozen_at);
    let counts = objection.is_some_and(|objection| {
        objection.round_id == step.row.id
            && objection.state == ObjectionState::Upheld
            && frozen_at.is_some_and(|frozen_at| objection.raised_at >= frozen_at)
    });
    if counts {
        Ok(())
    } else {
        Err(DrawRefusal::NoUpheldObjection.into())
    }
}

/// Every draw on whose list the entry becomes another.
async fn redraw(
    app: &App,
    step: &Step,
    entry: &EntryAtHand,
    draws: &[draw::Model],
    command: &CorrectEntry,
) -> Result<Vec<Redrawn>, AppError> {
    let mut on_list = 0;
    let mut redrawn = Vec::new();
    for old in draws {
        let problem = Problem::from_json(&old.problem)
            .map_err(|_| AppError::Internal("unreadable frozen problem".to_owned()))?
            .canonical();
        let code = &entry.application.code;
        let Some(before) = problem.applicants.iter().find(|row| row.code == *code) else {
            continue;
        };
        on_list += 1;
        let after = match &command.change {
            EntryChange::TakeOut(_) => None,
            EntryChange::Mend(mend) => Some(mended(app, step, entry, old, before, mend).await?),
        };
        if let Some((problem, correction)) = correct(&problem, before, after, &command.reason) {
            redrawn.push(Redrawn {
                next: Draw { state: old.state }.correct()?,
                old: old.clone(),
                problem,
                correction,
            });
        }
    }
    match (on_list, redrawn.is_empty()) {
        (0, _) => Err(DrawRefusal::NotOnTheList.into()),
        (_, true) => Err(DrawRefusal::NothingCorrected.into()),
        _ => Ok(redrawn),
    }
}

/// The problem with the entry as it shall be; none when it is so already.
fn correct(
    problem: &Problem,
    before: &Applicant,
    after: Option<Applicant>,
    reason: &Note,
) -> Option<(Problem, Correction)> {
    let done = if after.is_some() {
        Done::Mended
    } else {
        Done::TakenOut
    };
    let mut corrected = problem.clone();
    corrected.applicants.retain(|row| row.code != before.code);
    corrected.applicants.extend(after);
    let corrected = corrected.canonical();
    let correction = Correction {
        done,
        reason: reason.to_string(),
        before: before.clone(),
    };
    (corrected != *problem).then_some((corrected, correction))
}

async fn insert_draw(step: &Step, redrawn: &Redrawn) -> Result<(), AppError> {
    let old = &redrawn.old;
    let mut corrections: Vec<Correction> = old.corrections.as_ref().map_or(Ok(Vec::new()), read)?;
    corrections.push(redrawn.correction.clone());
    let row = draw::ActiveModel {
        market_id: Set(old.market_id),
        round_id: Set(old.round_id),
        trading_time_id: Set(old.trading_time_id),
        number: Set(old.number + 1),
        state: Set(redrawn.next.state),
        problem: Set(redrawn.problem.canonical_bytes()),
        engine_version: Set(old.engine_version.clone()),
        commitment: Set(old.commitment.clone()),
        commitment_document: Set(old.commitment_document.clone()),
        seed_values: Set(old.seed_values.clone()),
        seed: Set(old.seed.clone()),
        corrections: Set(Some(json!(corrections))),
        progress_percent: Set(0),
        attempts: Set(0),
        frozen_at: Set(old.frozen_at),
        version: Set(1),
        ..Default::default()
    };
    step.tx.insert(row).await?;
    Ok(())
}

/// What comes after the draw goes by the rows: they say the same as the corrected entry.
async fn save_entry(
    app: &App,
    step: &Step,
    actor: &Actor,
    entry: &EntryAtHand,
    command: &CorrectEntry,
) -> Result<(), AppError> {
    let row = &entry.application;
    let now = Application {
        state: row.state,
        decline_reason: row.decline_reason,
        changes_until: row.changes_until,
    };
    let next = match &command.change {
        EntryChange::Mend(mend) => {
            save_mended(step, entry, mend).await?;
            now
        }
        // Who has withdrawn stays withdrawn.
        EntryChange::TakeOut(reason) => now.take_out(&step.round, *reason).unwrap_or(now),
    };
    if next != now {
        let change = application::ActiveModel {
            state: Set(next.state),
            decline_reason: Set(next.decline_reason),
            decline_note: Set(Some(command.reason.to_string())),
            decided_at: Set(Some(app.now())),
            ..Default::default()
        };
        step.tx.update(row.id.0, row.version, change).await?;
    }
    let change = Change {
        action: "correct_entry",
        subject: format!("application:{}", row.code),
        from: Some(row.state.as_str()),
        to: Some(next.state.as_str()),
        reason: Some(command.reason.to_string()),
        detail: Some(json!({ "objection": command.objection })),
    };
    record(app, &step.tx, actor, Some(step.market.id), change).await
}

/// Its vendor hears of the correction. If results were out, everyone hears that they are drawn anew.
async fn tell_everyone(
    app: &App,
    step: &Step,
    entry: &EntryAtHand,
    redrawn: &[Redrawn],
    command: &CorrectEntry,
) -> Result<(), AppError> {
    let version = step.row.version;
    let corrected = Message::EntryCorrected {
        round: read(&step.row.names)?,
        taken_out: matches!(command.change, EntryChange::TakeOut(_)),
        reason: command.reason.to_string(),
    };
    let mut tellings = vec![Telling::again(&entry.application, version, corrected)];
    let mut list = Vec::new();
    if step.row.state == RoundState::Published {
        for one in redrawn {
            let entries = store::draw::list_entries(step.tx.conn(), one.old.id).await?;
            list.extend(entries.iter().map(|row| row.application_id));
        }
        list.sort_unstable();
        list.dedup();
        list.retain(|id| *id != entry.application.id);
    }
    let others = store::application::load_applications(step.tx.conn(), list).await?;
    let drawn_again = Message::DrawnAgain {
        round: read(&step.row.names)?,
        reason: command.reason.to_string(),
    };
    let to_others = others
        .iter()
        .map(|row| Telling::again(row, version, drawn_again.clone()));
    tellings.extend(to_others);
    tell(app, &step.tx, tellings).await
}
