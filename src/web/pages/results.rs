//! The public results of a round: by code, with all that is needed to check the draw.

use askama::Template;
use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use entity::kinds::{PublicEvent, PublicResult};

use crate::web::layout::{Frame, Link, Tone};
use crate::web::list::{Pager, Stat};
use crate::web::pages::check::DrawProof;

/// `GET /m/{slug}/rounds/{code}/results`; `?time=CODE`, `?q=CODE`, `?show=RESULT`, `?page=N`.
/// `…/results.csv?time=CODE` is the same as a file.
#[derive(Debug, Template)]
#[template(path = "results.html")]
pub struct ResultsPage {
    pub frame: Frame,
    pub round_name: String,
    pub call_href: String,
    /// This page's own path, for the search form.
    pub href: String,
    pub stage: ResultsStage,
    pub times: Vec<Link>,
    /// Code of the trading time shown: a hidden field of the search form.
    pub time: String,
    /// Placed, waiting, not placed; each leads to the list of just these.
    pub stats: Vec<Stat>,
    /// What was searched for, as typed.
    pub search: String,
    pub rows: Vec<ResultRow>,
    pub pager: Pager,
    pub csv_href: String,
    /// What was done by hand beside the draw: day, what, why.
    pub log: Vec<LogRow>,
    /// Of the trading time shown, from freezing on.
    pub proof: Option<DrawProof>,
    /// How to check the draws.
    pub check_href: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResultsStage {
    /// Nothing is public yet; the day for which it is planned.
    NotYet {
        expected: Option<NaiveDate>,
    },
    /// The accepted codes are public, the draw is still to come.
    Listed {
        objections_until: Option<DateTime<Tz>>,
    },
    /// 公示: results are public, questions are taken.
    Published {
        on: NaiveDate,
        objections_until: DateTime<Tz>,
    },
    Final {
        on: NaiveDate,
    },
    Cancelled {
        reason: String,
    },
}

/// A row of the public log.
#[derive(Clone, Debug)]
pub struct LogRow {
    pub on: NaiveDate,
    pub event: PublicEvent,
    pub reason: String,
}

#[derive(Clone, Debug)]
pub struct ResultRow {
    pub code: String,
    /// None while only the list is public.
    pub result: Option<PublicResult>,
}

impl ResultsPage {
    fn result(&self, row: &ResultRow) -> String {
        match row.result {
            Some(result) => self.frame.label("public-result", result.as_str()),
            None => self.frame.t("results-on-list"),
        }
    }

    fn tone(row: &ResultRow) -> Tone {
        match row.result {
            Some(PublicResult::Placed) => Tone::Good,
            Some(PublicResult::Waiting) => Tone::Attention,
            _ => Tone::Neutral,
        }
    }

    /// What these results are, and until when one can ask about them.
    fn stage_sentence(&self) -> String {
        let frame = &self.frame;
        match &self.stage {
            ResultsStage::NotYet { expected: None } => frame.t("results-not-yet"),
            ResultsStage::NotYet {
                expected: Some(day),
            } => frame.say1("results-not-yet-until", "day", frame.day(day)),
            ResultsStage::Listed {
                objections_until: None,
            } => frame.t("results-listed"),
            ResultsStage::Listed {
                objections_until: Some(until),
            } => frame.say1("results-listed-until", "moment", frame.moment(until)),
            ResultsStage::Published {
                on,
                objections_until,
            } => frame.say2(
                "results-published",
                ("day", frame.day(on)),
                ("moment", frame.moment(objections_until)),
            ),
            ResultsStage::Final { on } => frame.say1("results-final", "day", frame.day(on)),
            ResultsStage::Cancelled { reason } => frame.say1("results-cancelled", "reason", reason),
        }
    }

    fn has_list(&self) -> bool {
        !matches!(
            self.stage,
            ResultsStage::NotYet { .. } | ResultsStage::Cancelled { .. }
        )
    }
}
