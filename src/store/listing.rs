//! The parts and the vendors of a market, list by list, each in the order of its outside key.

use entity::ids::{CategoryId, MarketId, RegistrationId, ZoneId};
use entity::kinds::{Feature, HoldingState, Standing};
use entity::{
    category, holding, person, registration, registration_merge, stall, stall_category,
    trading_time, zone,
};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, LikeExpr, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::StoreError;
use super::application::containing;

/// From which key on, and how many.
#[derive(Clone, Copy, Debug)]
pub struct After<'a> {
    pub key: Option<&'a str>,
    pub limit: u64,
}

/// Which rows of a list: those in use, or retired ones too; all of them, or the one of this code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartFilter {
    pub code: Option<String>,
    pub with_retired: bool,
}

macro_rules! list_parts {
    ($($(#[$doc:meta])* $name:ident of $entity:ident),+ $(,)?) => {$(
        $(#[$doc])*
        pub async fn $name(
            db: &impl ConnectionTrait,
            market_id: MarketId,
            filter: &PartFilter,
            after: After<'_>,
        ) -> Result<Vec<$entity::Model>, StoreError> {
            let mut query = $entity::Entity::find().filter($entity::Column::MarketId.eq(market_id));
            if let Some(code) = &filter.code {
                query = query.filter($entity::Column::Code.eq(code));
            }
            if !filter.with_retired {
                query = query.filter($entity::Column::RetiredAt.is_null());
            }
            if let Some(key) = after.key {
                query = query.filter($entity::Column::Code.gt(key));
            }
            Ok(query
                .order_by_asc($entity::Column::Code)
                .limit(after.limit)
                .all(db)
                .await?)
        }
    )+};
}

list_parts! {
    list_zones of zone,
    list_categories of category,
    list_times of trading_time,
}

#[derive(Clone, Debug, Default)]
pub struct StallFilter {
    pub part: PartFilter,
    pub zone_id: Option<ZoneId>,
    pub feature: Option<Feature>,
    /// Stalls that name this category; those that take any are not among them.
    pub category_id: Option<CategoryId>,
}

pub async fn list_stalls(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    filter: &StallFilter,
    after: After<'_>,
) -> Result<Vec<stall::Model>, StoreError> {
    let mut query = stall::Entity::find().filter(stall::Column::MarketId.eq(market_id));
    if let Some(code) = &filter.part.code {
        query = query.filter(stall::Column::Code.eq(code));
    }
    if !filter.part.with_retired {
        query = query.filter(stall::Column::RetiredAt.is_null());
    }
    if let Some(zone_id) = filter.zone_id {
        query = query.filter(stall::Column::ZoneId.eq(zone_id));
    }
    if let Some(feature) = filter.feature {
        let word = format!("%\"{}\"%", feature.as_str());
        let features = Expr::col(stall::Column::Features).cast_as("text");
        query = query.filter(features.like(word));
    }
    if let Some(category_id) = filter.category_id {
        let naming = Query::select()
            .column(stall_category::Column::StallId)
            .from(Alias::new("stall_category"))
            .and_where(Expr::col(stall_category::Column::MarketId).eq(market_id))
            .and_where(Expr::col(stall_category::Column::CategoryId).eq(category_id))
            .to_owned();
        query = query.filter(stall::Column::Id.in_subquery(naming));
    }
    if let Some(key) = after.key {
        query = query.filter(stall::Column::Code.gt(key));
    }
    Ok(query
        .order_by_asc(stall::Column::Code)
        .limit(after.limit)
        .all(db)
        .await?)
}

/// The categories that these stalls name.
pub async fn list_categories_of(
    db: &impl ConnectionTrait,
    stalls: &[stall::Model],
) -> Result<Vec<stall_category::Model>, StoreError> {
    Ok(stall_category::Entity::find()
        .filter(stall_category::Column::StallId.is_in(stalls.iter().map(|row| row.id)))
        .all(db)
        .await?)
}

#[derive(Clone, Debug, Default)]
pub struct VendorFilter {
    /// The one with this random id.
    pub public_id: Option<String>,
    /// Part of a trading name or of a person's name, in any case, or a whole telephone number.
    pub search: Option<String>,
    pub standing: Option<Standing>,
    /// Only those who hold a stall now, or only those who do not.
    pub holding: Option<bool>,
}

/// The vendors of a market, by their random id; those merged into others are not among them.
pub async fn list_vendors(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    filter: &VendorFilter,
    after: After<'_>,
) -> Result<Vec<registration::Model>, StoreError> {
    let mut query = registration::Entity::find()
        .filter(registration::Column::MarketId.eq(market_id))
        .filter(registration::Column::Id.not_in_subquery(merged(market_id)));
    if let Some(public_id) = &filter.public_id {
        query = query.filter(registration::Column::PublicId.eq(public_id));
    }
    if let Some(standing) = filter.standing {
        query = query.filter(registration::Column::Standing.eq(standing));
    }
    if let Some(search) = &filter.search {
        query = query.filter(found_by(search));
    }
    query = match filter.holding {
        Some(true) => query.filter(registration::Column::Id.in_subquery(holders(market_id))),
        Some(false) => query.filter(registration::Column::Id.not_in_subquery(holders(market_id))),
        None => query,
    };
    if let Some(key) = after.key {
        query = query.filter(registration::Column::PublicId.gt(key));
    }
    Ok(query
        .order_by_asc(registration::Column::PublicId)
        .limit(after.limit)
        .all(db)
        .await?)
}

fn merged(market_id: MarketId) -> SelectStatement {
    Query::select()
        .column(registration_merge::Column::RegistrationId)
        .from(Alias::new("registration_merge"))
        .and_where(Expr::col(registration_merge::Column::MarketId).eq(market_id))
        .to_owned()
}

fn holders(market_id: MarketId) -> SelectStatement {
    Query::select()
        .column(holding::Column::RegistrationId)
        .from(Alias::new("holding"))
        .and_where(Expr::col(holding::Column::MarketId).eq(market_id))
        .and_where(Expr::col(holding::Column::State).eq(HoldingState::Running))
        .to_owned()
}

fn found_by(search: &str) -> Condition {
    let pattern = LikeExpr::new(containing(search)).escape('\\');
    let trading_name = Func::lower(Expr::col(registration::Column::TradingName));
    let name = Func::lower(Expr::col(person::Column::Name));
    let persons = Query::select()
        .column(person::Column::Id)
        .from(Alias::new("person"))
        .and_where(
            Expr::expr(name)
                .like(pattern.clone())
                .or(Expr::col(person::Column::Phone).eq(search)),
        )
        .to_owned();
    Condition::any()
        .add(Expr::expr(trading_name).like(pattern))
        .add(registration::Column::PersonId.in_subquery(persons))
}

/// What each of these vendors holds now.
pub async fn list_held_by(
    db: &impl ConnectionTrait,
    vendors: &[RegistrationId],
) -> Result<Vec<holding::Model>, StoreError> {
    Ok(holding::Entity::find()
        .filter(holding::Column::RegistrationId.is_in(vendors.iter().copied()))
        .filter(holding::Column::State.eq(HoldingState::Running))
        .order_by_asc(holding::Column::Id)
        .all(db)
        .await?)
}
