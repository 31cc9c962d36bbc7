//! What a vendor's page says: one answer first, then why, then what happens next.

use entity::ids::StallId;
use entity::kinds::{
    ApplicationState, Language, OfferState, Pool, PublicResult, RoundState, WaitingState,
};

use super::call::path_of;
use super::ground::{StallLook, map_of};
use super::hrefs::time_links;
use super::words::{hours_of, names};
use crate::app::AppError;
use crate::app::application::{StandingShown, TimeStanding};
use crate::app::draw::{HeldReceipt, Receipts};
use crate::app::market::MarketShown;
use crate::app::round::step::lifecycle;
use crate::domain::application::Application;
use crate::domain::values::Fen;
use crate::text::labels::label;
use crate::text::message::TimeResult;
use crate::text::{money, reasons, say_with};
use crate::verify::Hex32;
use crate::web::layout::Frame;
use crate::web::map::StallState;
use crate::web::pages::mine::{Answer, Checking, MinePage, MyReceipt, MyTime};
use crate::web::timeline::Step;

/// Who reads the page, and at which address.
#[derive(Clone, Debug)]
pub struct Reader {
    pub lang: Language,
    pub href: String,
}

/// # Errors
/// `NotFound` when a trading time has been retired since.
pub fn mine_page(
    frame: Frame,
    reader: &Reader,
    shown: &StandingShown,
    around: &MarketShown,
    receipts: &Receipts,
) -> Result<MinePage, AppError> {
    let lang = reader.lang;
    let times: Vec<MyTime> = shown
        .times
        .iter()
        .map(|time| my_time(lang, shown, time))
        .collect::<Result<_, _>>()?;
    let call_href = format!("/m/{}/rounds/{}", shown.market.slug, shown.round.code);
    Ok(MinePage {
        href: reader.href.clone(),
        code: shown.application.code.clone(),
        trading_name: shown.registration.trading_name.clone(),
        round_name: names(lang, &shown.round.names),
        answer: overall(lang, shown, &times),
        steps: steps(lang, shown),
        checking: checking(lang, shown, receipts),
        map: map(lang, shown, around),
        map_times: time_links(
            lang,
            &around.plan.trading_times,
            around.time.as_ref().map_or("", |time| &time.code),
            |code| format!("{}?time={code}#map", reader.href),
        ),
        days_href: has_days(shown).then(|| format!("{}/days", reader.href)),
        can_withdraw: can_withdraw(shown),
        contact: say_with(
            lang,
            "mine-contact",
            &[("place", names(lang, &shown.market.place).into())],
        ),
        times,
        call_href,
        frame,
    })
}

/// The best of what the trading times came to; before a draw, where the application stands.
fn overall(lang: Language, shown: &StandingShown, times: &[MyTime]) -> Answer {
    times
        .iter()
        .min_by_key(|time| weight(&time.answer))
        .map_or_else(|| before_result(lang, shown), |time| time.answer.clone())
}

/// What asks for an answer comes first, then what is good, then the rest.
const fn weight(answer: &Answer) -> u8 {
    match answer {
        Answer::Offered { .. } => 0,
        Answer::Holding { .. } => 1,
        Answer::Placed { .. } => 2,
        Answer::Waiting { .. } => 3,
        Answer::NotPlaced => 4,
        Answer::OfferDeclined | Answer::OfferExpired => 5,
        _ => 6,
    }
}

fn my_time(
    lang: Language,
    shown: &StandingShown,
    standing: &TimeStanding,
) -> Result<MyTime, AppError> {
    let id = standing.wanted.time.trading_time_id;
    let time = shown
        .plan
        .trading_time(id)
        .ok_or(AppError::NotFound("trading time"))?;
    let result = standing.result.as_ref();
    Ok(MyTime {
        code: time.code.clone(),
        name: names(lang, &time.names),
        hours: hours_of(lang, time),
        answer: answer(lang, shown, standing),
        reasons: result.map_or_else(Vec::new, |result| why(lang, result)),
        fee: fee_line(lang, shown, standing),
    })
}

fn why(lang: Language, result: &TimeResult) -> Vec<String> {
    let mut sentences = reasons::explain(lang, result);
    sentences.extend(reasons::other_waiting(lang, result));
    sentences
}

fn fee_line(lang: Language, shown: &StandingShown, standing: &TimeStanding) -> String {
    let stalls = standing.stalls();
    if stalls.is_empty() {
        return String::new();
    }
    let fees = stalls.iter().map(|(_, pool)| shown.rules.fee_in(*pool));
    let fees: Vec<i64> = fees.map(Fen::fen).filter(|fen| *fen > 0).collect();
    money::fee_of(lang, fees.iter().sum(), fees.len(), shown.rules.fee.per)
}

fn answer(lang: Language, shown: &StandingShown, standing: &TimeStanding) -> Answer {
    if shown.round.state == RoundState::Cancelled
        || shown.application.state != ApplicationState::Accepted
    {
        return before_result(lang, shown);
    }
    if let Some(held) = standing.running().next() {
        let (from, to) = (held.from_date, held.to_date);
        return Answer::Holding {
            stalls: shown
                .plan
                .stall_codes(standing.running().map(|held| held.stall_id)),
            from,
            to,
        };
    }
    // The number in the open list is the public one; `other_waiting` says the other.
    let waits = standing
        .waiting
        .iter()
        .filter(|entry| entry.state == WaitingState::Waiting)
        .max_by_key(|entry| entry.pool);
    let offer = standing.offer.as_ref().map(|shown| &shown.offer);
    match (offer, waits) {
        (Some(offer), _) if offer.state == OfferState::Open => Answer::Offered {
            stalls: shown
                .plan
                .stall_codes(standing.stalls().into_iter().map(|(id, _)| id)),
            until: offer
                .deadline_at
                .map(|until| until.with_timezone(&shown.time_zone)),
        },
        (_, Some(entry)) => Answer::Waiting {
            place: entry.number.unsigned_abs(),
        },
        (Some(offer), None) if offer.state == OfferState::Expired => Answer::OfferExpired,
        (Some(offer), None) if offer.state == OfferState::Declined => Answer::OfferDeclined,
        _ => from_result(lang, shown, standing),
    }
}

fn from_result(lang: Language, shown: &StandingShown, standing: &TimeStanding) -> Answer {
    let Some(result) = &standing.result else {
        return before_result(lang, shown);
    };
    match result.result {
        PublicResult::Placed if !result.stalls.is_empty() => Answer::Placed {
            stalls: result.stalls.clone(),
        },
        PublicResult::Waiting => match result.waiting {
            Some(place) => Answer::Waiting { place },
            None => Answer::NotPlaced,
        },
        _ => Answer::NotPlaced,
    }
}

fn before_result(lang: Language, shown: &StandingShown) -> Answer {
    if let (RoundState::Cancelled, Some(reason)) = (shown.round.state, &shown.round.cancel_reason) {
        return Answer::RoundCancelled {
            reason: reason.clone(),
        };
    }
    let application = &shown.application;
    match application.state {
        ApplicationState::Draft | ApplicationState::Submitted => Answer::Submitted,
        ApplicationState::NeedsChanges => Answer::NeedsChanges {
            note: application.decline_note.clone().unwrap_or_default(),
        },
        ApplicationState::Declined => Answer::Declined {
            reason: decline_reason(lang, shown),
        },
        ApplicationState::Withdrawn => Answer::Withdrawn,
        ApplicationState::Accepted => match shown.round.state {
            RoundState::Frozen | RoundState::Drawn => Answer::AwaitingResult,
            _ => Answer::Accepted,
        },
    }
}

fn decline_reason(lang: Language, shown: &StandingShown) -> String {
    let reason = shown
        .application
        .decline_reason
        .map(|reason| label(lang, reason));
    let note = shown.application.decline_note.clone();
    reason
        .into_iter()
        .chain(note)
        .collect::<Vec<_>>()
        .join(" · ")
}

fn steps(lang: Language, shown: &StandingShown) -> Vec<Step> {
    let submitted = shown
        .application
        .submitted_at
        .with_timezone(&shown.time_zone)
        .date_naive();
    let days = [
        (RoundState::Open, "mine-step-sent", submitted),
        (RoundState::Listed, "step-list", shown.dates.list_on),
        (RoundState::Drawn, "step-draw", shown.dates.draw_on),
        (RoundState::Published, "step-result", shown.dates.result_on),
        (RoundState::Final, "step-final", shown.dates.final_on),
        (RoundState::Running, "step-term", shown.round.term_from),
    ];
    path_of(lang, shown.round.state, &days)
}

/// From freezing on there is something to check the draw with.
fn checking(lang: Language, shown: &StandingShown, receipts: &Receipts) -> Option<Checking> {
    let is_frozen = !matches!(
        shown.round.state,
        RoundState::Planned | RoundState::Open | RoundState::Reviewing | RoundState::Listed
    );
    let call_href = format!("/m/{}/rounds/{}", shown.market.slug, shown.round.code);
    let mine = receipts.iter().filter_map(|(id, held)| {
        let time = shown.plan.trading_time(*id)?;
        Some(MyReceipt {
            code: time.code.clone(),
            name: names(lang, &time.names),
            numbers: numbers_of(lang, held),
        })
    });
    is_frozen.then(|| Checking {
        check_href: format!("{call_href}/check"),
        receipts: mine.collect(),
    })
}

/// Their numbers, once the seed is known and the public file with it.
fn numbers_of(lang: Language, held: &HeldReceipt) -> Vec<(String, String)> {
    let pools = held.receipt.applicant.pools.iter();
    let number = |(seed, pool): (Hex32, &String)| {
        let pool_name = Pool::parse(pool).map(|pool| label(lang, pool));
        let number = held.receipt.lottery_number(seed, pool).to_string();
        (pool_name.unwrap_or_else(|| pool.clone()), number)
    };
    held.public_seed
        .iter()
        .flat_map(|seed| pools.clone().map(|pool| (*seed, pool)))
        .map(number)
        .collect()
}

/// The market with the vendor's own stalls marked, once they have any.
fn map(
    lang: Language,
    shown: &StandingShown,
    around: &MarketShown,
) -> Option<crate::web::map::MapView> {
    let time = around.time.as_ref()?;
    let standing = shown
        .times
        .iter()
        .find(|row| row.wanted.time.trading_time_id == time.id);
    let mine = standing.map(TimeStanding::stalls).unwrap_or_default();
    let is_mine = |id: StallId| mine.iter().any(|(own, _)| *own == id);
    Some(map_of(
        lang,
        &shown.market,
        &shown.plan,
        names(lang, &time.names),
        &format!("/m/{}?time={}#stall-list", shown.market.slug, time.code),
        |row| {
            let present = around.present.get(&row.stall.id);
            StallLook {
                state: if is_mine(row.stall.id) {
                    StallState::Mine
                } else if around.blocked.contains(&row.stall.id) {
                    StallState::Blocked
                } else if present.is_some() {
                    StallState::Taken
                } else {
                    StallState::Free
                },
                who: present.map(|present| present.vendor.trading_name.clone()),
                href: None,
            }
        },
    ))
}

fn can_withdraw(shown: &StandingShown) -> bool {
    let application = Application {
        state: shown.application.state,
        decline_reason: shown.application.decline_reason,
        changes_until: shown.application.changes_until,
    };
    application.withdraw(&lifecycle(&shown.round)).is_ok()
}

/// A vendor who may trade, once results are final.
fn has_days(shown: &StandingShown) -> bool {
    let is_settled = matches!(
        shown.round.state,
        RoundState::Final | RoundState::Running | RoundState::Closed
    );
    is_settled && shown.application.state == ApplicationState::Accepted
}
