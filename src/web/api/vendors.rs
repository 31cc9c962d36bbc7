//! Vendors of a market: listed, taken over from a list, and merged.

use chrono::{DateTime, NaiveDate, Utc};
use entity::kinds::{Language, Origin, Standing};
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::payload::{Json, PlainText};
use poem_openapi::{Enum, Object, OpenApi};

use super::Tag;
use super::answer::Editable;
use super::caller::Caller;
use super::list::{List, Wanted, cursor};
use super::problem::ApiError;
use super::wire::{self, expected, parse_label, refuse};
use super::words::Word;
use crate::app::keyset::Seek;
use crate::app::vendor::{
    HeldStall, ImportOutcome, ImportVendors, ListVendors, MergeRegistrations, VendorImported,
    VendorListed, import_vendors, list_vendors, merge_registrations,
};
use crate::domain::calendar::Term;
use crate::domain::values::{Names, Note};

/// A vendor with their contact and what they hold now.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct Vendor {
    id: String,
    trading_name: String,
    name: String,
    phone: Option<String>,
    email: Option<String>,
    language: Word<Language>,
    /// Small is senior.
    seniority_count: Option<i32>,
    standing: Word<Standing>,
    /// Offers that they said no to, as the rules count them.
    refusals_count: i32,
    holds: Vec<Held>,
    registered_at: DateTime<Utc>,
    revision: i64,
}

#[derive(Clone, Debug, Object)]
struct Held {
    /// The id of the holding.
    id: String,
    stall: String,
    trading_time: String,
    from: NaiveDate,
    /// The last day.
    to: NaiveDate,
    origin: Word<Origin>,
}

#[derive(Clone, Debug, Object)]
struct VendorsImported {
    vendors: Vec<ImportedVendor>,
    /// Holdings that were not there before.
    holdings_count: u64,
}

#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct ImportedVendor {
    /// The first line of theirs.
    line: u64,
    name: String,
    outcome: Outcome,
    /// What they act with; their printed receipt carries the link to it.
    application: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename = "ImportOutcome", rename_all = "snake_case")]
enum Outcome {
    New,
    Changed,
    Unchanged,
}

#[derive(Clone, Debug, Object)]
struct MergeSent {
    /// The id of the vendor who stays, with their name, contact and applications.
    into: String,
    reason: String,
}

#[derive(Clone, Debug, Object)]
struct Merged {
    revision: i64,
    /// The applications that belong to the vendor who stays now.
    moved: Vec<String>,
    /// Those that were withdrawn, as the vendor who stays has applied in the same round.
    withdrawn: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
pub struct Vendors;

#[OpenApi(tag = "Tag::Vendors")]
impl Vendors {
    /// The vendors of a market
    ///
    /// For its operators, with who they are. The id of one who was merged finds the other.
    #[oai(
        path = "/markets/:market/vendors",
        method = "get",
        operation_id = "list_vendors"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a parameter of the document"
    )]
    async fn list(
        &self,
        caller: Caller,
        market: Path<String>,
        /// The one with this id.
        id: Query<Option<String>>,
        /// Part of a name, or a whole telephone number.
        search: Query<Option<String>>,
        /// Only those of this standing.
        standing: Query<Option<Word<Standing>>>,
        /// Only those who hold a stall now, or only those who do not.
        holding: Query<Option<bool>>,
        limit: Query<Option<u64>>,
        #[oai(name = "cursor")] from: Query<Option<String>>,
    ) -> Result<Json<List<Vendor>>, ApiError> {
        let wanted = Wanted::new(limit.0, from.0.as_deref())?;
        let asked = ListVendors {
            market: market.0,
            vendor: id.0.filter(|id| !id.contains('\0')),
            search: search.0.filter(|search| !search.contains('\0')),
            standing: standing.0.map(|word| word.0),
            holding: holding.0,
        };
        let seek = Seek {
            after: wanted.after.map(|(_, id)| id),
            limit: Some(wanted.limit as u64),
        };
        let part = list_vendors(&caller.app, &caller.actor, &asked, &seek).await?;
        Ok(Json(List {
            items: part.rows.into_iter().map(vendor).collect(),
            next: part.next.map(|id| cursor("", &id)),
        }))
    }

    /// Take over current vendors from a list
    ///
    /// A CSV with their holdings and seniority, without a draw: all of it, or none and every error
    /// with its line and column. The same file again changes nothing.
    #[oai(
        path = "/markets/:market/vendors/import",
        method = "post",
        operation_id = "import_vendors"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a parameter of the document"
    )]
    async fn import(
        &self,
        caller: Caller,
        market: Path<String>,
        /// The code of the round under which the holdings stand; it is made when it is missing.
        round: Query<String>,
        /// The first day of the current term.
        term_from: Query<NaiveDate>,
        /// Its last day.
        term_to: Query<NaiveDate>,
        /// Say what would happen, and change nothing.
        #[oai(default)]
        dry_run: Query<bool>,
        csv: PlainText<String>,
    ) -> Result<Json<VendorsImported>, ApiError> {
        let code = parse_label("round", &round.0)?;
        let names = Names::parse([("zh-CN", round.0.as_str()), ("en", round.0.as_str())]);
        let term = Term::new(term_from.0, term_to.0);
        let command = ImportVendors {
            market: market.0,
            round: code,
            names: names.map_err(|error| refuse("round", error))?,
            term: term.map_err(|error| refuse("term_to", error))?,
            csv: csv.0.into_bytes(),
            dry_run: dry_run.0,
        };
        let done = import_vendors(&caller.app, &caller.actor, &command).await?;
        Ok(Json(VendorsImported {
            holdings_count: done.holdings as u64,
            vendors: done.vendors.into_iter().map(imported).collect(),
        }))
    }

    /// Merge two vendors who are one person
    ///
    /// The codes and links of the one who ends lead on. Frozen lists and results stay as they are.
    #[oai(
        path = "/markets/:market/vendors/:id/merge",
        method = "post",
        operation_id = "merge_vendors"
    )]
    async fn merge(
        &self,
        caller: Caller,
        market: Path<String>,
        id: Path<String>,
        /// The revision that was seen of the vendor who stays.
        #[oai(name = "If-Match")]
        seen: Header<Option<String>>,
        sent: Json<MergeSent>,
    ) -> Result<Editable<Merged>, ApiError> {
        let command = MergeRegistrations {
            market: market.0,
            second: id.0,
            into: sent.0.into,
            expected: Some(expected(seen.0.as_deref())?),
            reason: Note::parse(&sent.0.reason).map_err(|error| refuse("reason", error))?,
        };
        let done = merge_registrations(&caller.app, &caller.actor, command).await?;
        let revision = i64::from(done.revision.number());
        let shown = Merged {
            revision,
            moved: done.moved,
            withdrawn: done.withdrawn,
        };
        Ok(Editable::Now(Json(shown), wire::tag(revision)))
    }
}

fn vendor(row: VendorListed) -> Vendor {
    Vendor {
        id: row.vendor,
        trading_name: row.trading_name,
        name: row.name,
        phone: row.phone,
        email: row.email,
        language: Word(row.language),
        seniority_count: row.seniority,
        standing: Word(row.standing),
        refusals_count: row.refusals,
        holds: row.holds.into_iter().map(held).collect(),
        registered_at: row.registered_at,
        revision: row.revision.number().into(),
    }
}

fn held(row: HeldStall) -> Held {
    Held {
        id: row.holding,
        stall: row.stall,
        trading_time: row.trading_time,
        from: row.from,
        to: row.to,
        origin: Word(row.origin),
    }
}

fn imported(row: VendorImported) -> ImportedVendor {
    ImportedVendor {
        line: row.line,
        name: row.name,
        outcome: match row.outcome {
            ImportOutcome::New => Outcome::New,
            ImportOutcome::Changed => Outcome::Changed,
            ImportOutcome::Unchanged => Outcome::Unchanged,
        },
        application: row.access.map(|(code, _)| code.to_string()),
    }
}
