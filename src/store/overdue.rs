//! What was kept long enough: which rows are over, by the rules of a market.

use chrono::{DateTime, NaiveDate, Utc};
use entity::ids::{MarketId, RegistrationId};
use entity::kinds::{AttestationState, HoldingState, PreviewState, RoundState};
use entity::{
    application, attestation, audit, holding, notice, person, preview, registration, round,
};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::erasure::{ENDED, erase_addresses, erase_notices};
use super::{StoreError, WriteTx};

/// Confirmations of hardship of a market's persons that ended, were declined or withdrawn before
/// this day. What was asked and never answered goes when `asked_before` has passed.
pub async fn delete_old_attestations(
    tx: &WriteTx,
    market_id: MarketId,
    day: NaiveDate,
    before: DateTime<Utc>,
    asked_before: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let over = Condition::any()
        .add(
            Condition::all()
                .add(attestation::Column::State.eq(AttestationState::Confirmed))
                .add(attestation::Column::ValidUntil.lt(day)),
        )
        .add(
            Condition::all()
                .add(attestation::Column::State.eq(AttestationState::Requested))
                .add(attestation::Column::RequestedAt.lt(asked_before)),
        )
        .add(
            Condition::all()
                .add(attestation::Column::State.is_in([
                    AttestationState::Declined,
                    AttestationState::ConsentWithdrawn,
                ]))
                .add(attestation::Column::DecidedAt.lt(before)),
        );
    let done = attestation::Entity::delete_many()
        .filter(over)
        .filter(attestation::Column::PersonId.in_subquery(persons_at(market_id)))
        .exec(tx.conn())
        .await?;
    Ok(done.rows_affected)
}

fn persons_at(market_id: MarketId) -> SelectStatement {
    Query::select()
        .column(registration::Column::PersonId)
        .from(Alias::new("registration"))
        .and_where(Expr::col(registration::Column::MarketId).eq(market_id))
        .to_owned()
}

/// The bodies of notices that were written before this moment and have come to their end.
pub async fn erase_old_notices(
    tx: &WriteTx,
    market_id: MarketId,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let old = notice::Column::MarketId
        .eq(market_id)
        .and(notice::Column::CreatedAt.lt(before))
        .and(notice::Column::State.is_in(ENDED));
    erase_notices(tx, old, now).await
}

pub async fn delete_old_previews(
    tx: &WriteTx,
    market_id: MarketId,
    before: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = preview::Entity::delete_many()
        .filter(preview::Column::MarketId.eq(market_id))
        .filter(preview::Column::State.is_in([
            PreviewState::Done,
            PreviewState::Cancelled,
            PreviewState::Failed,
        ]))
        .filter(preview::Column::AskedAt.lt(before))
        .exec(tx.conn())
        .await?;
    Ok(done.rows_affected)
}

/// The addresses of requests in the audit; none stands for what belongs to no market.
pub async fn erase_old_addresses(
    tx: &WriteTx,
    market_id: Option<MarketId>,
    before: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let chain = match market_id {
        Some(id) => audit::Column::MarketId.eq(id),
        None => audit::Column::MarketId.is_null(),
    };
    erase_addresses(tx, chain.and(audit::Column::At.lt(before))).await
}

/// Until when a registration is kept, as two days: for who never held a stall, and for who did.
#[derive(Clone, Copy, Debug)]
pub struct KeptUntil {
    pub applicants: NaiveDate,
    pub vendors: NaiveDate,
    /// For who neither applied nor held anything: by when they were registered.
    pub registered_before: DateTime<Utc>,
}

/// Registrations at a market whose time is over, of persons that are not erased yet.
pub async fn list_overdue_registrations(
    db: &impl ConnectionTrait,
    market_id: MarketId,
    kept: KeptUntil,
    only: Option<RegistrationId>,
    limit: u64,
) -> Result<Vec<registration::Model>, StoreError> {
    let not_erased = Query::select()
        .column(person::Column::Id)
        .from(Alias::new("person"))
        .and_where(Expr::col(person::Column::ErasedAt).is_null())
        .to_owned();
    let mut query = registration::Entity::find()
        .filter(registration::Column::MarketId.eq(market_id))
        .filter(registration::Column::CreatedAt.lt(kept.registered_before))
        .filter(registration::Column::PersonId.in_subquery(not_erased))
        .filter(registration::Column::Id.not_in_subquery(applied_lately(market_id, kept)))
        .filter(registration::Column::Id.not_in_subquery(held_lately(market_id, kept)));
    if let Some(only) = only {
        query = query.filter(registration::Column::Id.eq(only));
    }
    Ok(query.limit(limit).all(db).await?)
}

fn applied_lately(market_id: MarketId, kept: KeptUntil) -> SelectStatement {
    let over = [RoundState::Closed, RoundState::Cancelled];
    let rounds = Query::select()
        .column(round::Column::Id)
        .from(Alias::new("round"))
        .and_where(Expr::col(round::Column::MarketId).eq(market_id))
        .and_where(
            Expr::col(round::Column::TermTo)
                .gte(kept.applicants)
                .or(Expr::col(round::Column::State).is_not_in(over)),
        )
        .to_owned();
    Query::select()
        .column(application::Column::RegistrationId)
        .from(Alias::new("application"))
        .and_where(Expr::col(application::Column::MarketId).eq(market_id))
        .and_where(Expr::col(application::Column::RoundId).in_subquery(rounds))
        .to_owned()
}

fn held_lately(market_id: MarketId, kept: KeptUntil) -> SelectStatement {
    Query::select()
        .column(holding::Column::RegistrationId)
        .from(Alias::new("holding"))
        .and_where(Expr::col(holding::Column::MarketId).eq(market_id))
        .and_where(
            Expr::col(holding::Column::ToDate)
                .gte(kept.vendors)
                .or(Expr::col(holding::Column::State).eq(HoldingState::Running)),
        )
        .to_owned()
}
