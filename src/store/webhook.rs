//! Webhooks, and what is on its way to them.

use chrono::{DateTime, Utc};
use entity::ids::{MarketId, WebhookDeliveryId, WebhookId};
use entity::kinds::DeliveryState;
use entity::{webhook, webhook_delivery};
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::listing::After;
use super::{StoreError, WriteTx};

pub async fn list_live_webhooks(
    db: &impl ConnectionTrait,
    market_id: MarketId,
) -> Result<Vec<webhook::Model>, StoreError> {
    Ok(webhook::Entity::find()
        .filter(webhook::Column::MarketId.eq(market_id))
        .filter(webhook::Column::EndedAt.is_null())
        .order_by_asc(webhook::Column::Id)
        .all(db)
        .await?)
}

/// The latest first, those that ended too.
pub async fn list_webhooks(
    db: &impl ConnectionTrait,
    market_id: MarketId,
) -> Result<Vec<webhook::Model>, StoreError> {
    Ok(webhook::Entity::find()
        .filter(webhook::Column::MarketId.eq(market_id))
        .order_by_desc(webhook::Column::Id)
        .all(db)
        .await?)
}

pub async fn find_webhook(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    public_id: &str,
) -> Result<Option<webhook::Model>, StoreError> {
    Ok(webhook::Entity::find()
        .filter(webhook::Column::MarketId.eq(market_id))
        .filter(webhook::Column::PublicId.eq(public_id))
        .one(db)
        .await?)
}

pub async fn load_webhook(
    db: &impl ConnectionTrait,
    id: WebhookId,
) -> Result<webhook::Model, StoreError> {
    let found = webhook::Entity::find_by_id(id).one(db).await?;
    found.ok_or(StoreError::Missing("webhook"))
}

/// Keeps the first moment when it ended already. What is on its way ends with it.
pub async fn update_ended(
    tx: &WriteTx,
    id: WebhookId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = webhook::Entity::update_many()
        .col_expr(webhook::Column::EndedAt, Expr::value(now))
        .filter(webhook::Column::Id.eq(id))
        .filter(webhook::Column::EndedAt.is_null())
        .exec(tx.conn())
        .await?;
    webhook_delivery::Entity::update_many()
        .col_expr(
            webhook_delivery::Column::State,
            Expr::value(DeliveryState::Failed),
        )
        .col_expr(webhook_delivery::Column::EndedAt, Expr::value(now))
        .filter(webhook_delivery::Column::WebhookId.eq(id))
        .filter(webhook_delivery::Column::State.eq(DeliveryState::Queued))
        .exec(tx.conn())
        .await?;
    Ok(done.rows_affected > 0)
}

/// The latest first.
pub async fn list_deliveries(
    db: &impl ConnectionTrait,
    webhook_id: WebhookId,
    state: Option<DeliveryState>,
    after: &After<'_>,
) -> Result<Vec<webhook_delivery::Model>, StoreError> {
    let mut query =
        webhook_delivery::Entity::find().filter(webhook_delivery::Column::WebhookId.eq(webhook_id));
    if let Some(state) = state {
        query = query.filter(webhook_delivery::Column::State.eq(state));
    }
    if let Some(key) = after.key {
        let last = find_delivery(db, webhook_id, key).await?;
        let last = last.map_or(WebhookDeliveryId(i64::MAX), |row| row.id);
        query = query.filter(webhook_delivery::Column::Id.lt(last));
    }
    Ok(query
        .order_by_desc(webhook_delivery::Column::Id)
        .limit(after.limit)
        .all(db)
        .await?)
}

pub async fn find_delivery(
    db: &impl ConnectionTrait,
    webhook_id: WebhookId,
    public_id: &str,
) -> Result<Option<webhook_delivery::Model>, StoreError> {
    Ok(webhook_delivery::Entity::find()
        .filter(webhook_delivery::Column::WebhookId.eq(webhook_id))
        .filter(webhook_delivery::Column::PublicId.eq(public_id))
        .one(db)
        .await?)
}

/// Claims what is due, or what somebody claimed who is gone.
pub async fn claim_deliveries(
    tx: &WriteTx,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<webhook_delivery::Model>, StoreError> {
    let free = Condition::any()
        .add(webhook_delivery::Column::ClaimedUntil.is_null())
        .add(webhook_delivery::Column::ClaimedUntil.lt(now));
    let rows = webhook_delivery::Entity::find()
        .filter(webhook_delivery::Column::State.eq(DeliveryState::Queued))
        .filter(webhook_delivery::Column::DueAt.lte(now))
        .filter(free)
        .order_by_asc(webhook_delivery::Column::DueAt)
        .order_by_asc(webhook_delivery::Column::Id)
        .limit(limit)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(tx.conn())
        .await?;
    webhook_delivery::Entity::update_many()
        .col_expr(webhook_delivery::Column::ClaimedUntil, Expr::value(until))
        .filter(webhook_delivery::Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(tx.conn())
        .await?;
    Ok(rows)
}

/// Due at once and for the first time.
pub async fn update_queued(
    tx: &WriteTx,
    id: WebhookDeliveryId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    webhook_delivery::Entity::update_many()
        .col_expr(
            webhook_delivery::Column::State,
            Expr::value(DeliveryState::Queued),
        )
        .col_expr(webhook_delivery::Column::Failures, Expr::value(0))
        .col_expr(webhook_delivery::Column::DueAt, Expr::value(now))
        .col_expr(
            webhook_delivery::Column::EndedAt,
            Expr::value(None::<DateTime<Utc>>),
        )
        .filter(webhook_delivery::Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// What became of a try.
#[derive(Clone, Debug)]
pub struct Tried {
    pub state: DeliveryState,
    pub failures: i32,
    pub due_at: DateTime<Utc>,
    pub answer: String,
    pub ended_at: Option<DateTime<Utc>>,
}

/// Only while it is still on its way: the webhook may have ended meanwhile.
pub async fn update_tried(
    tx: &WriteTx,
    id: WebhookDeliveryId,
    tried: Tried,
) -> Result<(), StoreError> {
    use webhook_delivery::Column;
    webhook_delivery::Entity::update_many()
        .col_expr(Column::State, Expr::value(tried.state))
        .col_expr(Column::Failures, Expr::value(tried.failures))
        .col_expr(Column::DueAt, Expr::value(tried.due_at))
        .col_expr(Column::Answer, Expr::value(tried.answer))
        .col_expr(Column::EndedAt, Expr::value(tried.ended_at))
        .col_expr(Column::ClaimedUntil, Expr::value(None::<DateTime<Utc>>))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(DeliveryState::Queued))
        .exec(tx.conn())
        .await?;
    Ok(())
}
