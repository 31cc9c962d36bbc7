//! Previews of the draw: what can be tried, how far it is, and what came of it.

use askama::Template;
use chrono::DateTime;
use chrono_tz::Tz;
use entity::kinds::PreviewState;

use crate::web::form::{Choice, Errors};
use crate::web::layout::{Frame, Tone};

/// `GET`, `POST /staff/m/{slug}/rounds/{code}/previews`: fields `list`, `try` (several), `reserve`,
/// `draws`.
#[derive(Debug, Template)]
#[template(path = "staff/previews.html")]
pub struct PreviewsPage {
    pub frame: Frame,
    pub href: String,
    pub round_name: String,
    pub round_href: String,
    /// None when nothing can be tried: the list is frozen, or the reader only reads.
    pub form: Option<PreviewForm>,
    /// The newest first.
    pub rows: Vec<PreviewRow>,
}

#[derive(Clone, Debug)]
pub struct PreviewForm {
    pub errors: Errors,
    /// Whose applications.
    pub list: Vec<Choice>,
    /// Which rules beside those of the round.
    pub tries: Vec<Choice>,
    /// As typed; None when the round keeps no stalls.
    pub reserve: Option<String>,
    pub draws: Vec<Choice>,
}

#[derive(Clone, Debug)]
pub struct PreviewRow {
    pub href: String,
    pub asked_at: DateTime<Tz>,
    pub list: String,
    pub draws: u32,
    pub variants: usize,
    pub state: PreviewState,
}

/// `GET /staff/m/{slug}/rounds/{code}/previews/{id}`; `…/results.csv` and `…/results.json` are its
/// figures as files. POST to `…/cancel` stops it.
#[derive(Debug, Template)]
#[template(path = "staff/preview.html")]
pub struct PreviewPage {
    pub frame: Frame,
    pub href: String,
    pub list_href: String,
    pub round_name: String,
    pub preview: PreviewRow,
    pub percent: i32,
    /// The reader may stop it.
    pub can_stop: bool,
    /// When the applications were read.
    pub listed_at: Option<DateTime<Tz>>,
    /// Fewer people than this are not told of.
    pub fewest: u32,
    pub times: Vec<TimeFigures>,
}

/// What the rules do in one trading time.
#[derive(Clone, Debug)]
pub struct TimeFigures {
    /// Its code, for ids.
    pub code: String,
    pub name: String,
    pub applicants: u32,
    pub stalls: u32,
    /// The rules of the round first.
    pub variants: Vec<VariantFigures>,
    /// Those in hardship are told apart.
    pub tells_hardship: bool,
    pub has_wishes: bool,
    pub has_reserve: bool,
}

#[derive(Clone, Debug)]
pub struct VariantFigures {
    pub name: String,
    pub everyone: Option<Share>,
    pub hardship: Option<Share>,
    pub others: Option<Share>,
    /// Of those who named a wish.
    pub first_wish: Option<Share>,
    /// Of the reserved stalls.
    pub reserved: Option<Share>,
    /// "1.2".
    pub unfilled: String,
    pub categories: Vec<CategoryFigures>,
}

#[derive(Clone, Debug)]
pub struct CategoryFigures {
    pub name: String,
    pub placed: Share,
    pub first_wish: Option<Share>,
}

/// How many of how many, on average.
#[derive(Clone, Debug)]
pub struct Share {
    /// "17.4".
    pub mean: String,
    /// "± 0.2", twice the standard error; empty when nothing depends on chance.
    pub range: String,
    pub of: u32,
    /// In thousandths.
    pub permille: u64,
    /// Twice its standard error, in thousandths.
    pub range_permille: u64,
}

impl PreviewPage {
    fn name(&self) -> String {
        let when = self.frame.moment(&self.preview.asked_at);
        let round = ("round", self.round_name.as_str());
        self.frame.say2("preview-name", round, ("when", when))
    }
}

impl TimeFigures {
    fn words(&self, frame: &Frame) -> String {
        let applicants = ("applicants", self.applicants);
        frame.say2("preview-time", applicants, ("stalls", self.stalls))
    }
}

impl Share {
    pub(super) fn words(&self, frame: &Frame) -> String {
        // It stays on one line.
        let range = self.range.replace(' ', "\u{a0}");
        let mean = if range.is_empty() {
            self.mean.clone()
        } else {
            format!("{}\u{a0}{range}", self.mean)
        };
        frame.say2("preview-share", ("mean", mean), ("of", self.of))
    }

    pub(super) fn percent(&self) -> String {
        format!("{} %", (self.permille + 5) / 10)
    }

    /// Where the range begins on a bar of 1000, and how wide it is.
    pub(super) fn range_from(&self) -> u64 {
        self.permille.saturating_sub(self.range_permille)
    }

    pub(super) fn range_width(&self) -> u64 {
        let to = (self.permille + self.range_permille).min(1000);
        to.saturating_sub(self.range_from())
    }
}

impl PreviewRow {
    pub(super) const fn tone(&self) -> Tone {
        match self.state {
            PreviewState::Done => Tone::Good,
            PreviewState::Queued | PreviewState::Computing => Tone::Attention,
            PreviewState::Failed => Tone::Bad,
            PreviewState::Cancelled => Tone::Neutral,
        }
    }

    pub(super) const fn is_under_way(&self) -> bool {
        matches!(self.state, PreviewState::Queued | PreviewState::Computing)
    }
}
