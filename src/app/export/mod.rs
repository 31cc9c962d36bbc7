//! What a market's spreadsheets and other systems take along: vendors, holdings, waiting lists,
//! results and the audit, part by part, so that no list has to fit into memory;
//! and the whole market as one file.
//!
//! Names and telephone numbers go only to those who run the market; beside a pool stands a code and
//! never a name, and hardship is in none of them. The whole market has everything, and is for whoever sits at the
//! machine.

mod export_audit;
mod export_holdings;
mod export_results;
mod export_vendors;
mod export_waiting;
mod place_list;
mod read_archive;
mod sheet;
mod write_archive;

pub use export_audit::{AuditExported, export_audit};
pub use export_holdings::{HoldingExported, export_holdings};
pub use export_results::{ResultExported, export_results};
pub use export_vendors::export_vendors;
pub use export_waiting::{WaitingExported, export_waiting};
pub use read_archive::{ArchiveRead, read_archive};
pub use sheet::{Cell, Exported, Sheet, SheetFormat};
pub use write_archive::write_archive;

/// A market, and one of its rounds where only that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportList {
    pub market: String,
    pub round: Option<String>,
}
