//! What a draw was short of, and what would resolve it, in sentences for operators.

use entity::kinds::{Feature, Language};

use super::labels::label;
use super::reasons::listed;
use super::{Arg, say, say_with};
use crate::domain::values::Names;

/// A certificate of a draw, with what its applicants have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortageFacts {
    pub applicants: u32,
    /// How many stalls they ask for together.
    pub asked: u32,
    /// How many stalls they can use.
    pub stalls: u32,
    /// They ask for so many stalls next to each other, or more, and are short of such blocks.
    pub size: Option<u32>,
    pub short_by: u32,
    pub common: Common,
    /// What would resolve it, the nearest first.
    pub remedies: Vec<Remedy>,
}

/// Why these applicants can use these stalls and no others of the draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Common {
    /// There are no others: the draw has too few stalls for all who stand in it.
    Everyone,
    Facts(Facts),
    /// No one fact says it for all of them.
    Mixed,
}

/// What they need, or sell, and the other stalls lack, or do not take.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Features, by their words.
    pub needs: Vec<String>,
    pub categories: Vec<Names>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// So many stalls that are there get what is missing. Some of them nobody took.
    Fit {
        facts: Facts,
        stalls: u32,
        free: Vec<String>,
    },
    /// So many stalls that nobody took in another pool are released.
    Release { pool: String, stalls: u32 },
    /// Everybody asks for one stall; so many would still be short.
    OneEach { short_by: u32 },
    /// So many blocks of that size more, in rows without gaps.
    CloseRows { size: u32, blocks: u32 },
    /// So many further stalls.
    More { facts: Facts, stalls: u32 },
}

/// "14 人需要用电，有电的摊位只有 9 个。"
pub fn shortage_sentences(lang: Language, shortage: &ShortageFacts) -> Vec<String> {
    let mut said = match shortage.size {
        Some(size) => blocks(lang, shortage, size),
        None => vec![stalls(lang, shortage)],
    };
    if shortage.size.is_none() && shortage.asked != shortage.applicants {
        let asked = [("asked", shortage.asked.into())];
        said.push(say_with(lang, "shortage-asked", &asked));
    }
    said
}

/// "再有 5 个摊位提供用电。"
pub fn remedy_sentence(lang: Language, remedy: &Remedy) -> String {
    match remedy {
        Remedy::Fit {
            facts,
            stalls,
            free,
        } => fit(lang, facts, *stalls, free),
        Remedy::Release { pool, stalls } => say_with(
            lang,
            "shortage-release",
            &[("pool", pool.as_str().into()), ("count", (*stalls).into())],
        ),
        Remedy::OneEach { short_by } => say_with(
            lang,
            "shortage-one-each",
            &[("short-by", (*short_by).into())],
        ),
        Remedy::CloseRows { size, blocks } => say_with(
            lang,
            "shortage-close-rows",
            &[("size", (*size).into()), ("count", (*blocks).into())],
        ),
        Remedy::More { facts, stalls } => more(lang, facts, *stalls),
    }
}

fn stalls(lang: Language, shortage: &ShortageFacts) -> String {
    let mut args: Vec<Arg<'_>> = vec![
        ("applicants", shortage.applicants.into()),
        ("stalls", shortage.stalls.into()),
    ];
    let key = match &shortage.common {
        Common::Everyone => "shortage-everyone",
        Common::Mixed => "shortage-mixed",
        Common::Facts(facts) => {
            args.extend(words(lang, facts));
            match kind_of(facts) {
                Kind::Needs => "shortage-needs",
                Kind::Categories => "shortage-categories",
                Kind::Both => "shortage-both",
            }
        }
    };
    say_with(lang, key, &args)
}

fn blocks(lang: Language, shortage: &ShortageFacts, size: u32) -> Vec<String> {
    let room = shortage.applicants.saturating_sub(shortage.short_by);
    let args = [
        ("applicants", shortage.applicants.into()),
        ("size", size.into()),
        ("room", room.into()),
    ];
    let mut said = vec![say_with(lang, "shortage-blocks", &args)];
    if let Common::Facts(facts) = &shortage.common {
        let key = match kind_of(facts) {
            Kind::Needs => "shortage-all-need",
            Kind::Categories => "shortage-all-sell",
            Kind::Both => "shortage-all-sell-and-need",
        };
        said.push(say_with(lang, key, &words(lang, facts)));
    }
    said
}

fn fit(lang: Language, facts: &Facts, stalls: u32, free: &[String]) -> String {
    let mut args = words(lang, facts);
    args.push(("count", stalls.into()));
    let key = match kind_of(facts) {
        Kind::Needs => "shortage-fit-needs",
        Kind::Categories => "shortage-fit-categories",
        Kind::Both => "shortage-fit-both",
    };
    let said = say_with(lang, key, &args);
    if free.is_empty() {
        return said;
    }
    let free = [("stalls", listed(lang, free).into())];
    let space = say(lang, "shortage-space");
    format!("{said}{space}{}", say_with(lang, "shortage-free", &free))
}

fn more(lang: Language, facts: &Facts, stalls: u32) -> String {
    let mut args = words(lang, facts);
    args.push(("count", stalls.into()));
    let key = match (facts.needs.is_empty(), facts.categories.is_empty()) {
        (true, true) => "shortage-more",
        (false, true) => "shortage-more-needs",
        (true, false) => "shortage-more-categories",
        (false, false) => "shortage-more-both",
    };
    say_with(lang, key, &args)
}

enum Kind {
    Needs,
    Categories,
    Both,
}

const fn kind_of(facts: &Facts) -> Kind {
    match (facts.needs.is_empty(), facts.categories.is_empty()) {
        (_, true) => Kind::Needs,
        (true, false) => Kind::Categories,
        (false, false) => Kind::Both,
    }
}

fn words(lang: Language, facts: &Facts) -> Vec<Arg<'static>> {
    let needs: Vec<String> = facts.needs.iter().map(|need| word(lang, need)).collect();
    let categories: Vec<String> = facts
        .categories
        .iter()
        .map(|names| names.get(lang).to_lowercase())
        .collect();
    vec![
        ("needs", listed(lang, &needs).into()),
        ("kinds", needs.len().into()),
        ("categories", listed(lang, &categories).into()),
    ]
}

fn word(lang: Language, need: &str) -> String {
    let feature = Feature::parse(need).map(|feature| label(lang, feature).to_lowercase());
    feature.unwrap_or_else(|| need.to_owned())
}
