//! What can go wrong below: the only place that knows `DbErr`.

use sea_orm::sqlx::error::DatabaseError;
use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// PostgreSQL ended one of two transactions that waited for each other, or that could not be told
/// apart in order (its appendix A).
const GAVE_WAY: [&str; 2] = ["40P01", "40001"];

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
    /// Nothing was done, and the same may succeed in a moment: every connection is taken, or this
    /// transaction had to give way to another.
    #[error("busy: {0}")]
    Busy(DbErr),
    #[error(transparent)]
    Database(DbErr),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(what)) => Self::Taken(what),
            _ if is_busy(&error) => Self::Busy(error),
            _ => Self::Database(error),
        }
    }
}

fn is_busy(error: &DbErr) -> bool {
    let sqlx = match error {
        DbErr::ConnectionAcquire(_) => return true,
        DbErr::Exec(RuntimeErr::SqlxError(sqlx)) | DbErr::Query(RuntimeErr::SqlxError(sqlx)) => {
            sqlx
        }
        _ => return false,
    };
    let code = sqlx.as_database_error().and_then(DatabaseError::code);
    code.is_some_and(|code| GAVE_WAY.contains(&code.as_ref()))
}
