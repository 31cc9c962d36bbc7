//! Objections to a list or a result, answered on record.

use chrono::{DateTime, Utc};
use entity::kinds::ObjectionState;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};

use super::Tag;
use super::answer::{Created, Done};
use super::applications::hidden_from;
use super::caller::Caller;
use super::document::PREFIX;
use super::list::{List, Wanted, part_of};
use super::problem::ApiError;
use super::rounds::at;
use super::wire::{parse_label, refuse};
use super::words::Word;
use crate::app::objection::{
    AnswerObjection, ObjectionShown, ObjectionVerdict, RaiseObjection, answer_objection,
    list_objections, raise_objection,
};
use crate::domain::values::Note;

#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct Objection {
    id: String,
    /// The code of whoever objected.
    application: String,
    state: Word<ObjectionState>,
    body: String,
    answer: Option<String>,
    raised_at: DateTime<Utc>,
    answered_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, Object)]
struct ObjectionSent {
    body: String,
    /// Where the result of one trading time alone is questioned.
    #[oai(default)]
    trading_time: Option<String>,
}

#[derive(Clone, Debug, Object)]
struct Identified {
    id: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum Verdict {
    Uphold,
    Reject,
}

#[derive(Clone, Debug, Object)]
struct AnswerSent {
    verdict: Verdict,
    /// Its reader is the objector.
    answer: String,
}

#[derive(Clone, Copy, Debug)]
pub struct Objections;

#[OpenApi(tag = "Tag::Objections")]
impl Objections {
    /// The objections of a round
    #[oai(
        path = "/markets/:market/rounds/:round/objections",
        method = "get",
        operation_id = "list_objections"
    )]
    async fn list(
        &self,
        caller: Caller,
        market: Path<String>,
        round: Path<String>,
        /// Only those in this state.
        state: Query<Option<Word<ObjectionState>>>,
        limit: Query<Option<u64>>,
        cursor: Query<Option<String>>,
    ) -> Result<Json<List<Objection>>, ApiError> {
        let wanted = Wanted::new(limit.0, cursor.0.as_deref())?;
        let at = at(&market, &round);
        let mut rows = list_objections(&caller.app, &caller.actor, &at).await?;
        rows.retain(|row| state.0.is_none_or(|state| state.0 == row.objection.state));
        let key = |row: &ObjectionShown| {
            let row = &row.objection;
            (row.raised_at.to_rfc3339(), row.public_id.clone())
        };
        let shown = |row: ObjectionShown| {
            Ok(Objection {
                id: row.objection.public_id,
                application: row.code,
                state: Word(row.objection.state),
                body: row.objection.body,
                answer: row.objection.answer,
                raised_at: row.objection.raised_at,
                answered_at: row.objection.answered_at,
            })
        };
        Ok(Json(part_of(rows, &wanted, key, shown)?))
    }

    /// Object
    ///
    /// By the vendor whose application it is, or by staff for them.
    #[oai(
        path = "/applications/:code/objections",
        method = "post",
        operation_id = "raise_objection"
    )]
    async fn raise(
        &self,
        caller: Caller,
        code: Path<String>,
        sent: Json<ObjectionSent>,
    ) -> Result<Created<Identified>, ApiError> {
        let time = sent.0.trading_time.as_deref();
        let command = RaiseObjection {
            code: code.0,
            body: Note::parse(&sent.0.body).map_err(|error| refuse("body", error))?,
            trading_time: time
                .map(|code| parse_label("trading_time", code))
                .transpose()?,
        };
        let raised = raise_objection(&caller.app, &caller.actor, command).await;
        let id = raised.map_err(|error| hidden_from(&caller.actor, error))?;
        let place = format!("{PREFIX}/objections/{id}");
        Ok(Created::At(Json(Identified { id }), place))
    }

    /// Answer an objection
    #[oai(
        path = "/objections/:id/answer",
        method = "post",
        operation_id = "answer_objection"
    )]
    async fn answer(
        &self,
        caller: Caller,
        id: Path<String>,
        sent: Json<AnswerSent>,
    ) -> Result<Done, ApiError> {
        let command = AnswerObjection {
            objection: id.0,
            verdict: match sent.0.verdict {
                Verdict::Uphold => ObjectionVerdict::Uphold,
                Verdict::Reject => ObjectionVerdict::Reject,
            },
            answer: Note::parse(&sent.0.answer).map_err(|error| refuse("answer", error))?,
        };
        answer_objection(&caller.app, &caller.actor, command).await?;
        Ok(Done::Done)
    }
}
