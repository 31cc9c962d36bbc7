//! Editing a market: revisions, its contact lines, blocks with ids, merged registrations.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::dialect::translate;

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const TABLES: &str = include_str!("m20261124_000007_market_editing/tables.sql");

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let random_id = match backend {
            DbBackend::Postgres => "md5(random()::text || clock_timestamp()::text || id::text)",
            _ => "lower(hex(randomblob(16)))",
        };
        let tables = TABLES.replace("@random_id", random_id);
        manager
            .get_connection()
            .execute_unprepared(&translate(&tables, backend))
            .await?;
        Ok(())
    }

    /// SQLite runs a migration in no transaction unless it is asked to.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
