//! Trying rules before they bind.

use chrono::{DateTime, Utc};
use entity::kinds::PreviewState;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::types::Any;
use poem_openapi::{Object, OpenApi};
use serde_json::Value;

use super::Tag;
use super::answer::{Created, Done};
use super::caller::Caller;
use super::document::PREFIX;
use super::list::{List, Wanted, part_of};
use super::problem::ApiError;
use super::rounds::at;
use super::wire::refuse;
use super::words::Word;
use crate::app::AppError;
use crate::app::preview::{
    AskPreview, PreviewList, PreviewShown, ask_preview, cancel_preview, list_previews, show_preview,
};
use crate::domain::FieldError;
use crate::preview::Variant;

/// Many simulated draws of a list that is not frozen.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct Preview {
    id: String,
    state: Word<PreviewState>,
    progress_percent: i32,
    asked_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    /// Which list, which rules, how many draws.
    asked: Any<Value>,
    /// Once it is done: figures of groups of people, of nobody alone.
    result: Option<Any<Value>>,
}

#[derive(Clone, Debug, Object)]
struct PreviewSent {
    /// `{"kind": "accepted"}`, `{"kind": "undecided_too"}` or `{"kind": "of_round", "round": "…"}`.
    list: Any<Value>,
    /// 200, 1000 or 5000.
    draws: u32,
    /// What to try beside the rules of the round, as `starstall preview` names it.
    #[oai(default)]
    variants: Vec<Any<Value>>,
}

#[derive(Clone, Debug, Object)]
struct PreviewId {
    id: String,
}

#[derive(Clone, Copy, Debug)]
pub struct Previews;

#[OpenApi(tag = "Tag::Previews")]
impl Previews {
    /// The previews of a round
    ///
    /// The latest last.
    #[oai(
        path = "/markets/:market/rounds/:round/previews",
        method = "get",
        operation_id = "list_previews"
    )]
    async fn list(
        &self,
        caller: Caller,
        market: Path<String>,
        round: Path<String>,
        limit: Query<Option<u64>>,
        cursor: Query<Option<String>>,
    ) -> Result<Json<List<Preview>>, ApiError> {
        let wanted = Wanted::new(limit.0, cursor.0.as_deref())?;
        let rows = list_previews(&caller.app, &caller.actor, &market.0, &round.0).await?;
        let key = |row: &PreviewShown| {
            let row = &row.preview;
            (row.asked_at.to_rfc3339(), row.public_id.clone())
        };
        Ok(Json(part_of(rows, &wanted, key, shown)?))
    }

    /// One preview
    #[oai(
        path = "/markets/:market/rounds/:round/previews/:id",
        method = "get",
        operation_id = "show_preview"
    )]
    async fn show(
        &self,
        caller: Caller,
        market: Path<String>,
        round: Path<String>,
        id: Path<String>,
    ) -> Result<Json<Preview>, ApiError> {
        let at = (market.0.as_str(), round.0.as_str());
        let found = show_preview(&caller.app, &caller.actor, at, &id.0).await?;
        Ok(Json(shown(found)?))
    }

    /// Ask for a preview
    ///
    /// A job computes it.
    #[oai(
        path = "/markets/:market/rounds/:round/previews",
        method = "post",
        operation_id = "ask_preview"
    )]
    async fn ask(
        &self,
        caller: Caller,
        market: Path<String>,
        round: Path<String>,
        sent: Json<PreviewSent>,
    ) -> Result<Created<PreviewId>, ApiError> {
        let wrong = |field| move |_| refuse(field, FieldError::NotAChoice);
        let list: PreviewList = serde_json::from_value(sent.0.list.0).map_err(wrong("list"))?;
        let variants = sent.0.variants.into_iter();
        let variants = variants.map(|any| serde_json::from_value::<Variant>(any.0));
        let command = AskPreview {
            at: at(&market, &round),
            list,
            draws: sent.0.draws,
            variants: variants
                .collect::<Result<_, _>>()
                .map_err(wrong("variants"))?,
        };
        let id = ask_preview(&caller.app, &caller.actor, command).await?;
        let (market, round) = (market.0, round.0);
        let place = format!("{PREFIX}/markets/{market}/rounds/{round}/previews/{id}");
        Ok(Created::At(Json(PreviewId { id }), place))
    }

    /// Stop a preview
    #[oai(
        path = "/markets/:market/rounds/:round/previews/:id/cancel",
        method = "post",
        operation_id = "cancel_preview"
    )]
    async fn cancel(
        &self,
        caller: Caller,
        market: Path<String>,
        round: Path<String>,
        id: Path<String>,
    ) -> Result<Done, ApiError> {
        cancel_preview(&caller.app, &caller.actor, &at(&market, &round), &id.0).await?;
        Ok(Done::Done)
    }
}

fn shown(row: PreviewShown) -> Result<Preview, ApiError> {
    let plain = |error: serde_json::Error| AppError::Internal(error.to_string());
    let result = row.result.as_ref().map(serde_json::to_value).transpose();
    Ok(Preview {
        id: row.preview.public_id,
        state: Word(row.preview.state),
        progress_percent: row.preview.progress_percent,
        asked_at: row.preview.asked_at,
        ended_at: row.preview.ended_at,
        asked: Any(serde_json::to_value(&row.asked).map_err(plain)?),
        result: result.map_err(plain)?.map(Any),
    })
}
