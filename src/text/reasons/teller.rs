//! One result, told sentence by sentence.

use entity::kinds::Language;

use super::fate::{Lacking, kind_of};
use super::placed::How;
use crate::engine::{Bar, Lack, Reason, Refusal, WishFate};
use crate::text::message::TimeResult;
use crate::text::{Arg, say};

pub(super) struct Teller<'a> {
    pub(super) lang: Language,
    pub(super) result: &'a TimeResult,
}

/// What became of the stalls that somebody could have used.
struct Ahead {
    cut_off: Option<u32>,
    usable: u32,
    renewed: u32,
    /// How many of them went to numbers ahead.
    gone: u32,
}

impl Ahead {
    /// Those that went neither to numbers ahead nor to who renewed. The first engine did not
    /// count who was ahead; with its rules there were none of these.
    fn kept(&self) -> u32 {
        let others = self.usable.saturating_sub(self.gone + self.renewed);
        if self.gone > 0 { others } else { 0 }
    }
}

impl Teller<'_> {
    pub(super) fn tell(&self) -> Vec<String> {
        let mut said = self.reason();
        let is_told = matches!(self.result.reason, Reason::WorkBound { .. });
        if self.result.bounded && !is_told {
            said.push(say(self.lang, "reason-bounded"));
            said.push(say(self.lang, "reason-work-bound-change"));
        }
        said
    }

    fn reason(&self) -> Vec<String> {
        match &self.result.reason {
            Reason::Assigned {
                held,
                moved,
                earlier,
                extras,
            } => {
                let how = if *held {
                    How::Kept
                } else if *moved {
                    How::Moved
                } else {
                    How::New
                };
                self.assigned(how, *extras, earlier)
            }
            Reason::Outranked {
                pool,
                position,
                cut_off,
                usable,
                renewed,
                ahead,
            } => {
                let ahead = Ahead {
                    cut_off: *cut_off,
                    usable: *usable,
                    renewed: *renewed,
                    gone: *ahead,
                };
                self.outranked(pool, *position, &ahead)
            }
            Reason::NothingLeft {
                pool,
                position,
                wishes,
                ..
            } => self.nothing_left(pool, *position, wishes),
            Reason::NotAdmitted { pools } => self.not_admitted(pools),
            Reason::NothingUsable { stalls, lack } => self.nothing_usable(*stalls, lack),
            Reason::Cap {
                pool,
                position,
                max,
                ..
            } => self.turned_away(self.cap(*max), pool, *position, "reason-cap-change"),
            Reason::NoBlock {
                pool,
                position,
                size,
            } => {
                let args = [("pool", pool.as_str().into()), ("size", (*size).into())];
                let answer = self.say("reason-no-block", &args);
                self.turned_away(answer, pool, *position, "reason-no-block-change")
            }
            Reason::WorkBound { pool, position } => {
                let answer = say(self.lang, "reason-work-bound");
                self.turned_away(answer, pool, *position, "reason-work-bound-change")
            }
        }
    }

    fn outranked(&self, pool: &str, position: u32, ahead: &Ahead) -> Vec<String> {
        let mut said = vec![
            self.number_in(pool, position),
            self.who_was_ahead(pool, ahead),
        ];
        said.extend(self.other_numbers(pool));
        said.push(match ahead.cut_off {
            Some(cut_off) => self.say("reason-outranked-change", &[("cut-off", cut_off.into())]),
            None => say(self.lang, "reason-outranked-change-none"),
        });
        said.extend(self.with_fewer());
        said
    }

    fn who_was_ahead(&self, pool: &str, ahead: &Ahead) -> String {
        let several = self.result.min > 1;
        let key = match (ahead.cut_off, ahead.renewed) {
            (Some(_), _) if several => "reason-outranked-block",
            (None, _) if several => "reason-outranked-block-kept",
            (Some(_), _) if ahead.kept() > 0 => "reason-outranked-kept-cut-off",
            (Some(_), 0) => "reason-outranked-cut-off",
            (Some(_), _) => "reason-outranked-renewed-cut-off",
            (None, renewed) if renewed > 0 && renewed >= ahead.usable => "reason-outranked-renewed",
            (None, _) => "reason-outranked-kept",
        };
        let args = [
            ("stalls", self.stalls(pool, ahead.usable).into()),
            ("renewed", ahead.renewed.into()),
            ("ahead", ahead.gone.into()),
            ("kept", ahead.kept().into()),
            self.size(),
            ("cut-off", ahead.cut_off.unwrap_or_default().into()),
        ];
        self.say(key, &args)
    }

    fn nothing_left(&self, pool: &str, position: u32, wishes: &[WishFate]) -> Vec<String> {
        let answer = if self.result.min > 1 {
            self.say("reason-nothing-left-block", &[self.size()])
        } else {
            say(self.lang, "reason-nothing-left")
        };
        let mut said = vec![answer, self.number_in(pool, position)];
        said.extend(wishes.iter().map(|fate| self.fate(fate)));
        said.extend(self.other_numbers(pool));
        said.push(say(self.lang, "reason-nothing-left-change"));
        said.extend(self.with_fewer());
        said
    }

    /// For those who asked for several or nothing.
    fn with_fewer(&self) -> Option<String> {
        let several = self.result.min > 1;
        several.then(|| self.say("reason-with-fewer", &[self.size()]))
    }

    fn not_admitted(&self, pools: &[Refusal]) -> Vec<String> {
        let mut said = vec![say(self.lang, "reason-not-admitted")];
        said.extend(pools.iter().map(|refusal| {
            let key = match refusal.why {
                Bar::Group => "reason-not-admitted-group",
                Bar::Category => "reason-not-admitted-category",
            };
            self.say(key, &[("pool", refusal.pool.as_str().into())])
        }));
        let needs_confirmation = pools.iter().any(|refusal| refusal.why == Bar::Group);
        said.push(say(
            self.lang,
            if needs_confirmation {
                "reason-not-admitted-change"
            } else {
                "reason-not-admitted-change-category"
            },
        ));
        said
    }

    fn nothing_usable(&self, stalls: u32, lack: &Lack) -> Vec<String> {
        if stalls == 0 {
            return vec![
                say(self.lang, "reason-no-stalls"),
                say(self.lang, "reason-no-stalls-change"),
            ];
        }
        let stalls: Arg<'_> = ("stalls", self.stalls("", stalls).into());
        let (why, change) = match kind_of(lack) {
            Lacking::Needs => ("needs", "needs"),
            Lacking::Category => ("category", "category"),
            Lacking::Both => ("both", "both"),
            Lacking::Together => ("together", "needs"),
        };
        vec![
            self.say("reason-nothing-usable", &[stalls]),
            self.say(
                &format!("reason-nothing-usable-{why}"),
                &[("needs", self.needs(lack).into())],
            ),
            say(self.lang, &format!("reason-nothing-usable-change-{change}")),
        ]
    }

    fn cap(&self, max: u32) -> String {
        let max: Arg<'_> = ("max", max.into());
        match &self.result.category {
            Some(names) => self.say(
                "reason-cap",
                &[("category", names.get(self.lang).into()), max],
            ),
            None => self.say("reason-cap-unnamed", &[max]),
        }
    }

    fn turned_away(&self, answer: String, pool: &str, position: u32, change: &str) -> Vec<String> {
        let mut said = vec![answer, self.number_in(pool, position)];
        said.extend(self.other_numbers(pool));
        said.push(say(self.lang, change));
        said
    }
}
