//! Markets: listing, showing and creating them.

use chrono::{DateTime, Utc};
use entity::kinds::{Language, OrganisationKind, ZoneColour};
use entity::market;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::types::Any;
use poem_openapi::{Object, OpenApi};
use serde_json::{Value, json};

use super::Tag;
use super::answer::{Created, Editable};
use super::caller::{Anyone, Caller};
use super::document::PREFIX;
use super::list::{List, Wanted, part_of};
use super::problem::ApiError;
use super::wire::{self, NamesSent, list, names, parse_names, refuse_all};
use super::words::Word;
use crate::app::market::{
    CreateMarket, NewCategory, NewOrganisation, NewTradingTime, NewZone, create_market,
    list_markets, show_market,
};
use crate::domain::calendar::{TradingTimeSpec, Weekdays};
use crate::domain::values::{Label, Slug};
use crate::domain::{FieldError, FieldErrors};

/// A market.
#[derive(Clone, Debug, Object)]
struct MarketShown {
    /// Its name in addresses.
    slug: String,
    names: NamesSent,
    place: NamesSent,
    /// An IANA name, such as `Asia/Shanghai`.
    time_zone: String,
    /// In which its pages and letters are written.
    languages: Vec<Word<Language>>,
    created_at: DateTime<Utc>,
    /// Send it as `If-Match` with a change.
    revision: i64,
}

/// A market that is to be.
#[derive(Clone, Debug, Object)]
struct MarketSent {
    slug: String,
    names: NamesSent,
    place: NamesSent,
    time_zone: String,
    languages: Vec<Word<Language>>,
    /// What the map shows beside the stalls: streets, trees, the entrance.
    #[oai(default)]
    ground: Option<Any<Value>>,
    #[oai(default)]
    zones: Vec<ZoneSent>,
    #[oai(default)]
    categories: Vec<CategorySent>,
    #[oai(default)]
    trading_times: Vec<TradingTimeSent>,
    /// Who confirms hardship. One that exists already is named in the same way.
    #[oai(default)]
    organisations: Vec<OrganisationSent>,
}

#[derive(Clone, Debug, Object)]
struct ZoneSent {
    code: String,
    names: NamesSent,
    colour: Word<ZoneColour>,
    /// Where its name stands on the map, in decimetres.
    #[oai(default)]
    label_x_dm: i32,
    #[oai(default)]
    label_y_dm: i32,
}

#[derive(Clone, Debug, Object)]
struct CategorySent {
    code: String,
    names: NamesSent,
}

/// A weekly time.
#[derive(Clone, Debug, Object)]
pub struct TradingTimeSent {
    pub code: String,
    pub names: NamesSent,
    /// Such as `fri`.
    pub weekdays: Vec<String>,
    /// Of the day, in the market's own time.
    pub starts_at_minute: u32,
    pub duration_minutes: u32,
}

#[derive(Clone, Debug, Object)]
struct OrganisationSent {
    code: String,
    kind: Word<OrganisationKind>,
    names: NamesSent,
}

#[derive(Clone, Copy, Debug)]
pub struct Markets;

#[OpenApi(tag = "Tag::Markets")]
impl Markets {
    /// Every market
    #[oai(path = "/markets", method = "get", operation_id = "list_markets")]
    async fn list(
        &self,
        Anyone(caller): Anyone,
        /// At most so many, 200 at the most.
        limit: Query<Option<u64>>,
        /// `next` of the part before.
        cursor: Query<Option<String>>,
    ) -> Result<Json<List<MarketShown>>, ApiError> {
        let wanted = Wanted::new(limit.0, cursor.0.as_deref())?;
        let rows = list_markets(&caller.app).await?;
        let key = |row: &market::Model| (String::new(), row.slug.clone());
        Ok(Json(part_of(rows, &wanted, key, |row| Ok(shown(&row)))?))
    }

    /// One market
    #[oai(
        path = "/markets/:market",
        method = "get",
        operation_id = "show_market"
    )]
    async fn show(
        &self,
        Anyone(caller): Anyone,
        market: Path<String>,
    ) -> Result<Editable<MarketShown>, ApiError> {
        let found = show_market(&caller.app, &market.0, None).await?;
        let shown = shown(&found.market);
        let tag = wire::tag(shown.revision);
        Ok(Editable::Now(Json(shown), tag))
    }

    /// Create a market
    ///
    /// With what it consists of. Only a token of the installation may.
    #[oai(path = "/markets", method = "post", operation_id = "create_market")]
    async fn create(
        &self,
        caller: Caller,
        sent: Json<MarketSent>,
    ) -> Result<Created<MarketShown>, ApiError> {
        let command = command(&sent.0)?;
        let slug = command.slug.to_string();
        let created_at = caller.app.now();
        create_market(&caller.app, &caller.actor, command).await?;
        let shown = MarketShown {
            slug: slug.clone(),
            names: sent.0.names,
            place: sent.0.place,
            time_zone: sent.0.time_zone,
            languages: sent.0.languages,
            created_at,
            revision: 1,
        };
        Ok(Created::At(Json(shown), format!("{PREFIX}/markets/{slug}")))
    }
}

fn shown(row: &market::Model) -> MarketShown {
    MarketShown {
        slug: row.slug.clone(),
        names: names(&row.names),
        place: names(&row.place),
        time_zone: row.time_zone.clone(),
        languages: list(&row.languages).into_iter().map(Word).collect(),
        created_at: row.created_at,
        revision: row.revision.into(),
    }
}

fn command(sent: &MarketSent) -> Result<CreateMarket, ApiError> {
    let mut errors = FieldErrors::default();
    let slug = errors.check("slug", Slug::parse(&sent.slug));
    let names = parse_names(&mut errors, "names", &sent.names);
    let place = parse_names(&mut errors, "place", &sent.place);
    let zone = sent.time_zone.parse().map_err(|_| FieldError::NotAChoice);
    let zone = errors.check("time_zone", zone);
    let zones = parse_all(&mut errors, "zones", &sent.zones, parse_zone);
    let categories = parse_all(&mut errors, "categories", &sent.categories, parse_category);
    let times = parse_all(
        &mut errors,
        "trading_times",
        &sent.trading_times,
        parse_time,
    );
    let organisations = parse_all(
        &mut errors,
        "organisations",
        &sent.organisations,
        parse_organisation,
    );
    if let (true, Some(slug), Some(names), Some(place), Some(time_zone)) =
        (errors.is_empty(), slug, names, place, zone)
    {
        return Ok(CreateMarket {
            slug,
            names,
            place,
            time_zone,
            languages: sent.languages.iter().map(|word| word.0).collect(),
            ground: sent
                .ground
                .as_ref()
                .map_or_else(|| json!({}), |any| any.0.clone()),
            zones,
            categories,
            trading_times: times,
            organisations,
        });
    }
    Err(refuse_all(errors))
}

/// All of a list, with the first error of each kind under the name of the list.
fn parse_all<S, T>(
    errors: &mut FieldErrors,
    field: &'static str,
    sent: &[S],
    parse: impl Fn(&S) -> Result<T, FieldError>,
) -> Vec<T> {
    let parsed = sent.iter().map(parse).collect::<Result<Vec<T>, _>>();
    errors.check(field, parsed).unwrap_or_default()
}

fn parse_zone(sent: &ZoneSent) -> Result<NewZone, FieldError> {
    Ok(NewZone {
        code: Label::parse(&sent.code)?,
        names: wire::read_names(&sent.names)?,
        colour: sent.colour.0,
        label_x_dm: sent.label_x_dm,
        label_y_dm: sent.label_y_dm,
    })
}

fn parse_category(sent: &CategorySent) -> Result<NewCategory, FieldError> {
    Ok(NewCategory {
        code: Label::parse(&sent.code)?,
        names: wire::read_names(&sent.names)?,
    })
}

fn parse_time(sent: &TradingTimeSent) -> Result<NewTradingTime, FieldError> {
    let weekdays = Weekdays::parse(sent.weekdays.iter().map(String::as_str))?;
    Ok(NewTradingTime {
        code: Label::parse(&sent.code)?,
        names: wire::read_names(&sent.names)?,
        spec: TradingTimeSpec::new(weekdays, sent.starts_at_minute, sent.duration_minutes)?,
    })
}

fn parse_organisation(sent: &OrganisationSent) -> Result<NewOrganisation, FieldError> {
    Ok(NewOrganisation {
        code: Label::parse(&sent.code)?,
        kind: sent.kind.0,
        names: wire::read_names(&sent.names)?,
    })
}
