//! Webhooks: which other systems are told, and what is on its way to them.

use sea_orm_migration::prelude::*;

use crate::dialect::translate;

#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const TABLES: &str = include_str!("m20261124_000013_webhooks/tables.sql");

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = translate(TABLES, manager.get_database_backend());
        manager.get_connection().execute_unprepared(&tables).await?;
        Ok(())
    }

    /// SQLite runs a migration in no transaction unless it is asked to.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
