//! A notice as a row of the outbox, ready to be written with the change that it tells of.

use chrono::{DateTime, Utc};
use entity::ids::{ApplicationId, MarketId, OfferId};
use entity::kinds::{Channel, NoticeState};
use entity::{notice, person};
use sea_orm::ActiveValue::Set;

use crate::text::message::Message;

/// Whom a notice is for, and what it is about.
#[derive(Clone, Copy, Debug)]
pub struct Addressee<'a> {
    pub market_id: MarketId,
    pub person: &'a person::Model,
    pub application_id: Option<ApplicationId>,
    /// Its deadline runs from the delivery of this notice.
    pub offer_id: Option<OfferId>,
}

/// The first copy of a notice, by e-mail when there is an address and on paper when there is none.
///
/// `occurrence` names this occurrence of the event, such as `offer_made:3f…`: whoever tells of it
/// again tells nobody twice. `public_id` is random.
pub fn compose(
    to: Addressee<'_>,
    occurrence: String,
    public_id: String,
    message: &Message,
    now: DateTime<Utc>,
) -> notice::ActiveModel {
    let channel = if to.person.email.is_some() {
        Channel::Email
    } else {
        Channel::Paper
    };
    notice::ActiveModel {
        public_id: Set(public_id),
        market_id: Set(to.market_id),
        event: Set(message.event().to_owned()),
        occurrence: Set(occurrence),
        person_id: Set(to.person.id),
        application_id: Set(to.application_id),
        offer_id: Set(to.offer_id),
        channel: Set(channel),
        copy_number: Set(1),
        language: Set(to.person.language),
        facts: Set(serde_json::to_value(message).unwrap_or_default()),
        state: Set(NoticeState::Released),
        attempts: Set(0),
        due_at: Set(now),
        created_at: Set(now),
        version: Set(1),
        ..Default::default()
    }
}
