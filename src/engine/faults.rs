//! What can be wrong with a problem. Every check runs, so that all faults come at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::lookup::Lookup;
use super::problem::{Applicant, Criterion, Pool, Problem, Stall, ZONE_PREFIX};

/// A fault and where it is, as a JSON path such as `$.applicants[3].max`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {fault}")]
pub struct ProblemError {
    pub path: String,
    pub fault: Fault,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not JSON, or not the JSON of a problem file.
    #[error("line {line}, column {column}: {message}")]
    Json {
        line: usize,
        column: usize,
        message: String,
    },
    #[error("this is version {0}; only version 1 can be read")]
    Version(u32),
    #[error("the seed must be 64 hex digits")]
    Seed,
    #[error("must not be empty")]
    Empty,
    #[error("must not contain a NUL character")]
    Nul,
    #[error("must not begin with `zone:`, which marks a wish for a zone")]
    ReservedPrefix,
    #[error("the same as {first}")]
    Duplicate { first: String },
    #[error("there is no pool `{0}`")]
    UnknownPool(String),
    #[error("`{stall}` is already held by {first}")]
    HeldTwice { stall: String, first: String },
    #[error("must be at least 1")]
    Zero,
    #[error("must be at least `min`, which is {min}")]
    MaxBelowMin { min: u32 },
    #[error("nothing may follow `lottery`, which decides everything")]
    AfterLottery,
    #[error("the same row and place as {first}")]
    SamePlace { first: String },
}

impl From<&serde_json::Error> for ProblemError {
    fn from(error: &serde_json::Error) -> Self {
        // The text repeats line and column at its end.
        let text = error.to_string();
        let message = text.rsplit_once(" at line ").map_or(text.as_str(), |s| s.0);
        Self {
            path: "$".to_owned(),
            fault: Fault::Json {
                line: error.line(),
                column: error.column(),
                message: message.to_owned(),
            },
        }
    }
}

/// All faults of a problem that make it meaningless.
pub(super) fn find(problem: &Problem) -> Vec<ProblemError> {
    let pools = problem.pools.iter().map(|pool| pool.name.as_str());
    let mut faults = Faults {
        pools: pools.collect(),
        found: Vec::new(),
    };
    faults.check_head(problem);
    faults.check_stalls(&problem.stalls);
    faults.check_applicants(&problem.applicants);
    faults.check_pools(&problem.pools);
    faults.check_caps(problem);
    faults.found
}

struct Faults<'a> {
    pools: BTreeSet<&'a str>,
    found: Vec<ProblemError>,
}

impl Faults<'_> {
    fn add(&mut self, place: Place, fault: Fault) {
        self.add_at(place.to_string(), fault);
    }

    fn add_at(&mut self, path: String, fault: Fault) {
        self.found.push(ProblemError { path, fault });
    }

    fn check_head(&mut self, problem: &Problem) {
        if problem.version != 1 {
            self.add_at("$.version".to_owned(), Fault::Version(problem.version));
        }
        let seed = &problem.seed;
        if seed.len() != 64 || !seed.bytes().all(|b| b.is_ascii_hexdigit()) {
            self.add_at("$.seed".to_owned(), Fault::Seed);
        }
    }

    fn check_stalls(&mut self, stalls: &[Stall]) {
        let ids = Seen::new(stalls.iter().map(|stall| stall.id.as_str()));
        let id_at = |i| Place::new("stalls", i, "id");
        let mut places = BTreeMap::new();
        for (i, stall) in stalls.iter().enumerate() {
            let at = |field| Place::new("stalls", i, field);
            self.check_id(&ids, i, id_at, &stall.id);
            if stall.id.starts_with(ZONE_PREFIX) {
                self.add(at("id"), Fault::ReservedPrefix);
            }
            self.check_pool_name(at("pool"), &stall.pool);
            if let (Some(row), Some(place)) = (&stall.row, stall.place) {
                let first = *places.entry((row, place)).or_insert(i);
                if first != i {
                    let first = Place::new("stalls", first, "place").to_string();
                    self.add(at("place"), Fault::SamePlace { first });
                }
            }
        }
    }

    fn check_applicants(&mut self, applicants: &[Applicant]) {
        let codes = Seen::new(applicants.iter().map(|applicant| applicant.code.as_str()));
        let code_at = |i| Place::new("applicants", i, "code");
        let holders = Holders::new(applicants);
        for (i, applicant) in applicants.iter().enumerate() {
            self.check_id(&codes, i, code_at, &applicant.code);
            self.check_applicant(i, applicant);
            self.check_holds(i, applicant, &holders);
        }
    }

    fn check_applicant(&mut self, i: usize, applicant: &Applicant) {
        let at = |field| Place::new("applicants", i, field);
        if let Some(ticket) = &applicant.ticket {
            self.check_text(at("ticket"), ticket);
        }
        for (j, pool) in applicant.pools.iter().enumerate() {
            self.check_pool_name(at("pools").item(j), pool);
        }
        if applicant.min == 0 {
            self.add(at("min"), Fault::Zero);
        }
        if applicant.max == 0 {
            self.add(at("max"), Fault::Zero);
        } else if applicant.max < applicant.min {
            let min = applicant.min;
            self.add(at("max"), Fault::MaxBelowMin { min });
        }
    }

    fn check_holds(&mut self, i: usize, applicant: &Applicant, holders: &Holders) {
        let at = |i| Place::new("applicants", i, "holds");
        for (j, stall) in applicant.holds.iter().enumerate() {
            if let Some(first) = holders.first(stall, i) {
                let (stall, first) = (stall.clone(), at(first).to_string());
                self.add(at(i).item(j), Fault::HeldTwice { stall, first });
            }
        }
    }

    fn check_pools(&mut self, pools: &[Pool]) {
        let names = Seen::new(pools.iter().map(|pool| pool.name.as_str()));
        let name_at = |i| Place::new("pools", i, "name");
        for (i, pool) in pools.iter().enumerate() {
            self.check_id(&names, i, name_at, &pool.name);
            self.check_order(Place::new("pools", i, "order"), &pool.order);
            let groups = Seen::new(pool.quotas.iter().map(|quota| quota.group.as_str()));
            let group_at = |j| Place::new("pools", i, "quotas").item(j);
            for (j, quota) in pool.quotas.iter().enumerate() {
                self.check_new(&groups, j, group_at, &quota.group);
            }
        }
    }

    fn check_order(&mut self, place: Place, order: &[Criterion]) {
        for (j, criterion) in order.iter().enumerate() {
            let mut before = order.iter().take(j);
            if before.clone().any(|other| *other == Criterion::Lottery) {
                self.add(place.item(j), Fault::AfterLottery);
            } else if let Some(first) = before.position(|other| other == criterion) {
                let first = place.item(first).to_string();
                self.add(place.item(j), Fault::Duplicate { first });
            }
        }
    }

    fn check_caps(&mut self, problem: &Problem) {
        let caps = Seen::new(problem.caps.iter().map(|cap| cap.category.as_str()));
        let category_at = |i| Place::new("caps", i, "category");
        for (i, cap) in problem.caps.iter().enumerate() {
            self.check_new(&caps, i, category_at, &cap.category);
        }
    }

    fn check_id(&mut self, seen: &Seen, i: usize, at: impl Fn(usize) -> Place, id: &str) {
        self.check_text(at(i), id);
        self.check_new(seen, i, at, id);
    }

    fn check_text(&mut self, place: Place, text: &str) {
        if text.is_empty() {
            self.add(place, Fault::Empty);
        }
        if text.contains('\0') {
            self.add(place, Fault::Nul);
        }
    }

    fn check_new(&mut self, seen: &Seen, i: usize, at: impl Fn(usize) -> Place, id: &str) {
        if let Some(first) = seen.first(id, i) {
            let first = at(first).to_string();
            self.add(at(i), Fault::Duplicate { first });
        }
    }

    fn check_pool_name(&mut self, place: Place, name: &str) {
        if !self.pools.contains(name) {
            self.add(place, Fault::UnknownPool(name.to_owned()));
        }
    }
}

/// Where in the file something stands; it becomes a path only when there is a fault.
#[derive(Clone, Copy)]
struct Place {
    list: &'static str,
    index: usize,
    field: &'static str,
    item: Option<usize>,
}

impl Place {
    fn new(list: &'static str, index: usize, field: &'static str) -> Self {
        Self {
            list,
            index,
            field,
            item: None,
        }
    }

    fn item(self, item: usize) -> Self {
        let item = Some(item);
        Self { item, ..self }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "$.{}[{}].{}", self.list, self.index, self.field)?;
        match self.item {
            Some(item) => write!(f, "[{item}]"),
            None => Ok(()),
        }
    }
}

/// Where each id stands first; only asked when some id stands in several places, so that
/// a list without a fault costs one sorting.
struct Seen<'a> {
    places: Lookup<'a>,
    repeated: bool,
}

impl<'a> Seen<'a> {
    fn new(ids: impl Iterator<Item = &'a str>) -> Self {
        let places = Lookup::new(ids);
        Self {
            repeated: places.has_duplicates(),
            places,
        }
    }

    /// Where else this id stands, if not first here.
    fn first(&self, id: &str, here: usize) -> Option<usize> {
        self.find(id).filter(|first| *first != here)
    }

    fn find(&self, id: &str) -> Option<usize> {
        if self.repeated {
            self.places.find(id)
        } else {
            None
        }
    }
}

/// Who holds each stall first.
struct Holders<'a> {
    stalls: Seen<'a>,
    of: Vec<usize>,
}

impl<'a> Holders<'a> {
    fn new(applicants: &'a [Applicant]) -> Self {
        let holds = applicants.iter().flat_map(|applicant| &applicant.holds);
        let of = applicants.iter().enumerate();
        let of = of.flat_map(|(i, applicant)| applicant.holds.iter().map(move |_| i));
        Self {
            stalls: Seen::new(holds.map(String::as_str)),
            of: of.collect(),
        }
    }

    /// Who else holds it, if not this one first.
    fn first(&self, stall: &str, here: usize) -> Option<usize> {
        let first = self.stalls.find(stall)?;
        self.of.get(first).copied().filter(|first| *first != here)
    }
}
