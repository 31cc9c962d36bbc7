//! What every change of a holding has in common: who may make it, and how it is written.

use chrono::NaiveDate;
use entity::kinds::{Origin, RoundState};
use entity::{application, holding, market};
use sea_orm::ActiveValue::Set;

use crate::app::offer::making::{RoundFacts, load_round_facts};
use crate::app::offer::waiting_list::fill_from_waiting_list;
use crate::app::record::{Change, record};
use crate::app::round::step::{local_date, read};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::calendar::Term;
use crate::domain::holding::Holding;
use crate::domain::values::Note;
use crate::store::{self, WriteTx};
use crate::text::message::{Message, StallHeld};

/// A holding that somebody is about to change, loaded inside the transaction.
pub(super) struct AtHand {
    pub tx: WriteTx,
    pub market: market::Model,
    pub facts: RoundFacts,
    pub row: holding::Model,
    pub lifecycle: Holding,
    pub today: NaiveDate,
    /// That of the holding, else the vendor's latest: whoever was imported may have none.
    pub application: Option<application::Model>,
}

/// Loads what may be changed; single days are not among it.
pub(super) async fn begin(app: &App, actor: &Actor, holding: &str) -> Result<AtHand, AppError> {
    let found = store::holding::find_holding(app.store.reader(), holding).await?;
    let found = found
        .filter(|row| row.origin != Origin::Standby)
        .ok_or(AppError::NotFound("holding"))?;
    require_holder(app, actor, &found).await?;
    let tx = app.store.begin_write().await?;
    let round = store::round::lock_round(&tx, found.round_id).await?;
    let row = store::holding::load_holding(tx.conn(), found.id).await?;
    let market = store::market::load_market(tx.conn(), row.market_id).await?;
    let facts = load_round_facts(&tx, &market, &round).await?;
    Ok(AtHand {
        application: application_of(&tx, &row).await?,
        lifecycle: lifecycle(&row)?,
        today: local_date(app.now(), facts.time_zone),
        tx,
        market,
        facts,
        row,
    })
}

/// The vendor who holds it, by whichever application of theirs, or staff for them.
///
/// # Errors
/// `Forbidden` for everybody else.
pub async fn require_holder(
    app: &App,
    actor: &Actor,
    row: &holding::Model,
) -> Result<(), AppError> {
    let Actor::Vendor { application_id, .. } = actor else {
        return actor.require_operator(row.market_id);
    };
    let own = store::application::load_application(app.store.reader(), *application_id).await?;
    if own.registration_id == row.registration_id {
        Ok(())
    } else {
        Err(AppError::Forbidden)
    }
}

async fn application_of(
    tx: &WriteTx,
    row: &holding::Model,
) -> Result<Option<application::Model>, AppError> {
    let db = tx.conn();
    Ok(match row.application_id {
        Some(id) => Some(store::application::load_application(db, id).await?),
        None => store::application::find_latest_of(db, row.registration_id).await?,
    })
}

fn lifecycle(row: &holding::Model) -> Result<Holding, AppError> {
    let term = Term::new(row.from_date, row.to_date);
    Ok(Holding {
        state: row.state,
        term: term.map_err(|error| AppError::Internal(error.to_string()))?,
        free_from: row.free_from,
    })
}

impl AtHand {
    /// Writes that it stops, with its audit row. Its days from `free_from` on are let go unless they
    /// were moved to another holding before.
    pub async fn stop(
        &self,
        app: &App,
        actor: &Actor,
        action: &str,
        next: &Holding,
        grounds: Option<&Note>,
    ) -> Result<(), AppError> {
        let grounds = grounds.map(ToString::to_string);
        let change = holding::ActiveModel {
            state: Set(next.state),
            free_from: Set(next.free_from),
            grounds: Set(grounds.clone()),
            ..Default::default()
        };
        self.tx
            .update(self.row.id.0, self.row.version, change)
            .await?;
        let from = next.free_from.unwrap_or(self.today);
        store::holding::delete_occupancies_of_holding(&self.tx, self.row.id, from).await?;
        let change = Change {
            action,
            subject: format!("holding:{}", self.row.public_id),
            from: Some(self.row.state.as_str()),
            to: Some(next.state.as_str()),
            reason: grounds,
            detail: Some(serde_json::json!({ "free_from": next.free_from })),
        };
        record(app, &self.tx, actor, Some(self.market.id), change).await
    }

    /// What came free from this day on goes to the next one waiting.
    pub async fn fill(&mut self, app: &App, from: NaiveDate) -> Result<(), AppError> {
        if !matches!(
            self.facts.round.state,
            RoundState::Final | RoundState::Running
        ) {
            return Ok(());
        }
        self.facts.not_before = self.facts.not_before.max(from);
        fill_from_waiting_list(app, &self.tx, &self.facts, self.row.trading_time_id).await
    }

    /// As letters name it.
    pub fn held(&self) -> Result<StallHeld, AppError> {
        let time = self.facts.plan.trading_time(self.row.trading_time_id);
        let time = time.ok_or(AppError::NotFound("trading time"))?;
        let stall = self.facts.plan.stall(self.row.stall_id);
        let stall = stall.ok_or(AppError::NotFound("stall"))?;
        Ok(StallHeld {
            trading_time: read(&time.names)?,
            stall: stall.stall.code.clone(),
        })
    }

    pub async fn tell(&self, app: &App, message: Message) -> Result<(), AppError> {
        let Some(application) = &self.application else {
            return Ok(());
        };
        let telling = Telling {
            occasion: format!("{}/{}", self.row.public_id, self.row.version),
            ..Telling::once(application, message)
        };
        tell(app, &self.tx, vec![telling]).await
    }
}
