//! One result, told sentence by sentence.

use entity::kinds::{Feature, Language};

use crate::engine::{Bar, Fate, Lack, Reason, Refusal, WishFate};
use crate::text::labels::label;
use crate::text::message::{Standing, TimeResult, WishName};
use crate::text::{Arg, say, say_with};

pub(super) struct Teller<'a> {
    pub(super) lang: Language,
    pub(super) result: &'a TimeResult,
}

/// What became of the stalls that somebody could have used.
struct Ahead {
    cut_off: Option<u32>,
    usable: u32,
    renewed: u32,
}

impl Teller<'_> {
    pub(super) fn tell(&self) -> Vec<String> {
        match &self.result.reason {
            Reason::Assigned { held, earlier, .. } => self.assigned(*held, earlier),
            Reason::Outranked {
                pool,
                position,
                cut_off,
                usable,
                renewed,
            } => {
                let ahead = Ahead {
                    cut_off: *cut_off,
                    usable: *usable,
                    renewed: *renewed,
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
                let answer = self.say("reason-no-block", &[("size", (*size).into())]);
                self.turned_away(answer, pool, *position, "reason-no-block-change")
            }
            Reason::WorkBound { pool, position } => {
                let answer = say(self.lang, "reason-work-bound");
                self.turned_away(answer, pool, *position, "reason-work-bound-change")
            }
        }
    }

    fn assigned(&self, held: bool, earlier: &[WishFate]) -> Vec<String> {
        let mut said = vec![self.stall_and_wish(held)];
        said.extend(
            self.result
                .standings
                .iter()
                .map(|standing| self.your_number(standing)),
        );
        said.extend(earlier.iter().map(|fate| self.fate(fate)));
        said
    }

    fn stall_and_wish(&self, held: bool) -> String {
        let stall = self.result.stall.as_deref().unwrap_or_default();
        let stall: Arg<'_> = ("stall", stall.into());
        if held {
            return self.say("reason-assigned-held", &[stall]);
        }
        let Some(wish) = self.result.preference else {
            return self.say("reason-assigned-anywhere", &[stall]);
        };
        let ordinal: Arg<'_> = ("ordinal", self.ordinal(wish).into());
        match self.wish_name(wish) {
            Some(WishName::Zone { .. }) => {
                let zone = self.name_of(wish).unwrap_or_default();
                self.say(
                    "reason-assigned-zone",
                    &[stall, ordinal, ("zone", zone.into())],
                )
            }
            _ => self.say("reason-assigned-wish", &[stall, ordinal]),
        }
    }

    fn outranked(&self, pool: &str, position: u32, ahead: &Ahead) -> Vec<String> {
        let mut said = vec![
            self.number_in(pool, position),
            self.who_was_ahead(pool, ahead),
        ];
        said.extend(
            ahead
                .cut_off
                .map(|cut_off| self.say("reason-outranked-change", &[("cut-off", cut_off.into())])),
        );
        said.extend(self.other_numbers(pool));
        said
    }

    fn who_was_ahead(&self, pool: &str, ahead: &Ahead) -> String {
        let key = match (ahead.cut_off, ahead.renewed) {
            (Some(_), 0) => "reason-outranked-cut-off",
            (Some(_), _) => "reason-outranked-renewed-cut-off",
            (None, renewed) if renewed > 0 && renewed >= ahead.usable => "reason-outranked-renewed",
            (None, _) => "reason-outranked-kept",
        };
        let args = [
            ("stalls", self.stalls(pool, ahead.usable).into()),
            ("renewed", ahead.renewed.into()),
            ("cut-off", ahead.cut_off.unwrap_or_default().into()),
        ];
        self.say(key, &args)
    }

    fn nothing_left(&self, pool: &str, position: u32, wishes: &[WishFate]) -> Vec<String> {
        let mut said = vec![
            say(self.lang, "reason-nothing-left"),
            self.number_in(pool, position),
        ];
        said.extend(wishes.iter().map(|fate| self.fate(fate)));
        said.extend(self.other_numbers(pool));
        said.push(say(self.lang, "reason-nothing-left-change"));
        said
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
        let stalls: Arg<'_> = ("stalls", self.stalls("", stalls).into());
        vec![
            self.say("reason-nothing-usable", &[stalls]),
            self.say(
                match kind_of(lack) {
                    Lacking::Needs => "reason-nothing-usable-needs",
                    Lacking::Category => "reason-nothing-usable-category",
                    Lacking::Both => "reason-nothing-usable-both",
                    Lacking::Together => "reason-nothing-usable-together",
                },
                &[("needs", self.needs(lack).into())],
            ),
            say(self.lang, "reason-nothing-usable-change"),
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

    fn fate(&self, fate: &WishFate) -> String {
        let wish = self.wish(fate.wish);
        let (key, args) = match &fate.fate {
            Fate::Taken { pool, by } => ("reason-fate-taken", self.by(pool, *by)),
            Fate::Kept { pool, by } => ("reason-fate-kept", self.by(pool, *by)),
            Fate::ZoneTaken { pool, stalls, last } => {
                let mut args = self.by(pool, *last);
                args.push(("stalls", (*stalls).into()));
                ("reason-fate-zone-taken", args)
            }
            Fate::Unusable { lack } => {
                (unusable_key(lack), vec![("needs", self.needs(lack).into())])
            }
            Fate::OtherPool { .. } => ("reason-fate-other-pool", Vec::new()),
            Fate::Capped => ("reason-fate-capped", Vec::new()),
            Fate::NoBlock => ("reason-fate-no-block", Vec::new()),
            Fate::WorkBound => ("reason-fate-work-bound", Vec::new()),
            Fate::Unknown => ("reason-fate-unknown", Vec::new()),
        };
        let args: Vec<Arg<'_>> = args.into_iter().chain([("wish", wish.into())]).collect();
        self.say(key, &args)
    }

    fn by(&self, pool: &str, position: u32) -> Vec<Arg<'static>> {
        let args = [
            ("pool", self.pool_word(pool).to_owned().into()),
            ("position", position.into()),
        ];
        vec![("number", self.say("reason-number", &args).into())]
    }

    /// Their number in the pool that decided, out of how many.
    fn number_in(&self, pool: &str, position: u32) -> String {
        match self
            .result
            .standings
            .iter()
            .find(|standing| standing.pool == pool)
        {
            Some(standing) => self.your_number(standing),
            None => self.say(
                "reason-your-number-alone",
                &[
                    ("pool", self.pool_word(pool).into()),
                    ("position", position.into()),
                ],
            ),
        }
    }

    fn other_numbers(&self, pool: &str) -> impl Iterator<Item = String> {
        self.result
            .standings
            .iter()
            .filter(move |standing| standing.pool != pool)
            .map(|standing| self.your_number(standing))
    }

    fn your_number(&self, standing: &Standing) -> String {
        let args = [
            ("pool", self.pool_word(&standing.pool).into()),
            ("position", standing.position.into()),
            ("of", standing.of.into()),
        ];
        self.say("reason-your-number", &args)
    }

    /// The pool, for readers to whom a number alone could mean two things; else nothing.
    fn pool_word<'p>(&self, pool: &'p str) -> &'p str {
        if self.result.standings.len() > 1 {
            pool
        } else {
            ""
        }
    }

    fn stalls(&self, pool: &str, count: u32) -> String {
        self.say(
            "reason-stalls",
            &[("pool", pool.into()), ("count", count.into())],
        )
    }

    /// "您的第一志愿 A05" · "A05, your first wish,": how a sentence begins.
    fn wish(&self, wish: u32) -> String {
        let ordinal: Arg<'_> = ("ordinal", self.ordinal(wish).into());
        let key = match self.wish_name(wish) {
            Some(WishName::Stall(_)) => "reason-wish-stall",
            Some(WishName::Zone { .. }) => "reason-wish-zone",
            None => "reason-wish",
        };
        let name: Arg<'_> = ("name", self.name_of(wish).unwrap_or_default().into());
        capitalised(&self.say(key, &[ordinal, name]))
    }

    fn ordinal(&self, wish: u32) -> String {
        self.say("reason-ordinal", &[("wish", wish.into())])
    }

    fn name_of(&self, wish: u32) -> Option<String> {
        Some(match self.wish_name(wish)? {
            WishName::Stall(code) => code.clone(),
            WishName::Zone { code, names } => {
                let name = names.get(self.lang);
                self.say(
                    "reason-zone",
                    &[("code", code.as_str().into()), ("name", name.into())],
                )
            }
        })
    }

    fn wish_name(&self, wish: u32) -> Option<&WishName> {
        let index = usize::try_from(wish).ok()?.checked_sub(1)?;
        self.result.wishes.get(index)
    }

    fn needs(&self, lack: &Lack) -> String {
        let needs: Vec<String> = lack.needs.iter().map(|need| self.need(need)).collect();
        needs.join(&say(self.lang, "reason-list-separator"))
    }

    fn need(&self, word: &str) -> String {
        let feature = Feature::parse(word).map(|feature| label(self.lang, feature).to_lowercase());
        feature.unwrap_or_else(|| word.to_owned())
    }

    fn say(&self, key: &str, args: &[Arg<'_>]) -> String {
        say_with(self.lang, key, args)
    }
}

enum Lacking {
    Needs,
    Category,
    Both,
    Together,
}

const fn kind_of(lack: &Lack) -> Lacking {
    match (lack.needs.is_empty(), lack.category) {
        (false, false) => Lacking::Needs,
        (true, true) => Lacking::Category,
        (false, true) => Lacking::Both,
        (true, false) => Lacking::Together,
    }
}

const fn unusable_key(lack: &Lack) -> &'static str {
    match kind_of(lack) {
        Lacking::Needs => "reason-fate-unusable-needs",
        Lacking::Category => "reason-fate-unusable-category",
        Lacking::Both => "reason-fate-unusable-both",
        Lacking::Together => "reason-fate-unusable-together",
    }
}

fn capitalised(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
