//! The audit: rows are only ever added, in the transaction of the change; seals follow.

use chrono::{DateTime, Utc};
use entity::ids::{AuditId, AuditSealId, MarketId};
use entity::{audit, audit_seal};
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{StoreError, WriteTx};

pub async fn insert_audit(tx: &WriteTx, row: audit::ActiveModel) -> Result<(), StoreError> {
    audit::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// What was done to one subject, oldest first.
pub async fn list_audit_of(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    subject: &str,
    limit: u64,
) -> Result<Vec<audit::Model>, StoreError> {
    Ok(audit::Entity::find()
        .filter(audit::Column::MarketId.eq(market_id))
        .filter(audit::Column::Subject.eq(subject))
        .order_by_asc(audit::Column::Id)
        .limit(limit)
        .all(db)
        .await?)
}

/// Which rows are looked for; what is left out does not matter.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    pub subject: Option<String>,
    pub actor: Option<String>,
    pub action: Option<String>,
    pub from: Option<DateTime<Utc>>,
    pub before: Option<DateTime<Utc>>,
    /// Those after this moment, and of the same moment those with a greater digest.
    pub after: Option<(DateTime<Utc>, String)>,
}

/// The rows of one chain, oldest first.
pub async fn list_audit(
    db: &impl ConnectionTrait,
    market_id: Option<MarketId>,
    filter: &AuditFilter,
    limit: u64,
) -> Result<Vec<audit::Model>, StoreError> {
    let mut query = audit::Entity::find().filter(row_of(market_id));
    let texts = [
        (audit::Column::Subject, &filter.subject),
        (audit::Column::Actor, &filter.actor),
        (audit::Column::Action, &filter.action),
    ];
    for (column, wanted) in texts {
        if let Some(wanted) = wanted {
            query = query.filter(column.eq(wanted));
        }
    }
    if let Some(from) = filter.from {
        query = query.filter(audit::Column::At.gte(from));
    }
    if let Some(before) = filter.before {
        query = query.filter(audit::Column::At.lt(before));
    }
    if let Some((at, digest)) = &filter.after {
        let same = Condition::all()
            .add(audit::Column::At.eq(*at))
            .add(audit::Column::Digest.gt(digest));
        query = query
            .filter(audit::Column::At.gte(*at))
            .filter(Condition::any().add(audit::Column::At.gt(*at)).add(same));
    }
    Ok(query
        .order_by_asc(audit::Column::At)
        .order_by_asc(audit::Column::Digest)
        .limit(limit)
        .all(db)
        .await?)
}

/// Whose rows wait for a seal; none stands for what belongs to no market.
pub async fn list_unsealed_chains(
    db: &impl ConnectionTrait,
) -> Result<Vec<Option<MarketId>>, StoreError> {
    Ok(audit::Entity::find()
        .select_only()
        .column(audit::Column::MarketId)
        .distinct()
        .filter(audit::Column::SealId.is_null())
        .into_tuple()
        .all(db)
        .await?)
}

/// Rows of one chain that wait for a seal, behind this one.
pub async fn list_unsealed(
    db: &impl ConnectionTrait,
    market_id: Option<MarketId>,
    after: AuditId,
    limit: u64,
) -> Result<Vec<audit::Model>, StoreError> {
    Ok(audit::Entity::find()
        .filter(row_of(market_id))
        .filter(audit::Column::SealId.is_null())
        .filter(audit::Column::Id.gt(after))
        .order_by_asc(audit::Column::Id)
        .limit(limit)
        .all(db)
        .await?)
}

/// The rows of one seal, in its order.
pub async fn list_sealed(
    db: &impl ConnectionTrait,
    seal: AuditSealId,
) -> Result<Vec<audit::Model>, StoreError> {
    Ok(audit::Entity::find()
        .filter(audit::Column::SealId.eq(seal))
        .order_by_asc(audit::Column::Id)
        .all(db)
        .await?)
}

/// # Errors
/// `Stale` when one of them was sealed meanwhile.
pub async fn save_seal(
    tx: &WriteTx,
    seal: audit_seal::ActiveModel,
    rows: &[AuditId],
) -> Result<(), StoreError> {
    let seal = tx.insert(seal).await?;
    let marked = audit::Entity::update_many()
        .col_expr(audit::Column::SealId, Expr::value(seal.id))
        .filter(audit::Column::Id.is_in(rows.iter().copied()))
        .filter(audit::Column::SealId.is_null())
        .exec(tx.conn())
        .await?;
    if marked.rows_affected == rows.len() as u64 {
        Ok(())
    } else {
        Err(StoreError::Stale("audit row"))
    }
}

/// The newest seal of a chain; until a moment, where one is given.
pub async fn find_head(
    db: &impl ConnectionTrait,
    market_id: Option<MarketId>,
    until: Option<DateTime<Utc>>,
) -> Result<Option<audit_seal::Model>, StoreError> {
    let mut query = audit_seal::Entity::find().filter(seal_of(market_id));
    if let Some(until) = until {
        query = query.filter(audit_seal::Column::SealedAt.lte(until));
    }
    Ok(query
        .order_by_desc(audit_seal::Column::Number)
        .limit(1)
        .one(db)
        .await?)
}

/// The seals of a chain after this number, by number.
pub async fn list_seals(
    db: &impl ConnectionTrait,
    market_id: Option<MarketId>,
    after: i64,
    limit: u64,
) -> Result<Vec<audit_seal::Model>, StoreError> {
    Ok(audit_seal::Entity::find()
        .filter(seal_of(market_id))
        .filter(audit_seal::Column::Number.gt(after))
        .order_by_asc(audit_seal::Column::Number)
        .limit(limit)
        .all(db)
        .await?)
}

fn row_of(market_id: Option<MarketId>) -> SimpleExpr {
    match market_id {
        Some(id) => audit::Column::MarketId.eq(id),
        None => audit::Column::MarketId.is_null(),
    }
}

fn seal_of(market_id: Option<MarketId>) -> SimpleExpr {
    match market_id {
        Some(id) => audit_seal::Column::MarketId.eq(id),
        None => audit_seal::Column::MarketId.is_null(),
    }
}
