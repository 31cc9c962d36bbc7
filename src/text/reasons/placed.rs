//! Told to those who got something: which wish it was, and what became of those ahead of it.

use super::listed;
use super::teller::Teller;
use crate::engine::{Fate, WishFate};
use crate::text::message::WishName;
use crate::text::{Arg, say};

/// What it means to those who had something before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    Kept,
    Moved,
    New,
}

impl Teller<'_> {
    pub(super) fn assigned(&self, how: How, extras: u32, earlier: &[WishFate]) -> Vec<String> {
        let mut said = vec![match how {
            How::Kept => self.kept(extras),
            How::Moved | How::New => self.stalls_and_wish(),
        }];
        said.extend((how == How::Moved).then(|| say(self.lang, "reason-assigned-moved")));
        said.extend(self.more_or_fewer(extras));
        said.extend(
            self.result
                .standings
                .iter()
                .map(|standing| self.your_number(standing)),
        );
        said.extend(earlier.iter().map(|fate| self.fate(fate)));
        said.extend(earlier.iter().find_map(|fate| self.ahead_of(fate)));
        said
    }

    fn kept(&self, extras: u32) -> String {
        let key = if extras == 0 {
            "reason-assigned-held"
        } else {
            "reason-assigned-held-more"
        };
        self.say(key, &self.theirs())
    }

    /// A block whose best wish is a zone may reach beyond it.
    fn stalls_and_wish(&self) -> String {
        let several = self.result.stalls.len() > 1;
        let theirs = self.theirs();
        let Some(wish) = self.result.preference else {
            let key = if several {
                "reason-assigned-block-anywhere"
            } else {
                "reason-assigned-anywhere"
            };
            return self.say(key, &theirs);
        };
        let is_zone = matches!(self.wish_name(wish), Some(WishName::Zone { .. }));
        let key = match (is_zone, several) {
            (true, true) => "reason-assigned-block-zone",
            (true, false) => "reason-assigned-zone",
            (false, true) => "reason-assigned-block-wish",
            (false, false) => "reason-assigned-wish",
        };
        let name = self.name_of(wish).unwrap_or_default();
        let wish = [
            ("ordinal", self.ordinal(wish).into()),
            ("name", name.into()),
        ];
        let args: Vec<Arg<'_>> = theirs.into_iter().chain(wish).collect();
        self.say(key, &args)
    }

    fn theirs(&self) -> [Arg<'_>; 2] {
        let stalls = &self.result.stalls;
        [
            ("stalls", listed(self.lang, stalls).into()),
            ("count", stalls.len().into()),
        ]
    }

    /// What came at the end, or why it was not as much as they would have taken.
    fn more_or_fewer(&self, extras: u32) -> Vec<String> {
        let max = self.result.max;
        let given = u32::try_from(self.result.stalls.len()).unwrap_or(u32::MAX);
        let more =
            (extras > 0).then(|| self.say("reason-assigned-extras", &[("count", extras.into())]));
        let fewer =
            (given < max).then(|| self.say("reason-assigned-fewer", &[("max", max.into())]));
        more.into_iter().chain(fewer).collect()
    }

    /// Who was ahead and took what they would have liked better.
    fn ahead_of(&self, fate: &WishFate) -> Option<String> {
        let Fate::Taken { pool, by } = &fate.fate else {
            return None;
        };
        let mut standings = self.result.standings.iter();
        let own = standings.find(|standing| standing.pool == *pool)?;
        let name = self.name_of(fate.wish)?;
        let args = [
            ("number", self.number(pool, *by).into()),
            ("name", name.into()),
        ];
        (*by < own.position).then(|| self.say("reason-assigned-change", &args))
    }
}
