//! Seals of the audit, who asked from where and in which role, and how long data is kept.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::dialect::translate;

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const TABLES: &str = include_str!("m20261124_000012_audit/tables.sql");
const APPEND_ONLY_SQLITE: &str = include_str!("m20261124_000012_audit/append_only_sqlite.sql");
const APPEND_ONLY_POSTGRES: &str = include_str!("m20261124_000012_audit/append_only_postgres.sql");

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let connection = manager.get_connection();
        connection
            .execute_unprepared(&translate(TABLES, backend))
            .await?;
        let triggers = match backend {
            DbBackend::Postgres => APPEND_ONLY_POSTGRES,
            _ => APPEND_ONLY_SQLITE,
        };
        connection.execute_unprepared(triggers).await?;
        Ok(())
    }

    /// SQLite runs a migration in no transaction unless it is asked to.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
