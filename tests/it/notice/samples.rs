//! One of every message, as the demo's market would send it.

use chrono::{DateTime, NaiveDate, Utc};
use entity::kinds::{DeclineReason, FeeUnit, PublicResult};
use starstall::domain::values::Names;
use starstall::engine::{Fate, Reason, WishFate};
use starstall::text::message::{
    Commitment, DayChange, DayName, Message, StallHeld, StallOffer, Standing, TimeResult, WishName,
};

pub fn names(zh: &str, en: &str) -> Names {
    Names::parse([("zh-CN", zh), ("en", en)]).unwrap()
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn round() -> Names {
    names("第二期", "Round 2")
}

fn weekend() -> Names {
    names("周末夜市", "Weekend nights")
}

fn weekday() -> Names {
    names("平日早市", "Weekday mornings")
}

fn standing(pool: &str, position: u32, of: u32, waiting: Option<u32>) -> Standing {
    Standing {
        pool: pool.to_owned(),
        position,
        of,
        waiting,
    }
}

/// Stood in the open pool alone, and got the second wish.
pub fn placed() -> TimeResult {
    let fate = Fate::Taken {
        pool: "open".to_owned(),
        by: 3,
    };
    TimeResult {
        trading_time: weekend(),
        result: PublicResult::Placed,
        stalls: vec!["A06".to_owned()],
        min: 1,
        max: 1,
        bounded: false,
        waiting: None,
        reason: Reason::Assigned {
            moved: false,
            extras: 0,
            held: false,
            earlier: vec![WishFate { wish: 1, fate }],
        },
        preference: Some(2),
        wishes: vec![
            WishName::Stall("A05".to_owned()),
            WishName::Stall("A06".to_owned()),
        ],
        standings: vec![standing("open", 17, 142, None)],
        category: Some(names("小吃", "Snacks")),
    }
}

/// Stood in both pools, and waits in both.
pub fn outranked() -> TimeResult {
    TimeResult {
        trading_time: weekday(),
        result: PublicResult::Waiting,
        stalls: Vec::new(),
        min: 1,
        max: 1,
        bounded: false,
        waiting: Some(4),
        reason: Reason::Outranked {
            ahead: 74,
            pool: "open".to_owned(),
            position: 88,
            cut_off: Some(79),
            usable: 74,
            renewed: 0,
        },
        preference: None,
        wishes: vec![WishName::Stall("A05".to_owned())],
        standings: vec![
            standing("charity", 31, 40, Some(19)),
            standing("open", 88, 142, Some(4)),
        ],
        category: Some(names("小吃", "Snacks")),
    }
}

pub fn offer(fee_fen: i64) -> StallOffer {
    StallOffer {
        public_id: "00112233445566778899aabbccddeeff".to_owned(),
        trading_time: weekend(),
        stalls: vec!["A06".to_owned()],
        zones: vec![names("小吃", "Street food")],
        from: day("2026-12-15"),
        to: day("2027-02-08"),
        market_days: 24,
        fee_fen,
        paid_stalls: 1,
        fee_unit: FeeUnit::MarketDay,
    }
}

/// Letters about several stalls that are offered as one.
fn of_several() -> Vec<(&'static str, Message)> {
    vec![
        (
            "offer_made_of_several",
            Message::OfferMade {
                round: round(),
                offer: offer_of_several(),
                confirm_days: 1,
                from_waiting_list: true,
            },
        ),
        (
            "offer_confirmed_of_several",
            Message::OfferConfirmed {
                round: round(),
                offer: offer_of_several(),
            },
        ),
        (
            "offer_declined_of_several",
            Message::OfferDeclined {
                round: round(),
                offer: offer_of_several(),
                refusals_left: 2,
            },
        ),
    ]
}

/// Three next to each other.
fn offer_of_several() -> StallOffer {
    StallOffer {
        stalls: ["A05", "A06", "A07"].map(str::to_owned).to_vec(),
        paid_stalls: 3,
        ..offer(9_000)
    }
}

pub fn offer_made(from_waiting_list: bool) -> Message {
    let (confirm_days, offer) = if from_waiting_list {
        (1, offer(0))
    } else {
        (3, offer(3_000))
    };
    Message::OfferMade {
        round: round(),
        offer,
        confirm_days,
        from_waiting_list,
    }
}

fn stall_blocked(to: Option<&str>, market_days: u32) -> Message {
    Message::StallBlocked {
        stall: "A06".to_owned(),
        to: to.map(str::to_owned),
        from: day("2026-12-18"),
        until: day(if market_days == 1 {
            "2026-12-18"
        } else {
            "2026-12-20"
        }),
        market_days,
        reason: "下水道维修。".to_owned(),
    }
}

/// Every message, each under the name of its snapshot.
pub fn messages() -> Vec<(&'static str, Message)> {
    let organisation = names("盛润社区居委会", "Shengrun Community");
    let rounds = vec![
        (
            "application_received",
            Message::ApplicationReceived {
                round: round(),
                applications_until: at("2026-12-08T10:00:00Z"),
            },
        ),
        (
            "application_accepted",
            Message::ApplicationAccepted { round: round() },
        ),
        ("list_published", list_published()),
        (
            "application_declined",
            Message::ApplicationDeclined {
                round: round(),
                reason: DeclineReason::WrongCategory,
                note: Some("这一批次不收二手车。".to_owned()),
                objection_days: 3,
            },
        ),
        (
            "application_withdrawn",
            Message::ApplicationWithdrawn { round: round() },
        ),
        (
            "attestation_confirmed",
            Message::AttestationConfirmed {
                organisation: organisation.clone(),
                until: day("2027-11-30"),
            },
        ),
        (
            "attestation_declined",
            Message::AttestationDeclined { organisation },
        ),
        ("list_frozen", list_frozen()),
        (
            "result_published",
            Message::ResultPublished {
                round: round(),
                times: vec![placed(), outranked()],
                objections_until: at("2026-12-01T16:00:00Z"),
                corrected: Vec::new(),
            },
        ),
        ("offer_made", offer_made(false)),
        ("offer_made_from_waiting_list", offer_made(true)),
        (
            "offer_confirmed",
            Message::OfferConfirmed {
                round: round(),
                offer: offer(3_000),
            },
        ),
        (
            "offer_declined",
            Message::OfferDeclined {
                round: round(),
                offer: offer(3_000),
                refusals_left: 2,
            },
        ),
        (
            "offer_expired",
            Message::OfferExpired {
                round: round(),
                offer: offer(3_000),
                refusals_left: 0,
            },
        ),
        ("stall_blocked_moved", stall_blocked(Some("A08"), 3)),
        ("stall_blocked_none", stall_blocked(None, 1)),
    ];
    rounds.into_iter().chain(others()).collect()
}

fn held() -> StallHeld {
    StallHeld {
        trading_time: weekend(),
        stall: "A06".to_owned(),
    }
}

fn result_corrected() -> Message {
    Message::ResultPublished {
        round: round(),
        times: vec![placed()],
        objections_until: at("2026-12-09T16:00:00Z"),
        corrected: vec!["一份申请的用电需求录漏了。".to_owned()],
    }
}

fn entry_corrected(taken_out: bool) -> Message {
    Message::EntryCorrected {
        round: round(),
        taken_out,
        reason: "一份申请的用电需求录漏了。".to_owned(),
    }
}

fn others() -> impl Iterator<Item = (&'static str, Message)> {
    of_several()
        .into_iter()
        .chain(of_changes_and_objections())
        .chain(of_single_days())
}

fn of_changes_and_objections() -> Vec<(&'static str, Message)> {
    let answered = |upheld, restored| Message::ObjectionAnswered {
        round: round(),
        upheld,
        answer: "我们核对了材料。".to_owned(),
        restored,
    };
    vec![
        (
            "changes_asked",
            Message::ChangesAsked {
                round: round(),
                note: "请写明您卖什么。".to_owned(),
                until: at("2026-12-10T16:00:00Z"),
            },
        ),
        (
            "application_edited",
            Message::ApplicationEdited { round: round() },
        ),
        (
            "application_resubmitted",
            Message::ApplicationResubmitted { round: round() },
        ),
        (
            "objection_received",
            Message::ObjectionReceived { round: round() },
        ),
        ("round_cancelled", round_cancelled()),
        ("result_corrected", result_corrected()),
        ("entry_mended", entry_corrected(false)),
        ("entry_taken_out", entry_corrected(true)),
        (
            "drawn_again",
            Message::DrawnAgain {
                round: round(),
                reason: "一份申请的用电需求录漏了。".to_owned(),
            },
        ),
        (
            "holding_given_up",
            Message::HoldingGivenUp {
                held: held(),
                free_from: day("2027-01-04"),
            },
        ),
        (
            "holding_ended",
            Message::HoldingEnded {
                held: held(),
                free_from: day("2027-01-04"),
                grounds: "连续六个开市日没有出摊。".to_owned(),
            },
        ),
        (
            "holding_moved",
            Message::HoldingMoved {
                held: held(),
                to_stall: "B02".to_owned(),
                from: day("2027-01-04"),
                reason: "A06 的地面要修。".to_owned(),
            },
        ),
        ("objection_restored", answered(true, true)),
        ("objection_upheld", answered(true, false)),
        ("objection_rejected", answered(false, false)),
    ]
}

fn of_single_days() -> [(&'static str, Message); 6] {
    [
        ("day_absent", noted(DayChange::Absent)),
        ("day_coming", noted(DayChange::Coming)),
        ("day_standing_by", noted(DayChange::StandingBy)),
        ("day_not_standing_by", noted(DayChange::NotStandingBy)),
        ("day_placed", drawn_for_a_day(placed())),
        ("day_not_placed", drawn_for_a_day(outranked())),
    ]
}

fn friday() -> DayName {
    DayName {
        trading_time: weekend(),
        date: day("2026-12-18"),
        opens_at: at("2026-12-18T09:00:00Z"),
        lists_close_at: at("2026-12-18T06:00:00Z"),
    }
}

fn noted(change: DayChange) -> Message {
    let holds = matches!(change, DayChange::Absent | DayChange::Coming);
    Message::DayNoted {
        day: friday(),
        change,
        stall: holds.then(|| "A06".to_owned()),
    }
}

fn drawn_for_a_day(result: TimeResult) -> Message {
    Message::DayDrawn {
        day: friday(),
        free: 3,
        result,
    }
}

fn list_published() -> Message {
    Message::ListPublished {
        round: round(),
        objections_until: at("2026-12-17T16:00:00Z"),
    }
}

fn round_cancelled() -> Message {
    Message::RoundCancelled {
        round: round(),
        reason: "道路施工，到明年三月".to_owned(),
    }
}

fn list_frozen() -> Message {
    let commitment = |trading_time, applications, digit: &str| Commitment {
        trading_time,
        value: digit.repeat(64),
        applications,
    };
    Message::ListFrozen {
        round: round(),
        commitments: vec![
            commitment(weekend(), 142, "a"),
            commitment(weekday(), 96, "5"),
        ],
    }
}
