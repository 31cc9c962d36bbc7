//! Notices: what was said to whom, and how it reached them.

use chrono::{DateTime, Utc};
use entity::kinds::{Channel, Language, NoticeState};
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};

use super::Tag;
use super::answer::Done;
use super::caller::Caller;
use super::list::{List, Wanted, part_of};
use super::problem::ApiError;
use super::words::Word;
use crate::app::notice::{
    Handover, NoticesWanted, OpenNotice, RecordHandover, list_notices, open_notice, record_handover,
};

/// So many are looked at for one list; a filter makes it shorter.
const LOOKED_AT: usize = 10_000;

/// A message to one person.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct Notice {
    id: String,
    /// What it tells of.
    event: String,
    state: Word<NoticeState>,
    channel: Word<Channel>,
    language: Word<Language>,
    /// The code of the application that it is about.
    application: Option<String>,
    /// Why it did not arrive.
    failure: Option<String>,
    created_at: DateTime<Utc>,
    sent_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum How {
    Printed,
    ReadOut,
}

#[derive(Clone, Debug, Object)]
struct HandoverSent {
    how: How,
}

#[derive(Clone, Copy, Debug)]
pub struct Notices;

#[OpenApi(tag = "Tag::Notices")]
impl Notices {
    /// The notices of a market
    ///
    /// For its operators. The oldest first.
    #[oai(
        path = "/markets/:market/notices",
        method = "get",
        operation_id = "list_notices"
    )]
    async fn list(
        &self,
        caller: Caller,
        market: Path<String>,
        /// Only those in this state.
        state: Query<Option<Word<NoticeState>>>,
        /// Only those about the application with this code.
        application: Query<Option<String>>,
        limit: Query<Option<u64>>,
        cursor: Query<Option<String>>,
    ) -> Result<Json<List<Notice>>, ApiError> {
        let wanted = Wanted::new(limit.0, cursor.0.as_deref())?;
        let filter = NoticesWanted {
            state: state.0.map(|word| word.0),
            code: application.0.filter(|code| !code.contains('\0')),
        };
        let (app, actor) = (&caller.app, &caller.actor);
        let found = list_notices(app, actor, &market.0, &filter, 0, LOOKED_AT).await?;
        let key = |row: &OpenNotice| {
            let row = &row.notice;
            (row.created_at.to_rfc3339(), row.public_id.clone())
        };
        Ok(Json(part_of(found.rows, &wanted, key, |row| {
            Ok(shown(row))
        })?))
    }

    /// One notice
    #[oai(
        path = "/markets/:market/notices/:id",
        method = "get",
        operation_id = "show_notice"
    )]
    async fn show(
        &self,
        caller: Caller,
        market: Path<String>,
        id: Path<String>,
    ) -> Result<Json<Notice>, ApiError> {
        let found = open_notice(&caller.app, &caller.actor, &market.0, &id.0).await?;
        Ok(Json(shown(found)))
    }

    /// Record that a notice reached its reader
    ///
    /// On paper or read out: the deadline of the offer that it tells of begins now.
    #[oai(
        path = "/markets/:market/notices/:id/handover",
        method = "post",
        operation_id = "record_handover"
    )]
    async fn hand_over(
        &self,
        caller: Caller,
        market: Path<String>,
        id: Path<String>,
        sent: Json<HandoverSent>,
    ) -> Result<Done, ApiError> {
        let command = RecordHandover {
            market: market.0,
            notice: id.0,
            how: match sent.0.how {
                How::Printed => Handover::Printed,
                How::ReadOut => Handover::ReadOut,
            },
        };
        record_handover(&caller.app, &caller.actor, command).await?;
        Ok(Done::Done)
    }
}

fn shown(row: OpenNotice) -> Notice {
    Notice {
        id: row.notice.public_id,
        event: row.notice.event,
        state: Word(row.notice.state),
        channel: Word(row.notice.channel),
        language: Word(row.notice.language),
        application: row.code,
        failure: row.notice.failure,
        created_at: row.notice.created_at,
        sent_at: row.notice.sent_at,
    }
}
