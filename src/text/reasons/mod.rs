//! Why a draw decided as it did, in sentences, made late from the engine's values.
//!
//! People ahead are named by their number. A pool is named only to readers who stood in several,
//! and that a stall was a love stall is told to nobody who did not stand in that draw.

mod fate;
mod parts;
mod placed;
mod teller;

use entity::kinds::Language;

use super::message::TimeResult;
use super::{say, say_with};

/// Why, in sentences: the answer first, then how it came about, then what would have changed it.
pub fn explain(lang: Language, result: &TimeResult) -> Vec<String> {
    teller::Teller { lang, result }.tell()
}

/// Why they have a stall for one day or not, where so many were free.
pub fn explain_day(lang: Language, free: u32, result: &TimeResult) -> Vec<String> {
    if free == 0 {
        return vec![say(lang, "reason-day-nothing-free")];
    }
    explain(lang, result)
}

/// Where they stand, in a line: "您排在候补第 4 位".
pub fn heading(lang: Language, result: &TimeResult) -> String {
    if !result.stalls.is_empty() {
        return say_with(
            lang,
            "reason-heading-placed",
            &[
                ("stalls", listed(lang, &result.stalls).into()),
                ("count", result.stalls.len().into()),
            ],
        );
    }
    let open = result.waiting.map(|number| ("open", number));
    match open.or_else(|| first_waiting(result)) {
        Some((pool, number)) => say_with(
            lang,
            "reason-heading-waiting",
            &[("pool", pool.into()), ("number", number.into())],
        ),
        None => say(lang, "reason-heading-not-placed"),
    }
}

/// Whether they stand on a waiting list.
pub fn waits(result: &TimeResult) -> bool {
    result.waiting.is_some() || first_waiting(result).is_some()
}

/// "您同时排在爱心摊位候补第 2 位", for who waits in both lists.
pub fn other_waiting(lang: Language, result: &TimeResult) -> Option<String> {
    result.waiting?;
    let charity = result
        .standings
        .iter()
        .find(|standing| standing.pool == "charity")?;
    let number = charity.waiting?;
    Some(say_with(
        lang,
        "reason-also-waiting",
        &[("number", number.into())],
    ))
}

/// "A05, A06 and A07", "A05、A06、A07".
pub fn listed(lang: Language, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => {
            let first = first.join(&say(lang, "reason-list-separator"));
            format!("{first}{}{last}", say(lang, "reason-list-last-separator"))
        }
    }
}

fn first_waiting(result: &TimeResult) -> Option<(&str, u32)> {
    result
        .standings
        .iter()
        .find_map(|standing| Some((standing.pool.as_str(), standing.waiting?)))
}
