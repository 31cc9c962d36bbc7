//! Several stalls for one vendor: what is asked for, what a draw gives, what is offered as one.
//!
//! A stall leaves `draw_entry` and `offer` for a table beside each. SQLite cannot drop a column
//! that a key names, so both tables are laid anew there.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::dialect::translate;

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const TABLES_SQLITE: &str = include_str!("m20261124_000006_sizes/tables_sqlite.sql");
const TABLES_POSTGRES: &str = include_str!("m20261124_000006_sizes/tables_postgres.sql");

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let tables = match backend {
            DbBackend::Postgres => TABLES_POSTGRES,
            _ => TABLES_SQLITE,
        };
        manager
            .get_connection()
            .execute_unprepared(&translate(tables, backend))
            .await?;
        Ok(())
    }

    /// SQLite runs a migration in no transaction unless it is asked to.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
