//! The applications of a round, and one application with the decision about it.

use askama::Template;
use chrono::DateTime;
use chrono_tz::Tz;
use entity::kinds::{ApplicationState, DeclineReason};

use super::notices::NoticeRow;
use crate::web::form::{Choice, ChoiceGroup, Errors};
use crate::web::layout::{Frame, Tone};
use crate::web::list::{Pager, Stat};

/// `GET /staff/m/{slug}/rounds/{code}/applications`; `?state=`, `?q=`, `?page=N`;
/// `….csv` is the list as a file.
///
/// Its form goes to `{href}/decide` with `code` (several), and `decision` (`accept` or `decline`)
/// with `reason` and `note` for all that are ticked, or `accept` with the one code of its row.
#[derive(Debug, Template)]
#[template(path = "staff/applications.html")]
pub struct StaffApplicationsPage {
    pub frame: Frame,
    pub href: String,
    pub round_name: String,
    pub round_href: String,
    /// By state; each leads to the list of just these.
    pub stats: Vec<Stat>,
    /// The state that the list shows: a hidden field of the search form; empty for all.
    pub state: String,
    pub search: String,
    pub rows: Vec<ApplicationRow>,
    pub pager: Pager,
    pub csv_href: String,
    pub errors: Errors,
    /// Which of those that were decided together could not be, and why: whole lines.
    pub refused: Vec<String>,
    /// What was chosen for the ticked ones, when it has to be asked again.
    pub reason: String,
    pub note: String,
}

#[derive(Clone, Debug)]
pub struct ApplicationRow {
    pub code: String,
    pub href: String,
    pub trading_name: String,
    pub category: String,
    /// Names of the trading times asked for.
    pub times: Vec<String>,
    pub state: ApplicationState,
    pub submitted_at: DateTime<Tz>,
    /// May stand in the charity pool; none when it did not ask.
    pub is_eligible: Option<bool>,
    /// What to look at: "没有电话".
    pub remarks: Vec<String>,
    /// Ticked, when the list has to be shown again.
    pub chosen: bool,
}

/// `GET /staff/m/{slug}/applications/{code}`. Decisions are POSTs to `{href}/accept` and
/// `{href}/decline` (`reason`, `note`); `{href}/withdraw` asks first.
#[derive(Debug, Template)]
#[template(path = "staff/application.html")]
pub struct StaffApplicationPage {
    pub frame: Frame,
    pub href: String,
    pub list_href: String,
    pub round_name: String,
    pub code: String,
    pub state: ApplicationState,
    pub trading_name: String,
    pub name: String,
    pub phone: String,
    pub email: String,
    pub category: String,
    pub people: u32,
    /// How many stalls next to each other they need at least, and would take at most.
    pub stalls: (u32, u32),
    pub needs: Vec<entity::kinds::Feature>,
    pub submitted_at: DateTime<Tz>,
    /// May stand in the charity pool; none when it did not ask. Why is not for operators.
    pub is_eligible: Option<bool>,
    pub times: Vec<AskedTime>,
    pub remarks: Vec<String>,
    pub can_decide: bool,
    pub can_withdraw: bool,
    /// A word of `DeclineReason`, as chosen.
    pub reason: String,
    pub note: String,
    pub errors: Errors,
    pub history: Vec<HistoryLine>,
    pub notices: Vec<NoticeRow>,
}

/// One trading time that was asked for.
#[derive(Clone, Debug)]
pub struct AskedTime {
    pub name: String,
    /// In order, in people's words; "其他摊位也可以" last.
    pub wishes: Vec<String>,
    /// What the draw said, in one sentence; none before it.
    pub result: Option<String>,
}

#[derive(Clone, Debug)]
pub struct HistoryLine {
    pub at: DateTime<Tz>,
    pub who: String,
    pub what: String,
}

/// The colour of a state; its word stands beside it.
const fn tone_of(state: ApplicationState) -> Tone {
    match state {
        ApplicationState::Accepted => Tone::Good,
        ApplicationState::Submitted | ApplicationState::NeedsChanges => Tone::Attention,
        ApplicationState::Declined => Tone::Bad,
        ApplicationState::Draft | ApplicationState::Withdrawn => Tone::Neutral,
    }
}

fn reasons(frame: &Frame, chosen: &str) -> Vec<Choice> {
    let choice = |reason: DeclineReason| {
        Choice::new(
            reason.as_str(),
            frame.label("decline-reason", reason.as_str()),
        )
        .chosen_if(reason.as_str() == chosen)
    };
    DeclineReason::all().map(choice).collect()
}

fn eligibility(frame: &Frame, is_eligible: Option<bool>) -> String {
    frame.t(match is_eligible {
        None => "application-charity-not-asked",
        Some(true) => "application-charity-yes",
        Some(false) => "application-charity-not-yet",
    })
}

impl ApplicationRow {
    const fn tone(&self) -> Tone {
        tone_of(self.state)
    }

    fn eligibility(&self, frame: &Frame) -> String {
        eligibility(frame, self.is_eligible)
    }
}

impl StaffApplicationsPage {
    fn reason_groups(&self) -> Vec<ChoiceGroup> {
        vec![ChoiceGroup {
            label: String::new(),
            choices: reasons(&self.frame, &self.reason),
        }]
    }

    fn can_decide(row: &ApplicationRow) -> bool {
        row.state == ApplicationState::Submitted
    }

    fn any_to_decide(&self) -> bool {
        self.rows.iter().any(Self::can_decide)
    }
}

impl StaffApplicationPage {
    const fn tone(&self) -> Tone {
        tone_of(self.state)
    }

    fn eligibility(&self) -> String {
        eligibility(&self.frame, self.is_eligible)
    }

    fn reasons(&self) -> Vec<Choice> {
        reasons(&self.frame, &self.reason)
    }

    fn needs_in_words(&self) -> String {
        let words = self
            .needs
            .iter()
            .map(|need| self.frame.label("feature", need.as_str()));
        let words: Vec<String> = words.collect();
        if words.is_empty() {
            self.frame.t("apply-none")
        } else {
            words.join(&self.frame.t("list-separator"))
        }
    }
}
