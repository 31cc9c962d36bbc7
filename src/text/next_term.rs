//! What the copy of a round does not have, in sentences for operators.

use entity::kinds::Language;

use super::{dates, say_with};
use crate::domain::next_term::LeftOut;

/// What was left out, why, and how to have it all the same.
pub fn left_out_sentence(lang: Language, left_out: &LeftOut) -> String {
    let say = |key, code: &str| say_with(lang, key, &[("code", code.into())]);
    match left_out {
        LeftOut::RetiredTradingTime { trading_time } => {
            say("copy-left-out-retired-time", trading_time)
        }
        LeftOut::RetiredStall { stall } => say("copy-left-out-retired-stall", stall),
        LeftOut::BlockedStall { stall, until: None } => say("copy-left-out-blocked-stall", stall),
        LeftOut::BlockedStall {
            stall,
            until: Some(until),
        } => say_with(
            lang,
            "copy-left-out-blocked-stall-until",
            &[
                ("code", stall.as_str().into()),
                ("day", dates::day(lang, *until).into()),
            ],
        ),
        LeftOut::NewStall { stall } => say("copy-left-out-new-stall", stall),
        LeftOut::CapOfRetiredCategory { category } => say("copy-left-out-cap", category.as_str()),
    }
}
