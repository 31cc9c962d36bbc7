//! Applications with their trading times and wishes.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::ids::{ApplicationId, ApplicationTimeId, RegistrationId, RoundId, TradingTimeId};
use entity::kinds::ApplicationState;
use entity::{application, application_time, person, registration, wish};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, IntoCondition, LikeExpr, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};

use super::{IDS_PER_QUERY, StoreError, WriteTx, offset_of};

pub async fn find_application(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<Option<application::Model>, StoreError> {
    Ok(application::Entity::find()
        .filter(application::Column::Code.eq(code))
        .one(db)
        .await?)
}

pub async fn find_application_by_link(
    db: &impl ConnectionTrait,
    link_hash: &str,
) -> Result<Option<application::Model>, StoreError> {
    Ok(application::Entity::find()
        .filter(application::Column::LinkHash.eq(link_hash))
        .one(db)
        .await?)
}

pub async fn load_application(
    db: &impl ConnectionTrait,
    id: ApplicationId,
) -> Result<application::Model, StoreError> {
    let found = application::Entity::find_by_id(id).one(db).await?;
    found.ok_or(StoreError::Missing("application"))
}

/// The latest application of a vendor, in whichever round.
pub async fn find_latest_of(
    db: &impl ConnectionTrait,
    registration_id: RegistrationId,
) -> Result<Option<application::Model>, StoreError> {
    Ok(application::Entity::find()
        .filter(application::Column::RegistrationId.eq(registration_id))
        .order_by_desc(application::Column::SubmittedAt)
        .one(db)
        .await?)
}

/// Whether somebody with this telephone number stands in a round and has not withdrawn.
pub async fn is_phone_in_round(
    db: &impl ConnectionTrait,
    round_id: RoundId,
    phone: &str,
) -> Result<bool, StoreError> {
    let persons = Query::select()
        .column(person::Column::Id)
        .from(Alias::new("person"))
        .and_where(Expr::col(person::Column::Phone).eq(phone))
        .to_owned();
    let vendors = Query::select()
        .column(registration::Column::Id)
        .from(Alias::new("registration"))
        .and_where(Expr::col(registration::Column::PersonId).in_subquery(persons))
        .to_owned();
    let found = application::Entity::find()
        .filter(application::Column::RoundId.eq(round_id))
        .filter(application::Column::State.ne(ApplicationState::Withdrawn))
        .filter(application::Column::RegistrationId.in_subquery(vendors))
        .one(db)
        .await?;
    Ok(found.is_some())
}

pub async fn load_applications(
    db: &impl ConnectionTrait,
    ids: Vec<ApplicationId>,
) -> Result<Vec<application::Model>, StoreError> {
    let mut rows = Vec::with_capacity(ids.len());
    for part in ids.chunks(IDS_PER_QUERY) {
        rows.extend(
            application::Entity::find()
                .filter(application::Column::Id.is_in(part.iter().copied()))
                .all(db)
                .await?,
        );
    }
    rows.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(rows)
}

pub async fn find_application_of(
    db: &impl ConnectionTrait,
    round_id: RoundId,
    registration_id: RegistrationId,
) -> Result<Option<application::Model>, StoreError> {
    Ok(application::Entity::find()
        .filter(application::Column::RoundId.eq(round_id))
        .filter(application::Column::RegistrationId.eq(registration_id))
        .one(db)
        .await?)
}

/// What a list of applications shows.
#[derive(Clone, Debug, Default)]
pub struct ApplicationFilter {
    pub state: Option<ApplicationState>,
    /// Part of a code or of a trading name, in any case.
    pub search: Option<String>,
    /// For whoever may not learn who a code is: a name must not be found by trying.
    pub codes_only: bool,
}

fn filtered(round_id: RoundId, filter: &ApplicationFilter) -> Select<application::Entity> {
    let mut query = application::Entity::find().filter(application::Column::RoundId.eq(round_id));
    if let Some(state) = filter.state {
        query = query.filter(application::Column::State.eq(state));
    }
    if let Some(search) = &filter.search {
        let pattern = LikeExpr::new(containing(search)).escape('\\');
        let named = Query::select()
            .column(registration::Column::Id)
            .from(Alias::new("registration"))
            .and_where(
                Expr::expr(Func::lower(Expr::col(registration::Column::TradingName)))
                    .like(pattern.clone()),
            )
            .to_owned();
        let code = Expr::expr(Func::lower(Expr::col(application::Column::Code))).like(pattern);
        let mut either = Condition::any().add(code);
        if !filter.codes_only {
            either = either.add(application::Column::RegistrationId.in_subquery(named));
        }
        query = query.filter(either);
    }
    query
}

/// `%` and `_` mean themselves, as they were typed.
pub(super) fn containing(search: &str) -> String {
    let mut pattern = "%".to_owned();
    for character in search.to_lowercase().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern + "%"
}

pub async fn count_applications(
    db: &impl ConnectionTrait,
    round_id: RoundId,
    filter: &ApplicationFilter,
) -> Result<u64, StoreError> {
    Ok(filtered(round_id, filter).count(db).await?)
}

/// Which part of a list, and how it is sorted.
#[derive(Clone, Debug)]
pub struct ApplicationsAfter {
    /// By the moment when they were handed in, and then by code; else by code alone.
    pub by_moment: bool,
    pub descending: bool,
    /// The last one of the part before.
    pub after: Option<(DateTime<Utc>, String)>,
    pub limit: u64,
}

/// A part of a list, found by key: it costs the same wherever it lies.
pub async fn list_applications_after(
    db: &impl ConnectionTrait,
    round_id: RoundId,
    filter: &ApplicationFilter,
    wanted: &ApplicationsAfter,
) -> Result<Vec<application::Model>, StoreError> {
    use application::Column::{Code, SubmittedAt};
    let order = if wanted.descending {
        Order::Desc
    } else {
        Order::Asc
    };
    let mut query = filtered(round_id, filter);
    if let Some((moment, code)) = &wanted.after {
        query = query.filter(match (wanted.by_moment, wanted.descending) {
            (false, false) => Code.gt(code).into_condition(),
            (false, true) => Code.lt(code).into_condition(),
            (true, false) => Condition::any()
                .add(SubmittedAt.gt(*moment))
                .add(SubmittedAt.eq(*moment).and(Code.gt(code))),
            (true, true) => Condition::any()
                .add(SubmittedAt.lt(*moment))
                .add(SubmittedAt.eq(*moment).and(Code.lt(code))),
        });
    }
    if wanted.by_moment {
        query = query.order_by(SubmittedAt, order.clone());
    }
    Ok(query
        .order_by(Code, order)
        .limit(wanted.limit)
        .all(db)
        .await?)
}

/// Sorted by code; `page` counts from 0.
pub async fn list_applications(
    db: &impl ConnectionTrait,
    round_id: RoundId,
    filter: &ApplicationFilter,
    page: u64,
    page_size: u64,
) -> Result<Vec<application::Model>, StoreError> {
    Ok(filtered(round_id, filter)
        .order_by_asc(application::Column::Code)
        .offset(offset_of(page, page_size))
        .limit(page_size)
        .all(db)
        .await?)
}

/// The list of a round: everyone accepted, with what they ask for, sorted by code.
pub async fn list_accepted(
    db: &impl ConnectionTrait,
    round_id: RoundId,
) -> Result<Vec<ApplicationWithTimes>, StoreError> {
    let mut rows = list_with_times(db, round_id).await?;
    rows.retain(|row| row.application.state == ApplicationState::Accepted);
    Ok(rows)
}

/// Every application of a round with what it asks for, sorted by code.
pub async fn list_with_times(
    db: &impl ConnectionTrait,
    round_id: RoundId,
) -> Result<Vec<ApplicationWithTimes>, StoreError> {
    let applications = application::Entity::find()
        .filter(application::Column::RoundId.eq(round_id))
        .order_by_asc(application::Column::Code)
        .all(db)
        .await?;
    let of_round = Query::select()
        .column(application::Column::Id)
        .from(Alias::new("application"))
        .and_where(Expr::col(application::Column::RoundId).eq(round_id))
        .to_owned();
    let times = application_time::Entity::find()
        .filter(application_time::Column::ApplicationId.in_subquery(of_round.clone()))
        .order_by_asc(application_time::Column::Id)
        .all(db)
        .await?;
    let of_times = Query::select()
        .column(application_time::Column::Id)
        .from(Alias::new("application_time"))
        .and_where(Expr::col(application_time::Column::ApplicationId).in_subquery(of_round))
        .to_owned();
    let wishes = wish::Entity::find()
        .filter(wish::Column::ApplicationTimeId.in_subquery(of_times))
        .order_by_asc(wish::Column::Ordinal)
        .all(db)
        .await?;
    Ok(join_times(applications, times, wishes))
}

/// Every application of a round by its code.
pub async fn list_ids(
    db: &impl ConnectionTrait,
    round_id: RoundId,
) -> Result<BTreeMap<String, ApplicationId>, StoreError> {
    Ok(application::Entity::find()
        .filter(application::Column::RoundId.eq(round_id))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.code, row.id))
        .collect())
}

/// One application with its trading times and wishes.
pub async fn load_times(
    db: &impl ConnectionTrait,
    application_id: ApplicationId,
) -> Result<Vec<TimeWithWishes>, StoreError> {
    let times = application_time::Entity::find()
        .filter(application_time::Column::ApplicationId.eq(application_id))
        .order_by_asc(application_time::Column::TradingTimeId)
        .all(db)
        .await?;
    let wishes = wish::Entity::find()
        .filter(wish::Column::ApplicationTimeId.is_in(times.iter().map(|time| time.id)))
        .order_by_asc(wish::Column::Ordinal)
        .all(db)
        .await?;
    Ok(with_wishes(times, wishes).into_values().flatten().collect())
}

/// What an application asks for, in these trading times or in all, to be written anew.
pub async fn delete_times(
    tx: &WriteTx,
    application_id: ApplicationId,
    only: Option<&[TradingTimeId]>,
) -> Result<(), StoreError> {
    let mut times = application_time::Entity::find()
        .filter(application_time::Column::ApplicationId.eq(application_id))
        .all(tx.conn())
        .await?;
    times.retain(|time| only.is_none_or(|only| only.contains(&time.trading_time_id)));
    let ids: Vec<ApplicationTimeId> = times.iter().map(|time| time.id).collect();
    wish::Entity::delete_many()
        .filter(wish::Column::ApplicationTimeId.is_in(ids.iter().copied()))
        .exec(tx.conn())
        .await?;
    application_time::Entity::delete_many()
        .filter(application_time::Column::Id.is_in(ids))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The trading times that each of these applications asks for.
pub async fn list_times_of(
    db: &impl ConnectionTrait,
    ids: Vec<ApplicationId>,
) -> Result<BTreeMap<ApplicationId, Vec<TradingTimeId>>, StoreError> {
    let rows = application_time::Entity::find()
        .filter(application_time::Column::ApplicationId.is_in(ids))
        .order_by_asc(application_time::Column::TradingTimeId)
        .all(db)
        .await?;
    let mut times: BTreeMap<ApplicationId, Vec<TradingTimeId>> = BTreeMap::new();
    for row in rows {
        times
            .entry(row.application_id)
            .or_default()
            .push(row.trading_time_id);
    }
    Ok(times)
}

#[derive(Clone, Debug)]
pub struct ApplicationWithTimes {
    pub application: application::Model,
    pub times: Vec<TimeWithWishes>,
}

#[derive(Clone, Debug)]
pub struct TimeWithWishes {
    pub time: application_time::Model,
    /// In the order of their ordinals.
    pub wishes: Vec<wish::Model>,
}

fn join_times(
    applications: Vec<application::Model>,
    times: Vec<application_time::Model>,
    wishes: Vec<wish::Model>,
) -> Vec<ApplicationWithTimes> {
    let mut times = with_wishes(times, wishes);
    applications
        .into_iter()
        .map(|application| ApplicationWithTimes {
            times: times.remove(&application.id).unwrap_or_default(),
            application,
        })
        .collect()
}

fn with_wishes(
    times: Vec<application_time::Model>,
    wishes: Vec<wish::Model>,
) -> BTreeMap<ApplicationId, Vec<TimeWithWishes>> {
    let mut by_time: BTreeMap<ApplicationTimeId, Vec<wish::Model>> = BTreeMap::new();
    for wish in wishes {
        by_time
            .entry(wish.application_time_id)
            .or_default()
            .push(wish);
    }
    let mut by_application: BTreeMap<ApplicationId, Vec<TimeWithWishes>> = BTreeMap::new();
    for time in times {
        let wishes = by_time.remove(&time.id).unwrap_or_default();
        by_application
            .entry(time.application_id)
            .or_default()
            .push(TimeWithWishes { time, wishes });
    }
    by_application
}
