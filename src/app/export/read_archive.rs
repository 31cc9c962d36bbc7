//! A market that was written to a file, back in an empty database.

use std::io::BufRead;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::write_archive::{DERIVED, FORM};
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::import::{ImportError, ImportProblem};
use crate::store::archive::{TABLES, Table};
use crate::store::{self, StoreError, WriteTx};

const ROWS_AT_ONCE: usize = 200;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveRead {
    pub market: String,
    pub rows: u64,
}

/// All of the file, or nothing of it. Links are those of this installation's key.
///
/// # Errors
/// `Forbidden` for all but whoever sits at the machine; `Import` when there is something in the
/// database already, or the file is damaged, cut off or of another version.
pub async fn read_archive(
    app: &App,
    actor: &Actor,
    input: &mut impl BufRead,
) -> Result<ArchiveRead, AppError> {
    if *actor != Actor::System {
        return Err(AppError::Forbidden);
    }
    let tx = app.store.begin_write().await?;
    let mut reading = Reading {
        app,
        tx: &tx,
        line: 0,
        market_id: 0,
        digest: Sha256::new(),
        rows: 0,
        table: 0,
        in_table: 0,
        waiting: Vec::new(),
    };
    let first = reading.next_line(input)?;
    let market;
    (market, reading.market_id) = reading.check_head(&first)?;
    if !store::archive::is_empty(tx.conn()).await? {
        return Err(reading.refused(ImportProblem::NotEmpty));
    }
    loop {
        let before = reading.digest.clone();
        let line = reading.next_line(input)?;
        if let Some(end) = line.get("end") {
            reading.check_end(end, before)?;
            break;
        }
        reading.take(line).await?;
    }
    reading.end_table().await?;
    let change = Change {
        action: "read_archive",
        subject: format!("market:{market}"),
        detail: Some(json!({ "rows": reading.rows })),
        ..Change::default()
    };
    let rows = reading.rows;
    record(app, &tx, actor, None, change).await?;
    tx.commit().await?;
    Ok(ArchiveRead { market, rows })
}

struct Reading<'a> {
    app: &'a App,
    tx: &'a WriteTx,
    line: u64,
    market_id: i64,
    digest: Sha256,
    rows: u64,
    /// The place in `TABLES` of the table that is read.
    table: usize,
    /// Its rows so far: the place of the next is one more, and becomes its id.
    in_table: i64,
    waiting: Vec<Vec<Value>>,
}

impl Reading<'_> {
    fn refused(&self, problem: ImportProblem) -> AppError {
        AppError::Import(vec![ImportError {
            line: self.line,
            column: "",
            problem,
        }])
    }

    fn broken(&self) -> AppError {
        self.refused(ImportProblem::ArchiveBroken)
    }

    fn next_line(&mut self, input: &mut impl BufRead) -> Result<Map<String, Value>, AppError> {
        self.line += 1;
        let mut line = Vec::new();
        let read = input.read_until(b'\n', &mut line);
        match read {
            Ok(0) => return Err(self.refused(ImportProblem::ArchiveCut)),
            Ok(_) => {}
            Err(_) => return Err(self.broken()),
        }
        self.digest.update(&line);
        serde_json::from_slice(&line).map_err(|_| self.broken())
    }

    fn check_head(&self, line: &Map<String, Value>) -> Result<(String, i64), AppError> {
        let head = line.get("starstall_archive").ok_or_else(|| self.broken())?;
        let schema = head.get("schema").and_then(Value::as_str);
        if head.get("form") != Some(&json!(FORM))
            || schema != Some(store::archive::schema().as_str())
        {
            let schema = schema.unwrap_or_default().to_owned();
            return Err(self.refused(ImportProblem::ArchiveOfOther(schema)));
        }
        let market = head.get("market").and_then(Value::as_str);
        let id = head.get("market_id").and_then(Value::as_i64);
        let both = market.map(str::to_owned).zip(id.filter(|id| *id > 0));
        both.ok_or_else(|| self.broken())
    }

    fn check_end(&self, end: &Value, before: Sha256) -> Result<(), AppError> {
        let digest = hex::encode(before.finalize());
        if *end == json!({ "rows": self.rows, "sha256": digest }) {
            Ok(())
        } else {
            Err(self.refused(ImportProblem::ArchiveCut))
        }
    }

    async fn take(&mut self, line: Map<String, Value>) -> Result<(), AppError> {
        let mut entries = line.into_iter();
        let (Some((name, Value::Object(mut fields))), None) = (entries.next(), entries.next())
        else {
            return Err(self.broken());
        };
        let table = TABLES.iter().position(|table| table.name == name);
        let at = table.filter(|at| *at >= self.table);
        let at = at.ok_or_else(|| self.broken())?;
        if at > self.table {
            self.end_table().await?;
            (self.table, self.in_table) = (at, 0);
        }
        let table = TABLES.get(at).ok_or_else(|| self.broken())?;
        self.in_table += 1;
        self.rows += 1;
        let row = self.row_of(table, &mut fields);
        if !fields.is_empty() {
            return Err(self.broken());
        }
        self.waiting.push(row);
        if self.waiting.len() >= ROWS_AT_ONCE {
            self.write(table).await?;
        }
        Ok(())
    }

    fn row_of(&self, table: &Table, fields: &mut Map<String, Value>) -> Vec<Value> {
        let derived = (table.name == DERIVED.0).then(|| {
            let code = fields.get("code").and_then(Value::as_str);
            self.app.keys.link(code.unwrap_or_default()).hash()
        });
        let columns = table.columns().into_iter();
        let row = columns.map(|column| match column.name {
            "id" if table.name == "market" => json!(self.market_id),
            "id" => json!(self.in_table),
            name if name == DERIVED.1 => json!(derived),
            name => fields.remove(name).unwrap_or_default(),
        });
        row.collect()
    }

    async fn end_table(&mut self) -> Result<(), AppError> {
        if let Some(table) = TABLES.get(self.table) {
            self.write(table).await?;
            let last = if table.name == "market" {
                self.market_id
            } else {
                self.in_table
            };
            store::archive::count_on(self.tx, table, last).await?;
        }
        Ok(())
    }

    async fn write(&mut self, table: &Table) -> Result<(), AppError> {
        let rows = std::mem::take(&mut self.waiting);
        if rows.is_empty() {
            return Ok(());
        }
        match store::archive::insert_rows(self.tx, table, rows).await {
            Err(StoreError::Unreadable(why)) => {
                tracing::info!(why, "an archive has rows that do not fit");
                Err(self.broken())
            }
            written => Ok(written?),
        }
    }
}
