//! What became of a notice: it reached its reader, or it did not.
//!
//! Mail, paper and reading-out meet here, so that a deadline begins in one place.

use chrono::{DateTime, Utc};
use entity::ids::OfferId;
use entity::kinds::{Channel, NoticeState, OfferState};
use entity::{notice, offer};
use sea_orm::ActiveValue::Set;

use crate::domain::notice::{Notice, NoticeRefusal};
use crate::domain::offer::Offer;
use crate::store::columns::time_zone_of;
use crate::store::{self, StoreError, WriteTx};

#[derive(Debug, thiserror::Error)]
pub enum NoticeError {
    #[error(transparent)]
    Refused(#[from] NoticeRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The notice has reached its reader: a mail was taken, or the letter was handed over or read
/// out. The deadline of an offer that it tells of begins, once.
///
/// # Errors
/// `Refused` when it has reached them before or is on its way, `Stale` when somebody else was
/// faster.
pub async fn reached(
    tx: &WriteTx,
    row: &notice::Model,
    at: DateTime<Utc>,
) -> Result<(), NoticeError> {
    let next = next_when_reached(row, at)?;
    let change = notice::ActiveModel {
        state: Set(next.state),
        sent_at: Set(Some(at)),
        claimed_until: Set(None),
        failure: Set(None),
        ..Default::default()
    };
    tx.update(row.id.0, row.version, change).await?;
    if let Some(offer_id) = row.offer_id {
        start_deadline(tx, offer_id, at).await?;
    }
    Ok(())
}

/// A try failed: it is due again later, or undeliverable when `for_good` or tried too often.
///
/// # Errors
/// `Stale` when somebody else has taken it over.
pub async fn failed(
    tx: &WriteTx,
    row: &notice::Model,
    at: DateTime<Utc>,
    for_good: bool,
    why: String,
) -> Result<NoticeState, NoticeError> {
    let notice = lifecycle(row);
    let next = if for_good {
        notice.mark_undeliverable()?
    } else {
        notice.mark_failed(at)?
    };
    let change = notice::ActiveModel {
        state: Set(next.state),
        attempts: Set(i32::try_from(next.failures).unwrap_or(i32::MAX)),
        due_at: Set(next.next_try_utc.unwrap_or(row.due_at)),
        claimed_until: Set(None),
        failure: Set(Some(why)),
        ..Default::default()
    };
    tx.update(row.id.0, row.version, change).await?;
    Ok(next.state)
}

/// Paper is handed over by whoever released it; what mail could not bring is reached otherwise.
fn next_when_reached(row: &notice::Model, at: DateTime<Utc>) -> Result<Notice, NoticeRefusal> {
    let notice = lifecycle(row);
    match (row.state, row.channel) {
        (NoticeState::Undeliverable, _) => notice.reach_otherwise(),
        (NoticeState::Released, Channel::Paper) => notice.send(at)?.mark_sent(),
        _ => notice.mark_sent(),
    }
}

fn lifecycle(row: &notice::Model) -> Notice {
    Notice {
        state: row.state,
        failures: row.attempts.unsigned_abs(),
        next_try_utc: (row.state == NoticeState::Released).then_some(row.due_at),
    }
}

/// An offer that was answered before its notice came has no deadline to start.
async fn start_deadline(
    tx: &WriteTx,
    offer_id: OfferId,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = store::offer::lock_offer(tx, offer_id).await?;
    if row.state != OfferState::Open || row.deadline_at.is_some() {
        return Ok(());
    }
    let market = store::market::load_market(tx.conn(), row.market_id).await?;
    let offer = Offer {
        state: row.state,
        deadline_utc: None,
    };
    let days = row.confirm_days.unsigned_abs();
    let Ok(reached) = offer.notice_reached(at, days, time_zone_of(&market)?) else {
        return Ok(());
    };
    let change = offer::ActiveModel {
        deadline_at: Set(reached.deadline_utc),
        ..Default::default()
    };
    tx.update(row.id.0, row.version, change).await
}
