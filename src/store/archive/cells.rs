//! One value of a row as JSON and back, the same from both databases.

use chrono::{DateTime, SecondsFormat, Utc};
use sea_orm::Value as Stored;
use sea_orm::sea_query::ColumnType;
use serde_json::{Value, json};

/// Times in UTC, bytes in hex; nothing for what no table holds.
pub(super) fn to_json(stored: Stored) -> Value {
    match stored {
        Stored::Bool(value) => json!(value),
        Stored::Int(value) => json!(value),
        Stored::BigInt(value) => json!(value),
        Stored::String(value) => json!(value),
        Stored::Bytes(value) => json!(value.map(hex::encode)),
        Stored::Json(value) => value.map_or(Value::Null, |value| json!({ "json": *value })),
        Stored::ChronoDate(value) => json!(value.map(|date| date.to_string())),
        Stored::ChronoDateTimeUtc(value) => {
            json!(value.map(|at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true)))
        }
        _ => Value::Null,
    }
}

pub(super) fn from_json(kind: &ColumnType, value: &Value) -> Option<Stored> {
    let text = value.as_str().map(str::to_owned);
    let is_null = value.is_null();
    let fits = |there: bool| there || is_null;
    match kind {
        ColumnType::Boolean => {
            let value = value.as_bool();
            fits(value.is_some()).then_some(Stored::Bool(value))
        }
        ColumnType::Integer => {
            let value = value.as_i64().and_then(|value| i32::try_from(value).ok());
            fits(value.is_some()).then_some(Stored::Int(value))
        }
        ColumnType::BigInteger => fits(value.is_i64()).then_some(Stored::BigInt(value.as_i64())),
        ColumnType::Json | ColumnType::JsonBinary => {
            let value = value.get("json").cloned();
            fits(value.is_some()).then_some(Stored::Json(value.map(Box::new)))
        }
        ColumnType::Date => {
            let value = text.and_then(|text| text.parse().ok());
            fits(value.is_some()).then_some(Stored::ChronoDate(value))
        }
        ColumnType::DateTime | ColumnType::Timestamp | ColumnType::TimestampWithTimeZone => {
            let value = text.and_then(|text| text.parse::<DateTime<Utc>>().ok());
            fits(value.is_some()).then_some(Stored::ChronoDateTimeUtc(value))
        }
        ColumnType::Blob | ColumnType::Binary(_) | ColumnType::VarBinary(_) => {
            let value = text.and_then(|text| hex::decode(text).ok());
            fits(value.is_some()).then_some(Stored::Bytes(value))
        }
        _ => fits(text.is_some()).then_some(Stored::String(text)),
    }
}
