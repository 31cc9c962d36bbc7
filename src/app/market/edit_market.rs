//! Edit a market itself: its names, how it is reached, its languages, its ground.

use chrono_tz::Tz;
use entity::kinds::Language;
use entity::market;
use sea_orm::ActiveValue::Set;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::keeping::{Keeping, begin_keeping};
use crate::app::edit::edit_row;
use crate::app::error::{invalid, repeated};
use crate::app::record::Change;
use crate::app::{Actor, App, AppError};
use crate::domain::FieldError;
use crate::domain::ground::Ground;
use crate::domain::market::MarketRefusal;
use crate::domain::values::{Contact, Names, Revision};
use crate::store;

#[derive(Clone, Debug)]
pub struct EditMarket {
    /// By its slug, which stays.
    pub market: String,
    /// What whoever edits has seen.
    pub expected: Option<Revision>,
    pub facts: MarketFacts,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MarketFacts {
    pub names: Names,
    /// Where it is, in people's words.
    pub place: Names,
    pub contact: Option<Contact>,
    /// Fixed once there is a round: its dates are in it.
    #[serde(serialize_with = "write_name")]
    pub time_zone: Tz,
    /// The first is the market's own.
    pub languages: Vec<Language>,
    /// The street plan; none leaves it as it is.
    pub ground: Option<Ground>,
}

/// # Errors
/// `Invalid` without a language; `Refused` when somebody else edited it meanwhile, or the time
/// zone is to change and there are rounds.
pub async fn edit_market(
    app: &App,
    actor: &Actor,
    command: EditMarket,
) -> Result<Revision, AppError> {
    let keeping = begin_keeping(app, actor, &command.market).await?;
    let facts = &command.facts;

    refuse_bad_languages(&facts.languages)?;
    refuse_other_zone(&keeping, facts.time_zone).await?;

    let before = before_of(&keeping.market, facts);
    let change = columns_of(facts);
    let loaded = Revision::new(keeping.market.revision);
    let id = keeping.market.id.0;
    let revision = edit_row(&keeping.tx, id, loaded, command.expected, change).await?;
    let change = Change {
        action: "edit_market",
        subject: format!("market:{}", keeping.market.slug),
        detail: Some(json!({ "revision": revision, "before": before, "now": facts })),
        ..Change::default()
    };
    keeping.finish(app, actor, change).await?;
    Ok(revision)
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
fn write_name<S: Serializer>(time_zone: &Tz, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(time_zone.name())
}

fn refuse_bad_languages(languages: &[Language]) -> Result<(), AppError> {
    let mut rest = languages;
    while let Some((language, others)) = rest.split_first() {
        if others.contains(language) {
            return Err(repeated("languages", language.as_str()));
        }
        rest = others;
    }
    if languages.is_empty() {
        return Err(invalid("languages", FieldError::Missing));
    }
    Ok(())
}

async fn refuse_other_zone(keeping: &Keeping, time_zone: Tz) -> Result<(), AppError> {
    let market = &keeping.market;
    if market.time_zone == time_zone.name() {
        return Ok(());
    }
    let rounds = store::round::list_rounds(keeping.tx.conn(), market.id).await?;
    match rounds.into_iter().next() {
        None => Ok(()),
        Some(round) => Err(MarketRefusal::TimeZoneFixed { round: round.code }.into()),
    }
}

/// What it was, without the ground where that stays.
fn before_of(row: &market::Model, facts: &MarketFacts) -> Value {
    json!({
        "names": row.names,
        "place": row.place,
        "contact": row.contact,
        "time_zone": row.time_zone,
        "languages": row.languages,
        "ground": facts.ground.as_ref().map(|_| &row.ground),
    })
}

fn columns_of(facts: &MarketFacts) -> market::ActiveModel {
    let mut columns = market::ActiveModel {
        names: Set(json!(facts.names)),
        place: Set(json!(facts.place)),
        contact: Set(facts.contact.as_ref().map(|contact| json!(contact))),
        time_zone: Set(facts.time_zone.name().to_owned()),
        languages: Set(json!(facts.languages)),
        ..Default::default()
    };
    if let Some(ground) = &facts.ground {
        columns.ground = Set(json!(ground));
    }
    columns
}
