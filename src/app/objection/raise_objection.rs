//! Object to the list, as one who was declined, or to a published result.

use entity::ids::DrawId;
use entity::kinds::RoundState;
use entity::{application, objection, round};
use sea_orm::ActiveValue::Set;

use crate::app::error::unknown;
use crate::app::place::find_application;
use crate::app::record::{Change, record};
use crate::app::round::step::{lifecycle, read};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::objection::{Objection, ObjectionRefusal};
use crate::domain::values::{Label, Note};
use crate::store::{self, StoreError, WriteTx};
use crate::text::message::Message;

#[derive(Clone, Debug)]
pub struct RaiseObjection {
    /// The application of whoever objects.
    pub code: String,
    pub body: Note,
    /// The trading time whose result is questioned, where it is one alone.
    pub trading_time: Option<Label>,
}

/// Returns the id by which it is answered.
///
/// # Errors
/// `Refused` when nothing is open to objections, or not to theirs, or an earlier one is unanswered.
pub async fn raise_objection(
    app: &App,
    actor: &Actor,
    command: RaiseObjection,
) -> Result<String, AppError> {
    let found = find_application(app.store.reader(), &command.code).await?;
    actor.require_vendor(found.market_id, found.id)?;
    let tx = app.store.begin_write().await?;
    let round = store::round::share_round(&tx, found.round_id).await?;
    let application = store::application::load_application(tx.conn(), found.id).await?;
    let draw_id = draw_of(&tx, &round, command.trading_time.as_ref()).await?;
    let earlier = store::objection::list_objections_of(tx.conn(), application.id).await?;

    let next = Objection::raise(&lifecycle(&round), application.state, app.now())?;
    let is_unanswered = |row: &objection::Model| Objection { state: row.state }.is_unanswered();
    if earlier.iter().any(is_unanswered) {
        return Err(ObjectionRefusal::Unanswered.into());
    }

    let row = objection::ActiveModel {
        public_id: Set(app.random_id()),
        market_id: Set(round.market_id),
        round_id: Set(round.id),
        application_id: Set(application.id),
        draw_id: Set(draw_id),
        body: Set(command.body.to_string()),
        state: Set(next.state),
        raised_at: Set(app.now()),
        ..Default::default()
    };
    // Two at one moment: the database lets one through.
    let row = match tx.insert(row).await {
        Err(StoreError::Taken(_)) => return Err(ObjectionRefusal::Unanswered.into()),
        result => result?,
    };
    write_down(app, &tx, actor, &round, &application, &row).await?;
    tx.commit().await?;
    Ok(row.public_id)
}

/// The draw that is questioned: the one that counts.
async fn draw_of(
    tx: &WriteTx,
    round: &round::Model,
    time: Option<&Label>,
) -> Result<Option<DrawId>, AppError> {
    let Some(code) = time.filter(|_| round.state == RoundState::Published) else {
        return Ok(None);
    };
    let times = store::market::list_trading_times(tx.conn(), round.market_id).await?;
    let time = times.iter().find(|time| time.code == code.as_str());
    let draws = store::draw::list_latest_draws(tx.conn(), round.id).await?;
    let draw = time.and_then(|time| draws.iter().find(|draw| draw.trading_time_id == time.id));
    match draw {
        Some(draw) => Ok(Some(draw.id)),
        None => Err(unknown("trading_time", code.as_str())),
    }
}

async fn write_down(
    app: &App,
    tx: &WriteTx,
    actor: &Actor,
    round: &round::Model,
    application: &application::Model,
    objection: &objection::Model,
) -> Result<(), AppError> {
    let change = Change {
        action: "raise_objection",
        subject: format!("objection:{}", objection.public_id),
        to: Some(objection.state.as_str()),
        ..Change::default()
    };
    record(app, tx, actor, Some(round.market_id), change).await?;
    let telling = Telling {
        occasion: objection.public_id.clone(),
        ..Telling::once(
            application,
            Message::ObjectionReceived {
                round: read(&round.names)?,
            },
        )
    };
    tell(app, tx, vec![telling]).await
}
