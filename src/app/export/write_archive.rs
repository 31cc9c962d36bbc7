//! The whole market as one file, which `read_archive` reads back into an empty database.
//!
//! One JSON object a line: what it is, then each row under the name of its table, at the end how
//! many rows there were and a digest of all that stands before. Rows name each other by their
//! place in the file, so that no id of this database leaves it but that of the market.

use std::collections::BTreeMap;
use std::io::Write;

use entity::market;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::app::place::find_market;
use crate::app::{Actor, App, AppError};
use crate::store;
use crate::store::archive::{TABLES, Table};

/// It follows from the code and the key of an installation, and so is made anew.
pub(super) const DERIVED: (&str, &str) = ("application", "link_hash");

/// The version of the form of the file.
pub(super) const FORM: u64 = 1;

/// Writes everything that a market consists of, as it is at one moment, hardship and secrets of
/// the lottery among it. Returns how many rows there were.
///
/// # Errors
/// `Forbidden` for all but whoever sits at the machine, who has the database itself.
pub async fn write_archive(
    app: &App,
    actor: &Actor,
    market: &str,
    out: &mut impl Write,
) -> Result<u64, AppError> {
    if *actor != Actor::System {
        return Err(AppError::Forbidden);
    }
    let moment = app.store.begin_read().await?;
    let market = find_market(&moment, market).await?;
    let mut lines = Lines {
        out,
        digest: Sha256::new(),
    };
    let head = json!({
        "form": FORM,
        "market": market.slug,
        // The digests of the audit cover it, and so it stays.
        "market_id": market.id.0,
        "schema": store::archive::schema(),
    });
    lines.write(&json!({ "starstall_archive": head }).to_string())?;
    let mut places = Places::default();
    let mut rows = 0;
    for table in TABLES {
        rows += write_table(&moment, &market, table, &mut places, &mut lines).await?;
    }
    let digest = hex::encode(lines.digest.clone().finalize());
    lines.write(&json!({ "end": { "rows": rows, "sha256": digest } }).to_string())?;
    lines.out.flush().map_err(unwritable)?;
    Ok(rows)
}

/// The place of each row in the file, by table and id.
type Places = BTreeMap<&'static str, BTreeMap<i64, i64>>;

struct Lines<'a, W> {
    out: &'a mut W,
    digest: Sha256,
}

impl<W: Write> Lines<'_, W> {
    fn write(&mut self, line: &str) -> Result<(), AppError> {
        self.digest.update(line);
        self.digest.update("\n");
        writeln!(self.out, "{line}").map_err(unwritable)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it goes into map_err")]
fn unwritable(error: std::io::Error) -> AppError {
    AppError::Internal(format!("the archive cannot be written: {error}"))
}

async fn write_table<W: Write>(
    db: &impl ConnectionTrait,
    market: &market::Model,
    table: &Table,
    places: &mut Places,
    lines: &mut Lines<'_, W>,
) -> Result<u64, AppError> {
    let columns = table.columns();
    let id_at = columns.iter().position(|column| column.name == "id");
    let (mut count, mut after) = (0, None);
    loop {
        let rows = store::archive::list_rows(db, table, market.id, after).await?;
        let last = rows.last().and_then(|row| row.get(id_at?)?.as_i64());
        for row in rows {
            count += 1;
            let mut fields = Vec::with_capacity(columns.len());
            for (column, value) in columns.iter().zip(row) {
                let value = match (column.refers, value) {
                    (_, Value::Null) => continue,
                    _ if (table.name, column.name) == DERIVED => continue,
                    (Some(""), id) => {
                        let own = places.entry(table.name).or_default();
                        let is_market = table.name == "market";
                        own.extend(
                            id.as_i64()
                                .map(|id| (id, if is_market { id } else { count })),
                        );
                        continue;
                    }
                    (Some(other), id) => place_of(places, other, &id)?,
                    (None, value) => value,
                };
                fields.push(format!("\"{}\":{value}", column.name));
            }
            lines.write(&format!("{{\"{}\":{{{}}}}}", table.name, fields.join(",")))?;
        }
        if last.is_none() {
            return Ok(count.unsigned_abs());
        }
        after = last;
    }
}

fn place_of(places: &Places, table: &str, id: &Value) -> Result<Value, AppError> {
    let place = places.get(table).and_then(|own| own.get(&id.as_i64()?));
    let place = place.ok_or_else(|| AppError::Internal(format!("no {table} for a row")))?;
    Ok(json!(place))
}
