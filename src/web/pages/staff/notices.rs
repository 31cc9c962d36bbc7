//! The outbox: what was told to whom, and what still waits.

use askama::Template;
use chrono::DateTime;
use chrono_tz::Tz;
use entity::kinds::{Channel, NoticeState};

use crate::web::layout::{Frame, Tone};
use crate::web::list::{Pager, Stat};

/// `GET /staff/m/{slug}/notices`; `?state=`, `?q=`, `?page=N`.
#[derive(Debug, Template)]
#[template(path = "staff/notices.html")]
pub struct NoticesPage {
    pub frame: Frame,
    pub href: String,
    /// By state; each leads to the list of just these.
    pub stats: Vec<Stat>,
    pub state: String,
    pub search: String,
    pub rows: Vec<NoticeRow>,
    pub pager: Pager,
    /// How many are held: a button releases them, POST to `{href}/release`.
    pub held: usize,
    /// Where the mails lie as files, when they are written to a folder.
    pub mail_dir: Option<String>,
}

#[derive(Clone, Debug)]
pub struct NoticeRow {
    pub href: String,
    pub subject: String,
    pub to: String,
    pub channel: Channel,
    pub state: NoticeState,
    /// Sent, or else written.
    pub at: DateTime<Tz>,
    /// What went wrong last; empty when nothing did.
    pub problem: String,
}

/// `GET /staff/m/{slug}/notices/{id}`: one notice, ready to be printed or read out.
/// POST to `{href}/reached` (field `how`: `printed` or `read_out`) records that it was.
#[derive(Debug, Template)]
#[template(path = "staff/notice.html")]
pub struct NoticePage {
    pub frame: Frame,
    pub href: String,
    pub list_href: String,
    pub notice: NoticeRow,
    /// The application it is about.
    pub application_href: Option<String>,
    /// The plain text, as it was or will be sent.
    pub text: String,
    pub language: entity::kinds::Language,
    pub can_be_reached: bool,
}

/// The colour of a state; its word stands beside it.
const fn tone_of(state: NoticeState) -> Tone {
    match state {
        NoticeState::Sent | NoticeState::ReachedOtherwise => Tone::Good,
        NoticeState::Held => Tone::Attention,
        NoticeState::Undeliverable => Tone::Bad,
        NoticeState::Drafted | NoticeState::Released | NoticeState::Sending => Tone::Neutral,
    }
}

impl NoticeRow {
    const fn tone(&self) -> Tone {
        tone_of(self.state)
    }

    pub(super) fn state_words(&self, frame: &Frame) -> String {
        frame.t(&format!(
            "notice-state-{}",
            self.state.as_str().replace('_', "-")
        ))
    }
}
