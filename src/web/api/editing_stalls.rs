//! A market and its stalls: made, changed at the revision that was seen, and retired.

use std::collections::BTreeMap;

use entity::kinds::{Feature, Language};
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::types::Any;
use poem_openapi::{Object, OpenApi};
use serde_json::Value;

use super::Tag;
use super::answer::{Created, Done, Editable};
use super::caller::Caller;
use super::editing::{CodeMade, Revised, Seen, made, retiring, revised};
use super::problem::ApiError;
use super::wire::{NamesSent, expected, parse_label, parse_names, refuse_all};
use super::words::Word;
use crate::app::market::{
    CreateStall, EditMarket, EditStall, MarketFacts, StallFacts, create_stall, edit_market,
    edit_stall, retire_stall,
};
use crate::domain::ground::Ground;
use crate::domain::values::{Contact, Label, RowLabel};
use crate::domain::{FieldError, FieldErrors};

#[derive(Clone, Debug, Object)]
struct MarketFactsSent {
    names: NamesSent,
    place: NamesSent,
    /// Whom people can ask.
    #[oai(default)]
    contact: Option<NamesSent>,
    time_zone: String,
    languages: Vec<Word<Language>>,
    /// The street plan; left out, it stays as it is.
    #[oai(default)]
    ground: Option<Any<Value>>,
}

#[derive(Clone, Debug, Object)]
struct StallFactsSent {
    zone: String,
    row: String,
    place: i32,
    x_dm: i32,
    y_dm: i32,
    width_dm: i32,
    depth_dm: i32,
    #[oai(default)]
    features: Vec<Word<Feature>>,
    /// None means that it takes any.
    #[oai(default)]
    categories: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
pub struct EditingStalls;

#[OpenApi(tag = "Tag::Markets")]
impl EditingStalls {
    /// Change a market
    #[oai(
        path = "/markets/:market",
        method = "put",
        operation_id = "edit_market"
    )]
    async fn edit_market(
        &self,
        caller: Caller,
        market: Path<String>,
        #[oai(name = "If-Match")] seen: Seen,
        sent: Json<MarketFactsSent>,
    ) -> Result<Editable<Revised>, ApiError> {
        let command = EditMarket {
            market: market.0,
            expected: Some(expected(seen.0.as_deref())?),
            facts: market_facts(&sent.0)?,
        };
        Ok(revised(
            edit_market(&caller.app, &caller.actor, command).await?,
        ))
    }

    /// Make a stall
    #[oai(
        path = "/markets/:market/stalls/:code",
        method = "post",
        operation_id = "create_stall"
    )]
    async fn create_stall(
        &self,
        caller: Caller,
        market: Path<String>,
        code: Path<String>,
        sent: Json<StallFactsSent>,
    ) -> Result<Created<CodeMade>, ApiError> {
        let command = CreateStall {
            market: market.0.clone(),
            code: parse_label("code", &code.0)?,
            facts: stall_facts(&sent.0)?,
        };
        create_stall(&caller.app, &caller.actor, command).await?;
        Ok(made(&market.0, "stalls", code.0))
    }

    /// Change a stall
    #[oai(
        path = "/markets/:market/stalls/:code",
        method = "put",
        operation_id = "edit_stall"
    )]
    async fn edit_stall(
        &self,
        caller: Caller,
        market: Path<String>,
        code: Path<String>,
        #[oai(name = "If-Match")] seen: Seen,
        sent: Json<StallFactsSent>,
    ) -> Result<Editable<Revised>, ApiError> {
        let command = EditStall {
            market: market.0,
            stall: code.0,
            expected: Some(expected(seen.0.as_deref())?),
            facts: stall_facts(&sent.0)?,
        };
        Ok(revised(
            edit_stall(&caller.app, &caller.actor, command).await?,
        ))
    }

    /// Retire a stall
    #[oai(
        path = "/markets/:market/stalls/:code",
        method = "delete",
        operation_id = "retire_stall"
    )]
    async fn retire_stall(
        &self,
        caller: Caller,
        market: Path<String>,
        code: Path<String>,
        #[oai(name = "If-Match")] seen: Seen,
    ) -> Result<Done, ApiError> {
        let command = retiring(market, code, &seen)?;
        retire_stall(&caller.app, &caller.actor, command).await?;
        Ok(Done::Done)
    }
}

fn market_facts(sent: &MarketFactsSent) -> Result<MarketFacts, ApiError> {
    let mut errors = FieldErrors::default();
    let names = parse_names(&mut errors, "names", &sent.names);
    let place = parse_names(&mut errors, "place", &sent.place);
    let contact = sent.contact.as_ref().map(parse_contact).transpose();
    let contact = errors.check("contact", contact);
    let zone = sent.time_zone.parse().map_err(|_| FieldError::NotAChoice);
    let zone = errors.check("time_zone", zone);
    let ground = sent
        .ground
        .as_ref()
        .map(|any| serde_json::from_value::<Ground>(any.0.clone()));
    let ground = ground.transpose().map_err(|_| FieldError::NotAChoice);
    let ground = errors.check("ground", ground);
    match (names, place, contact, zone, ground) {
        (Some(names), Some(place), Some(contact), Some(time_zone), Some(ground)) => {
            Ok(MarketFacts {
                names,
                place,
                contact,
                time_zone,
                languages: sent.languages.iter().map(|word| word.0).collect(),
                ground,
            })
        }
        _ => Err(refuse_all(errors)),
    }
}

fn parse_contact(sent: &BTreeMap<String, String>) -> Result<Contact, FieldError> {
    let lines = sent.iter().map(|(tag, text)| {
        let language = Language::parse(tag).ok_or(FieldError::NotAChoice)?;
        Ok((language, text.as_str()))
    });
    let lines = lines.collect::<Result<Vec<_>, FieldError>>()?;
    Ok(Contact::parse(lines)?)
}

fn stall_facts(sent: &StallFactsSent) -> Result<StallFacts, ApiError> {
    let mut errors = FieldErrors::default();
    let zone = errors.check("zone", Label::parse(&sent.zone));
    let row = errors.check("row", RowLabel::parse(&sent.row));
    let categories = sent.categories.iter().map(|code| Label::parse(code));
    let categories = errors.check("categories", categories.collect::<Result<Vec<_>, _>>());
    let (Some(zone), Some(row), Some(categories)) = (zone, row, categories) else {
        return Err(refuse_all(errors));
    };
    Ok(StallFacts {
        zone,
        row,
        place: sent.place,
        x_dm: sent.x_dm,
        y_dm: sent.y_dm,
        width_dm: sent.width_dm,
        depth_dm: sent.depth_dm,
        features: sent.features.iter().map(|word| word.0).collect(),
        categories,
    })
}
