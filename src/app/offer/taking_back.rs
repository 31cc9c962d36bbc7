//! How the market takes an open offer back: no fault of the vendor, and no refusal.

use entity::offer;
use sea_orm::ActiveValue::Set;

use super::deciding::lifecycle;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::store::{self, WriteTx};

/// What it kept is free again; who is asked next is for the caller to say.
///
/// # Errors
/// `Stale` when somebody else decided it meanwhile.
pub async fn take_back_offer(
    app: &App,
    tx: &WriteTx,
    actor: &Actor,
    offer: &offer::Model,
) -> Result<(), AppError> {
    let offer = store::offer::lock_offer(tx, offer.id).await?;

    let next = lifecycle(&offer).withdraw()?;

    let change = offer::ActiveModel {
        state: Set(next.state),
        decided_at: Set(Some(app.now())),
        ..Default::default()
    };
    tx.update(offer.id.0, offer.version, change).await?;
    store::offer::delete_occupancies_of_offer(tx, offer.id).await?;
    let change = Change {
        action: "take_back_offer",
        subject: format!("offer:{}", offer.public_id),
        from: Some(offer.state.as_str()),
        to: Some(next.state.as_str()),
        ..Change::default()
    };
    record(app, tx, actor, Some(offer.market_id), change).await
}
