//! Which tables a market consists of, and which of their rows are its own.

use std::str::FromStr;

use entity::ids::MarketId;
use entity::{
    absence, application, application_time, attestation, audit, audit_seal, category, day_draw,
    draw, draw_entry, draw_entry_stall, draw_leaf, holding, market, market_day, notice, objection,
    occupancy, offer, offer_stall, organisation, person, preview, registration, registration_merge,
    round, round_log, round_time, slot, staff, staff_role, stall, stall_block, stall_category,
    standby_entry, trading_time, waiting_entry, wish, zone,
};
use sea_orm::sea_query::{Alias, ColumnType, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IdenStatic, Iterable, ModelTrait,
    PrimaryKeyToColumn, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::Value;

use super::cells;
use crate::store::StoreError;

/// Rows that are read at a time.
const ROWS: u64 = 500;

/// What belongs to this installation and not to the market: who is signed in, which programs may
/// call, answers that are kept for two days, which systems are told with secrets of its own.
pub const LEFT_BEHIND: [&str; 5] = [
    "api_token",
    "idempotency_key",
    "web_session",
    "webhook",
    "webhook_delivery",
];

#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub name: &'static str,
    columns: fn() -> Vec<Column>,
    rows: Rows,
}

#[derive(Clone, Debug)]
pub struct Column {
    pub name: &'static str,
    /// The table to which it points; of `id` its own.
    pub refers: Option<&'static str>,
    pub(super) kind: ColumnType,
}

/// Which rows of a table belong to a market.
#[derive(Clone, Copy, Debug)]
enum Rows {
    Itself,
    Own,
    /// They belong to no market.
    All,
    Persons,
    Attestations,
    Staff,
    Roles,
}

impl Table {
    pub fn columns(&self) -> Vec<Column> {
        (self.columns)()
    }

    /// Some are named by what they join alone.
    pub fn has_id(&self) -> bool {
        self.columns().iter().any(|column| column.name == "id")
    }
}

macro_rules! tables {
    ($($name:ident: $rows:ident),+ $(,)?) => {
        /// Each after those to which it points.
        pub const TABLES: &[Table] = &[$(Table {
            name: stringify!($name),
            columns: columns_of::<$name::Entity>,
            rows: Rows::$rows,
        }),+];

        pub(super) async fn list_rows(
            db: &impl ConnectionTrait,
            table: &Table,
            market_id: MarketId,
            after: Option<i64>,
        ) -> Result<Vec<Vec<Value>>, StoreError> {
            let own = own_rows(table.rows, market_id);
            match table.name {
                $(stringify!($name) => list_of::<$name::Entity>(db, own, after).await,)+
                _ => Ok(Vec::new()),
            }
        }
    };
}

tables! {
    market: Itself,
    zone: Own,
    category: Own,
    stall: Own,
    stall_category: Own,
    stall_block: Own,
    trading_time: Own,
    market_day: Own,
    round: Own,
    round_time: Own,
    slot: Own,
    organisation: All,
    staff: Staff,
    staff_role: Roles,
    person: Persons,
    registration: Own,
    registration_merge: Own,
    attestation: Attestations,
    application: Own,
    application_time: Own,
    wish: Own,
    draw: Own,
    draw_entry: Own,
    draw_entry_stall: Own,
    draw_leaf: Own,
    waiting_entry: Own,
    offer: Own,
    offer_stall: Own,
    holding: Own,
    occupancy: Own,
    absence: Own,
    standby_entry: Own,
    day_draw: Own,
    preview: Own,
    notice: Own,
    audit_seal: Own,
    audit: Own,
    objection: Own,
    round_log: Own,
}

fn columns_of<E: EntityTrait>() -> Vec<Column> {
    let columns = E::Column::iter();
    let named = columns.map(|column| Column {
        name: column.as_str(),
        refers: refers_to(column.as_str()).or((column.as_str() == "id").then_some("")),
        kind: column.def().get_column_type().clone(),
    });
    named.collect()
}

/// By its name: a test compares this with what the database says.
fn refers_to(column: &'static str) -> Option<&'static str> {
    match column {
        "decided_by" | "answered_by" | "asked_by" => Some("staff"),
        "seal_id" => Some("audit_seal"),
        "into_registration_id" => Some("registration"),
        "public_id" => None,
        other => other.strip_suffix("_id"),
    }
}

async fn list_of<E>(
    db: &impl ConnectionTrait,
    own: Condition,
    after: Option<i64>,
) -> Result<Vec<Vec<Value>>, StoreError>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E> + Sync,
{
    let mut query = E::find().filter(own);
    match E::Column::from_str("id") {
        Ok(id) => {
            query = query.order_by(id, Order::Asc).limit(ROWS);
            if let Some(after) = after {
                query = query.filter(id.gt(after));
            }
        }
        // What only joins others is small and comes at once.
        Err(_) => {
            for key in E::PrimaryKey::iter() {
                query = query.order_by(key.into_column(), Order::Asc);
            }
        }
    }
    let rows = query.all(db).await?;
    let cells = rows.iter().map(|row| {
        let cells = E::Column::iter().map(|column| cells::to_json(row.get(column)));
        cells.collect()
    });
    Ok(cells.collect())
}

fn own_rows(rows: Rows, market_id: MarketId) -> Condition {
    let id = || Expr::col(Alias::new("id"));
    let of_market = || Expr::col(Alias::new("market_id")).eq(market_id);
    let any = Condition::any();
    match rows {
        Rows::Itself => any.add(id().eq(market_id)),
        Rows::Own => any.add(of_market()),
        Rows::All => Condition::all(),
        Rows::Persons => any
            .add(id().in_subquery(column_of("person_id", "registration", market_id)))
            .add(id().in_subquery(column_of("person_id", "notice", market_id))),
        Rows::Attestations => any.add(of_persons(market_id)),
        Rows::Roles => any
            .add(of_market())
            .add(Expr::col(Alias::new("organisation_id")).is_not_null()),
        Rows::Staff => any
            .add(id().in_subquery(column_of("staff_id", "staff_role", market_id)))
            .add(id().in_subquery(attesters()))
            .add(id().in_subquery(deciders(market_id)))
            .add(id().in_subquery(column_of("answered_by", "objection", market_id)))
            .add(id().in_subquery(column_of("asked_by", "preview", market_id))),
    }
}

fn column_of(column: &'static str, table: &'static str, market_id: MarketId) -> SelectStatement {
    Query::select()
        .column(Alias::new(column))
        .from(Alias::new(table))
        .and_where(Expr::col(Alias::new("market_id")).eq(market_id))
        .to_owned()
}

fn of_persons(market_id: MarketId) -> Condition {
    let person = || Expr::col(Alias::new("person_id"));
    Condition::any()
        .add(person().in_subquery(column_of("person_id", "registration", market_id)))
        .add(person().in_subquery(column_of("person_id", "notice", market_id)))
}

fn attesters() -> SelectStatement {
    Query::select()
        .column(Alias::new("staff_id"))
        .from(Alias::new("staff_role"))
        .and_where(Expr::col(Alias::new("organisation_id")).is_not_null())
        .to_owned()
}

/// Who decided attestations that come along.
fn deciders(market_id: MarketId) -> SelectStatement {
    Query::select()
        .column(Alias::new("decided_by"))
        .from(Alias::new("attestation"))
        .cond_where(of_persons(market_id))
        .to_owned()
}
