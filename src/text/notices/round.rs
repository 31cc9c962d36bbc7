//! What letters say of changes that were asked for and made, and of objections.

use chrono::{DateTime, Utc};

use super::Part;
use super::writer::Writer;
use crate::domain::values::Names;
use crate::text::message::Message;

impl Writer<'_> {
    pub(super) fn by_hand(&self, message: &Message) -> Vec<Part> {
        match message {
            Message::ChangesAsked { round, note, until } => self.changes_asked(round, note, *until),
            Message::ApplicationEdited { round } => self.application_edited(round),
            Message::ApplicationResubmitted { round } => self.application_resubmitted(round),
            Message::ObjectionReceived { round } => self.objection_received(round),
            Message::ObjectionAnswered {
                round,
                upheld,
                answer,
                restored,
            } => self.objection_answered(round, *upheld, answer, *restored),
            Message::EntryCorrected {
                round,
                taken_out,
                reason,
            } => self.entry_corrected(round, *taken_out, reason),
            Message::DrawnAgain { round, reason } => vec![
                self.fact("notice-drawn-again-fact", &[self.round(round)]),
                self.text("notice-why", &[("reason", reason.as_str().into())]),
                self.text("notice-drawn-again-next", &[]),
            ],
            _ => Vec::new(),
        }
    }

    fn changes_asked(&self, round: &Names, note: &str, until: DateTime<Utc>) -> Vec<Part> {
        let until = self.until(until);
        vec![
            self.fact(
                "notice-changes-asked-fact",
                &[self.round(round), ("until", until.as_str().into())],
            ),
            self.text("notice-changes-asked-note", &[("note", note.into())]),
            self.text(
                "notice-changes-asked-next",
                &[("until", until.as_str().into())],
            ),
        ]
    }

    fn application_edited(&self, round: &Names) -> Vec<Part> {
        vec![
            self.fact("notice-application-edited-fact", &[self.round(round)]),
            self.text("notice-application-edited-next", &[]),
        ]
    }

    fn application_resubmitted(&self, round: &Names) -> Vec<Part> {
        vec![
            self.fact("notice-application-resubmitted-fact", &[self.round(round)]),
            self.text("notice-application-resubmitted-next", &[]),
        ]
    }

    fn entry_corrected(&self, round: &Names, taken_out: bool, reason: &str) -> Vec<Part> {
        let (fact, next) = if taken_out {
            ("notice-entry-taken-out-fact", "notice-entry-taken-out-next")
        } else {
            ("notice-entry-mended-fact", "notice-drawn-again-next")
        };
        vec![
            self.fact(fact, &[self.round(round)]),
            self.text("notice-why", &[("reason", reason.into())]),
            self.text(next, &[]),
        ]
    }

    fn objection_received(&self, round: &Names) -> Vec<Part> {
        vec![
            self.fact("notice-objection-received-fact", &[self.round(round)]),
            self.text("notice-objection-received-next", &[]),
        ]
    }

    fn objection_answered(
        &self,
        round: &Names,
        upheld: bool,
        answer: &str,
        restored: bool,
    ) -> Vec<Part> {
        let (fact, next) = match (upheld, restored) {
            (true, true) => (
                "notice-objection-upheld-fact",
                "notice-objection-restored-next",
            ),
            (true, false) => (
                "notice-objection-upheld-fact",
                "notice-objection-upheld-next",
            ),
            (false, _) => (
                "notice-objection-rejected-fact",
                "notice-objection-rejected-next",
            ),
        };
        vec![
            self.fact(fact, &[self.round(round)]),
            self.text("notice-objection-answer", &[("answer", answer.into())]),
            self.text(next, &[]),
        ]
    }
}
