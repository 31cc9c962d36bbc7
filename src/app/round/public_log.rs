//! What is done by hand in a round stands in its public log: what, when and why, never to whom.

use entity::ids::TradingTimeId;
use entity::kinds::{Language, PublicEvent};
use entity::{person, registration, round, round_log};
use sea_orm::ActiveValue::Set;

use crate::app::{App, AppError};
use crate::domain::round::RoundRefusal;
use crate::domain::values::Note;
use crate::store::WriteTx;
use crate::text::say;

/// # Errors
/// When the database refuses.
pub async fn log_publicly(
    app: &App,
    tx: &WriteTx,
    round: &round::Model,
    trading_time_id: Option<TradingTimeId>,
    event: PublicEvent,
    reason: &Note,
) -> Result<(), AppError> {
    let row = round_log::ActiveModel {
        market_id: Set(round.market_id),
        round_id: Set(round.id),
        trading_time_id: Set(trading_time_id),
        at: Set(app.now()),
        event: Set(event),
        reason: Set(reason.to_string()),
        ..Default::default()
    };
    tx.insert(row).await?;
    Ok(())
}

/// # Errors
/// `Refused` when a reason that everyone will read names the code or the vendor, or
/// speaks of hardship or its stalls.
pub fn refuse_telling_reason(
    reason: &Note,
    code: Option<&str>,
    vendor: &registration::Model,
    person: &person::Model,
) -> Result<(), AppError> {
    let reason = reason.as_str().to_lowercase();
    let of_groups: Vec<String> = Language::all()
        .map(|language| say(language, "log-words-not-said"))
        .collect();
    let of_groups = of_groups.iter().flat_map(|words| words.split('|'));
    let own = [vendor.trading_name.clone(), person.name.clone()];
    let told = own
        .into_iter()
        .chain(code.map(str::to_owned))
        .chain(of_groups.map(str::to_owned))
        .map(|word| word.to_lowercase())
        // A single letter stands in every sentence.
        .any(|word| word.chars().count() > 1 && reason.contains(&word));
    if told {
        return Err(RoundRefusal::ReasonTellsWho.into());
    }
    Ok(())
}
