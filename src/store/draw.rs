//! Draws, kept as bytes, and what they said about each application.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::ids::{ApplicationId, DrawEntryId, DrawId, RoundId, StallId};
use entity::kinds::{DrawState, RoundState};
use entity::{application, draw, draw_entry, draw_entry_stall, draw_leaf, round};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{StoreError, WriteTx};

pub async fn load_draw(db: &impl ConnectionTrait, id: DrawId) -> Result<draw::Model, StoreError> {
    draw::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(StoreError::Missing("draw"))
}

/// The draws of a round, by trading time; those that were corrected stay before what took their place.
pub async fn list_draws(
    db: &impl ConnectionTrait,
    round_id: RoundId,
) -> Result<Vec<draw::Model>, StoreError> {
    Ok(draw::Entity::find()
        .filter(draw::Column::RoundId.eq(round_id))
        .order_by_asc(draw::Column::TradingTimeId)
        .order_by_asc(draw::Column::Number)
        .all(db)
        .await?)
}

/// The draw of each trading time that counts: the last correction, or the first.
pub async fn list_latest_draws(
    db: &impl ConnectionTrait,
    round_id: RoundId,
) -> Result<Vec<draw::Model>, StoreError> {
    let draws = list_draws(db, round_id).await?;
    let by_time = draws.into_iter().map(|draw| (draw.trading_time_id, draw));
    Ok(by_time.collect::<BTreeMap<_, _>>().into_values().collect())
}

/// Takes the next draw that waits for its computation, until `until`; none of a cancelled round.
///
/// A claim that ran out belongs to whoever comes next: the process that had it is gone.
pub async fn claim_draw(
    tx: &WriteTx,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<draw::Model>, StoreError> {
    let free = Condition::any()
        .add(draw::Column::State.eq(DrawState::Queued))
        .add(
            Condition::all()
                .add(draw::Column::State.eq(DrawState::Computing))
                .add(draw::Column::ClaimedUntil.lt(now)),
        );
    // Once it is drawn, a correction may be drawn again.
    let drawing = Query::select()
        .column(round::Column::Id)
        .from(Alias::new("round"))
        .and_where(Expr::col(round::Column::State).is_in([RoundState::Frozen, RoundState::Drawn]))
        .to_owned();
    let next = draw::Entity::find()
        .filter(free)
        .filter(draw::Column::RoundId.in_subquery(drawing))
        .order_by_asc(draw::Column::Id)
        .lock_with_behavior(
            sea_orm::sea_query::LockType::Update,
            sea_orm::sea_query::LockBehavior::SkipLocked,
        )
        .one(tx.conn())
        .await?;
    let Some(next) = next else { return Ok(None) };
    draw::Entity::update_many()
        .col_expr(draw::Column::State, Expr::value(DrawState::Computing))
        .col_expr(draw::Column::ClaimedUntil, Expr::value(until))
        .col_expr(
            draw::Column::Attempts,
            Expr::col(draw::Column::Attempts).add(1),
        )
        .col_expr(
            draw::Column::Version,
            Expr::col(draw::Column::Version).add(1),
        )
        .filter(draw::Column::Id.eq(next.id))
        .exec(tx.conn())
        .await?;
    Ok(Some(load_draw(tx.conn(), next.id).await?))
}

/// Written once; the version stays, since it says nothing new about the draw.
pub async fn save_public_bundle(
    tx: &WriteTx,
    draw_id: DrawId,
    bundle: &[u8],
    sha256: &str,
) -> Result<(), StoreError> {
    draw::Entity::update_many()
        .col_expr(draw::Column::PublicBundle, Expr::value(bundle.to_vec()))
        .col_expr(draw::Column::PublicBundleSha256, Expr::value(sha256))
        .filter(draw::Column::Id.eq(draw_id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

pub async fn list_entries(
    db: &impl ConnectionTrait,
    draw_id: DrawId,
) -> Result<Vec<draw_entry::Model>, StoreError> {
    Ok(draw_entry::Entity::find()
        .filter(draw_entry::Column::DrawId.eq(draw_id))
        .order_by_asc(draw_entry::Column::Id)
        .all(db)
        .await?)
}

/// The stalls that a draw gave to each of its entries.
pub async fn list_entry_stalls(
    db: &impl ConnectionTrait,
    draw_id: DrawId,
) -> Result<BTreeMap<DrawEntryId, Vec<StallId>>, StoreError> {
    let rows = draw_entry_stall::Entity::find()
        .filter(draw_entry_stall::Column::DrawId.eq(draw_id))
        .order_by_asc(draw_entry_stall::Column::Id)
        .all(db)
        .await?;
    let mut stalls: BTreeMap<DrawEntryId, Vec<StallId>> = BTreeMap::new();
    for row in rows {
        stalls
            .entry(row.draw_entry_id)
            .or_default()
            .push(row.stall_id);
    }
    Ok(stalls)
}

/// What the draws of a round said about one application.
pub async fn list_entries_of(
    db: &impl ConnectionTrait,
    application_id: ApplicationId,
) -> Result<Vec<draw_entry::Model>, StoreError> {
    Ok(draw_entry::Entity::find()
        .filter(draw_entry::Column::ApplicationId.eq(application_id))
        .order_by_asc(draw_entry::Column::Id)
        .all(db)
        .await?)
}

/// The salt of each leaf of a draw, by the code of its application.
pub async fn list_salts(
    db: &impl ConnectionTrait,
    draw_id: DrawId,
) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let of_draw = Query::select()
        .column(draw_leaf::Column::ApplicationId)
        .from(Alias::new("draw_leaf"))
        .and_where(Expr::col(draw_leaf::Column::DrawId).eq(draw_id.0))
        .to_owned();
    let codes: BTreeMap<ApplicationId, String> = application::Entity::find()
        .select_only()
        .column(application::Column::Id)
        .column(application::Column::Code)
        .filter(application::Column::Id.in_subquery(of_draw))
        .into_tuple::<(ApplicationId, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let salts = draw_leaf::Entity::find()
        .select_only()
        .column(draw_leaf::Column::ApplicationId)
        .column(draw_leaf::Column::Salt)
        .filter(draw_leaf::Column::DrawId.eq(draw_id))
        .into_tuple::<(ApplicationId, Vec<u8>)>()
        .all(db)
        .await?;
    let with_code = |(id, salt)| Some((codes.get(&id)?.clone(), salt));
    Ok(salts.into_iter().filter_map(with_code).collect())
}

/// The leaves of one application, one for each list that it stands on.
pub async fn list_leaves_of(
    db: &impl ConnectionTrait,
    application_id: ApplicationId,
) -> Result<Vec<draw_leaf::Model>, StoreError> {
    Ok(draw_leaf::Entity::find()
        .filter(draw_leaf::Column::ApplicationId.eq(application_id))
        .order_by_asc(draw_leaf::Column::DrawId)
        .all(db)
        .await?)
}
