//! The form that asks for a preview: what fits the round, and what was chosen.

use entity::kinds::{
    ApplicationState, Language, Placement as PlacementKind, Pool, Unfilled as UnfilledKind,
};
use entity::round;

use super::staff_preview_view::variant_name;
use super::words::names;
use crate::app::preview::{AskPreview, DRAWS, PreviewList};
use crate::app::round::{RoundRef, RoundShown};
use crate::domain::rules::RoundRules;
use crate::domain::{FieldError, FieldErrors};
use crate::engine::{Placement, Unfilled};
use crate::preview::{Lottery, PoolOrder, Variant};
use crate::text::{say, say_with};
use crate::web::form::{Choice, Errors};
use crate::web::http::Posted;
use crate::web::pages::staff::previews::PreviewForm;

/// One change to the rules that can be ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Try {
    Fill,
    Choice,
    OpenFirst,
    Shared,
    NoReserve,
    Hold,
    Release,
    NoQuotas,
    NoCaps,
}

/// The form as it was filled in.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    list: String,
    tries: Vec<String>,
    reserve: String,
    draws: String,
    is_sent: bool,
}

const OF_ROUND: &str = "round:";
const ACCEPTED: &str = "accepted";
const UNDECIDED_TOO: &str = "undecided";
/// What is chosen before anybody chose.
const USUAL_DRAWS: u32 = 1000;

impl Typed {
    pub fn read(posted: &Posted) -> Self {
        Self {
            list: posted.get("list").to_owned(),
            tries: posted.all("try").map(str::to_owned).collect(),
            reserve: posted.get("reserve").trim().to_owned(),
            draws: posted.get("draws").to_owned(),
            is_sent: true,
        }
    }
}

/// # Errors
/// Each field that has to be mended.
pub fn asked_in(at: RoundRef, typed: &Typed) -> Result<AskPreview, FieldErrors> {
    let mut errors = FieldErrors::default();
    let list = errors.check("list", list_of(&typed.list));
    let draws = errors.check(
        "draws",
        typed.draws.parse().map_err(|_| FieldError::Missing),
    );
    let mut variants = Vec::new();
    for word in &typed.tries {
        let known = Try::parse(word).ok_or(FieldError::NotAChoice);
        variants.extend(errors.check("try", known).map(Try::variant));
    }
    let reserve = errors.check_optional("reserve", &typed.reserve, |raw| {
        raw.parse().map_err(|_| FieldError::NotANumber)
    });
    variants.extend(reserve.map(|size| Variant {
        reserve: Some(size),
        ..Variant::default()
    }));
    match (list, draws) {
        (Some(list), Some(draws)) if errors.is_empty() => Ok(AskPreview {
            at,
            list,
            draws,
            variants,
        }),
        _ => Err(errors),
    }
}

fn list_of(word: &str) -> Result<PreviewList, FieldError> {
    match (word, word.strip_prefix(OF_ROUND)) {
        (ACCEPTED, _) => Ok(PreviewList::Accepted {}),
        (UNDECIDED_TOO, _) => Ok(PreviewList::UndecidedToo {}),
        (_, Some(round)) => Ok(PreviewList::OfRound {
            round: round.to_owned(),
        }),
        _ => Err(FieldError::Missing),
    }
}

impl Try {
    const ALL: [Self; 9] = [
        Self::Fill,
        Self::Choice,
        Self::OpenFirst,
        Self::Shared,
        Self::NoReserve,
        Self::Hold,
        Self::Release,
        Self::NoQuotas,
        Self::NoCaps,
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::Fill => "fill",
            Self::Choice => "choice",
            Self::OpenFirst => "open-first",
            Self::Shared => "shared",
            Self::NoReserve => "no-reserve",
            Self::Hold => "hold",
            Self::Release => "release",
            Self::NoQuotas => "no-quotas",
            Self::NoCaps => "no-caps",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|change| change.word() == word)
    }

    /// Whether it would change anything.
    fn fits(self, rules: &RoundRules) -> bool {
        let reserve = rules.pool(Pool::Charity);
        let has_both = reserve.is_some() && rules.pool(Pool::Open).is_some();
        let leaves = reserve.map(|pool| pool.unfilled);
        match self {
            Self::Fill => rules.placement != PlacementKind::Fill,
            Self::Choice => rules.placement != PlacementKind::Choice,
            Self::OpenFirst | Self::Shared | Self::NoReserve => has_both,
            Self::Hold => has_both && leaves != Some(UnfilledKind::Hold),
            Self::Release => has_both && leaves != Some(UnfilledKind::Release),
            Self::NoQuotas => rules.pools.iter().any(|pool| !pool.quotas.is_empty()),
            Self::NoCaps => !rules.caps.is_empty(),
        }
    }

    fn variant(self) -> Variant {
        let mut variant = Variant::default();
        match self {
            Self::Fill => variant.placement = Some(Placement::Fill),
            Self::Choice => variant.placement = Some(Placement::Choice),
            Self::OpenFirst => variant.order = Some(PoolOrder::ReservedLast),
            Self::Shared => variant.lottery = Some(Lottery::Shared),
            Self::NoReserve => variant.reserve = Some(0),
            Self::Hold => variant.unfilled = Some(Unfilled::Hold),
            Self::Release => variant.unfilled = Some(Unfilled::Release),
            Self::NoQuotas => variant.without_quotas = true,
            Self::NoCaps => variant.without_caps = true,
        }
        variant
    }
}

pub fn form(
    lang: Language,
    shown: &RoundShown,
    others: &[round::Model],
    typed: &Typed,
    errors: Errors,
) -> PreviewForm {
    let fitting = Try::ALL
        .into_iter()
        .filter(|change| change.fits(&shown.rules));
    let tries = fitting.map(|change| {
        let word = change.word();
        Choice::new(word, variant_name(lang, &change.variant()))
            .hint(say(lang, &format!("preview-try-{word}")))
            .chosen_if(typed.tries.iter().any(|chosen| chosen == word))
    });
    let has_reserve = Try::NoReserve.fits(&shown.rules);
    PreviewForm {
        errors,
        list: lists(lang, shown, others, typed),
        tries: tries.collect(),
        reserve: has_reserve.then(|| typed.reserve.clone()),
        draws: draws(lang, typed),
    }
}

fn lists(
    lang: Language,
    shown: &RoundShown,
    others: &[round::Model],
    typed: &Typed,
) -> Vec<Choice> {
    use ApplicationState::{Accepted, NeedsChanges, Submitted};
    let accepted = shown.counts.applications_in(Accepted);
    let undecided = [Submitted, NeedsChanges].map(|state| shown.counts.applications_in(state));
    let all = accepted + undecided.iter().sum::<usize>();
    let own = [
        (ACCEPTED, "preview-list-accepted", accepted),
        (UNDECIDED_TOO, "preview-list-undecided", all),
    ];
    let own = own.map(|(word, key, count)| {
        let label = say_with(lang, key, &[("count", count.into())]);
        Choice::new(word, label)
    });
    let others = others.iter().map(|round| {
        let label = say_with(
            lang,
            "preview-list-round",
            &[("round", names(lang, &round.names).into())],
        );
        Choice::new(format!("{OF_ROUND}{}", round.code), label)
    });
    let usual = if all > accepted || all == 0 {
        UNDECIDED_TOO
    } else {
        ACCEPTED
    };
    let chosen = if typed.is_sent {
        typed.list.as_str()
    } else {
        usual
    };
    own.into_iter()
        .chain(others)
        .map(|choice| {
            let is_chosen = choice.value == chosen;
            choice.chosen_if(is_chosen)
        })
        .collect()
}

fn draws(lang: Language, typed: &Typed) -> Vec<Choice> {
    let usual = USUAL_DRAWS.to_string();
    let chosen = if typed.is_sent { &typed.draws } else { &usual };
    let choices = DRAWS.map(|count| {
        let word = count.to_string();
        let is_chosen = *chosen == word;
        let hint = match count {
            200 => "preview-draws-few",
            USUAL_DRAWS => "preview-draws-usual",
            _ => "preview-draws-many",
        };
        Choice::new(word.clone(), word)
            .hint(say(lang, hint))
            .chosen_if(is_chosen)
    });
    choices.to_vec()
}
