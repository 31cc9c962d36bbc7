//! Absences, standby and the draw of one market day.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::dialect::translate;

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const TABLES: &str = include_str!("m20261124_000005_market_days/tables.sql");
const WRITE_ONCE_SQLITE: &str = include_str!("m20261124_000005_market_days/write_once_sqlite.sql");
const WRITE_ONCE_POSTGRES: &str =
    include_str!("m20261124_000005_market_days/write_once_postgres.sql");

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let connection = manager.get_connection();
        connection
            .execute_unprepared(&translate(TABLES, backend))
            .await?;
        let triggers = match backend {
            DbBackend::Postgres => WRITE_ONCE_POSTGRES,
            _ => WRITE_ONCE_SQLITE,
        };
        connection.execute_unprepared(triggers).await?;
        Ok(())
    }

    /// SQLite runs a migration in no transaction unless it is asked to.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
