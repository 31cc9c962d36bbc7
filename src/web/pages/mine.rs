//! "Where do I stand and why", behind a vendor's secret link.

use askama::Template;
use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

use crate::text::{dates, reasons};
use crate::web::layout::{Frame, Link};
use crate::web::map::MapView;
use crate::web::timeline::Step;

/// `GET /a/{secret}`; `?time=CODE` switches the map.
#[derive(Debug, Template)]
#[template(path = "mine.html")]
pub struct MinePage {
    pub frame: Frame,
    /// `/a/{secret}`.
    pub href: String,
    pub code: String,
    pub trading_name: String,
    pub round_name: String,
    /// `/m/{slug}/rounds/{code}`.
    pub call_href: String,
    /// The heading: what matters most to this vendor now.
    pub answer: Answer,
    /// Each trading time applied for, with what came of it.
    pub times: Vec<MyTime>,
    pub steps: Vec<Step>,
    /// Where and how the draw can be checked; none before the list is frozen.
    pub checking: Option<Checking>,
    pub map: Option<MapView>,
    /// The trading times of the map, for its switch.
    pub map_times: Vec<Link>,
    /// Where single days are arranged, once the market can say who has what.
    pub days_href: Option<String>,
    /// The application can still be withdrawn.
    pub can_withdraw: bool,
    /// Whom to ask: "市集服务台，电话 0371-5550-0100".
    pub contact: String,
}

/// What the draw of one trading time did for this vendor.
#[derive(Clone, Debug)]
pub struct MyTime {
    /// Code of the trading time; it stands in the addresses of its actions.
    pub code: String,
    pub name: String,
    /// "周五到周日 17:00–22:00".
    pub hours: String,
    pub answer: Answer,
    /// Why: whole sentences, in order.
    pub reasons: Vec<String>,
    /// What the stall costs: "¥30.00 每个开市日"; empty when there is nothing to say.
    pub fee: String,
}

/// How to check the draw.
#[derive(Clone, Debug)]
pub struct Checking {
    pub check_href: String,
    /// One for each list that they stand on.
    pub receipts: Vec<MyReceipt>,
}

#[derive(Clone, Debug)]
pub struct MyReceipt {
    /// Code and name of the trading time.
    pub code: String,
    pub name: String,
    /// Their own number in each pool that they stood in, once the public file has it.
    pub numbers: Vec<(String, String)>,
}

/// The one thing to know about an application, or about one of its trading times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Sent, not yet looked at.
    Submitted,
    /// Something is missing.
    NeedsChanges {
        note: String,
    },
    /// On the list of the draw.
    Accepted,
    Declined {
        reason: String,
    },
    Withdrawn,
    /// The list is frozen, or drawn and not yet published.
    AwaitingResult,
    /// Drawn a stall; the offer comes when the results are final.
    Placed {
        stalls: Vec<String>,
    },
    /// Stalls are held until a deadline. None: the deadline starts with the delivery of the notice.
    Offered {
        stalls: Vec<String>,
        until: Option<DateTime<Tz>>,
    },
    Holding {
        stalls: Vec<String>,
        from: NaiveDate,
        to: NaiveDate,
    },
    Waiting {
        place: u32,
    },
    NotPlaced,
    OfferDeclined,
    OfferExpired,
    RoundCancelled {
        reason: String,
    },
}

impl Answer {
    fn heading(&self, frame: &Frame) -> String {
        let with = |key: &str, stalls: &[String]| {
            let listed = reasons::listed(frame.lang, stalls);
            frame.say2(key, ("stalls", listed), ("count", stalls.len()))
        };
        match self {
            Self::Submitted => frame.t("mine-submitted"),
            Self::NeedsChanges { .. } => frame.t("mine-needs-changes"),
            Self::Accepted => frame.t("mine-accepted"),
            Self::Declined { .. } => frame.t("mine-declined"),
            Self::Withdrawn => frame.t("mine-withdrawn"),
            Self::AwaitingResult => frame.t("mine-awaiting-result"),
            Self::Placed { stalls } => with("mine-placed", stalls),
            Self::Offered { stalls, .. } => with("mine-offered", stalls),
            Self::Holding { stalls, .. } => with("mine-holding", stalls),
            Self::Waiting { place } => frame.say1("mine-waiting", "place", place),
            Self::NotPlaced => frame.t("mine-not-placed"),
            Self::OfferDeclined => frame.t("mine-offer-declined"),
            Self::OfferExpired => frame.t("mine-offer-expired"),
            Self::RoundCancelled { .. } => frame.t("mine-round-cancelled"),
        }
    }

    /// The sentence under the heading.
    fn sentence(&self, frame: &Frame) -> String {
        match self {
            Self::Submitted => frame.t("mine-submitted-text"),
            Self::NeedsChanges { note } => note.clone(),
            Self::Accepted => frame.t("mine-accepted-text"),
            Self::Declined { reason } | Self::RoundCancelled { reason } => reason.clone(),
            Self::Withdrawn => frame.t("mine-withdrawn-text"),
            Self::AwaitingResult => frame.t("mine-awaiting-result-text"),
            Self::Placed { .. } => frame.t("mine-placed-text"),
            Self::Offered {
                until: Some(until), ..
            } => frame.say2(
                "mine-offered-until",
                ("moment", frame.moment(until)),
                ("left", frame.time_left(until)),
            ),
            Self::Offered { until: None, .. } => frame.t("mine-offered-text"),
            Self::Holding { from, to, .. } => frame.say1(
                "mine-holding-text",
                "term",
                dates::term(frame.lang, *from, *to),
            ),
            Self::Waiting { .. } => frame.t("mine-waiting-text"),
            Self::NotPlaced => frame.t("mine-not-placed-text"),
            Self::OfferDeclined => frame.t("mine-offer-declined-text"),
            Self::OfferExpired => frame.t("mine-offer-expired-text"),
        }
    }

    /// What the button says, when there is something to confirm.
    fn confirm(&self, frame: &Frame) -> Option<String> {
        match self {
            Self::Offered { stalls, .. } => Some(frame.say1("mine-confirm", "count", stalls.len())),
            _ => None,
        }
    }
}

impl MinePage {
    /// The heading of the page is this trading time's answer: it need not be said twice.
    fn says_it_above(&self, time: &MyTime) -> bool {
        self.times.len() == 1 && time.answer == self.answer
    }

    fn receipt_href(&self, receipt: &MyReceipt) -> String {
        format!("{}/times/{}/receipt.json", self.href, receipt.code)
    }

    /// `/a/{secret}/times/{time}/confirm` takes a POST; `…/decline` asks first (GET), then a POST.
    fn offer_href(&self, time: &MyTime, verb: &str) -> String {
        format!("{}/times/{}/{verb}", self.href, time.code)
    }
}
