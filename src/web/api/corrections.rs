//! Corrections after an upheld objection: an entry is mended or taken out, and drawn again.

use entity::kinds::{DeclineReason, Feature};
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::Tag;
use super::answer::Done;
use super::application_sent::{TimeSent, parse_time};
use super::caller::Caller;
use super::problem::ApiError;
use super::rounds::at;
use super::wire::{parse_label, refuse};
use super::words::Word;
use crate::app::draw::{CorrectEntry, EntryChange, Mend, correct_entry};
use crate::domain::FieldError;
use crate::domain::values::Note;

#[derive(Clone, Debug, Object)]
struct CorrectionSent {
    /// The upheld objection that this answers.
    objection: String,
    /// The application whose entry is corrected.
    code: String,
    /// It becomes public: it must not tell whom it is about, nor their group.
    reason: String,
    /// Take the entry out of every list, and decline the application with this reason.
    #[oai(default)]
    take_out: Option<Word<DeclineReason>>,
    /// Or mend it.
    #[oai(default)]
    mend: Option<MendSent>,
}

/// What was wrong, as it should have been. What is left out stays.
#[derive(Clone, Debug, Object)]
struct MendSent {
    #[oai(default)]
    category: Option<String>,
    #[oai(default)]
    needs: Option<Vec<Word<Feature>>>,
    #[oai(default)]
    seniority: Option<u32>,
    /// Read anew what is attested now.
    #[oai(default)]
    groups_again: bool,
    #[oai(default)]
    trading_times: Vec<TimeSent>,
}

#[derive(Clone, Copy, Debug)]
pub struct Corrections;

#[OpenApi(tag = "Tag::Objections")]
impl Corrections {
    /// Correct an entry and draw again
    ///
    /// With the same seed; what was drawn stays on record.
    #[oai(
        path = "/markets/:market/rounds/:round/corrections",
        method = "post",
        operation_id = "correct_entry"
    )]
    async fn correct(
        &self,
        caller: Caller,
        market: Path<String>,
        round: Path<String>,
        sent: Json<CorrectionSent>,
    ) -> Result<Done, ApiError> {
        let change = match (sent.0.take_out, sent.0.mend) {
            (Some(reason), None) => EntryChange::TakeOut(reason.0),
            (None, Some(mend)) => EntryChange::Mend(mending(mend)?),
            _ => return Err(refuse("mend", FieldError::NotAChoice)),
        };
        let command = CorrectEntry {
            at: at(&market, &round),
            objection: sent.0.objection,
            code: sent.0.code,
            change,
            reason: Note::parse(&sent.0.reason).map_err(|error| refuse("reason", error))?,
        };
        correct_entry(&caller.app, &caller.actor, command).await?;
        Ok(Done::Done)
    }
}

fn mending(sent: MendSent) -> Result<Mend, ApiError> {
    let category = sent.category.as_deref();
    let needs = sent
        .needs
        .map(|needs| needs.into_iter().map(|word| word.0).collect());
    let times = sent.trading_times.iter().map(parse_time);
    let times = times.collect::<Result<_, _>>();
    Ok(Mend {
        category: category
            .map(|code| parse_label("category", code))
            .transpose()?,
        needs,
        seniority: sent.seniority,
        groups_again: sent.groups_again,
        times: times.map_err(|error| refuse("trading_times", error))?,
    })
}
