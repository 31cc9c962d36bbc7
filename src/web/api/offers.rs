//! Offers: stalls that are kept until their vendor has said yes or no.

use chrono::{DateTime, Utc};
use entity::kinds::{OfferState, Origin};
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::Tag;
use super::answer::Done;
use super::applications::hidden_from;
use super::caller::Caller;
use super::list::{List, Wanted, part_of};
use super::problem::ApiError;
use super::wire::{Moment, parse_label, refuse};
use super::words::Word;
use crate::app::offer::{MoveOffer, confirm_offer, decline_offer, list_offers, move_offer};
use crate::domain::values::Note;

/// A stall that is kept, as operators see it.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct Offer {
    id: String,
    /// The code of the application.
    application: String,
    trading_time: String,
    stalls: Vec<String>,
    state: Word<OfferState>,
    origin: Word<Origin>,
    made_at: DateTime<Utc>,
    /// It cannot lapse before its notice has arrived; then this is set.
    deadline: Option<Moment>,
    decided_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, Object)]
struct MoveSent {
    /// As many as are offered.
    to_stalls: Vec<String>,
    /// It stands in the audit.
    reason: String,
}

#[derive(Clone, Copy, Debug)]
pub struct Offers;

#[OpenApi(tag = "Tag::Offers")]
impl Offers {
    /// The offers of a round
    ///
    /// For its operators.
    #[oai(
        path = "/markets/:market/rounds/:round/offers",
        method = "get",
        operation_id = "list_offers"
    )]
    async fn list(
        &self,
        caller: Caller,
        market: Path<String>,
        round: Path<String>,
        /// Only those in this state.
        state: Query<Option<Word<OfferState>>>,
        limit: Query<Option<u64>>,
        cursor: Query<Option<String>>,
    ) -> Result<Json<List<Offer>>, ApiError> {
        let wanted = Wanted::new(limit.0, cursor.0.as_deref())?;
        let found = list_offers(&caller.app, &caller.actor, &market.0, &round.0).await?;
        let zone = found.time_zone;
        let mut offers: Vec<Offer> = found
            .rows
            .into_iter()
            .map(|row| Offer {
                id: row.offer.public_id,
                application: row.application,
                trading_time: row.trading_time,
                stalls: row.stalls,
                state: Word(row.offer.state),
                origin: Word(row.offer.origin),
                made_at: row.offer.made_at,
                deadline: Moment::some(row.offer.deadline_at, zone),
                decided_at: row.offer.decided_at,
            })
            .collect();
        offers.retain(|offer| state.0.is_none_or(|state| state == offer.state));
        let key = |offer: &Offer| (offer.made_at.to_rfc3339(), offer.id.clone());
        Ok(Json(part_of(offers, &wanted, key, Ok)?))
    }

    /// Say yes to an offer
    #[oai(
        path = "/offers/:id/confirm",
        method = "post",
        operation_id = "confirm_offer"
    )]
    async fn confirm(&self, caller: Caller, id: Path<String>) -> Result<Done, ApiError> {
        let done = confirm_offer(&caller.app, &caller.actor, &id.0).await;
        done.map_err(|error| hidden_from(&caller.actor, error))?;
        Ok(Done::Done)
    }

    /// Say no to an offer
    ///
    /// Up to a limit that the rules print, this costs nothing.
    #[oai(
        path = "/offers/:id/decline",
        method = "post",
        operation_id = "decline_offer"
    )]
    async fn decline(&self, caller: Caller, id: Path<String>) -> Result<Done, ApiError> {
        let done = decline_offer(&caller.app, &caller.actor, &id.0).await;
        done.map_err(|error| hidden_from(&caller.actor, error))?;
        Ok(Done::Done)
    }

    /// Move an offer to other free stalls
    #[oai(
        path = "/offers/:id/move",
        method = "post",
        operation_id = "move_offer"
    )]
    async fn shift(
        &self,
        caller: Caller,
        id: Path<String>,
        sent: Json<MoveSent>,
    ) -> Result<Done, ApiError> {
        let to_stalls = sent.0.to_stalls.iter();
        let to_stalls = to_stalls.map(|code| parse_label("to_stalls", code));
        let command = MoveOffer {
            offer_id: id.0,
            to_stalls: to_stalls.collect::<Result<_, _>>()?,
            reason: Note::parse(&sent.0.reason).map_err(|error| refuse("reason", error))?,
        };
        move_offer(&caller.app, &caller.actor, command).await?;
        Ok(Done::Done)
    }
}
