//! From a row of the outbox to the letter that its reader gets.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::{market, notice, offer, person};
use sea_orm::ConnectionTrait;

use crate::domain::values::Names;
use crate::store::columns::{read, time_zone_of};
use crate::store::{self, StoreError};
use crate::text::message::Message;
use crate::text::notices::{Frame, Letter, letter};

/// A notice with everything that its words need.
#[derive(Clone, Debug)]
pub struct OpenNotice {
    pub notice: notice::Model,
    pub person: person::Model,
    pub market: market::Model,
    pub time_zone: Tz,
    /// The application that it is about.
    pub code: Option<String>,
    pub offer: Option<offer::Model>,
}

/// # Errors
/// When a row is missing or cannot be read.
pub async fn open(
    db: &impl ConnectionTrait,
    notice: notice::Model,
) -> Result<OpenNotice, StoreError> {
    let person = store::person::load_person(db, notice.person_id).await?;
    let market = store::market::load_market(db, notice.market_id).await?;
    let code = match notice.application_id {
        Some(id) => Some(store::application::load_application(db, id).await?.code),
        None => None,
    };
    let offer = match notice.offer_id {
        Some(id) => Some(store::offer::load_offer(db, id).await?),
        None => None,
    };
    Ok(OpenNotice {
        time_zone: time_zone_of(&market)?,
        notice,
        person,
        market,
        code,
        offer,
    })
}

impl OpenNotice {
    /// The letter in the language of the notice; `link` is the reader's own.
    ///
    /// # Errors
    /// `Unreadable` when the facts were written by another version.
    pub fn letter(&self, link: Option<&str>, now: DateTime<Utc>) -> Result<Letter, StoreError> {
        let message: Message = read(&self.notice.facts)?;
        let (market, place): (Names, Names) =
            (read(&self.market.names)?, read(&self.market.place)?);
        let frame = Frame {
            market: &market,
            place: &place,
            time_zone: self.time_zone,
            person: &self.person.name,
            code: self.code.as_deref(),
            link,
            deadline: self.offer.as_ref().and_then(|offer| offer.deadline_at),
            now,
        };
        Ok(letter(self.notice.language, &message, &frame))
    }

    /// A name that a person finds again, the same at every try. It tells no group, as no
    /// subject does.
    pub fn file_name(&self) -> String {
        let created = self.notice.created_at.with_timezone(&self.time_zone);
        let event = match self.notice.event.as_str() {
            "attestation_confirmed" | "attestation_declined" => "application_update",
            other => other,
        };
        let code = self.code.as_deref().unwrap_or("-");
        let id: String = self.notice.public_id.chars().take(12).collect();
        format!(
            "{}-{code}-{event}-{id}.eml",
            created.format("%Y%m%d-%H%M%S")
        )
    }
}
