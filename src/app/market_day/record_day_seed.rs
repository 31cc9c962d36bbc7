//! What chance said for a day: digits called out at the market, or, when nobody did in time, zeros.

use entity::day_draw;
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::freeze_day::day_ref;
use super::step::{DayRef, DayStep, begin_day};
use crate::app::draw::seed_of;
use crate::app::error::invalid;
use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::FieldError;
use crate::domain::draw::Draw;
use crate::domain::values::CeremonyDigits;
use crate::store;

/// What stands in the place of digits that nobody called out. Everyone knows it beforehand: the
/// result then hangs on the tickets alone, and says so.
pub const NO_DIGITS: &str = "000000";

/// # Errors
/// `Invalid` when they are no digits; `NotFound` before the list is fixed; `Refused` when the seed
/// is known.
pub async fn record_day_seed(
    app: &App,
    actor: &Actor,
    at: &DayRef,
    typed: &str,
) -> Result<(), AppError> {
    let market = find_market(app.store.reader(), &at.market).await?;
    actor.require_operator(market.id)?;
    let digits =
        CeremonyDigits::parse(typed).map_err(|error| invalid("digits", FieldError::from(error)))?;
    let step = begin_day(app, at).await?;
    save_seed(app, actor, step, digits.as_str()).await
}

/// Every day that has waited long enough for digits is drawn without. Returns how many there were.
///
/// # Errors
/// When the database fails; a day that cannot be drawn is logged and passed over.
pub async fn draw_without_digits(app: &App) -> Result<usize, AppError> {
    let mut drawn = 0;
    for day in store::day::list_days_awaiting_seed(app.store.reader()).await? {
        let at = day_ref(app, &day).await?;
        match go_without(app, &at).await {
            Ok(()) => drawn += 1,
            // Not yet, or another instance was faster.
            Err(AppError::Refused(_) | AppError::Stale) => {}
            Err(error) => tracing::error!(day = at.name(), %error, "cannot draw the day"),
        }
    }
    Ok(drawn)
}

async fn go_without(app: &App, at: &DayRef) -> Result<(), AppError> {
    let step = begin_day(app, at).await?;
    step.facts.lifecycle().goes_without_digits(app.now())?;
    save_seed(app, &Actor::System, step, NO_DIGITS).await
}

async fn save_seed(app: &App, actor: &Actor, step: DayStep, digits: &str) -> Result<(), AppError> {
    let draw = step.draw()?;
    let next = Draw { state: draw.state }.enter_seed()?;
    let change = day_draw::ActiveModel {
        state: Set(next.state),
        seed_values: Set(Some(json!([digits]))),
        seed: Set(Some(seed_of(&draw.commitment, &[digits])?)),
        ..Default::default()
    };
    step.tx.update(draw.id.0, draw.version, change).await?;
    let change = Change {
        action: "record_day_seed",
        subject: step.facts.subject(),
        from: Some(draw.state.as_str()),
        to: Some(next.state.as_str()),
        detail: Some(json!({ "values": [digits] })),
        ..Change::default()
    };
    record(app, &step.tx, actor, Some(draw.market_id), change).await?;
    step.tx.commit().await?;
    Ok(())
}
