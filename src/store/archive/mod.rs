//! The tables of one market as rows of plain values, to be written to a file and read back.
//!
//! Row ids are those of this database: whoever writes a file numbers them anew.

mod cells;
mod tables;

use entity::ids::MarketId;
use migration::{Migrator, MigratorTrait};
use sea_orm::sea_query::{Alias, Expr, Query};
use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::Value;

use super::{StoreError, WriteTx};
pub use tables::{LEFT_BEHIND, TABLES, Table};

/// The newest change of the schema: a file is read by the version that knows the same.
pub fn schema() -> String {
    let last = Migrator::migrations().pop();
    last.map_or_else(String::new, |migration| migration.name().to_owned())
}

/// Rows of a table that belong to a market, oldest first, each with one value for each column.
pub async fn list_rows(
    db: &impl ConnectionTrait,
    table: &Table,
    market_id: MarketId,
    after: Option<i64>,
) -> Result<Vec<Vec<Value>>, StoreError> {
    tables::list_rows(db, table, market_id, after).await
}

/// # Errors
/// `Unreadable` when a value does not fit its column, or a constraint forbids the row.
pub async fn insert_rows(
    tx: &WriteTx,
    table: &Table,
    rows: Vec<Vec<Value>>,
) -> Result<(), StoreError> {
    let columns = table.columns();
    let mut insert = Query::insert();
    insert
        .into_table(Alias::new(table.name))
        .columns(columns.iter().map(|column| Alias::new(column.name)));
    for row in rows {
        let values = columns.iter().zip(row).map(|(column, value)| {
            let value = cells::from_json(&column.kind, &value);
            value
                .map(Expr::value)
                .ok_or_else(|| unfit(table, column.name))
        });
        let values = values.collect::<Result<Vec<Expr>, StoreError>>()?;
        insert.values(values).map_err(|_| unfit(table, "row"))?;
    }
    let inserted = tx.conn().execute(&insert).await;
    inserted.map_err(|error| StoreError::Unreadable(format!("{}: {error}", table.name)))?;
    Ok(())
}

fn unfit(table: &Table, column: &str) -> StoreError {
    StoreError::Unreadable(format!("{}.{column}", table.name))
}

/// PostgreSQL counts on from what it gave out itself, and so must be told of ids that were given.
pub async fn count_on(tx: &WriteTx, table: &Table, last_id: i64) -> Result<(), StoreError> {
    let db = tx.conn();
    if db.get_database_backend() == DbBackend::Postgres && last_id > 0 && table.has_id() {
        let name = table.name;
        let count_on = format!("SELECT setval(pg_get_serial_sequence('{name}', 'id'), {last_id})");
        db.execute_unprepared(&count_on).await?;
    }
    Ok(())
}

/// Whether nothing was ever written here.
pub async fn is_empty(db: &impl ConnectionTrait) -> Result<bool, StoreError> {
    for table in TABLES {
        let first = Query::select()
            .expr(Expr::value(1))
            .from(Alias::new(table.name))
            .limit(1)
            .to_owned();
        if db.query_one(&first).await?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}
