//! A letter as an e-mail: plain text and HTML, the same words in both.

use askama::Template;
use chrono::{DateTime, Utc};
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};

use crate::text::notices::{Letter, Part};

/// An e-mail that is ready to go.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Names it among other mails in a folder; a second try has the same name.
    pub file_name: String,
    pub message: Message,
}

/// What an e-mail needs besides its letter.
#[derive(Clone, Debug)]
pub struct Envelope {
    pub from: Mailbox,
    pub to: Mailbox,
    /// The notice's own id, from which the Message-ID is made: a second try is recognisable.
    pub public_id: String,
    pub sent_at: DateTime<Utc>,
    pub file_name: String,
}

/// # Errors
/// When a header cannot be written.
pub fn write_mail(letter: &Letter, envelope: Envelope) -> Result<Mail, lettre::error::Error> {
    let message_id = format!("<{}@{}>", envelope.public_id, envelope.from.email.domain());
    let parts = MultiPart::alternative()
        .boundary(format!("=_{}", envelope.public_id))
        .singlepart(SinglePart::plain(letter.plain()))
        .singlepart(SinglePart::html(write_html(letter)));
    let message = Message::builder()
        .message_id(Some(message_id))
        .date(envelope.sent_at.into())
        .from(envelope.from)
        .to(envelope.to)
        .subject(letter.subject.clone())
        .raw_header(raw("Auto-Submitted", "auto-generated"))
        .raw_header(raw("Content-Language", letter.lang.as_str()))
        .multipart(parts)?;
    Ok(Mail {
        file_name: envelope.file_name,
        message,
    })
}

/// The letter as a page of its own: the HTML part of the mail.
pub fn write_html(letter: &Letter) -> String {
    // Writing to a string fails only when a value refuses to be displayed; these do not.
    LetterPage { letter }.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct LetterPage<'a> {
    letter: &'a Letter,
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
