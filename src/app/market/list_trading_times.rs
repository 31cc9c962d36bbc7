//! The trading times of a market, for whoever keeps them: retired ones too, where asked for.

use chrono::{DateTime, Utc};

use super::list_parts::ListParts;
use super::parts::TradingTimeFacts;
use crate::app::keyset::{Part, Seek};
use crate::app::place::find_market;
use crate::app::round::spec_of;
use crate::app::round::step::read;
use crate::app::{Actor, App, AppError};
use crate::domain::values::Revision;
use crate::store;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TradingTimeListed {
    pub code: String,
    pub facts: TradingTimeFacts,
    pub retired_at: Option<DateTime<Utc>>,
    pub revision: Revision,
}

/// By code.
///
/// # Errors
/// `Forbidden` for all but those who look at the market from the inside.
pub async fn list_trading_times(
    app: &App,
    actor: &Actor,
    asked: &ListParts,
    seek: &Seek,
) -> Result<Part<TradingTimeListed>, AppError> {
    let db = app.store.reader();
    let market = find_market(db, &asked.market).await?;
    actor.require_reader(market.id)?;
    let rows = store::listing::list_times(db, market.id, &asked.filter(), seek.after()).await?;
    let part = Part::of(seek, rows, |row| row.code.clone());
    part.try_map(|row| {
        Ok(TradingTimeListed {
            facts: TradingTimeFacts {
                names: read(&row.names)?,
                spec: spec_of(&row)?,
            },
            code: row.code,
            retired_at: row.retired_at,
            revision: Revision::new(row.revision),
        })
    })
}
