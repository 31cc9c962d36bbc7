//! From stored text to typed values: what another version wrote may be unreadable here.

use chrono_tz::Tz;
use entity::market;
use serde::de::DeserializeOwned;

use super::StoreError;

/// What a JSON column holds.
///
/// # Errors
/// `Unreadable` when another version wrote what this one cannot read.
pub fn read<T: DeserializeOwned>(column: &serde_json::Value) -> Result<T, StoreError> {
    serde_json::from_value(column.clone())
        .map_err(|error| StoreError::Unreadable(format!("column: {error}")))
}

/// # Errors
/// `Unreadable` when the stored name is no IANA time zone.
pub fn time_zone_of(market: &market::Model) -> Result<Tz, StoreError> {
    let zone = market.time_zone.parse();
    zone.map_err(|_| StoreError::Unreadable(format!("time zone {}", market.time_zone)))
}
