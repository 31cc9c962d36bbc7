//! What is refused to those who keep a market and its stalls.

use super::{Said, Voice, echoed};
use crate::domain::edit::EditRefusal;
use crate::domain::market::MarketRefusal;
use crate::text::say;

pub(super) fn edit(voice: Voice, refusal: EditRefusal) -> Said {
    let key = match refusal {
        EditRefusal::ChangedMeanwhile => "refusal-edit-changed-meanwhile",
        EditRefusal::Retired => "refusal-edit-retired",
    };
    voice.say(key, &[])
}

pub(super) fn market(voice: Voice, refusal: &MarketRefusal) -> Said {
    use MarketRefusal as R;
    match refusal {
        R::StallInRound { stall, round } => {
            said_in_round(voice, "refusal-market-stall-in-round", stall, round)
        }
        R::StallHeld { stall, codes } => {
            said_of_many(voice, "refusal-market-stall-held", stall, codes)
        }
        R::HoldersConcerned { stall, holders } => {
            let codes: Vec<String> = holders.iter().map(|holder| holder.code.clone()).collect();
            said_of_many(voice, "refusal-market-holders-concerned", stall, &codes)
        }
        R::ListFixed { stall, round } => {
            said_in_round(voice, "refusal-market-list-fixed", stall, round)
        }
        R::DayBeingDrawn { date } => voice.say_day("refusal-market-day-being-drawn", *date),
        R::ZoneHasStalls { zone, stalls } => {
            said_of_many(voice, "refusal-market-zone-has-stalls", zone, stalls)
        }
        R::CategoryOnStalls { category, stalls } => {
            said_of_many(voice, "refusal-market-category-on-stalls", category, stalls)
        }
        R::CategoryInRound { category, round } => {
            said_in_round(voice, "refusal-market-category-in-round", category, round)
        }
        R::TradingTimeInRound { time, round } => {
            said_in_round(voice, "refusal-market-trading-time-in-round", time, round)
        }
        R::TimeZoneFixed { round } => voice.say(
            "refusal-market-time-zone-fixed",
            &[("round", echoed(round).into())],
        ),
    }
}

fn said_in_round(voice: Voice, key: &'static str, code: &str, round: &str) -> Said {
    voice.say(
        key,
        &[
            ("code", echoed(code).into()),
            ("round", echoed(round).into()),
        ],
    )
}

fn said_of_many(voice: Voice, key: &'static str, code: &str, others: &[String]) -> Said {
    voice.say(
        key,
        &[
            ("code", echoed(code).into()),
            ("count", others.len().into()),
            ("others", listed(voice, others).into()),
        ],
    )
}

/// The first of them: a sentence is no table.
fn listed(voice: Voice, codes: &[String]) -> String {
    const MOST: usize = 8;
    let mut shown: Vec<String> = codes.iter().take(MOST).map(|code| echoed(code)).collect();
    if codes.len() > MOST {
        shown.push("…".to_owned());
    }
    shown.join(&say(voice.lang, "list-separator"))
}
