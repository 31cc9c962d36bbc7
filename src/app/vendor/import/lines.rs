//! From rows to vendors: one for all lines of the same person, each with what they hold.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::ids::{CategoryId, StallId, TradingTimeId};
use entity::kinds::{Feature, Language, Pool};

use super::cells::{find_category, find_time, read_date, read_word, split_list};
use super::table::{Row, error_at};
use crate::domain::FieldError;
use crate::domain::calendar::Term;
use crate::domain::import::{ImportError, ImportProblem};
use crate::domain::values::{EmailAddress, PersonName, Phone, TradingName};
use crate::store::market::MarketPlan;
use crate::text::columns::VendorColumn as C;
use crate::text::labels::Labelled;

/// One vendor with all that the file says of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct VendorLines {
    /// The first of their lines.
    pub line: u64,
    pub who: Who,
    pub details: Details,
    pub holds: Vec<Held>,
}

/// By which the same vendor is recognised, in the file and in the market.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Who {
    pub name: PersonName,
    pub phone: Option<Phone>,
    pub email: Option<EmailAddress>,
}

/// What the file says of a vendor; nothing where the cell is blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Details {
    pub trading_name: Option<TradingName>,
    pub identity: Option<String>,
    pub language: Option<Language>,
    pub category: Option<CategoryId>,
    pub needs: Option<Vec<Feature>>,
    pub seniority: Option<i32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub line: u64,
    pub stall_id: StallId,
    pub stall: String,
    pub trading_time_id: TradingTimeId,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub pool: Pool,
}

/// The trading times in which anybody holds anything.
pub(super) fn times_of(vendors: &[VendorLines]) -> BTreeSet<TradingTimeId> {
    let held = vendors.iter().flat_map(|vendor| &vendor.holds);
    held.map(|held| held.trading_time_id).collect()
}

/// # Errors
/// Everything that is wrong, each with its line and column.
pub(super) fn read_vendors(
    plan: &MarketPlan,
    term: Term,
    rows: Vec<Row>,
) -> Result<Vec<VendorLines>, Vec<ImportError>> {
    let mut errors = Vec::new();
    let mut vendors: Vec<VendorLines> = Vec::new();
    let mut known: BTreeMap<Who, usize> = BTreeMap::new();
    for row in rows {
        let mut reader = LineReader {
            row: &row,
            plan,
            term,
            errors: &mut errors,
        };
        let Some(vendor) = reader.read() else {
            continue;
        };
        let place = known.get(&vendor.who).copied();
        if let Some(first) = place.and_then(|place| vendors.get_mut(place)) {
            join(first, vendor, &mut errors);
        } else {
            known.insert(vendor.who.clone(), vendors.len());
            vendors.push(vendor);
        }
    }
    refuse_without_category(&vendors, &mut errors);
    refuse_taken_twice(&vendors, &mut errors);
    if errors.is_empty() {
        Ok(vendors)
    } else {
        errors.sort_by_key(|error| error.line);
        Err(errors)
    }
}

/// A further line of the same vendor adds what it says, and contradicts nothing. Lists name a vendor
/// once for each stall, and the rest of them often only the first time.
fn join(first: &mut VendorLines, more: VendorLines, errors: &mut Vec<ImportError>) {
    let (own, other) = (&mut first.details, more.details);
    let differing = [
        (
            C::TradingName,
            differs(&mut own.trading_name, other.trading_name),
        ),
        (C::Identity, differs(&mut own.identity, other.identity)),
        (C::Language, differs(&mut own.language, other.language)),
        (C::Category, differs(&mut own.category, other.category)),
        (C::Needs, differs(&mut own.needs, other.needs)),
        (C::Seniority, differs(&mut own.seniority, other.seniority)),
    ];
    for (column, differs) in differing {
        if differs {
            errors.push(error_at(more.line, column.as_str(), ImportProblem::Differs));
        }
    }
    first.holds.extend(more.holds);
}

/// Takes what only the further line says.
fn differs<T: PartialEq>(own: &mut Option<T>, other: Option<T>) -> bool {
    match (&own, other) {
        (_, None) => false,
        (Some(own), Some(other)) => *own != other,
        (None, other) => {
            *own = other;
            false
        }
    }
}

/// Who holds a stall sells something.
fn refuse_without_category(vendors: &[VendorLines], errors: &mut Vec<ImportError>) {
    for vendor in vendors {
        if let (None, Some(held)) = (vendor.details.category, vendor.holds.first()) {
            let column = C::Category.as_str();
            errors.push(error_at(held.line, column, ImportProblem::NoCategory));
        }
    }
}

/// One stall has one holder at a time.
fn refuse_taken_twice(vendors: &[VendorLines], errors: &mut Vec<ImportError>) {
    let mut seen: Vec<&Held> = Vec::new();
    let mut by_place: BTreeMap<(StallId, TradingTimeId), Vec<&Held>> = BTreeMap::new();
    seen.extend(vendors.iter().flat_map(|vendor| &vendor.holds));
    seen.sort_by_key(|held| held.line);
    for held in seen {
        let others = by_place
            .entry((held.stall_id, held.trading_time_id))
            .or_default();
        if others
            .iter()
            .any(|other| other.from <= held.to && held.from <= other.to)
        {
            let problem = ImportProblem::StallTaken(held.stall.clone());
            errors.push(error_at(held.line, C::Stalls.as_str(), problem));
        }
        others.push(held);
    }
}

/// Reads one line, and notes what is wrong with it instead of stopping.
struct LineReader<'a> {
    row: &'a Row,
    plan: &'a MarketPlan,
    term: Term,
    errors: &'a mut Vec<ImportError>,
}

impl LineReader<'_> {
    fn read(&mut self) -> Option<VendorLines> {
        let before = self.errors.len();
        let name = self.field(C::Name, PersonName::parse);
        let phone = self.optional(C::Phone, Phone::parse);
        let email = self.optional(C::Email, EmailAddress::parse);
        if self.cell(C::Phone).is_empty() && self.cell(C::Email).is_empty() {
            self.refuse(C::Phone, ImportProblem::NoContact);
        }
        let details = self.details();
        let holds = self.holds();
        if self.errors.len() > before {
            return None;
        }
        Some(VendorLines {
            line: self.row.line,
            who: Who {
                name: name?,
                phone,
                email,
            },
            details,
            holds,
        })
    }

    fn cell(&self, column: C) -> &str {
        self.row.cell(column)
    }

    fn refuse(&mut self, column: C, problem: ImportProblem) {
        let error = error_at(self.row.line, column.as_str(), problem);
        self.errors.push(error);
    }

    fn field<T, E: Into<FieldError>>(
        &mut self,
        column: C,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        match parse(self.cell(column)) {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(column, ImportProblem::Field(error.into()));
                None
            }
        }
    }

    fn optional<T, E: Into<FieldError>>(
        &mut self,
        column: C,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        if self.cell(column).is_empty() {
            return None;
        }
        self.field(column, parse)
    }

    fn details(&mut self) -> Details {
        let identity = Some(self.cell(C::Identity)).filter(|cell| !cell.is_empty());
        Details {
            identity: identity.map(str::to_owned),
            trading_name: self.optional(C::TradingName, TradingName::parse),
            language: self.word(C::Language),
            category: self.category(),
            needs: self.needs(),
            seniority: self.seniority(),
        }
    }

    fn word<K: Labelled>(&mut self, column: C) -> Option<K> {
        let cell = self.cell(column).to_owned();
        if cell.is_empty() {
            return None;
        }
        let found = read_word(&cell);
        if found.is_none() {
            self.refuse(column, ImportProblem::UnknownWord(cell));
        }
        found
    }

    fn category(&mut self) -> Option<CategoryId> {
        let cell = self.cell(C::Category).to_owned();
        if cell.is_empty() {
            return None;
        }
        let found = find_category(self.plan, &cell).map(|row| row.id);
        if found.is_none() {
            self.refuse(C::Category, ImportProblem::UnknownCategory(cell));
        }
        found
    }

    fn needs(&mut self) -> Option<Vec<Feature>> {
        let mut needs = Vec::new();
        for word in split_list(self.row.cell(C::Needs)) {
            match read_word(word) {
                Some(feature) => needs.push(feature),
                None => self.refuse(C::Needs, ImportProblem::UnknownFeature(word.to_owned())),
            }
        }
        (!needs.is_empty()).then_some(needs)
    }

    fn seniority(&mut self) -> Option<i32> {
        let cell = self.cell(C::Seniority).to_owned();
        if cell.is_empty() {
            return None;
        }
        let number = cell.parse::<i32>().ok().filter(|number| *number >= 0);
        if number.is_none() {
            self.refuse(C::Seniority, ImportProblem::Number(cell));
        }
        number
    }

    fn holds(&mut self) -> Vec<Held> {
        let mut stalls = Vec::new();
        for code in split_list(self.row.cell(C::Stalls)) {
            match self.plan.stall_by_code(code) {
                Some(row) => stalls.push((row.stall.id, row.stall.code.clone())),
                None => self.refuse(C::Stalls, ImportProblem::UnknownStall(code.to_owned())),
            }
        }
        if self.cell(C::Stalls).is_empty() {
            return Vec::new();
        }
        let times = self.times();
        let (from, to) = (
            self.date(C::From, self.term.from()),
            self.date(C::To, self.term.to()),
        );
        if to < from {
            self.refuse(C::To, ImportProblem::EndsFirst);
        }
        let pool = self.word(C::Pool).unwrap_or(Pool::Open);
        let line = self.row.line;
        let held = |(stall_id, stall): &(StallId, String), time: TradingTimeId| Held {
            line,
            stall_id: *stall_id,
            stall: stall.clone(),
            trading_time_id: time,
            from,
            to,
            pool,
        };
        stalls
            .iter()
            .flat_map(|stall| times.iter().map(move |time| (stall, *time)))
            .map(|(stall, time)| held(stall, time))
            .collect()
    }

    fn times(&mut self) -> Vec<TradingTimeId> {
        let mut times = Vec::new();
        for word in split_list(self.row.cell(C::TradingTimes)) {
            match find_time(self.plan, word) {
                Some(time) if times.contains(&time.id) => {}
                Some(time) => times.push(time.id),
                None => {
                    self.refuse(C::TradingTimes, ImportProblem::UnknownTime(word.to_owned()));
                }
            }
        }
        if self.cell(C::TradingTimes).is_empty() {
            match self.plan.trading_times.as_slice() {
                [only] => times.push(only.id),
                _ => self.refuse(C::TradingTimes, ImportProblem::WhichTime),
            }
        }
        times
    }

    fn date(&mut self, column: C, usual: NaiveDate) -> NaiveDate {
        let cell = self.cell(column).to_owned();
        if cell.is_empty() {
            return usual;
        }
        match read_date(&cell) {
            None => self.refuse(column, ImportProblem::Date(cell)),
            Some(date) if self.term.contains(date) => return date,
            Some(_) => self.refuse(column, ImportProblem::OutsideTerm),
        }
        usual
    }
}
