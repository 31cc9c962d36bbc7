//! The two databases behind one door.
//!
//! SQLite has one writer connection and a pool of readers; PostgreSQL one pool for both.

use std::sync::Arc;
use std::time::Duration;

use migration::{Migrator, MigratorTrait};
use sea_orm::sea_query::{Alias, Expr, ExprTrait};
use sea_orm::{
    AccessMode, ActiveModelTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection,
    DatabaseTransaction, DbBackend, DbErr, EntityTrait, IntoActiveModel, IsolationLevel,
    QueryFilter, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use super::StoreError;
use super::once::{Once, Turns};

const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;
const BUSY_TIMEOUT: Duration = Duration::from_secs(20);
/// Any number that nothing else in this database locks.
const MIGRATION_LOCK: i64 = 0x5354_4152;
/// SQLite takes at most 32,766 variables in a statement; PostgreSQL 65,535.
const ROWS_PER_INSERT: usize = 500;

#[derive(Clone, Debug)]
pub struct Store {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    pub(super) turns: Turns,
    /// The one request that this store is bound to, if any.
    pub(super) once: Option<Arc<Once>>,
}

impl Store {
    /// Opens `sqlite://PATH?mode=rwc` or `postgres://…`.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("sqlite:") {
            let writer = Database::connect(sqlite_options(url, 1)).await?;
            let reader = Database::connect(sqlite_options(url, SQLITE_READERS)).await?;
            return Ok(Self::of(reader, writer));
        }
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(BUSY_TIMEOUT)
            .test_before_acquire(false)
            .sqlx_logging(false);
        let pool = Database::connect(options).await?;
        Ok(Self::of(pool.clone(), pool))
    }

    fn of(reader: DatabaseConnection, writer: DatabaseConnection) -> Self {
        Self {
            reader,
            writer,
            turns: Turns::default(),
            once: None,
        }
    }

    /// Brings the schema up to date. Safe to repeat.
    ///
    /// # Errors
    /// When a migration fails; nothing of it is kept.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        // Of instances that start together one lays the tables while the others wait.
        let turn = match self.writer.get_database_backend() {
            DbBackend::Postgres => Some(self.begin_write().await?),
            _ => None,
        };
        if let Some(turn) = &turn {
            let lock = format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})");
            turn.0.execute_unprepared(&lock).await?;
        }
        Migrator::up(&self.writer, None).await?;
        Ok(())
    }

    /// For reads only: what is written takes a `WriteTx`.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Begins the one kind of transaction that writes; in a store bound to one request, a part of it.
    ///
    /// # Errors
    /// When no connection comes free in time.
    pub async fn begin_write(&self) -> Result<WriteTx, StoreError> {
        match &self.once {
            Some(once) => self.begin_part(once).await,
            None => Ok(WriteTx(self.begin_alone().await?)),
        }
    }

    /// In a task of its own: whoever asks may be gone before the database has answered, such as
    /// when a browser hangs up, and then the transaction must still be ended before its connection
    /// serves somebody else.
    pub(super) async fn begin_alone(&self) -> Result<DatabaseTransaction, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let writer = self.writer.clone();
        let begun = tokio::spawn(async move { writer.begin_with_options(options).await });
        let begun = begun.await.map_err(|e| DbErr::Custom(e.to_string()))?;
        Ok(begun?)
    }

    /// Begins a transaction that reads everything as it is at one moment.
    ///
    /// # Errors
    /// When no connection comes free in time.
    pub async fn begin_read(&self) -> Result<DatabaseTransaction, StoreError> {
        let is_postgres = self.reader.get_database_backend() == DbBackend::Postgres;
        let options = TransactionOptions {
            isolation_level: is_postgres.then_some(IsolationLevel::RepeatableRead),
            access_mode: is_postgres.then_some(AccessMode::ReadOnly),
            ..Default::default()
        };
        Ok(self.reader.begin_with_options(options).await?)
    }

    /// Writes a consistent copy of an SQLite database to a file that must not exist yet.
    ///
    /// # Errors
    /// When the file is there, or the database is PostgreSQL (use `pg_dump`).
    pub async fn backup_to(&self, path: &str) -> Result<(), StoreError> {
        if self.reader.get_database_backend() != DbBackend::Sqlite {
            return Err(StoreError::Missing(
                "an SQLite database; use pg_dump for PostgreSQL",
            ));
        }
        let quoted = path.replace('\'', "''");
        self.reader
            .execute_unprepared(&format!("VACUUM INTO '{quoted}'"))
            .await?;
        Ok(())
    }

    pub async fn close(self) {
        // Both may be one pool; a second close is then a no-op.
        let _ = self.reader.close().await;
        let _ = self.writer.close().await;
    }
}

fn sqlite_options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(BUSY_TIMEOUT)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .foreign_keys(true)
                .busy_timeout(BUSY_TIMEOUT)
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "NORMAL")
                // What privacy erases is overwritten in the file.
                .pragma("secure_delete", "ON")
        });
    options
}

/// A transaction that may write. Nothing slow happens while it is open.
#[derive(Debug)]
pub struct WriteTx(pub(super) DatabaseTransaction);

impl WriteTx {
    /// For reads inside this transaction.
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.0
    }

    /// # Errors
    /// When the database refuses; then nothing was written.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.0.commit().await?)
    }

    /// Inserts one row and returns it with its id.
    ///
    /// # Errors
    /// `Taken` when a unique constraint forbids it.
    pub async fn insert<A>(&self, row: A) -> Result<<A::Entity as EntityTrait>::Model, StoreError>
    where
        A: ActiveModelTrait + sea_orm::ActiveModelBehavior + Send,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        Ok(row.insert(&self.0).await?)
    }

    /// Inserts many rows, or none.
    ///
    /// # Errors
    /// `Taken` when a unique constraint forbids one of them.
    pub async fn insert_all<A>(&self, rows: Vec<A>) -> Result<(), StoreError>
    where
        A: ActiveModelTrait + Send,
    {
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let part: Vec<A> = rows.by_ref().take(ROWS_PER_INSERT).collect();
            A::Entity::insert_many(part)
                .exec_without_returning(&self.0)
                .await?;
        }
        Ok(())
    }

    /// Changes the row if it still has the version that the decision was made on.
    ///
    /// # Errors
    /// `Stale` when somebody else was faster.
    pub async fn update<A>(&self, id: i64, version: i32, change: A) -> Result<(), StoreError>
    where
        A: ActiveModelTrait,
    {
        let result = A::Entity::update_many()
            .set(change)
            .col_expr(Alias::new("version"), Expr::value(version + 1))
            .filter(Expr::col(Alias::new("id")).eq(id))
            .filter(Expr::col(Alias::new("version")).eq(version))
            .exec(&self.0)
            .await?;
        match result.rows_affected {
            0 => Err(StoreError::Stale("row")),
            _ => Ok(()),
        }
    }

    /// Changes the row if it still has the revision that whoever edits it has seen.
    ///
    /// # Errors
    /// `Stale` when somebody else edited it meanwhile.
    pub async fn edit<A>(&self, id: i64, revision: i32, change: A) -> Result<(), StoreError>
    where
        A: ActiveModelTrait,
    {
        let result = A::Entity::update_many()
            .set(change)
            .col_expr(Alias::new("revision"), Expr::value(revision + 1))
            .filter(Expr::col(Alias::new("id")).eq(id))
            .filter(Expr::col(Alias::new("revision")).eq(revision))
            .exec(&self.0)
            .await?;
        match result.rows_affected {
            0 => Err(StoreError::Stale("row")),
            _ => Ok(()),
        }
    }
}
