//! What every decision on an application has in common.

use entity::{application, market};
use sea_orm::ActiveValue::Set;

use crate::app::place::find_application;
use crate::app::record::{Change, record};
use crate::app::round::step::lifecycle as round_lifecycle;
use crate::app::{Actor, App, AppError};
use crate::domain::application::Application;
use crate::domain::round::Round;
use crate::store::{self, WriteTx};

/// An application that somebody is about to decide on, loaded inside the transaction.
pub(super) struct Review {
    pub tx: WriteTx,
    pub market: market::Model,
    pub round_row: entity::round::Model,
    pub round: Round,
    pub row: application::Model,
    pub application: Application,
}

pub(super) async fn begin_review(app: &App, code: &str) -> Result<Review, AppError> {
    let found = find_application(app.store.reader(), code).await?;
    let tx = app.store.begin_write().await?;
    let round_row = store::round::lock_round(&tx, found.round_id).await?;
    let row = store::application::load_application(tx.conn(), found.id).await?;
    let market = store::market::load_market(tx.conn(), row.market_id).await?;
    Ok(Review {
        application: Application {
            state: row.state,
            decline_reason: row.decline_reason,
            changes_until: row.changes_until,
        },
        round: round_lifecycle(&round_row),
        tx,
        market,
        round_row,
        row,
    })
}

impl Review {
    /// Writes the decision with its audit row.
    pub async fn save(
        &self,
        app: &App,
        actor: &Actor,
        action: &str,
        next: Application,
        change: application::ActiveModel,
        reason: Option<String>,
    ) -> Result<(), AppError> {
        let change = application::ActiveModel {
            state: Set(next.state),
            decline_reason: Set(next.decline_reason),
            changes_until: Set(next.changes_until),
            ..change
        };
        self.tx
            .update(self.row.id.0, self.row.version, change)
            .await?;
        let change = Change {
            action,
            subject: format!("application:{}", self.row.code),
            from: Some(self.row.state.as_str()),
            to: Some(next.state.as_str()),
            reason,
            ..Change::default()
        };
        record(app, &self.tx, actor, Some(self.market.id), change).await
    }
}
