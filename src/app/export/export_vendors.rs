//! The vendors of a market with their contact, for those who run it.

use super::{Cell, ExportList, Exported};
use crate::app::keyset::{Part, Seek};
use crate::app::vendor::{ListVendors, VendorListed, list_vendors};
use crate::app::{Actor, App, AppError};

/// A part of the vendors, by their random id.
///
/// # Errors
/// `Forbidden` for all but those who run the market.
pub async fn export_vendors(
    app: &App,
    actor: &Actor,
    asked: &ExportList,
    seek: &Seek,
) -> Result<Part<VendorListed>, AppError> {
    let asked = ListVendors {
        market: asked.market.clone(),
        ..ListVendors::default()
    };
    list_vendors(app, actor, &asked, seek).await
}

impl Exported for VendorListed {
    const COLUMNS: &'static [&'static str] = &[
        "vendor",
        "name",
        "trading_name",
        "phone",
        "email",
        "language",
        "seniority",
        "standing",
        "refusals",
        "stalls",
        "registered_at",
    ];

    fn cells(self) -> Vec<Cell> {
        let stalls = self.holds.into_iter();
        let stalls = stalls.map(|held| format!("{} {}", held.stall, held.trading_time));
        vec![
            Cell::Text(self.vendor),
            Cell::Text(self.name),
            Cell::Text(self.trading_name),
            Cell::maybe(self.phone),
            Cell::maybe(self.email),
            Cell::word(self.language),
            Cell::number(self.seniority),
            Cell::word(self.standing),
            Cell::Number(self.refusals.into()),
            Cell::List(stalls.collect()),
            Cell::text(&self.registered_at.to_rfc3339()),
        ]
    }
}
