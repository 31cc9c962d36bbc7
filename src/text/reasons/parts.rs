//! The parts that sentences about a draw share: numbers, stalls, wishes, needs.

use entity::kinds::Feature;

use super::teller::Teller;
use crate::engine::Lack;
use crate::text::labels::label;
use crate::text::message::{Standing, WishName};
use crate::text::{Arg, say, say_with};

impl Teller<'_> {
    /// Their number in the pool that decided, out of how many.
    pub(super) fn number_in(&self, pool: &str, position: u32) -> String {
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

    pub(super) fn other_numbers(&self, pool: &str) -> impl Iterator<Item = String> {
        self.result
            .standings
            .iter()
            .filter(move |standing| standing.pool != pool)
            .map(|standing| self.your_number(standing))
    }

    pub(super) fn your_number(&self, standing: &Standing) -> String {
        let args = [
            ("pool", self.pool_word(&standing.pool).into()),
            ("position", standing.position.into()),
            ("of", standing.of.into()),
        ];
        self.say("reason-your-number", &args)
    }

    /// Someone else, by their number.
    pub(super) fn number(&self, pool: &str, position: u32) -> String {
        let args = [
            ("pool", self.pool_word(pool).into()),
            ("position", position.into()),
        ];
        self.say("reason-number", &args)
    }

    /// The pool, for readers to whom a number alone could mean two things; else nothing.
    fn pool_word<'p>(&self, pool: &'p str) -> &'p str {
        if self.result.standings.len() > 1 {
            pool
        } else {
            ""
        }
    }

    pub(super) fn stalls(&self, pool: &str, count: u32) -> String {
        self.say(
            "reason-stalls",
            &[("pool", pool.into()), ("count", count.into())],
        )
    }

    /// "您的第一志愿 A05" · "A05, your first wish,": how a sentence begins.
    pub(super) fn wish(&self, wish: u32) -> String {
        let ordinal: Arg<'_> = ("ordinal", self.ordinal(wish).into());
        let key = match self.wish_name(wish) {
            Some(WishName::Stall(_)) => "reason-wish-stall",
            Some(WishName::Zone { .. }) => "reason-wish-zone",
            None => "reason-wish",
        };
        let name: Arg<'_> = ("name", self.name_of(wish).unwrap_or_default().into());
        capitalised(&self.say(key, &[ordinal, name]))
    }

    pub(super) fn ordinal(&self, wish: u32) -> String {
        self.say("reason-ordinal", &[("wish", wish.into())])
    }

    pub(super) fn name_of(&self, wish: u32) -> Option<String> {
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

    pub(super) fn wish_name(&self, wish: u32) -> Option<&WishName> {
        let index = usize::try_from(wish).ok()?.checked_sub(1)?;
        self.result.wishes.get(index)
    }

    pub(super) fn needs(&self, lack: &Lack) -> String {
        let needs: Vec<String> = lack.needs.iter().map(|need| self.need(need)).collect();
        needs.join(&say(self.lang, "reason-list-separator"))
    }

    pub(super) fn need(&self, word: &str) -> String {
        let feature = Feature::parse(word).map(|feature| label(self.lang, feature).to_lowercase());
        feature.unwrap_or_else(|| word.to_owned())
    }

    pub(super) fn say(&self, key: &str, args: &[Arg<'_>]) -> String {
        say_with(self.lang, key, args)
    }
}

fn capitalised(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
