//! What letters say of changes that were asked for and made, and of objections.

use chrono::{DateTime, NaiveDate, Utc};

use super::Part;
use super::writer::Writer;
use crate::domain::values::Names;
use crate::text::dates;
use crate::text::message::{Message, StallHeld};

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
            Message::HoldingGivenUp { held, free_from } => self.stopped(
                [
                    "notice-holding-given-up-fact",
                    "notice-holding-given-up-next",
                ],
                held,
                *free_from,
                None,
            ),
            Message::HoldingEnded {
                held,
                free_from,
                grounds,
            } => self.stopped(
                ["notice-holding-ended-fact", "notice-holding-ended-next"],
                held,
                *free_from,
                Some(grounds),
            ),
            Message::HoldingMoved {
                held,
                to_stall,
                from,
                reason,
            } => self.moved(held, to_stall, *from, reason),
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

    fn stopped(
        &self,
        [fact, next]: [&str; 2],
        held: &StallHeld,
        free_from: NaiveDate,
        grounds: Option<&str>,
    ) -> Vec<Part> {
        let args = [
            ("stall", held.stall.as_str().into()),
            ("time", held.trading_time.get(self.lang).into()),
            ("day", dates::full_day(self.lang, free_from).into()),
        ];
        let mut body = vec![self.fact(fact, &args)];
        let why = grounds.map(|why| self.text("notice-why", &[("reason", why.into())]));
        body.extend(why);
        body.push(self.text(next, &[]));
        body
    }

    fn moved(&self, held: &StallHeld, to: &str, from: NaiveDate, reason: &str) -> Vec<Part> {
        let args = [
            ("stall", held.stall.as_str().into()),
            ("to", to.into()),
            ("time", held.trading_time.get(self.lang).into()),
            ("day", dates::full_day(self.lang, from).into()),
        ];
        vec![
            self.fact("notice-holding-moved-fact", &args),
            self.text("notice-why", &[("reason", reason.into())]),
            self.text("notice-holding-moved-next", &[]),
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
