//! The schema, one frozen file per change: once a migration has landed it is never edited.
//!
//! Each is SQL that both databases understand; `dialect` fills in the few words that differ.

use sea_orm_migration::MigrationTrait;
pub use sea_orm_migration::prelude::{MigratorTrait, async_trait};

mod dialect;
mod m20261124_000001_first_schema;
mod m20261124_000002_verifiable_draw;
mod m20261124_000004_previews;
mod m20261124_000005_market_days;
mod m20261124_000006_sizes;
mod m20261124_000007_market_editing;
mod m20261124_000008_rounds_by_hand;
mod m20261124_000009_api;
mod m20261124_000012_audit;
mod m20261124_000013_webhooks;

#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261124_000001_first_schema::Migration),
            Box::new(m20261124_000002_verifiable_draw::Migration),
            Box::new(m20261124_000004_previews::Migration),
            Box::new(m20261124_000005_market_days::Migration),
            Box::new(m20261124_000006_sizes::Migration),
            Box::new(m20261124_000007_market_editing::Migration),
            Box::new(m20261124_000008_rounds_by_hand::Migration),
            Box::new(m20261124_000009_api::Migration),
            Box::new(m20261124_000012_audit::Migration),
            Box::new(m20261124_000013_webhooks::Migration),
        ]
    }
}
