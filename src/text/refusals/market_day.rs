//! What a market day refuses: absences, standby, its draw.

use super::{Said, Voice};
use crate::domain::market_day::MarketDayRefusal;

pub(super) fn market_day(voice: Voice, refusal: &MarketDayRefusal) -> Said {
    use MarketDayRefusal as R;
    let key = match refusal {
        R::TooLate { until } => return voice.say_moment("refusal-market-day-too-late", *until),
        R::ListStillOpen { until } => {
            return voice.say_moment("refusal-market-day-list-still-open", *until);
        }
        R::DigitsStillTaken { until } => {
            return voice.say_moment("refusal-market-day-digits-still-taken", *until);
        }
        R::HasStall { stall } => {
            let stall = [("stall", stall.as_str().into())];
            return voice.say("refusal-market-day-has-stall", &stall);
        }
        R::ListFixed => "refusal-market-day-list-fixed",
        R::HasOpened => "refusal-market-day-has-opened",
        R::NobodyStandsBy => "refusal-market-day-nobody-stands-by",
        R::NoRound => "refusal-market-day-no-round",
        R::HoldsNothing => "refusal-market-day-holds-nothing",
        R::AlreadyAbsent => "refusal-market-day-already-absent",
        R::NotAbsent => "refusal-market-day-not-absent",
        R::AlreadyStandingBy => "refusal-market-day-already-standing-by",
        R::NotStandingBy => "refusal-market-day-not-standing-by",
        R::NotAccepted => "refusal-market-day-not-accepted",
        R::Suspended => "refusal-market-day-suspended",
        R::NoWishes => "refusal-market-day-no-wishes",
    };
    voice.say(key, &[])
}
