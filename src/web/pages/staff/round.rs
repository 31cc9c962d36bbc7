//! A round as its operators see it: its state, the next step, the draw, the provisional result.

use askama::Template;
use chrono::DateTime;
use chrono_tz::Tz;
use entity::kinds::{DrawState, PublicResult, RoundState};

use crate::web::form::{Choice, ChoiceGroup, Errors};
use crate::web::layout::{Frame, Link, Tone};
use crate::web::list::{Pager, Stat};
use crate::web::map::MapView;
use crate::web::timeline::Step;

/// `GET /staff/m/{slug}/rounds/{code}`; `?time=CODE`, `?q=`, `?show=RESULT`, `?page=N`.
/// `…/entries.csv?time=CODE` is the list as a file.
#[derive(Debug, Template)]
#[template(path = "staff/round.html")]
pub struct StaffRoundPage {
    pub frame: Frame,
    /// This page's own path; actions and forms hang below it.
    pub href: String,
    pub name: String,
    pub state: RoundState,
    pub steps: Vec<Step>,
    /// The one step that comes next; none when only time must pass or all is done.
    pub next: Option<NextStep>,
    /// What else can be done, each with its own address.
    pub others: Vec<RoundAction>,
    /// Where the draw can be tried; none once the list is sealed.
    pub preview_href: Option<String>,
    /// What deserves a second look: whole sentences.
    pub warnings: Vec<String>,
    /// Numbers; each leads to the list of just these.
    pub stats: Vec<Stat>,
    pub times: Vec<Link>,
    /// Code of the trading time shown: a hidden field of the search form.
    pub time: String,
    /// None before the list is frozen.
    pub draw: Option<DrawPanel>,
    /// What the draw was short of; none before it is computed.
    pub shortages: Option<Vec<ShortageView>>,
    /// The provisional or published result on the ground.
    pub map: Option<MapView>,
    pub search: String,
    /// Words of results to filter by, the empty one first: all.
    pub show: Vec<Choice>,
    pub rows: Vec<EntryRow>,
    pub pager: Pager,
    pub csv_href: String,
}

#[derive(Clone, Debug)]
pub struct NextStep {
    pub action: RoundAction,
    /// What must be done or pass first: a sentence. The button is then not shown.
    pub blocked: Option<String>,
}

/// What an operator can do with a round. POST to `{round}/{word}` does it; where it cannot be
/// undone, GET on the same address asks first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundAction {
    /// Fixes the rules and takes applications.
    Open,
    /// Closes the applications.
    Review,
    /// Makes the accepted codes public.
    List,
    /// Fixes the list and publishes the commitment.
    Freeze,
    /// Makes the results public, all or nothing.
    Publish,
    /// Ends the time for objections; offers go out.
    Finalise,
    /// The term begins.
    Run,
    Close,
    Cancel,
}

impl RoundAction {
    /// The last part of its address, and the end of its keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Review => "review",
            Self::List => "list",
            Self::Freeze => "freeze",
            Self::Publish => "publish",
            Self::Finalise => "finalise",
            Self::Run => "run",
            Self::Close => "close",
            Self::Cancel => "cancel",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        use RoundAction::{Cancel, Close, Finalise, Freeze, List, Open, Publish, Review, Run};
        let all = [
            Open, Review, List, Freeze, Publish, Finalise, Run, Close, Cancel,
        ];
        all.into_iter().find(|action| action.word() == word)
    }

    /// The button leads to a page that asks first.
    pub const fn asks_first(self) -> bool {
        !matches!(self, Self::Review | Self::Run | Self::Close)
    }

    fn href(self, round_href: &str) -> String {
        format!("{round_href}/{}", self.word())
    }

    fn button(self, frame: &Frame) -> String {
        frame.t(&format!("round-do-{}", self.word()))
    }

    fn explanation(self, frame: &Frame) -> String {
        frame.t(&format!("round-about-{}", self.word()))
    }
}

/// The draw of the trading time shown.
#[derive(Clone, Debug)]
pub struct DrawPanel {
    pub state: DrawState,
    /// `{round}/times/{time}/draw`: takes the values of the seed, fields `seed_1` and so on.
    pub action: String,
    /// The parts of the seed, in order.
    pub sources: Vec<SeedField>,
    /// The ceremony's digits alone make a seed that could be tried out.
    pub is_weak: bool,
    pub errors: Errors,
    /// How far a computation is.
    pub progress: Option<Progress>,
    pub commitment: String,
    pub seed: Option<String>,
    pub computed_at: Option<DateTime<Tz>>,
    /// Where the auditor's bundle is asked for, by those who may have it.
    pub auditor_action: Option<String>,
    /// Why a computation failed, if it did.
    pub failure: Option<String>,
}

/// A shortage, and what would resolve it, in whole sentences.
#[derive(Clone, Debug)]
pub struct ShortageView {
    /// The pool's name.
    pub pool: String,
    /// "14 人需要用电，有这项设施的摊位只有 9 个。"
    pub facts: Vec<String>,
    pub remedies: Vec<String>,
    pub applicants: usize,
    /// The list of just these applicants.
    pub applicants_href: String,
    /// Codes of the stalls that these applicants can use.
    pub stalls: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
pub struct Progress {
    pub done: u64,
    pub of: u64,
}

#[derive(Clone, Debug)]
pub struct SeedField {
    /// The name of its field: `seed_1` and so on.
    pub field: String,
    pub label: String,
    pub hint: String,
    /// As typed, or as recorded.
    pub value: String,
    /// Digits only: the phone shows its number pad.
    pub is_digits: bool,
    /// The source itself or its fallback, field `seed_1_from` and so on; none without a fallback.
    pub origins: Vec<Choice>,
}

/// One application in the draw of the trading time shown.
#[derive(Clone, Debug)]
pub struct EntryRow {
    pub code: String,
    pub href: String,
    pub trading_name: String,
    pub category: String,
    pub result: Option<PublicResult>,
    pub stalls: Vec<String>,
    /// Place in the order of the open pool.
    pub position: Option<u32>,
    pub waiting: Option<u32>,
    /// Why, in one sentence.
    pub reason: String,
}

impl StaffRoundPage {
    /// A computation is under way: the page looks again by itself.
    fn refreshes(&self) -> bool {
        self.draw
            .as_ref()
            .is_some_and(|draw| matches!(draw.state, DrawState::Queued | DrawState::Computing))
    }

    fn show_groups(&self) -> Vec<ChoiceGroup> {
        vec![ChoiceGroup {
            label: String::new(),
            choices: self.show.clone(),
        }]
    }

    fn result(&self, row: &EntryRow) -> String {
        let Some(result) = row.result else {
            return String::new();
        };
        match (result, row.waiting) {
            (PublicResult::Waiting, Some(number)) => {
                self.frame.say1("results-waiting-number", "number", number)
            }
            _ => self.frame.label("public-result", result.as_str()),
        }
    }

    fn tone(row: &EntryRow) -> Tone {
        match row.result {
            Some(PublicResult::Placed) => Tone::Good,
            Some(PublicResult::Waiting) => Tone::Attention,
            _ => Tone::Neutral,
        }
    }
}

impl Progress {
    fn percent(self) -> u64 {
        (self.done * 100).checked_div(self.of).unwrap_or(0).min(100)
    }
}

impl SeedField {
    const fn inputmode(&self) -> &'static str {
        if self.is_digits { "numeric" } else { "text" }
    }

    fn origin_field(&self) -> String {
        format!("{}_from", self.field)
    }
}
