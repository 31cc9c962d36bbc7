//! What every step of a round has in common: who may take it, and how it is written.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::kinds::RoundState;
use entity::{market, round};
use sea_orm::ActiveValue::Set;
use serde::de::DeserializeOwned;

use crate::app::place::find_round;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::calendar::Term;
use crate::domain::round::Round;
use crate::domain::rules::RoundRules;
use crate::store::{self, WriteTx};

/// A round by the codes that people and URLs use.
#[derive(Clone, Debug)]
pub struct RoundRef {
    pub market: String,
    pub round: String,
}

/// A round that its operator is about to move on: locked until the transaction ends.
#[derive(Debug)]
pub struct Step {
    pub tx: WriteTx,
    pub market: market::Model,
    pub row: round::Model,
    pub round: Round,
    pub rules: RoundRules,
    pub time_zone: Tz,
}

/// Authorises and loads.
///
/// # Errors
/// `NotFound` when there is no such round, `Forbidden` for all but the operators of its market.
pub async fn begin_step(app: &App, actor: &Actor, at: &RoundRef) -> Result<Step, AppError> {
    let (market, row) = find_round(app.store.reader(), &at.market, &at.round).await?;
    actor.require_operator(market.id)?;
    let tx = app.store.begin_write().await?;
    let row = store::round::lock_round(&tx, row.id).await?;
    Ok(Step {
        round: lifecycle(&row),
        rules: read(&row.rules)?,
        time_zone: time_zone_of(&market)?,
        tx,
        market,
        row,
    })
}

impl Step {
    /// Writes the round's new state with its audit row.
    ///
    /// # Errors
    /// `Stale` when somebody else moved the round on.
    pub async fn save(
        &self,
        app: &App,
        actor: &Actor,
        action: &str,
        next: &Round,
        reason: Option<String>,
    ) -> Result<(), AppError> {
        let change = round::ActiveModel {
            state: Set(next.state),
            applications_until: Set(next.applications_until),
            list_objections_until: Set(next.list_objections_until),
            result_objections_until: Set(next.result_objections_until),
            cancel_reason: Set(reason
                .clone()
                .filter(|_| next.state == RoundState::Cancelled)),
            ..Default::default()
        };
        self.tx
            .update(self.row.id.0, self.row.version, change)
            .await?;
        let change = Change {
            action,
            subject: format!("round:{}/{}", self.market.slug, self.row.code),
            from: Some(self.row.state.as_str()),
            to: Some(next.state.as_str()),
            reason,
            ..Change::default()
        };
        record(app, &self.tx, actor, Some(self.market.id), change).await
    }
}

/// The lifecycle of a stored round.
pub fn lifecycle(row: &round::Model) -> Round {
    Round {
        state: row.state,
        applications_until: row.applications_until,
        list_objections_until: row.list_objections_until,
        result_objections_until: row.result_objections_until,
    }
}

/// What a JSON column holds.
///
/// # Errors
/// `Internal` when another version wrote what this one cannot read.
pub fn read<T: DeserializeOwned>(column: &serde_json::Value) -> Result<T, AppError> {
    Ok(store::columns::read(column)?)
}

/// # Errors
/// `Internal` when the stored name is no IANA time zone.
pub fn time_zone_of(market: &market::Model) -> Result<Tz, AppError> {
    Ok(store::columns::time_zone_of(market)?)
}

/// The local date of an instant.
pub fn local_date(instant: DateTime<Utc>, time_zone: Tz) -> chrono::NaiveDate {
    instant.with_timezone(&time_zone).date_naive()
}

/// # Errors
/// `Internal` when the stored dates are no term.
pub fn term_of(row: &round::Model) -> Result<Term, AppError> {
    Term::new(row.term_from, row.term_to).map_err(|error| AppError::Internal(error.to_string()))
}
