//! What a draw was short of, on the operators' page of a round: sentences, and the list of just
//! those who stand in a shortage.

use entity::draw;
use entity::kinds::{Language, Pool};

use crate::app::AppError;
use crate::app::draw::{ShortageShown, list_shortages};
use crate::app::round::{EntryShown, RoundShown};
use crate::text::shortages::{remedy_sentence, shortage_sentences};
use crate::text::{labels, say_with};
use crate::web::form::Choice;
use crate::web::pages::staff::round::ShortageView;

/// What the list is asked for, with the shortage's number, to show just those of a shortage.
const SHORT: &str = "short-";

/// The shortages of the draw shown, and the one that the list is asked for.
#[derive(Clone, Debug, Default)]
pub struct Shortages {
    found: Option<Vec<ShortageShown>>,
    /// Its number from 1.
    asked: Option<usize>,
}

impl Shortages {
    /// # Errors
    /// `Internal` when the draw holds what this version cannot read.
    pub fn load(
        shown: &RoundShown,
        draw: Option<&draw::Model>,
        show: Option<&str>,
    ) -> Result<Self, AppError> {
        let found = draw.map(|draw| list_shortages(draw, &shown.plan));
        let found = found.transpose()?.flatten();
        let known = found.as_ref().map_or(0, Vec::len);
        let asked = show.and_then(|show| show.strip_prefix(SHORT)?.parse().ok());
        Ok(Self {
            found,
            asked: asked.filter(|number| (1..=known).contains(number)),
        })
    }

    /// Everyone, unless the list is asked for just those of a shortage.
    pub fn asks_for(&self, row: &EntryShown) -> bool {
        let found = self.found.as_deref().unwrap_or_default();
        let asked = self.asked.and_then(|number| found.get(number - 1));
        asked.is_none_or(|shortage| shortage.applicants.contains(&row.application.code))
    }

    /// What the filter of the list says while it shows just those of a shortage.
    pub fn choice(&self, lang: Language) -> Option<Choice> {
        let number = self.asked?;
        let label = say_with(lang, "shortage-filter", &[("number", number.into())]);
        Some(Choice::new(format!("{SHORT}{number}"), label).chosen_if(true))
    }

    /// `href` shows the draw's trading time.
    pub fn views(&self, lang: Language, href: &str) -> Option<Vec<ShortageView>> {
        let view = |(shortage, number): (&ShortageShown, usize)| ShortageView {
            pool: Pool::parse(&shortage.pool)
                .map_or_else(|| shortage.pool.clone(), |pool| labels::label(lang, pool)),
            facts: shortage_sentences(lang, &shortage.facts),
            remedies: shortage
                .facts
                .remedies
                .iter()
                .map(|remedy| remedy_sentence(lang, remedy))
                .collect(),
            applicants: shortage.applicants.len(),
            applicants_href: format!("{href}&show={SHORT}{number}#stall-list"),
            stalls: shortage.stalls.clone(),
        };
        Some(self.found.as_ref()?.iter().zip(1..).map(view).collect())
    }
}
