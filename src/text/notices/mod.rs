//! The letter that a notice becomes: the fact first, then why, then what to do and by when.
//!
//! It has no markup: `plain` is the text part, and a template makes the other one from the same
//! parts. A subject tells no group, no pool and no name of a round, since a round may be named
//! after either.

mod day;
mod round;
mod stall;
mod writer;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::kinds::Language;

use super::message::Message;
use super::{say, say_with};
use crate::domain::values::Names;

/// What surrounds the facts of a message.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    pub market: &'a Names,
    /// Where the market is, and so where to ask.
    pub place: &'a Names,
    pub time_zone: Tz,
    pub person: &'a str,
    /// The number of the application.
    pub code: Option<&'a str>,
    /// The secret link.
    pub link: Option<&'a str>,
    /// The deadline of the offer, once one runs.
    pub deadline: Option<DateTime<Utc>>,
    pub now: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub lang: Language,
    pub subject: String,
    pub market: String,
    pub greeting: String,
    pub body: Vec<Part>,
    pub button: Option<Button>,
    /// Small print: about the link, the number, whom to ask.
    pub foot: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// What happened, to be seen first.
    Fact(String),
    Text(String),
    /// Rows of a name and what it is.
    Rows(Vec<(String, String)>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    pub label: String,
    pub url: String,
}

/// The letter of a message, in the reader's language.
pub fn letter(lang: Language, message: &Message, frame: &Frame<'_>) -> Letter {
    let writer = writer::Writer { lang, frame };
    let (subject, button) = keys(message);
    let market = frame.market.get(lang);
    Letter {
        lang,
        subject: say_with(
            lang,
            "notice-subject",
            &[
                ("subject", say(lang, subject).into()),
                ("market", market.into()),
            ],
        ),
        market: market.to_owned(),
        greeting: say_with(lang, "notice-greeting", &[("name", frame.person.into())]),
        body: writer.body(message),
        button: frame.link.map(|url| Button {
            label: say(lang, button),
            url: format!("{url}{}", place_on_page(message)),
        }),
        foot: writer.foot(),
    }
}

/// The part of the page behind the link that a letter speaks of.
const fn place_on_page(message: &Message) -> &'static str {
    match message {
        Message::ListFrozen { .. } => "#receipt",
        _ => "",
    }
}

impl Letter {
    /// The whole letter as plain text.
    pub fn plain(&self) -> String {
        let mut paragraphs = vec![self.greeting.clone()];
        paragraphs.extend(self.body.iter().map(Part::plain));
        paragraphs.extend(self.button.iter().map(|button| {
            let label = [("label", button.label.as_str().into())];
            format!(
                "{}\n{}",
                say_with(self.lang, "notice-plain-link", &label),
                button.url
            )
        }));
        paragraphs.push(format!("-- \n{}\n{}", self.market, self.foot.join("\n")));
        paragraphs.join("\n\n") + "\n"
    }
}

impl Part {
    fn plain(&self) -> String {
        match self {
            Self::Fact(text) | Self::Text(text) => text.clone(),
            Self::Rows(rows) => {
                let lines: Vec<String> = rows
                    .iter()
                    .map(|(name, value)| format!("  {name}  {value}"))
                    .collect();
                lines.join("\n")
            }
        }
    }
}

/// The subject and the button of each event.
const fn keys(message: &Message) -> (&'static str, &'static str) {
    const SEE: &str = "notice-button";
    match message {
        Message::ApplicationReceived { .. } => ("notice-application-received-subject", SEE),
        Message::ApplicationAccepted { .. } => ("notice-application-accepted-subject", SEE),
        Message::ApplicationDeclined { .. } => ("notice-application-declined-subject", SEE),
        Message::ApplicationWithdrawn { .. } => ("notice-application-withdrawn-subject", SEE),
        Message::ChangesAsked { .. } => ("notice-changes-asked-subject", "notice-button-change"),
        Message::ApplicationEdited { .. } => ("notice-application-edited-subject", SEE),
        Message::ApplicationResubmitted { .. } => ("notice-application-resubmitted-subject", SEE),
        Message::ObjectionReceived { .. } => ("notice-objection-received-subject", SEE),
        Message::ObjectionAnswered { .. } => ("notice-objection-answered-subject", SEE),
        Message::AttestationConfirmed { .. } | Message::AttestationDeclined { .. } => {
            ("notice-attestation-subject", SEE)
        }
        Message::ListPublished { .. } => ("notice-list-published-subject", SEE),
        Message::ListFrozen { .. } => ("notice-list-frozen-subject", "notice-button-receipt"),
        Message::ResultPublished { .. } => {
            ("notice-result-published-subject", "notice-button-result")
        }
        Message::EntryCorrected { .. } => ("notice-entry-corrected-subject", SEE),
        Message::DrawnAgain { .. } => ("notice-drawn-again-subject", SEE),
        Message::HoldingGivenUp { .. } => ("notice-holding-given-up-subject", SEE),
        Message::HoldingEnded { .. } => ("notice-holding-ended-subject", SEE),
        Message::HoldingMoved { .. } => ("notice-holding-moved-subject", SEE),
        Message::OfferMade { .. } => ("notice-offer-made-subject", "notice-button-answer"),
        Message::OfferConfirmed { .. } => ("notice-offer-confirmed-subject", SEE),
        Message::OfferDeclined { .. } => ("notice-offer-declined-subject", SEE),
        Message::OfferExpired { .. } => ("notice-offer-expired-subject", SEE),
        Message::RoundCancelled { .. } => ("notice-round-cancelled-subject", SEE),
        Message::StallBlocked { .. } => ("notice-stall-blocked-subject", SEE),
        Message::DayNoted { .. } => ("notice-day-noted-subject", SEE),
        Message::DayDrawn { .. } => ("notice-day-drawn-subject", "notice-button-result"),
    }
}
