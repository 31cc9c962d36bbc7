//! Create a market with its zones, categories and trading times. Its stalls come by import.

use std::collections::BTreeSet;

use chrono_tz::Tz;
use entity::ids::MarketId;
use entity::kinds::{Language, OrganisationKind, ZoneColour};
use entity::{category, market, organisation, trading_time, zone};
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::app::error::repeated;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::calendar::{TradingTimeSpec, trading_times_overlap};
use crate::domain::values::{Label, Names, Slug};
use crate::domain::{FieldError, FieldErrors};
use crate::store::{self, StoreError, WriteTx};

#[derive(Clone, Debug)]
pub struct CreateMarket {
    pub slug: Slug,
    pub names: Names,
    pub place: Names,
    pub time_zone: Tz,
    /// The first is the market's own.
    pub languages: Vec<Language>,
    /// The street plan, as the map reads it.
    pub ground: Value,
    pub zones: Vec<NewZone>,
    pub categories: Vec<NewCategory>,
    pub trading_times: Vec<NewTradingTime>,
    pub organisations: Vec<NewOrganisation>,
}

#[derive(Clone, Debug)]
pub struct NewZone {
    pub code: Label,
    pub names: Names,
    pub colour: ZoneColour,
    pub label_x_dm: i32,
    pub label_y_dm: i32,
}

#[derive(Clone, Debug)]
pub struct NewCategory {
    pub code: Label,
    pub names: Names,
}

#[derive(Clone, Debug)]
pub struct NewTradingTime {
    pub code: Label,
    pub names: Names,
    pub spec: TradingTimeSpec,
}

#[derive(Clone, Debug)]
pub struct NewOrganisation {
    pub code: Label,
    pub kind: OrganisationKind,
    pub names: Names,
}

/// # Errors
/// `Invalid` when the slug is taken, a code stands twice or two trading times overlap; `Forbidden` for all but the
/// machine itself.
pub async fn create_market(
    app: &App,
    actor: &Actor,
    command: CreateMarket,
) -> Result<MarketId, AppError> {
    if !matches!(actor, Actor::System) {
        return Err(AppError::Forbidden);
    }
    refuse_repeated_codes(&command)?;
    refuse_overlaps(&command.trading_times).map_err(AppError::Invalid)?;

    let tx = app.store.begin_write().await?;
    let market = insert_market(app, &tx, &command).await?;
    insert_parts(&tx, market.id, &command).await?;
    insert_organisations(app, &tx, &command.organisations).await?;
    let change = Change {
        action: "create_market",
        subject: format!("market:{}", market.slug),
        ..Change::default()
    };
    record(app, &tx, actor, Some(market.id), change).await?;
    tx.commit().await?;
    Ok(market.id)
}

fn refuse_repeated_codes(command: &CreateMarket) -> Result<(), AppError> {
    refuse_repeated("zones", command.zones.iter().map(|new| &new.code))?;
    refuse_repeated("categories", command.categories.iter().map(|new| &new.code))?;
    let times = command.trading_times.iter().map(|new| &new.code);
    refuse_repeated("trading_times", times)
}

fn refuse_repeated<'a>(
    field: &'static str,
    mut codes: impl Iterator<Item = &'a Label>,
) -> Result<(), AppError> {
    let mut seen = BTreeSet::new();
    match codes.find(|code| !seen.insert(*code)) {
        Some(code) => Err(repeated(field, code.as_str())),
        None => Ok(()),
    }
}

fn refuse_overlaps(times: &[NewTradingTime]) -> Result<(), FieldErrors> {
    let mut rest = times;
    while let Some((first, others)) = rest.split_first() {
        let overlap = others
            .iter()
            .find(|other| trading_times_overlap(&first.spec, &other.spec));
        if let Some(other) = overlap {
            return Err(FieldErrors::one(
                "trading_times",
                FieldError::Overlap {
                    one: first.code.to_string(),
                    other: other.code.to_string(),
                },
            ));
        }
        rest = others;
    }
    Ok(())
}

async fn insert_market(
    app: &App,
    tx: &WriteTx,
    command: &CreateMarket,
) -> Result<market::Model, AppError> {
    let row = market::ActiveModel {
        slug: Set(command.slug.to_string()),
        names: Set(json!(command.names)),
        place: Set(json!(command.place)),
        time_zone: Set(command.time_zone.name().to_owned()),
        languages: Set(json!(command.languages)),
        ground: Set(command.ground.clone()),
        created_at: Set(app.now()),
        ..Default::default()
    };
    match tx.insert(row).await {
        Err(StoreError::Taken(_)) => Err(repeated("slug", command.slug.as_str())),
        result => Ok(result?),
    }
}

async fn insert_parts(
    tx: &WriteTx,
    market_id: MarketId,
    command: &CreateMarket,
) -> Result<(), AppError> {
    let zones = command.zones.iter().map(|new| zone::ActiveModel {
        market_id: Set(market_id),
        code: Set(new.code.to_string()),
        names: Set(json!(new.names)),
        colour: Set(new.colour),
        label_x_dm: Set(new.label_x_dm),
        label_y_dm: Set(new.label_y_dm),
        ..Default::default()
    });
    tx.insert_all(zones.collect()).await?;
    let categories = command.categories.iter().map(|new| category::ActiveModel {
        market_id: Set(market_id),
        code: Set(new.code.to_string()),
        names: Set(json!(new.names)),
        ..Default::default()
    });
    tx.insert_all(categories.collect()).await?;
    let times = command
        .trading_times
        .iter()
        .map(|new| trading_time::ActiveModel {
            market_id: Set(market_id),
            code: Set(new.code.to_string()),
            names: Set(json!(new.names)),
            weekdays: Set(json!(new.spec.weekdays())),
            starts_at_minute: Set(minutes(new.spec.starts_at_minute())),
            duration_minutes: Set(minutes(new.spec.duration_minutes())),
            ..Default::default()
        });
    Ok(tx.insert_all(times.collect()).await?)
}

/// At most a day's minutes: they always fit.
pub(super) fn minutes(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// Organisations belong to no market: one that is known already is taken as it is.
async fn insert_organisations(
    app: &App,
    tx: &WriteTx,
    organisations: &[NewOrganisation],
) -> Result<(), AppError> {
    for new in organisations {
        let code = new.code.as_str();
        if store::attestation::find_organisation(tx.conn(), code)
            .await?
            .is_some()
        {
            continue;
        }
        let row = organisation::ActiveModel {
            public_id: Set(app.random_id()),
            code: Set(code.to_owned()),
            kind: Set(new.kind),
            names: Set(json!(new.names)),
            ..Default::default()
        };
        tx.insert(row).await?;
    }
    Ok(())
}
