//! The outbox: notices wait here until they are delivered.

use chrono::{DateTime, Utc};
use entity::ids::{ApplicationId, MarketId, NoticeId, PersonId};
use entity::kinds::{Channel, NoticeState};
use entity::notice;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::{StoreError, WriteTx, offset_of};

/// Adds notices; what has its key already is there already and stays as it is.
pub async fn insert_notices(
    tx: &WriteTx,
    rows: Vec<notice::ActiveModel>,
) -> Result<(), StoreError> {
    let columns = [
        notice::Column::Occurrence,
        notice::Column::PersonId,
        notice::Column::Channel,
        notice::Column::CopyNumber,
    ];
    for part in rows.chunks(500) {
        notice::Entity::insert_many(part.to_vec())
            .on_conflict(OnConflict::columns(columns).do_nothing().to_owned())
            .exec_without_returning(tx.conn())
            .await?;
    }
    Ok(())
}

/// Takes up to `limit` e-mail notices that are due, until `until`.
///
/// A claim that ran out belongs to whoever comes next: the process that had it is gone.
pub async fn claim_notices(
    tx: &WriteTx,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<notice::Model>, StoreError> {
    let due = Condition::any()
        .add(
            Condition::all()
                .add(notice::Column::State.eq(NoticeState::Released))
                .add(notice::Column::DueAt.lte(now)),
        )
        .add(
            Condition::all()
                .add(notice::Column::State.eq(NoticeState::Sending))
                .add(notice::Column::ClaimedUntil.lt(now)),
        );
    let rows = notice::Entity::find()
        .filter(due)
        .filter(notice::Column::Channel.eq(Channel::Email))
        .order_by_asc(notice::Column::DueAt)
        .limit(limit)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(tx.conn())
        .await?;
    let ids: Vec<NoticeId> = rows.iter().map(|row| row.id).collect();
    notice::Entity::update_many()
        .col_expr(notice::Column::State, Expr::value(NoticeState::Sending))
        .col_expr(notice::Column::ClaimedUntil, Expr::value(until))
        .col_expr(
            notice::Column::Version,
            Expr::col(notice::Column::Version).add(1),
        )
        .filter(notice::Column::Id.is_in(ids.iter().copied()))
        .exec(tx.conn())
        .await?;
    Ok(notice::Entity::find()
        .filter(notice::Column::Id.is_in(ids))
        .order_by_asc(notice::Column::Id)
        .all(tx.conn())
        .await?)
}

pub async fn find_notice(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    public_id: &str,
) -> Result<Option<notice::Model>, StoreError> {
    Ok(notice::Entity::find()
        .filter(notice::Column::MarketId.eq(market_id))
        .filter(notice::Column::PublicId.eq(public_id))
        .one(db)
        .await?)
}

/// What a list of notices shows.
#[derive(Clone, Debug, Default)]
pub struct NoticeFilter {
    pub state: Option<NoticeState>,
    pub channel: Option<Channel>,
    pub application_id: Option<ApplicationId>,
}

fn filtered(market_id: MarketId, filter: &NoticeFilter) -> sea_orm::Select<notice::Entity> {
    let mut query = notice::Entity::find().filter(notice::Column::MarketId.eq(market_id));
    if let Some(state) = filter.state {
        query = query.filter(notice::Column::State.eq(state));
    }
    if let Some(channel) = filter.channel {
        query = query.filter(notice::Column::Channel.eq(channel));
    }
    if let Some(application_id) = filter.application_id {
        query = query.filter(notice::Column::ApplicationId.eq(application_id));
    }
    query
}

pub async fn count_notices(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    filter: &NoticeFilter,
) -> Result<u64, StoreError> {
    Ok(filtered(market_id, filter).count(db).await?)
}

/// The latest first; `page` counts from 0.
pub async fn list_notices(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    filter: &NoticeFilter,
    page: u64,
    page_size: u64,
) -> Result<Vec<notice::Model>, StoreError> {
    Ok(filtered(market_id, filter)
        .order_by_desc(notice::Column::Id)
        .offset(offset_of(page, page_size))
        .limit(page_size)
        .all(db)
        .await?)
}

/// How many e-mail notices are still on their way: due now, due later, or being sent.
pub async fn count_undelivered(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    Ok(notice::Entity::find()
        .filter(notice::Column::Channel.eq(Channel::Email))
        .filter(notice::Column::State.is_in([NoticeState::Released, NoticeState::Sending]))
        .count(db)
        .await?)
}

/// Everything that a person was told, oldest first; where a market is given, by that one alone.
pub async fn list_notices_of(
    db: &impl ConnectionTrait,
    person: PersonId,
    only_at: Option<MarketId>,
) -> Result<Vec<notice::Model>, StoreError> {
    let mut query = notice::Entity::find().filter(notice::Column::PersonId.eq(person));
    if let Some(market_id) = only_at {
        query = query.filter(notice::Column::MarketId.eq(market_id));
    }
    Ok(query.order_by_asc(notice::Column::Id).all(db).await?)
}
