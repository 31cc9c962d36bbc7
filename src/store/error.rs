//! What can go wrong below: the only place that knows `DbErr`.

use sea_orm::{DbErr, SqlErr};

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A constraint of the database said that this is there already.
    #[error("already there: {0}")]
    Taken(String),
    /// Someone else changed the row since it was read.
    #[error("changed by someone else: {0}")]
    Stale(&'static str),
    #[error("not found: {0}")]
    Missing(&'static str),
    /// A row holds what this version cannot read.
    #[error("unreadable row: {0}")]
    Unreadable(String),
    #[error(transparent)]
    Database(DbErr),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(what)) => Self::Taken(what),
            _ => Self::Database(error),
        }
    }
}
