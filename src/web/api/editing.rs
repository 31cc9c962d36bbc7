//! Zones, categories and trading times: made, changed at the revision that was seen, and retired.

use entity::kinds::ZoneColour;
use poem_openapi::param::{Header, Path};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::Tag;
use super::answer::{Created, Done, Editable};
use super::caller::Caller;
use super::document::PREFIX;
use super::problem::ApiError;
use super::wire::{self, NamesSent, expected, parse_label, parse_names, refuse_all};
use super::words::Word;
use crate::app::market::{
    CategoryFacts, CreateCategory, CreateTradingTime, CreateZone, EditCategory, EditTradingTime,
    EditZone, Retire, TradingTimeFacts, ZoneFacts, create_category, create_trading_time,
    create_zone, edit_category, edit_trading_time, edit_zone, retire_category, retire_trading_time,
    retire_zone,
};
use crate::domain::FieldErrors;
use crate::domain::calendar::{TradingTimeSpec, Weekdays};
use crate::domain::values::Revision;

/// The revision after a change: send it as `If-Match` with the next one.
#[derive(Clone, Copy, Debug, Object)]
pub struct Revised {
    revision: i32,
}

#[derive(Clone, Debug, Object)]
pub struct CodeMade {
    code: String,
}

#[derive(Clone, Debug, Object)]
struct ZoneFactsSent {
    names: NamesSent,
    colour: Word<ZoneColour>,
    #[oai(default)]
    label_x_dm: i32,
    #[oai(default)]
    label_y_dm: i32,
}

#[derive(Clone, Debug, Object)]
struct CategoryFactsSent {
    names: NamesSent,
}

#[derive(Clone, Debug, Object)]
struct TimeFactsSent {
    names: NamesSent,
    /// Such as `fri`.
    weekdays: Vec<String>,
    /// Of the day, in the market's own time.
    starts_at_minute: u32,
    duration_minutes: u32,
}

/// The revision that was seen, as `ETag` said it.
pub type Seen = Header<Option<String>>;

#[derive(Clone, Copy, Debug)]
pub struct Editing;

#[OpenApi(tag = "Tag::Markets")]
impl Editing {
    /// Make a zone
    #[oai(
        path = "/markets/:market/zones/:code",
        method = "post",
        operation_id = "create_zone"
    )]
    async fn create_zone(
        &self,
        caller: Caller,
        market: Path<String>,
        code: Path<String>,
        sent: Json<ZoneFactsSent>,
    ) -> Result<Created<CodeMade>, ApiError> {
        let command = CreateZone {
            market: market.0.clone(),
            code: parse_label("code", &code.0)?,
            facts: zone_facts(&sent.0)?,
        };
        create_zone(&caller.app, &caller.actor, command).await?;
        Ok(made(&market.0, "zones", code.0))
    }

    /// Change a zone
    #[oai(
        path = "/markets/:market/zones/:code",
        method = "put",
        operation_id = "edit_zone"
    )]
    async fn edit_zone(
        &self,
        caller: Caller,
        market: Path<String>,
        code: Path<String>,
        #[oai(name = "If-Match")] seen: Seen,
        sent: Json<ZoneFactsSent>,
    ) -> Result<Editable<Revised>, ApiError> {
        let command = EditZone {
            market: market.0,
            zone: code.0,
            expected: Some(expected(seen.0.as_deref())?),
            facts: zone_facts(&sent.0)?,
        };
        Ok(revised(
            edit_zone(&caller.app, &caller.actor, command).await?,
        ))
    }

    /// Retire a zone
    #[oai(
        path = "/markets/:market/zones/:code",
        method = "delete",
        operation_id = "retire_zone"
    )]
    async fn retire_zone(
        &self,
        caller: Caller,
        market: Path<String>,
        code: Path<String>,
        #[oai(name = "If-Match")] seen: Seen,
    ) -> Result<Done, ApiError> {
        let command = retiring(market, code, &seen)?;
        retire_zone(&caller.app, &caller.actor, command).await?;
        Ok(Done::Done)
    }

    /// Make a category
    #[oai(
        path = "/markets/:market/categories/:code",
        method = "post",
        operation_id = "create_category"
    )]
    async fn create_category(
        &self,
        caller: Caller,
        market: Path<String>,
        code: Path<String>,
        sent: Json<CategoryFactsSent>,
    ) -> Result<Created<CodeMade>, ApiError> {
        let command = CreateCategory {
            market: market.0.clone(),
            code: parse_label("code", &code.0)?,
            facts: category_facts(&sent.0)?,
        };
        create_category(&caller.app, &caller.actor, command).await?;
        Ok(made(&market.0, "categories", code.0))
    }

    /// Change a category
    #[oai(
        path = "/markets/:market/categories/:code",
        method = "put",
        operation_id = "edit_category"
    )]
    async fn edit_category(
        &self,
        caller: Caller,
        market: Path<String>,
        code: Path<String>,
        #[oai(name = "If-Match")] seen: Seen,
        sent: Json<CategoryFactsSent>,
    ) -> Result<Editable<Revised>, ApiError> {
        let command = EditCategory {
            market: market.0,
            category: code.0,
            expected: Some(expected(seen.0.as_deref())?),
            facts: category_facts(&sent.0)?,
        };
        Ok(revised(
            edit_category(&caller.app, &caller.actor, command).await?,
        ))
    }

    /// Retire a category
    #[oai(
        path = "/markets/:market/categories/:code",
        method = "delete",
        operation_id = "retire_category"
    )]
    async fn retire_category(
        &self,
        caller: Caller,
        market: Path<String>,
        code: Path<String>,
        #[oai(name = "If-Match")] seen: Seen,
    ) -> Result<Done, ApiError> {
        let command = retiring(market, code, &seen)?;
        retire_category(&caller.app, &caller.actor, command).await?;
        Ok(Done::Done)
    }

    /// Make a trading time
    #[oai(
        path = "/markets/:market/trading-times/:code",
        method = "post",
        operation_id = "create_trading_time"
    )]
    async fn create_time(
        &self,
        caller: Caller,
        market: Path<String>,
        code: Path<String>,
        sent: Json<TimeFactsSent>,
    ) -> Result<Created<CodeMade>, ApiError> {
        let command = CreateTradingTime {
            market: market.0.clone(),
            code: parse_label("code", &code.0)?,
            facts: time_facts(&sent.0)?,
        };
        create_trading_time(&caller.app, &caller.actor, command).await?;
        Ok(made(&market.0, "trading-times", code.0))
    }

    /// Change a trading time
    #[oai(
        path = "/markets/:market/trading-times/:code",
        method = "put",
        operation_id = "edit_trading_time"
    )]
    async fn edit_time(
        &self,
        caller: Caller,
        market: Path<String>,
        code: Path<String>,
        #[oai(name = "If-Match")] seen: Seen,
        sent: Json<TimeFactsSent>,
    ) -> Result<Editable<Revised>, ApiError> {
        let command = EditTradingTime {
            market: market.0,
            trading_time: code.0,
            expected: Some(expected(seen.0.as_deref())?),
            facts: time_facts(&sent.0)?,
        };
        Ok(revised(
            edit_trading_time(&caller.app, &caller.actor, command).await?,
        ))
    }

    /// Retire a trading time
    #[oai(
        path = "/markets/:market/trading-times/:code",
        method = "delete",
        operation_id = "retire_trading_time"
    )]
    async fn retire_time(
        &self,
        caller: Caller,
        market: Path<String>,
        code: Path<String>,
        #[oai(name = "If-Match")] seen: Seen,
    ) -> Result<Done, ApiError> {
        let command = retiring(market, code, &seen)?;
        retire_trading_time(&caller.app, &caller.actor, command).await?;
        Ok(Done::Done)
    }
}

pub fn revised(revision: Revision) -> Editable<Revised> {
    let revision = revision.number();
    let tag = wire::tag(revision.into());
    Editable::Now(Json(Revised { revision }), tag)
}

pub fn made(market: &str, kind: &str, code: String) -> Created<CodeMade> {
    let place = format!("{PREFIX}/markets/{market}/{kind}/{code}");
    Created::At(Json(CodeMade { code }), place)
}

pub fn retiring(market: Path<String>, code: Path<String>, seen: &Seen) -> Result<Retire, ApiError> {
    Ok(Retire {
        market: market.0,
        code: code.0,
        expected: Some(expected(seen.0.as_deref())?),
    })
}

fn zone_facts(sent: &ZoneFactsSent) -> Result<ZoneFacts, ApiError> {
    let mut errors = FieldErrors::default();
    let names = parse_names(&mut errors, "names", &sent.names);
    Ok(ZoneFacts {
        names: names.ok_or_else(|| refuse_all(errors))?,
        colour: sent.colour.0,
        label_x_dm: sent.label_x_dm,
        label_y_dm: sent.label_y_dm,
    })
}

fn category_facts(sent: &CategoryFactsSent) -> Result<CategoryFacts, ApiError> {
    let mut errors = FieldErrors::default();
    let names = parse_names(&mut errors, "names", &sent.names);
    Ok(CategoryFacts {
        names: names.ok_or_else(|| refuse_all(errors))?,
    })
}

fn time_facts(sent: &TimeFactsSent) -> Result<TradingTimeFacts, ApiError> {
    let mut errors = FieldErrors::default();
    let names = parse_names(&mut errors, "names", &sent.names);
    let weekdays = Weekdays::parse(sent.weekdays.iter().map(String::as_str));
    let spec = weekdays
        .and_then(|days| TradingTimeSpec::new(days, sent.starts_at_minute, sent.duration_minutes));
    let spec = errors.check("weekdays", spec);
    match (names, spec) {
        (Some(names), Some(spec)) => Ok(TradingTimeFacts { names, spec }),
        _ => Err(refuse_all(errors)),
    }
}
