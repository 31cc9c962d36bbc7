//! Requests to confirm a hardship, and the answers to them.

use chrono::{DateTime, NaiveDate, Utc};
use entity::kinds::HardshipGroup;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::Tag;
use super::answer::Done;
use super::caller::Caller;
use super::list::{List, Wanted, part_of};
use super::problem::ApiError;
use super::words::Word;
use crate::app::attestation::{Attest, RequestShown, Verdict, attest, list_requests};

/// What an organisation is asked to confirm. Only those who attest for it see this.
#[derive(Clone, Debug, Object)]
struct Request {
    id: String,
    /// The code of the organisation.
    organisation: String,
    name: String,
    #[oai(skip_serializing_if_is_none)]
    phone: Option<String>,
    group: Word<HardshipGroup>,
    requested_at: DateTime<Utc>,
}

#[derive(Clone, Debug, Object)]
struct ConfirmSent {
    valid_from: NaiveDate,
    valid_until: NaiveDate,
}

#[derive(Clone, Copy, Debug)]
pub struct Attestations;

#[OpenApi(tag = "Tag::Attestations")]
impl Attestations {
    /// The requests that wait for you
    #[oai(
        path = "/attestations",
        method = "get",
        operation_id = "list_attestation_requests"
    )]
    async fn list(
        &self,
        caller: Caller,
        limit: Query<Option<u64>>,
        cursor: Query<Option<String>>,
    ) -> Result<Json<List<Request>>, ApiError> {
        let wanted = Wanted::new(limit.0, cursor.0.as_deref())?;
        let rows = list_requests(&caller.app, &caller.actor).await?;
        let key = |row: &RequestShown| {
            let row = &row.attestation;
            (row.requested_at.to_rfc3339(), row.public_id.clone())
        };
        let shown = |row: RequestShown| {
            Ok(Request {
                id: row.attestation.public_id,
                organisation: row.organisation,
                name: row.person.name,
                phone: row.person.phone,
                group: Word(row.group),
                requested_at: row.attestation.requested_at,
            })
        };
        Ok(Json(part_of(rows, &wanted, key, shown)?))
    }

    /// Confirm
    #[oai(
        path = "/attestations/:id/confirm",
        method = "post",
        operation_id = "confirm_attestation"
    )]
    async fn confirm(
        &self,
        caller: Caller,
        id: Path<String>,
        sent: Json<ConfirmSent>,
    ) -> Result<Done, ApiError> {
        let verdict = Verdict::Confirm {
            from: sent.0.valid_from,
            until: sent.0.valid_until,
        };
        answer(&caller, id.0, verdict).await
    }

    /// Decline
    #[oai(
        path = "/attestations/:id/decline",
        method = "post",
        operation_id = "decline_attestation"
    )]
    async fn decline(&self, caller: Caller, id: Path<String>) -> Result<Done, ApiError> {
        answer(&caller, id.0, Verdict::Decline).await
    }
}

async fn answer(caller: &Caller, attestation: String, verdict: Verdict) -> Result<Done, ApiError> {
    let command = Attest {
        attestation,
        verdict,
    };
    attest(&caller.app, &caller.actor, command).await?;
    Ok(Done::Done)
}
