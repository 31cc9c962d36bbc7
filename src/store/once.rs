//! Everything that one request writes as one transaction, together with the answer to it.
//!
//! A store that was bound by `Store::once` gives out savepoints of one transaction in the place of
//! transactions. The first of them claims the request's key; whoever sends the same key meanwhile
//! waits there, and then finds the answer. Nothing is kept until `keep_answer`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};
use entity::idempotency_key;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, SqlErr, TransactionTrait,
};
use serde_json::{Value, json};
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};

use super::{Store, StoreError, WriteTx};

/// Such a request keeps its connection while its use case may ask for a second one: with as many of
/// them as there are connections, each would wait for the others.
const AT_ONCE: usize = 6;

/// Turns for the requests of a store that are done once.
#[derive(Clone, Debug)]
pub(super) struct Turns(Arc<Semaphore>);

impl Default for Turns {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

/// Whose request, and which.
#[derive(Clone, Debug)]
pub struct Claim {
    pub scope: String,
    pub key: String,
    pub at: DateTime<Utc>,
}

#[derive(Debug)]
pub(super) struct Once {
    claim: Claim,
    outer: Mutex<Option<DatabaseTransaction>>,
    was_done: AtomicBool,
    _turn: Option<OwnedSemaphorePermit>,
}

impl Store {
    /// The same database, for the one request with this key.
    pub async fn once(&self, claim: Claim) -> Self {
        let turn = Arc::clone(&self.turns.0).acquire_owned().await;
        let mut bound = self.clone();
        bound.once = Some(Arc::new(Once {
            claim,
            outer: Mutex::new(None),
            was_done: AtomicBool::new(false),
            _turn: turn.ok(),
        }));
        bound
    }

    /// Whether somebody else had claimed the key by the time this request came to write.
    pub fn was_done_before(&self) -> bool {
        let once = self.once.as_ref();
        once.is_some_and(|once| once.was_done.load(Ordering::SeqCst))
    }

    /// Commits what the request did, and the answer with it.
    ///
    /// # Errors
    /// When the database refuses; then nothing was written.
    pub async fn keep_answer(&self, answer: Value) -> Result<(), StoreError> {
        let Some(once) = &self.once else {
            return Ok(());
        };
        // Also when nothing was written: the key is used up.
        self.begin_part(once).await?.commit().await?;
        let outer = once.outer.lock().await.take();
        let outer = outer.ok_or(StoreError::Stale("idempotency key"))?;
        idempotency_key::Entity::update_many()
            .col_expr(idempotency_key::Column::Answer, Expr::value(answer))
            .filter(idempotency_key::Column::Scope.eq(&once.claim.scope))
            .filter(idempotency_key::Column::Key.eq(&once.claim.key))
            .exec(&outer)
            .await?;
        Ok(outer.commit().await?)
    }

    pub(super) async fn begin_part(&self, once: &Once) -> Result<WriteTx, StoreError> {
        let mut held = once.outer.lock().await;
        let outer = match held.take() {
            Some(outer) => outer,
            None => self.begin_claimed(once).await?,
        };
        let part = outer.begin().await;
        *held = Some(outer);
        Ok(WriteTx(part?))
    }

    async fn begin_claimed(&self, once: &Once) -> Result<DatabaseTransaction, StoreError> {
        let outer = self.begin_alone().await?;
        let claim = &once.claim;
        let row = idempotency_key::ActiveModel {
            scope: Set(claim.scope.clone()),
            key: Set(claim.key.clone()),
            answer: Set(json!(null)),
            created_at: Set(claim.at),
            ..Default::default()
        };
        let claimed = idempotency_key::Entity::insert(row)
            .exec_without_returning(&outer)
            .await;
        if let Err(error) = claimed {
            if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) {
                once.was_done.store(true, Ordering::SeqCst);
                return Err(StoreError::Stale("idempotency key"));
            }
            return Err(error.into());
        }
        Ok(outer)
    }
}
