//! What operators decide about applications: one by one, or many at once.

use chrono::NaiveDate;
use entity::kinds::DeclineReason;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};

use super::Tag;
use super::answer::Done;
use super::caller::Caller;
use super::problem::{ApiError, Problem, problem_for};
use super::rounds::at;
use super::wire::refuse;
use super::words::Word;
use crate::app::AppError;
use crate::app::application::{
    AskForChanges, DeclineApplication, accept_application, ask_for_changes, decline_application,
};
use crate::app::market::{Whereabouts, find_time_zone};
use crate::app::round::show_round;
use crate::domain::FieldError;
use crate::domain::values::Note;

/// So many decisions fit into one request.
const MOST_AT_ONCE: usize = 500;

#[derive(Clone, Debug, Object)]
struct DeclineSent {
    reason: Word<DeclineReason>,
    /// Its reader is the vendor.
    #[oai(default)]
    note: Option<String>,
}

#[derive(Clone, Debug, Object)]
struct ChangesSent {
    /// What is to be mended; its reader is the vendor.
    note: String,
    /// The last day on which it may be handed in again.
    until: NaiveDate,
}

/// Many decisions, each for itself.
#[derive(Clone, Debug, Object)]
struct DecisionsSent {
    decisions: Vec<DecisionSent>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum Decision {
    Accept,
    Decline,
}

#[derive(Clone, Debug, Object)]
struct DecisionSent {
    code: String,
    decision: Decision,
    /// For declining.
    #[oai(default)]
    reason: Option<Word<DeclineReason>>,
    #[oai(default)]
    note: Option<String>,
}

/// What became of each, in the order in which they were sent.
#[derive(Clone, Debug, Object)]
struct DecisionsMade {
    results: Vec<DecisionMade>,
}

#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct DecisionMade {
    code: String,
    /// As a request of its own would have been answered.
    status: u16,
    problem: Option<Problem>,
}

#[derive(Clone, Copy, Debug)]
pub struct Reviewing;

#[OpenApi(tag = "Tag::Applications")]
impl Reviewing {
    /// Accept an application
    #[oai(
        path = "/applications/:code/accept",
        method = "post",
        operation_id = "accept_application"
    )]
    async fn accept(&self, caller: Caller, code: Path<String>) -> Result<Done, ApiError> {
        accept_application(&caller.app, &caller.actor, &code.0).await?;
        Ok(Done::Done)
    }

    /// Decline an application
    #[oai(
        path = "/applications/:code/decline",
        method = "post",
        operation_id = "decline_application"
    )]
    async fn decline(
        &self,
        caller: Caller,
        code: Path<String>,
        sent: Json<DeclineSent>,
    ) -> Result<Done, ApiError> {
        let command = declining(&code.0, sent.0.reason, sent.0.note.as_deref())?;
        decline_application(&caller.app, &caller.actor, command).await?;
        Ok(Done::Done)
    }

    /// Ask for changes
    #[oai(
        path = "/applications/:code/ask-for-changes",
        method = "post",
        operation_id = "ask_for_changes"
    )]
    async fn ask_for_changes(
        &self,
        caller: Caller,
        code: Path<String>,
        sent: Json<ChangesSent>,
    ) -> Result<Done, ApiError> {
        let note = Note::parse(&sent.0.note).map_err(|error| refuse("note", error))?;
        let command = AskForChanges {
            code: code.0,
            note,
            until: sent.0.until,
        };
        ask_for_changes(&caller.app, &caller.actor, command).await?;
        Ok(Done::Done)
    }

    /// Decide many applications
    ///
    /// Each for itself: one that is refused keeps no other from being decided. The answer is 200, and
    /// says of each what became of it.
    #[oai(
        path = "/markets/:market/rounds/:round/applications/decide",
        method = "post",
        operation_id = "decide_applications"
    )]
    async fn decide(
        &self,
        caller: Caller,
        market: Path<String>,
        round: Path<String>,
        sent: Json<DecisionsSent>,
    ) -> Result<Json<DecisionsMade>, ApiError> {
        if sent.0.decisions.len() > MOST_AT_ONCE {
            let max = MOST_AT_ONCE;
            return Err(refuse("decisions", FieldError::TooMany { max }));
        }
        let at = at(&market, &round);
        // Whoever may not decide here is told once, not for every row.
        let found = show_round(&caller.app, &caller.actor, &at.market, &at.round).await?;
        caller.actor.require_operator(found.market.id)?;
        let zone = find_time_zone(&caller.app, &Whereabouts::Market(at.market)).await?;
        let mut results = Vec::with_capacity(sent.0.decisions.len());
        for decision in sent.0.decisions {
            let code = decision.code.clone();
            let problem = match decide(&caller, decision).await {
                Ok(()) => None,
                // Half of the rows done would be worse than none.
                Err(ApiError::App(error @ AppError::Internal(_))) => return Err(error.into()),
                Err(error) => Some(problem_for(error, caller.lang, zone)),
            };
            results.push(DecisionMade {
                code,
                status: problem.as_ref().map_or(204, |problem| problem.status),
                problem,
            });
        }
        Ok(Json(DecisionsMade { results }))
    }
}

async fn decide(caller: &Caller, sent: DecisionSent) -> Result<(), ApiError> {
    match (sent.decision, sent.reason) {
        (Decision::Accept, _) => {
            accept_application(&caller.app, &caller.actor, &sent.code).await?;
        }
        (Decision::Decline, None) => return Err(refuse("reason", FieldError::Missing)),
        (Decision::Decline, Some(reason)) => {
            let command = declining(&sent.code, reason, sent.note.as_deref())?;
            decline_application(&caller.app, &caller.actor, command).await?;
        }
    }
    Ok(())
}

fn declining(
    code: &str,
    reason: Word<DeclineReason>,
    note: Option<&str>,
) -> Result<DeclineApplication, ApiError> {
    let note = note.map(Note::parse).transpose();
    Ok(DeclineApplication {
        code: code.to_owned(),
        reason: reason.0,
        note: note.map_err(|error| refuse("note", error))?,
    })
}
