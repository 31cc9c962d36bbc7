//! Letters about a stall that somebody has.

use super::Part;
use super::writer::Writer;
use crate::text::message::Message;
use crate::text::{Arg, dates};

impl Writer<'_> {
    /// Nothing for any other message.
    pub(super) fn stall_blocked(&self, message: &Message) -> Vec<Part> {
        let Message::StallBlocked {
            stall,
            to,
            from,
            until,
            market_days,
            reason,
        } = message
        else {
            return Vec::new();
        };
        let term = if from == until {
            dates::full_day(self.lang, *from)
        } else {
            dates::term(self.lang, *from, *until)
        };
        let args: [Arg<'_>; 5] = [
            ("stall", stall.as_str().into()),
            ("to", to.as_deref().unwrap_or_default().into()),
            ("term", term.into()),
            ("count", (*market_days).into()),
            ("reason", reason.as_str().into()),
        ];
        let next = match to {
            Some(_) => "notice-stall-blocked-moved",
            None => "notice-stall-blocked-none",
        };
        vec![
            self.fact("notice-stall-blocked-fact", &args),
            self.text("notice-stall-blocked-why", &args),
            self.text(next, &args),
        ]
    }
}
