//! How a real market starts: its current vendors, from the list that somebody keeps.
//!
//! Such a list has a line for each vendor with their stalls in one cell, or a line for each stall
//! with the same name and number, the rest often only in the first: both are read. It draws
//! nothing and tells nobody.

mod cells;
mod known;
mod lines;
mod save;
mod table;

use entity::ids::MarketId;
use entity::kinds::{Language, RoundState};
use entity::{market, round};
use serde_json::json;

use crate::app::error::{invalid, repeated};
use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::round::step::{local_date, time_zone_of};
use crate::app::{Actor, App, AppError};
use crate::domain::FieldError;
use crate::domain::calendar::Term;
use crate::domain::values::{ApplicationCode, Label, Names, SecretLink};
use crate::store::{self, WriteTx, market::MarketPlan};
use crate::text::columns::VendorColumn;

const TEMPLATE: &str = include_str!("template.csv");

/// A file that shows what to write, for whoever begins with none. Excel needs the mark at its
/// beginning to read Chinese.
pub fn vendor_template(lang: Language) -> String {
    let (header, examples) = TEMPLATE.split_once('\n').unwrap_or((TEMPLATE, ""));
    let columns = header.split(',').filter_map(VendorColumn::find);
    let titles: Vec<String> = columns.map(|column| column.title(lang)).collect();
    format!("\u{feff}{}\n{examples}", titles.join(","))
}

#[derive(Clone, Debug)]
pub struct ImportVendors {
    pub market: String,
    /// The round under which the holdings stand: made at the first import, and none that is drawn.
    pub round: Label,
    pub names: Names,
    /// For whatever the file gives no dates.
    pub term: Term,
    /// UTF-8 or GB 18030, as Excel saves it.
    pub csv: Vec<u8>,
    /// Show what would happen, and change nothing.
    pub dry_run: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorsImported {
    pub vendors: Vec<VendorImported>,
    /// Holdings that were not there before.
    pub holdings: usize,
}

impl VendorsImported {
    pub fn count(&self, outcome: ImportOutcome) -> usize {
        let of_it = self.vendors.iter().filter(|row| row.outcome == outcome);
        of_it.count()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorImported {
    /// The first line of theirs.
    pub line: u64,
    pub name: String,
    pub outcome: ImportOutcome,
    /// What they act with, as a window applicant's: only with a stall, and not on a dry run.
    pub access: Option<(ApplicationCode, SecretLink)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportOutcome {
    New,
    /// Known, and something of theirs is new.
    Changed,
    Unchanged,
}

/// The market at which vendors are imported, and the round under which they stand.
struct Importing<'a> {
    tx: &'a WriteTx,
    market: &'a market::Model,
    plan: &'a MarketPlan,
    term: Term,
}

/// All of the file, or none of it. The same file again changes nothing.
///
/// # Errors
/// `Import` with every error of the file; `Invalid` when the round is another one than an import's,
/// or its term has days in common with a round that gives out the same trading times.
pub async fn import_vendors(
    app: &App,
    actor: &Actor,
    command: &ImportVendors,
) -> Result<VendorsImported, AppError> {
    let market = find_market(app.store.reader(), &command.market).await?;
    actor.require_operator(market.id)?;
    let rows = table::read_table(&command.csv).map_err(AppError::Import)?;

    let tx = app.store.begin_write().await?;
    store::market::lock_market(&tx, market.id).await?;
    let plan = store::market::load_plan(tx.conn(), market.id).await?;
    let found = store::round::find_round(tx.conn(), market.id, command.round.as_str()).await?;
    refuse_other_round(found.as_ref(), command)?;
    let importing = Importing {
        tx: &tx,
        market: &market,
        plan: &plan,
        term: command.term,
    };

    let today = local_date(app.now(), time_zone_of(&market)?);
    let vendors = lines::read_vendors(&plan, command.term, rows).map_err(AppError::Import)?;
    refuse_overlap(&importing, found.as_ref(), &vendors).await?;

    let round = save::save_round(app, &importing, found, command, &vendors, today).await?;
    let imported = save::save_vendors(app, &importing, &round, &vendors, today).await?;
    let change = Change {
        action: "import_vendors",
        subject: format!("round:{}/{}", market.slug, round.code),
        detail: Some(json!({
            "vendors": imported.vendors.len(),
            "new": imported.count(ImportOutcome::New),
            "changed": imported.count(ImportOutcome::Changed),
            "holdings": imported.holdings,
        })),
        ..Change::default()
    };
    if command.dry_run {
        return Ok(without_access(imported));
    }
    record(app, &tx, actor, Some(market.id), change).await?;
    tx.commit().await?;
    Ok(imported)
}

/// What was not written leads nowhere.
fn without_access(mut imported: VendorsImported) -> VendorsImported {
    for vendor in &mut imported.vendors {
        vendor.access = None;
    }
    imported
}

/// Only a round that an import made takes another: it was never opened.
fn refuse_other_round(
    found: Option<&round::Model>,
    command: &ImportVendors,
) -> Result<(), AppError> {
    let Some(round) = found else { return Ok(()) };
    let is_imported =
        round.opened_at.is_none() && matches!(round.state, RoundState::Final | RoundState::Running);
    if !is_imported {
        return Err(repeated("round", &round.code));
    }
    let is_same = (round.term_from, round.term_to) == (command.term.from(), command.term.to());
    if !is_same {
        return Err(invalid("term", FieldError::NotAChoice));
    }
    Ok(())
}

/// Two rounds with a trading time in common have terms one after the other.
async fn refuse_overlap(
    importing: &Importing<'_>,
    own: Option<&round::Model>,
    vendors: &[lines::VendorLines],
) -> Result<(), AppError> {
    let (db, market_id): (_, MarketId) = (importing.tx.conn(), importing.market.id);
    for id in lines::times_of(vendors) {
        let live = crate::app::market::LIVE;
        for round in store::keeping::list_rounds_with_time(db, market_id, live, id).await? {
            let is_other = own.is_none_or(|own| own.id != round.id);
            let shares_days =
                round.term_from <= importing.term.to() && importing.term.from() <= round.term_to;
            if is_other && shares_days {
                let time = importing
                    .plan
                    .trading_time(id)
                    .map(|time| time.code.clone());
                return Err(invalid(
                    "term",
                    FieldError::Overlap {
                        one: time.unwrap_or_default(),
                        other: round.code,
                    },
                ));
            }
        }
    }
    Ok(())
}
